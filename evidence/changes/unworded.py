"""What two looks tell otherwise in the same words, put to what their words tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.changes.beside import What, pieces
from evidence.changes.embedded import exchanged_media
from evidence.changes.entries import altered_entries
from evidence.changes.exchanged import exchanged
from evidence.changes.model import Flag, Kind
from evidence.changes.states import altered_states, painted_anew
from evidence.content.marks import differing_marks
from evidence.pieces import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.changes.beside import Beside
    from evidence.changes.model import Change
    from evidence.content.model import Content

_COMPARED = frozenset(Kind) - {Kind.REPLACED, Kind.INCOMPARABLE}
_FLAGS = {
    What.STATE: Flag.STATE,
    What.PAINT: Flag.STATE,
    What.MEDIA: Flag.MEDIA,
    What.EXCHANGED: Flag.EXCHANGED,
    What.ENTRY: Flag.ENTRY,
    What.TARGET: Flag.ENTRY,
}
_WEIGHT = 0.5
"""Of a change that no words tell: what stands beside them is what a board is read for."""
_MOST_TOLD = 20
"""Of what is told otherwise that is kept to be shown; what it is known by is kept of all."""


def with_beside(change: Change, old: Content, new: Content) -> Change:
    """The change with what two looks tell otherwise beside their words. What may be the site's counts only
    where nothing else does, and is said to be unsure."""
    if change.kind not in _COMPARED:
        return change
    found = list(_found(old, new))
    told = [one for one in found if one.is_sure] or ([] if change.substantial else found)
    if not told:
        return change
    flags = {*map(Flag, change.flags), *(_FLAGS[one.what] for one in told)}
    if not any(one.is_sure for one in told):
        flags.add(Flag.UNSURE)
    change = replace(
        change,
        significance=max(change.significance, _WEIGHT),
        flags=tuple(flag.value for flag in Flag if flag in flags),
        hunks=tuple(sorted({*change.hunks, *pieces(told)})[:MOST]),
        beside=tuple(told[:_MOST_TOLD]),
    )
    return change if change.substantial else replace(change, kind=Kind.EDITED)


def _found(old: Content, new: Content) -> Iterator[Beside]:
    yield from exchanged(old, new)
    yield from altered_entries(old, new)
    marks = differing_marks(old.html, new.html) if old.html and new.html else None
    if marks is not None:
        yield from altered_states(*marks, (old.day, new.day))
        yield from painted_anew(*marks)
        yield from exchanged_media(*marks, old.html, new.html)
