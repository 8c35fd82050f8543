"""Which unit of one version is which of the next: by number, title and text, wherever it stands.

Words that many units of a plan share (*publicar*, *responsable*) say little, rare ones much: a word
weighs the more the fewer units have it. Pairs are taken best first. What is left over on one side
and stands within a unit of the other is part of a split or a merger.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from evidence.changes.words import words
from evidence.folding import caseless
from evidence.series.room import A_PAIR, A_WORD, WORDS_AT_ONCE
from evidence.series.spelling import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.series.model import Unit
    from evidence.series.room import Room

_TEXT = 0.32
"""Likeness of two texts, by the weight of the words they share, from which they are one commitment
whatever its number and title."""
_WITH_TITLE = 0.08
"""The same where the titles agree."""
_WITH_NUMBER = 0.20
"""The same where the numbers do."""
_OTHER_TITLE = 0.45
"""The same where both have titles, and other ones: commitments of one plan say much alike."""
_SAME_TITLE = 85.0
"""Likeness of titles, of 100 (rapidfuzz's token_sort_ratio), from which they agree."""
_TITLE_WORDS = 1
"""Words of a title that tells anything: *Agua* and *Introducción* stand in every plan, but are asked
only whether the texts have something in common."""
_WITHIN = 0.70
"""Share of a unit's weight that stands in another: it is part of that one."""
_BESIDES = 0.25
"""Share of a part's words that the other part has not: what repeats another is no part of it."""
_PART = 4
"""Words of a unit that may be part of another."""
_WHOLES = 3
"""Units that may hold a part, looked at closely."""
_MOST_UNITS = 500
"""Units that have a word by which candidates are found; a plan made to cost time has thousands alike."""
_CANDIDATES = 12
"""Units of the other version that are looked at closely."""
_STOP = 0.5
"""Words of so large a share of all units say nothing."""
_IN_COMMON = 0.12
"""Share of the units of the smaller version that must have their like: below it two plans have
nothing in common, but for what all plans say."""
_FEW = 4
"""Units of the smaller version, up to which a single like one is enough."""


@dataclass(frozen=True)
class Terms:
    """The words of one unit, each with its weight."""

    unit: Unit
    weights: dict[str, float]

    @cached_property
    def total(self) -> float:
        """Of all its words."""
        return sum(self.weights.values())

    @cached_property
    def title(self) -> str:
        """As titles are compared."""
        return " ".join(words(caseless(self.unit.title)))

    @cached_property
    def names(self) -> set[str]:
        """Its number and title, as an index has them beside its words."""
        return {f"{sign} {name}" for sign, name in (("#", self.number), ("=", self.title)) if name}

    @cached_property
    def number(self) -> str:
        """As numbers are compared: ``compromiso 3``."""
        return caseless(self.unit.label or self.unit.number)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs, and what was split or merged: places in the two lists of units."""

    pairs: dict[int, int]
    splits: dict[int, list[int]]
    """a unit of the older version -> the further ones of the newer that were part of it"""
    mergers: dict[int, list[int]]
    """a unit of the newer version -> the further ones of the older that are part of it"""
    share: float


def align(old: Sequence[Unit], new: Sequence[Unit], room: Room) -> Alignment:
    """Line up the units of two versions. Raises TooMuch."""
    before, after = _weighed(old, new)
    pairs = _same_text(old, new)
    pairs |= _best_first(before, after, pairs, room)
    taken = set(pairs.values())
    left = [i for i in range(len(old)) if i not in pairs]
    come = [j for j in range(len(new)) if j not in taken]
    back = {j: i for i, j in pairs.items()}
    mergers = _parts(left, before, after, back, room)
    splits = _parts(come, after, before, pairs, room)
    smaller = min(len(old), len(new))
    share = (len(pairs)) / smaller if smaller else 0.0
    return Alignment(pairs, splits, mergers, share)


def nothing_in_common(found: Alignment, old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    """Whether two versions are not of one plan."""
    if min(len(old), len(new)) <= _FEW:
        return not found.pairs
    return found.share < _IN_COMMON


def _weighed(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[Terms], list[Terms]]:
    sets = [Counter(tokens(unit.whole)) for unit in (*old, *new)]
    among = Counter(word for one in sets for word in one)
    every = len(sets)
    weight = {
        word: 0.0
        if times > max(2, _STOP * every) and every > 2 * _FEW
        else math.log(1 + every / times) ** 2
        for word, times in among.items()
    }
    found = [
        Terms(
            unit,
            {
                word: weight[word] * (1 + math.log(times))
                for word, times in one.items()
                if weight[word]
            },
        )
        for unit, one in zip((*old, *new), sets, strict=True)
    ]
    return found[: len(old)], found[len(old) :]


def _same_text(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Units that read the same, the first with the first where several do."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for j, unit in reversed(list(enumerate(new))):
        waiting[unit.squeezed].append(j)
    return {
        i: waiting[unit.squeezed].pop() for i, unit in enumerate(old) if waiting.get(unit.squeezed)
    }


def _best_first(
    before: list[Terms], after: list[Terms], have: dict[int, int], room: Room
) -> dict[int, int]:
    taken = set(have.values())
    free = [j for j in range(len(after)) if j not in taken]
    index = _index(after, free)
    # of equals the one that stands nearest
    scored = [
        (-score, abs(i - j), i, j)
        for i, one in enumerate(before)
        if i not in have
        for j in _candidates(one, index, room)
        if (score := _score(one, after[j], room))
    ]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _index(terms: list[Terms], of: Iterable[int]) -> dict[str, list[int]]:
    """Word -> units, of words that few enough units have; numbers and titles as one word each."""
    index: dict[str, list[int]] = {}
    for j in of:
        for word in terms[j].weights.keys() | terms[j].names:
            index.setdefault(word, []).append(j)
    return {word: units for word, units in index.items() if len(units) <= _MOST_UNITS}


def _candidates(one: Terms, index: dict[str, list[int]], room: Room) -> set[int]:
    """Units that share the weightiest words with ``one``, or its number or title."""
    found = {j for j, _ in _sharing(one, index, room).most_common(_CANDIDATES)}
    return found.union(*(index.get(name, ()) for name in one.names))


def likeness(one: Terms, other: Terms) -> float:
    """How much of the weight of two texts they share: 0 to 1 (weighted Dice)."""
    common = sum(
        min(weight, other.weights[word])
        for word, weight in one.weights.items()
        if word in other.weights
    )
    total = one.total + other.total
    return 2 * common / total if total else float(one.unit.squeezed == other.unit.squeezed)


def _score(one: Terms, other: Terms, room: Room) -> float:
    """How surely two units are one; 0 for not at all."""
    room.take(len(one.weights) * A_WORD + A_PAIR)
    room.take(len(one.title) * len(other.title) // WORDS_AT_ONCE)
    text = likeness(one, other)
    titles = _titles_agree(one, other)
    numbers = bool(one.number) and one.number == other.number
    if not titles and one.title and other.title and text < _OTHER_TITLE:
        return 0.0
    if text < (_WITH_TITLE if titles else _WITH_NUMBER if numbers else _TEXT):
        named = titles and len(one.title.split()) >= _TITLE_WORDS and numbers
        if not named:
            return 0.0
    return text + 0.5 * titles + 0.15 * numbers


def _titles_agree(one: Terms, other: Terms) -> bool:
    if not one.title or not other.title:
        return False
    return fuzz.token_sort_ratio(one.title, other.title) >= _SAME_TITLE


def _parts(
    rest: list[int], own: list[Terms], others: list[Terms], partner: dict[int, int], room: Room
) -> dict[int, list[int]]:
    """Unit of ``others`` -> those of ``rest`` (places in ``own``) that stand within it.

    It must say what its ``partner`` in ``own`` does not: a commitment that repeats another is not part
    of it.
    """
    found: dict[int, list[int]] = {}
    index = _index(others, range(len(others)))
    for n in rest:
        one = own[n]
        if len(one.weights) < _PART:
            continue
        for j, held in _sharing(one, index, room).most_common(_WHOLES):
            enough = j in partner and held >= _WITHIN * one.total
            if enough and _says_besides(one, others[j], own[partner[j]]) >= _BESIDES:
                found.setdefault(j, []).append(n)
                break
    return found


def _sharing(one: Terms, index: dict[str, list[int]], room: Room) -> Counter[int]:
    """Units that share words with ``one``, each with the weight of these."""
    shared: Counter[int] = Counter()
    for word, weight in one.weights.items():
        there = index.get(word, ())
        room.take(len(there) * A_WORD)
        for j in there:
            shared[j] += weight  # type: ignore[assignment]
    return shared


def _says_besides(one: Terms, whole: Terms, partner: Terms) -> float:
    """The share of the words of ``one`` that ``whole`` has, and its partner has not."""
    own = one.weights.keys()
    return len((own & whole.weights.keys()) - partner.weights.keys()) / len(own)


def renumbered(old: Unit, new: Unit) -> bool:
    """Whether a unit has another number than before; one that lost it in another format has not."""
    return bool(old.number and new.number and caseless(old.number) != caseless(new.number))
