"""What happened to many entries at once is told once: a site that was rebuilt, a heading that got
other words.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evidence.boards.addresses import is_drawn_shape
from evidence.boards.identity import SCHEME, Same, labels_of
from evidence.boards.news import Event, News
from evidence.boards.numbering import core, renumbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.boards.identity import Pair
    from evidence.boards.model import Entry, Path

SECTION = 2
"""Entries that make a section."""
_SHARE = 0.5
"""Of a board that changes its addresses or labels in one night, and so is rebuilt: nobody edits
half of a board by hand."""
_MANY = 5
"""On a smaller board a person may do so: what is relabelled there is told entry by entry."""


def tell(pairs: Sequence[Pair], before: Sequence[Entry], now: Sequence[Entry]) -> list[Event]:
    """What became of entries that were known again: renamed, re-pointed, swapped, and what many of
    them have in common."""
    moved = {i for i, pair in enumerate(pairs) if pair.by is not Same.PLACE}
    rebuilt = _rebuilt(pairs, moved, len(before))
    renamed = _renamed(pairs, moved, before, now)
    sections = _sections(pairs, renamed, before, now)
    alone = renamed.difference(*sections.values())
    anew = _anew(pairs, alone, before)
    if rebuilt or anew:
        folded = anew.union(*sections.values()) | {i for i in alone if _in_path_only(pairs[i])}
        rebuilt, sections, alone = rebuilt | folded, {}, alone - folded
    events = []
    if rebuilt:
        touched = tuple((pairs[i].before, pairs[i].now) for i in sorted(rebuilt))
        events.append(Event(News.REDESIGNED, count=len(touched), entries=touched))
    events += [
        Event(News.SECTION_RENAMED, section=old, renamed=new, count=len(places))
        for (old, new), places in sections.items()
    ]
    return events + _singly(pairs, alone, moved - rebuilt)


def _singly(pairs: Sequence[Pair], renamed: set[int], moved: set[int]) -> list[Event]:
    events = []
    for i, pair in enumerate(pairs):
        if i in renamed:
            events.append(Event(News.RENAMED, pair.before, pair.now))
        if i in moved:
            events.append(Event(News.REPOINTED, pair.before, pair.now))
        elif pair.by is Same.PLACE and _has_other_bytes(pair):
            events.append(Event(News.SWAPPED, pair.before, pair.now))
    return events


def _rebuilt(pairs: Sequence[Pair], moved: set[int], all_of_them: int) -> set[int]:
    """The entries that a new scheme of addresses took along, where there is one. That a label leads
    elsewhere is no such thing by itself: it may lead to another document."""
    anew = {i for i in moved if pairs[i].scheme[0] != pairs[i].scheme[1]}
    sure = {
        i
        for i in moved
        if pairs[i].by is Same.CONTENT
        or (pairs[i].by is Same.NAME and i in anew and not _has_other_bytes(pairs[i]))
    }
    schemes = {pairs[i].scheme for i in sure}
    likely = {i for i in anew if pairs[i].by is Same.LABEL and not _has_other_bytes(pairs[i])}
    every = sure | likely
    if len(every) == all_of_them >= SECTION or len(every) >= max(SCHEME, _SHARE * all_of_them):
        return every
    if len(sure) >= SCHEME:
        return sure | {i for i in likely if pairs[i].scheme in schemes}
    return set()


def _renamed(
    pairs: Sequence[Pair], moved: set[int], before: Sequence[Entry], now: Sequence[Entry]
) -> set[int]:
    """The entries at their old address under other labels; another number in a list is none, nor is what data
    call otherwise than the page that a browser draws of them."""
    labels = [(labels_of(pair.before), labels_of(pair.now)) for pair in pairs]
    same = renumbered(labels, map(labels_of, before), map(labels_of, now))
    apart = {
        i
        for i, pair in enumerate(pairs)
        if is_drawn_shape(pair.before.shape) != is_drawn_shape(pair.now.shape)
    }
    return {i for i, (a, b) in enumerate(labels) if a != b} - same - moved - apart


def _sections(
    pairs: Sequence[Pair], renamed: set[int], before: Sequence[Entry], now: Sequence[Entry]
) -> dict[tuple[Path, Path], set[int]]:
    """Sections that bear other labels, (before, now) -> the entries in them: where the old labels
    stand no more and the new ones did not stand before."""
    stood, stands = _prefixes(before), _prefixes(now)
    found: defaultdict[tuple[Path, Path], set[int]] = defaultdict(set)
    for i in renamed:
        if _in_path_only(pairs[i]):
            old, new = _differing(pairs[i].before.path, pairs[i].now.path)
            if old not in stands and new not in stood:
                found[old, new].add(i)
    return {labels: places for labels, places in sorted(found.items()) if len(places) >= SECTION}


def _anew(pairs: Sequence[Pair], alone: set[int], before: Sequence[Entry]) -> set[int]:
    """The entries of a board that shows other labels at once: in another language, laid out anew.
    One that bears now what another bore before was not merely shown in another way."""
    borne = {labels_of(entry) for entry in before}
    fresh = {i for i in alone if labels_of(pairs[i].now) not in borne}
    return fresh if len(fresh) >= max(_MANY, _SHARE * len(pairs)) else set()


def _prefixes(entries: Sequence[Entry]) -> set[Path]:
    return {entry.path[:n] for entry in entries for n in range(1, len(entry.path) + 1)}


def _differing(old: Path, new: Path) -> tuple[Path, Path]:
    """Two paths without the labels at their ends that say the same."""
    while old and new and core(old[-1]) == core(new[-1]):
        old, new = old[:-1], new[:-1]
    return old, new


def _in_path_only(pair: Pair) -> bool:
    same_text = core(pair.before.text) == core(pair.now.text)
    return same_text and any(_differing(pair.before.path, pair.now.path))


def _has_other_bytes(pair: Pair) -> bool:
    old, new = pair.before.payload_sha256, pair.now.payload_sha256
    return bool(old and new and old != new)
