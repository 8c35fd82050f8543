"""What two visits to a board tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.boards.model import Entry, Path


class News(StrEnum):
    """What became of an entry, of a section or of the whole board."""

    ADDED = "added"
    DROPPED = "dropped"
    RENAMED = "renamed"
    REPOINTED = "repointed"
    SWAPPED = "swapped"
    """another document under the same link"""
    RETURNED = "returned"
    SECTION_GONE = "section-gone"
    SECTION_RENAMED = "section-renamed"
    """other labels over the same entries"""
    REDESIGNED = "redesigned"
    """the same entries under new addresses, or under other labels all at once"""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that two visits tell."""

    kind: News
    before: Entry | None = None
    now: Entry | None = None
    section: Path = ()
    """labels of a section that is gone, or was renamed"""
    renamed: Path = ()
    """labels that stand there now in place of ``section``"""
    count: int = 0
    """entries of a section, or of a redesign"""
    entries: tuple[tuple[Entry, Entry], ...] = ()
    """(before, now): what a redesign touched"""
