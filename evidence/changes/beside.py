"""What one look tells otherwise than another in the same words: the record of it, and how it is added to
what the words tell."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from evidence.changes.words import tokens
from evidence.pieces import MOST, mark

if TYPE_CHECKING:
    from collections.abc import Iterable


class What(StrEnum):
    """What is told otherwise."""

    STATE = "state"
    """what an icon, a bar, a box or an empty field says"""
    PAINT = "paint"
    """how a cell without words is painted: what that means nobody can know"""
    MEDIA = "media"
    """what plays or is drawn in a frame"""
    EXCHANGED = "exchanged"
    """which of the same values stands under which name"""
    ENTRY = "entry"
    """an entry of a list of links that is taken out"""
    TARGET = "target"
    """where an entry of a list of links leads"""


class Beside(NamedTuple):
    """One thing that is told otherwise."""

    what: What
    place: str
    """the words beside which it stands"""
    before: str
    now: str
    """empty where it is gone"""
    is_sure: bool = True
    """False where it may as well be the site's way of showing it that changed"""

    @property
    def hunk(self) -> str:
        """The piece that it is of a change, as in :mod:`evidence.changes.hunks`."""
        place = mark([self.what, *tokens(self.place), "|", self.before])
        return f"{place}>{mark([self.now]) if self.now else ''}"


def pieces(found: Iterable[Beside]) -> tuple[str, ...]:
    """What tells them from look to look."""
    return tuple(sorted({one.hunk for one in found})[:MOST])
