"""States that a page tells without a word of its text: ticks, bars, icons by their names, colours of cells.

A results board says "Compromiso 4" and beside it a tick that is called *Cumplido*. A mark counts only where
it stands beside the same words as before and both looks say something there: names that are given to icons
for screen readers, or taken from them, are no news. A name that is not known to be a state, a state that is
called otherwise wherever it stood, a box that a visitor may switch, and a colour, whatever it means, are
never more than suspected.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from evidence.changes.became import names_state
from evidence.changes.beside import Beside, What
from evidence.changes.words import key
from evidence.content.marks import MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence.content.marks import Mark

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_A_CLOCK = re.compile(r"\d\d:\d\d:\d\d")
_RENAMED = 2
"""Times that a state stood there of which every one is called otherwise now, from which on it is the name
that changed, perhaps; one may be anything."""
_FEW = 8
"""Ways in which a column paints its cells; a board has three lights or five steps."""
_MOST_PAINTED = 0.3
"""Share of a column's cells that are painted otherwise, or one; where more are, the site was painted anew."""


def altered_states(old: Sequence[Mark], new: Sequence[Mark], days: tuple[str, str]) -> list[Beside]:
    """The states that are others beside the same words; ``days`` are those of the two looks, ISO 8601, or
    empty."""
    kinds = (MarkKind.STATE, MarkKind.HINT)
    before, after = _by_place(old, kinds), _by_place(new, kinds)
    pairs = [
        (was, now)
        for place, marks in before.items()
        if len(marks) == len(after.get(place, ()))
        for was, now in zip(marks, after[place], strict=True)
        if was.kind is now.kind and _says_another(was, now, days)
    ]
    renamed, known = _renamed(old, new), set(map(_key, old))
    return [
        Beside(
            What.STATE,
            was.place,
            _told(was, now),
            _told(now, was),
            is_sure=_tells_a_state(was, now, known) and _key(was) not in renamed,
        )
        for was, now in pairs
    ]


def _by_place(
    marks: Iterable[Mark], kinds: tuple[MarkKind, ...]
) -> dict[tuple[str, str], list[Mark]]:
    """Marks by the words beside them. Where two rows have the same words their marks stand in their order."""
    found: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for one in marks:
        if one.kind in kinds:
            found[(key(one.place), one.column)].append(one)
    return found


def _says_another(was: Mark, now: Mark, days: tuple[str, str]) -> bool:
    before, after = set(map(_said, was.values)), set(map(_said, now.values))
    if before <= after or after <= before:  # another name beside the one that it has
        return False
    return not all(map(_is_of_the_look, (was.values[0], now.values[0]), days))


def _tells_a_state(was: Mark, now: Mark, known: set[str]) -> bool:
    """Whether two marks say what became of something: a tick, a figure, a word for it, or what the page said
    of another. An icon may also name what stands behind it: *Fecha*, now *Publicado el*."""
    if was.kind is not MarkKind.STATE:
        return False
    before, after = _told(was, now), _told(now, was)
    both = (before, after)
    return (
        _key(now) in known
        or all(not any(map(str.isalpha, text)) or any(map(str.isdigit, text)) for text in both)
        or all(map(names_state, both))
    )


def _said(value: str) -> str:
    return key(value) or value


def _is_of_the_look(value: str, day: str) -> bool:
    """Whether a moment is the one of the look, for a clock that scripts write."""
    written = _DAY.match(value)
    if written is None:
        return False
    if not day:
        return _A_CLOCK.search(value) is not None
    try:
        apart = date.fromisoformat(written[0]) - date.fromisoformat(day)
    except ValueError:
        return False
    return abs(apart) <= timedelta(days=1)


def _renamed(old: Sequence[Mark], new: Sequence[Mark]) -> set[str]:
    """States that stood there more than once and are now called otherwise wherever they stood, by a name
    that was none of the page's."""
    was, now = Counter(map(_key, old)), Counter(map(_key, new))
    has_new_names = bool(now.keys() - was.keys())
    return {
        said for said, count in was.items() if has_new_names and count >= _RENAMED and not now[said]
    }


def _key(mark: Mark) -> str:
    return "\n".join(map(_said, mark.values))


def _told(one: Mark, other: Mark) -> str:
    """What one says and the other does not."""
    theirs = set(map(_said, other.values))
    return ", ".join(value for value in one.values if _said(value) not in theirs)


def painted_anew(old: Sequence[Mark], new: Sequence[Mark]) -> list[Beside]:
    """Cells without words that are painted as others of their column were, in a table whose rows are the
    same: never more than suspected."""
    before, after = _columns(old), _columns(new)
    return [
        found
        for column, marks in before.items()
        for found in _repainted(marks, after.get(column, []))
    ]


def _columns(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for one in marks:
        if one.kind is MarkKind.PAINT:
            found[one.column].append(one)
    return found


def _repainted(old: Sequence[Mark], new: Sequence[Mark]) -> Iterator[Beside]:
    if [key(one.place) for one in old] != [key(one.place) for one in new]:
        return  # rows came or went: stripes and "last" go with them
    ways = Counter(one.values for one in old)
    pairs = [(was, now) for was, now in zip(old, new, strict=True) if was.values != now.values]
    if not pairs or len(ways) > _FEW or len(pairs) > max(1, _MOST_PAINTED * len(old)):
        return
    for was, now in pairs:
        # all of them are known, and the way of the cell before is one still: no name was made anew
        if now.values in ways and was.place:
            yield Beside(What.PAINT, was.place, was.values[0], now.values[0], is_sure=False)
