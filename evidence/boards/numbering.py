"""Numbers that say where a row stands in its list and not what it is about.

When one row is taken out of a numbered list, all that stood behind it get another number; when a
list is sorted anew, all get one. Neither renames anything. What is asked here doesn't depend on the
order in which the rows were read: it is told from the labels alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from evidence.folding import caseless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Labels = tuple[str, ...]
"""The labels over an entry, the outermost first, and its own words last."""

_SIGN = r"(?P<sign>\s*[.)\]:–—-]+\s*|\s+)(?=[^\W\d]|[\"“«¿¡(])(?P<rest>.+)"
_LEADING = re.compile(
    r"\W*(?:(?:n[oº°]|n[uú]m|no)[.º°]*\s*)?"
    rf"(?P<number>\d{{1,6}}(?:\.\d{{1,3}}){{0,4}}|[ivxlc]{{1,7}}(?=[.)])|[a-z](?=[.)])){_SIGN}",
    re.IGNORECASE | re.DOTALL,
)
"""``12. Acta``, ``12) Acta``, ``No. 12 Acta``, ``1.2 Acta``, ``IV. Acta``, ``b) Acta``"""
_NAMED = re.compile(
    rf"(?P<noun>[^\W\d_]{{3,20}}) (?P<number>\d{{1,6}}(?:\.\d{{1,3}}){{0,4}}){_SIGN}", re.DOTALL
)
"""``Compromiso 5: Agua para todos``"""
_COUNT = re.compile(r"(?<!\s)\s*+[(\[]\d{1,6}[)\]]$")
"""How many entries stand under a heading: ``Evidencias (12)``"""
_MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
    "|janeiro|fevereiro|maio|junho|julho|setembro|outubro|novembro|dezembro"
    "|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
)
_DATE = re.compile(rf"(?:de )?(?:(?:{_MONTHS})\b|marco de \d)")
"""What follows the day of a date, without accents; ``marco`` is a frame in Spanish."""
_WITHIN = re.compile(r"\d{1,6}")
_YEARS = range(1900, 2100)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_FEW = 2
"""Rows that make a list."""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A label that opens with a number."""

    number: tuple[int, ...]
    """``1.2`` is (1, 2)"""
    signed: bool
    """a sign follows it, as in ``12. Acta``; a bare ``12 actas`` may count something"""
    rest: str
    """the words behind it, without case and accents"""
    noun: str = ""
    """the word before it: ``compromiso`` of ``Compromiso 5: Agua``"""


@lru_cache(maxsize=20_000)
def ordinal(label: str) -> Ordinal | None:
    """The number that opens a label; None when there is none, or it is part of a date or a year."""
    found = _LEADING.fullmatch(label) or _NAMED.fullmatch(label)
    if found is None:
        return None
    number, rest = _numbers(found["number"]), caseless(found["rest"])
    signed = bool(found["sign"].strip())
    noun = caseless(found.groupdict().get("noun") or "")
    if (noun or not signed) and (_DATE.match(rest) or number[0] in _YEARS):
        return None
    return Ordinal(number, signed, rest, noun)


def core(label: str) -> str:
    """A label's words without the number that opens it, without case and accents."""
    found = ordinal(label)
    return f"{found.noun} {found.rest}".strip() if found else caseless(label)


def _numbers(written: str) -> tuple[int, ...]:
    if written[0].isdecimal():
        return tuple(int(part) for part in written.split("."))
    letters = written.lower()
    if len(letters) == 1 and letters not in "ivx":
        return (ord(letters) - ord("a") + 1,)
    values = [_ROMAN[letter] for letter in letters]
    return (sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)),)


def renumbered(
    pairs: Sequence[tuple[Labels, Labels]], before: Iterable[Labels], now: Iterable[Labels]
) -> set[int]:
    """The positions of those ``pairs`` (labels before, labels now) that differ in nothing but where
    they stand in a numbered list; ``before`` and ``now`` are the labels of all entries."""
    lists = _Lists(pairs, before, now)
    return {
        place
        for place, (old, new) in enumerate(pairs)
        if old != new
        and len(old) == len(new)
        and all(
            old[level] == new[level]
            or (level < len(old) - 1 and _uncounted(old[level]) == _uncounted(new[level]))
            or lists.under(old[:level], new[:level]).only(old[level], new[level])
            for level in range(len(old))
        )
    }


def _uncounted(heading: str) -> str:
    return _COUNT.sub("", heading)


class _Lists:
    """Every list of two visits: what stands under the same labels."""

    def __init__(
        self,
        pairs: Sequence[tuple[Labels, Labels]],
        before: Iterable[Labels],
        now: Iterable[Labels],
    ) -> None:
        self._pairs: defaultdict[tuple[Labels, Labels], set[tuple[str, str]]] = defaultdict(set)
        for old, new in pairs:
            for level in range(min(len(old), len(new))):
                self._pairs[old[:level], new[:level]].add((old[level], new[level]))
        self._before, self._now = _children(before), _children(now)
        self._made: dict[tuple[Labels, Labels], _List] = {}

    def under(self, old: Labels, new: Labels) -> _List:
        """The list under the labels ``old`` that stands under ``new`` now."""
        if (old, new) not in self._made:
            self._made[old, new] = _List(self._pairs[old, new], self._before[old], self._now[new])
        return self._made[old, new]


