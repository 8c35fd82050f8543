"""What plays or is drawn in a page's own text, by other houses or from files: another video under the same
words.

A piece that only comes is no news, nor is one whose name stands in the page still: consent tools and lazy
frames keep it for later, and of a list of videos now this, now that one stands in the frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes.beside import Beside, What
from evidence.content.marks import MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.content.marks import Mark

_FEW = 3
"""Pieces of a page of which each is its own; a gallery shows others by and by."""


def exchanged_media(
    old: Sequence[Mark], new: Sequence[Mark], old_html: str, new_html: str
) -> list[Beside]:
    """The pieces of which others stand in their place, or nothing does."""
    was, now = _pieces(old), _pieces(new)
    gone = {
        name: place for name, place in was.items() if name not in now and _id(name) not in new_html
    }
    come = [name for name in now if name not in was and _id(name) not in old_html]
    is_sure = len(was) <= _FEW and len(gone) == len(come)
    instead = [*come, *[""] * len(gone)]
    return [
        *(
            Beside(What.MEDIA, place, name, put, is_sure=is_sure)
            for (name, place), put in zip(gone.items(), instead, strict=False)
        ),
        *_under_another(was, now),
    ]


def _under_another(was: dict[str, str], now: dict[str, str]) -> list[Beside]:
    """The pieces that went to one another's place, each place beside words that are there once."""
    moved = [name for name, place in was.items() if now.get(name, place) != place]
    before, after = {was[name]: name for name in moved}, {now[name]: name for name in moved}
    if before.keys() != after.keys() or len(before) != len(moved):
        return []
    is_sure = len(was) <= _FEW
    return [
        Beside(What.MEDIA, place, name, after[place], is_sure=is_sure)
        for place, name in before.items()
    ]


def _pieces(marks: Iterable[Mark]) -> dict[str, str]:
    """What stands in the page, with the words beside it."""
    return {one.values[0]: one.place for one in marks if one.kind is MarkKind.MEDIA}


def _id(name: str) -> str:
    return name.partition(":")[2]
