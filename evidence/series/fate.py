"""What became of each unit from one version to the next."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from evidence.folding import as_shown
from evidence.series.align import align, nothing_in_common, renumbered
from evidence.series.differing import Whole, differing, runs_of
from evidence.series.model import Fate, Outcome, Problem, Step, Weakening
from evidence.series.noted import without_notes
from evidence.series.room import Room, TooMuch
from evidence.series.spelling import squeezed, tokens
from evidence.series.weaken import findings
from evidence.series.weaken.numbers import improved

if TYPE_CHECKING:
    from evidence.series.align import Alignment
    from evidence.series.differing import Differing
    from evidence.series.model import Finding, Plan

_CORE = 0.30
"""Share of its words that must be left for a unit to be the one it was."""
_CORE_WORDS = 12
"""Words of a unit of which so much can be said; a cell of three words is replaced by one of three."""
_REDUCED = 0.15
"""Share of its words that are gone, more than came, from which a unit is reduced though no rule names
what was lost."""
_SAYS_NOTHING = 3
"""Letters of words that stand in any text: *de*, *the*."""
_FEW_RUNS = 4
"""Runs of words of a unit that is looked for letter by letter."""
_TIMES = 3
"""Times as many units as the other version has; nobody splits every commitment in three."""
_STANDS = 0.9
"""Share of its runs that must stand there: a commitment says a few things of its own."""
_LOSS = {Weakening.ACTOR, Weakening.DELIVERABLE, Weakening.INDICATOR}
"""Findings that tell of something gone; the others tell of something that says less."""


def between(old: Plan, new: Plan) -> Step:
    """What became of the units of ``old`` in ``new``; the reason where that can't be told."""
    try:
        return _between(old, new, Room())
    except TooMuch:
        return Step(problem=Problem.TOO_MUCH)


def _between(old: Plan, new: Plan, room: Room) -> Step:
    if old.language and new.language and old.language != new.language:
        return Step(problem=Problem.OTHER_LANGUAGE)
    old, new = without_notes(old, new), without_notes(new, old)
    found = align(old.units, new.units, room)
    if nothing_in_common(found, old.units, new.units):
        return Step(problem=Problem.NOTHING_IN_COMMON, share=found.share)
    outcomes = tuple(_outcomes(old, new, found, room))
    if _divided_otherwise(old, new, outcomes):
        return Step(problem=Problem.OTHER_STRUCTURE, share=found.share)
    return Step(outcomes, share=found.share)


def _divided_otherwise(old: Plan, new: Plan, outcomes: tuple[Outcome, ...]) -> bool:
    """Whether one version is divided into many times the other's parts, and most of these stand in it as
    pieces: what became of each is then no news of the plan, but of how it was typeset."""
    fewer, more = sorted((len(old.units), len(new.units)))
    pieces = sum(
        len(one.old) + len(one.new) for one in outcomes if one.fate in (Fate.MERGED, Fate.SPLIT)
    )
    return more >= _TIMES * fewer and pieces > more / 2


def _outcomes(old: Plan, new: Plan, found: Alignment, room: Room) -> list[Outcome]:
    gone = {i for parts in found.mergers.values() for i in parts} | found.pairs.keys()
    come = {j for parts in found.splits.values() for j in parts} | {*found.pairs.values()}
    lost, added = _elsewhere(old, new, gone, room), _elsewhere(new, old, come, room)
    words = _Words(
        _all(old, gone | lost, room),
        _all(new, come | added, room),
        new.language or old.language or "es",
    )
    outcomes = []
    for i, j in sorted(found.pairs.items()):
        olds = (i, *found.mergers.get(j, ()))
        news = (j, *found.splits.get(i, ()))
        outcomes.append(_outcome(old, new, olds, news, words))
    for i in range(len(old.units)):
        if i in lost:
            outcomes.append(Outcome(Fate.MERGED, (i,)))
        elif i not in gone:
            outcomes.append(Outcome(Fate.DROPPED, (i,), words_removed=_size(old, i)))
    for j in range(len(new.units)):
        if j in added:
            outcomes.append(Outcome(Fate.SPLIT, (), (j,)))
        elif j not in come:
            outcomes.append(Outcome(Fate.NEW, (), (j,), words_added=_size(new, j)))
    return outcomes


def _elsewhere(plan: Plan, other: Plan, aligned: set[int], room: Room) -> set[int]:
    """Units without a like whose words stand in the other version all the same, in other units: its
    headings were read otherwise, or it was set in pieces."""
    rest = [n for n in range(len(plan.units)) if n not in aligned]
    if not rest:
        return set()
    texts = [*(unit.whole for unit in other.units), other.notes]
    there = {run for text in texts for run in runs_of(text)}
    letters = "".join([*map(squeezed, texts), "\n", other.outside])
    room.take(len(rest) * len(letters))
    found = set()
    for n in rest:
        mine = set(runs_of(plan.units[n].whole))
        standing = len(mine & there) >= _STANDS * len(mine) if len(mine) > _FEW_RUNS else False
        if standing or plan.units[n].squeezed in letters:
            found.add(n)
    return found


def _size(plan: Plan, n: int) -> int:
    return len(plan.units[n].whole.split())


class _Words(NamedTuple):
    """What both versions say, but for units that have no like; and their language."""

    old: Whole
    new: Whole
    language: str


def _all(plan: Plan, units: set[int], room: Room) -> Whole:
    texts = [*(plan.units[n].whole for n in sorted(units)), plan.notes]
    return Whole.of(texts, plan.outside, room)


def _outcome(
    old: Plan, new: Plan, olds: tuple[int, ...], news: tuple[int, ...], words: _Words
) -> Outcome:
    before, after = [old.units[i] for i in olds], [new.units[j] for j in news]
    moved = renumbered(before[0], after[0])
    if len(olds) == len(news) == 1 and before[0].squeezed == after[0].squeezed:
        same = not moved and as_shown(before[0].whole) == as_shown(after[0].whole)
        return Outcome(Fate.KEPT if same else Fate.RE_TYPESET, olds, news, renumbered=moved)
    was, now = ("\n".join(unit.whole for unit in side) for side in (before, after))
    text = differing(was, now, words.old, words.new)
    told = findings(text, words.language)
    fate = Fate.MERGED if len(olds) > 1 else Fate.SPLIT if len(news) > 1 else _fate(text, told)
    return Outcome(fate, olds, news, told, text.removed, text.added, moved)


def _fate(text: Differing, told: tuple[Finding, ...]) -> Fate:
    if not text.passages:
        return Fate.RE_TYPESET
    size = len(text.was.split())
    if size >= _CORE_WORDS and _left(text) < _CORE:
        return Fate.CORE
    weakening = [one for one in told if one.weakens]
    if any(one.kind not in _LOSS for one in weakening):
        return Fate.WEAKENED
    if weakening or text.removed - text.added > _REDUCED * size:
        return Fate.REDUCED
    more = text.added > text.removed or improved(text)
    return Fate.EXTENDED if more else Fate.KEPT


def _left(text: Differing) -> float:
    """Share of the words of the old text that the new one has; those of three letters tell nothing."""
    before, after = (
        Counter(word for word in tokens(one) if len(word) > _SAYS_NOTHING)
        for one in (text.was, text.now)
    )
    return (before & after).total() / max(1, before.total())