def _children(entries: Iterable[Labels]) -> defaultdict[Labels, set[str]]:
    found: defaultdict[Labels, set[str]] = defaultdict(set)
    for labels in entries:
        for level, label in enumerate(labels):
            found[labels[:level]].add(label)
    return found


class _List:
    """One list: its labels before and now, and which of them are of the same entry."""

    def __init__(self, pairs: set[tuple[str, str]], before: set[str], now: set[str]) -> None:
        self._pairs, self._before, self._now = pairs, before, now
        self._masks: dict[str, bool] = {}
        ordinals = [
            [found for label in side if (found := ordinal(label))] for side in (before, now)
        ]
        self._cores = [Counter(map(core, side)) for side in (before, now)]
        numbers = [{found.number for found in side} for side in ordinals]
        self._numbered = max(map(len, numbers)) >= _FEW
        self._whole = all(map(_is_gapless, numbers))
        shifts: defaultdict[str, set[tuple[tuple[int, ...], tuple[int, ...]]]] = defaultdict(set)
        for old, new in pairs:
            if (a := ordinal(old)) and (b := ordinal(new)) and a.noun == b.noun:
                shifts[a.noun].add((a.number, b.number))
        self._shifted = {
            noun: sum(a != b for a, b in moved)
            for noun, moved in shifts.items()
            if _is_shift(moved)
        }

    def only(self, old: str, new: str) -> bool:
        """Whether two labels of one entry differ only in their number in this list."""
        a, b = ordinal(old), ordinal(new)
        if a is None and b is None:
            return self._within(old, new)
        if core(old) != core(new):
            return False
        noun = a.noun if a else ""
        shifted = self._numbered and noun in self._shifted
        if noun or (b and b.noun):  # readers cite a commitment by its number
            all_behind = self._whole or self._shifted.get(noun, 0) >= _FEW
            return b is not None and b.noun == noun and shifted and all_behind
        single = all(side[core(old)] == 1 for side in self._cores)
        if single and (a is None or b is None or a.signed or b.signed):
            return True  # whatever became of the rows beside it, its own words tell which it is
        return shifted or (self._numbered and single and self._whole)

    def _within(self, old: str, new: str) -> bool:
        """``Documento 13`` that became ``Documento 12``: the labels count on without a gap before
        and now, from the same start, there are fewer or more of them, and their order is the same.
        A person who corrects a label, or swaps two, does not do all of that."""
        mask = _mask(old)
        if mask != _mask(new) or mask.count("#") != 1 or _first(old)[0] in _YEARS:
            return False
        if mask not in self._masks:
            self._masks[mask] = self._counts_on(mask)
        return self._masks[mask]

    def _counts_on(self, mask: str) -> bool:
        before, now = (
            {_first(label) for label in side if _mask(label) == mask}
            for side in (self._before, self._now)
        )
        pairs = {
            (_first(old), _first(new))
            for old, new in self._pairs
            if _mask(old) == mask == _mask(new)
        }
        return (
            len(before) != len(now)
            and min(before) == min(now)
            and _is_gapless(before)
            and _is_gapless(now)
            and _is_shift(pairs)
        )


@lru_cache(maxsize=20_000)
def _mask(label: str) -> str:
    return _WITHIN.sub("#", label)


def _first(label: str) -> tuple[int, ...]:
    found = _WITHIN.search(label)
    return (int(found[0]),) if found else ()


def _is_gapless(numbers: set[tuple[int, ...]]) -> bool:
    """Whether numbers count on without a gap, on each level of an outline."""
    below: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for number in numbers:
        for level in range(len(number)):
            below[number[:level]].add(number[level])
    return all(max(found) - min(found) == len(found) - 1 for found in below.values())


def _is_shift(pairs: set[tuple[tuple[int, ...], tuple[int, ...]]]) -> bool:
    """Whether numbers moved up or down as they do behind a row that was taken out or put in: their
    order is the same, and from some row on all are moved to one side. (In an outline such as
    ``1.2`` each level counts for itself; there the order is all that is asked.)"""
    ordered = sorted(pairs)
    if any(b <= d for (a, b), (c, d) in zip(ordered[1:], ordered, strict=False) if a > c):
        return False
    if any(len(a) > 1 for a, _ in ordered):
        return True
    sides = [(b > a) - (b < a) for a, b in ordered]
    moved = next((i for i, side in enumerate(sides) if side), len(sides))
    return len(set(sides[moved:])) <= 1
