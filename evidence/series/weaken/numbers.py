"""It is fewer, less or less often: 32 entities became 12, 90 % became 60 %, monthly became yearly.

Most amounts that a plan promises are the better the larger; not a deadline, and not what is to be
reduced. Where the words don't tell, the finding says that the number changed and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.series.model import Direction, Finding, Weakening
from evidence.series.weaken.amounts import MONEY, PERCENT, amounts_of
from evidence.series.weaken.lexicon import lists, pattern, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.series.differing import Differing, Passage
    from evidence.series.weaken.amounts import Amount

_BY = (" en un", " en ", " by ", " em ", " por ")
_TO = (" a ", " al ", " to ", " hasta ", " para ", " ate ")
_AROUND = 60
"""Characters before an amount in which the words stand that tell its direction."""
_GREAT = 0.5
"""Of an amount lost, from which the loss weighs more."""


def find(text: Differing, language: str) -> Iterator[Finding]:  # noqa: ARG001 - numbers are read in every language
    """Amounts, rates and bounds that say less."""
    for passage in text.passages:
        if not passage.old or not passage.new:
            continue
        yield from _amounts(passage)
        yield from _frequency(passage)
        yield from _bound(passage)


def improved(text: Differing) -> bool:
    """Whether an amount says more now than it did."""
    return any(
        _direction(passage, old, new) is None
        for passage in text.passages
        for old, new in _paired(amounts_of(passage.was), amounts_of(passage.now))
    )


def _amounts(passage: Passage) -> Iterator[Finding]:
    for old, new in _paired(amounts_of(passage.was), amounts_of(passage.now)):
        way = _direction(passage, old, new)
        if way is None:
            continue
        is_deadline = _is_deadline(passage.was, old)
        kind = Weakening.DATE if is_deadline else Weakening.NUMBER
        rule = "deadline" if is_deadline else "less" if way is Direction.LESS else "changed"
        severity = 0.3 if way is Direction.UNKNOWN else _severity(old.value, new.value)
        yield Finding(
            kind,
            rule,
            passage.old,
            passage.new,
            old.written.strip(),
            new.written.strip(),
            severity,
            way,
        )


def _severity(old: float, new: float) -> float:
    smaller, larger = sorted((old, new))
    return 0.9 if larger and smaller <= _GREAT * larger else 0.7


def _paired(before: list[Amount], after: list[Amount]) -> list[tuple[Amount, Amount]]:
    """Amounts of which one took the other's place: of one unit, in the order of the text; where one
    alone is left on either side, these."""
    stay = [(one.value, one.unit) for one in after]
    gone = []
    for one in before:
        if (one.value, one.unit) in stay:
            stay.remove((one.value, one.unit))
        else:
            gone.append(one)
    left = list(stay)
    come: list[Amount] = []
    for one in reversed(after):
        if (one.value, one.unit) in left:
            left.remove((one.value, one.unit))
            come.insert(0, one)
    pairs = []
    for old in list(gone):
        like = next((new for new in come if new.unit == old.unit), None)
        if like is not None:
            pairs.append((old, like))
            gone.remove(old)
            come.remove(like)
    alone = len(gone) == len(come) == 1 and PERCENT not in {gone[0].unit, come[0].unit}
    same = [pair for pair in pairs if pair[0].value != pair[1].value]
    return [*same, (gone[0], come[0])] if alone and gone[0].value != come[0].value else same


def _direction(passage: Passage, old: Amount, new: Amount) -> Direction | None:
    """Whether the new amount says less, or nobody can tell; None where it says more."""
    grew = new.value > old.value
    smaller = lists()["smaller"]
    before = passage.was[max(0, old.start - _AROUND) : old.start]
    near = passage.was[max(0, old.start - _AROUND) : old.end + _AROUND]
    if _is_deadline(passage.was, old):
        return Direction.LESS if grew else None
    if old.unit == MONEY:
        return (
            Direction.UNKNOWN
            if pattern(smaller["bad"]).search(near)
            else None
            if grew
            else Direction.LESS
        )
    if pattern(smaller["reduce"]).search(before):
        tail = f" {before.rstrip()} "
        reach = max((tail.rfind(word) for word in _TO), default=-1)
        step = max((tail.rfind(word) for word in _BY), default=-1)
        to = reach > step or old.unit != PERCENT
        return (
            (Direction.LESS if grew == to else None) if max(reach, step) >= 0 else Direction.UNKNOWN
        )
    if pattern(smaller["bad"]).search(near):
        return Direction.UNKNOWN
    if _is_time(old) and not pattern(smaller["teaching"]).search(near):
        return Direction.UNKNOWN
    if not old.unit and not new.unit:
        return Direction.UNKNOWN
    return None if grew else Direction.LESS


def _is_time(one: Amount) -> bool:
    return (
        any(word.startswith(one.unit) for word in lists()["smaller"]["time"]) if one.unit else False
    )


def _is_deadline(text: str, one: Amount) -> bool:
    """Whether an amount of time is one within which something is due."""
    if not _is_time(one):
        return False
    before, behind = (
        text[max(0, one.start - _AROUND) : one.start],
        text[one.end : one.end + _AROUND],
    )
    words = lists()["smaller"]
    return bool(pattern(words["deadline"]).search(before) or pattern(words["after"]).search(behind))


def _frequency(passage: Passage) -> Iterator[Finding]:
    out, put = ([
        (float(times), match[0])
        for times, listed in lists()["frequency"].items()
        for match in pattern(listed).finditer(text)
        if changed(*match.span())
    ] for text, changed in ((passage.was, passage.in_old_hunk), (passage.now, passage.in_new_hunk)))  # fmt: skip
    if out and put and min(put)[0] < max(out)[0]:
        old, new = max(out), min(put)
        yield Finding(Weakening.NUMBER, "seldomer", passage.old, passage.new, old[1], new[1], 0.6)


def _bound(passage: Passage) -> Iterator[Finding]:
    """*At least* became *up to*."""
    floors, ceilings = terms("bound", "floor"), terms("bound", "ceiling")
    gone = [one for one in floors.find(passage.was) if passage.in_old_hunk(one.start, one.end)]
    come = [one for one in ceilings.find(passage.now) if passage.in_new_hunk(one.start, one.end)]
    counted = [one for one in come if amounts_of(passage.now[one.end : one.end + 30])]
    if gone and counted and not floors.find(passage.now):
        yield Finding(
            Weakening.NUMBER,
            "ceiling",
            passage.old,
            passage.new,
            gone[0].term,
            counted[0].term,
            0.7,
        )
