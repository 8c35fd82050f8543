"""What the pages of one shape of address had to tell, and when no other of them is read: what ends a list that
has no end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.boards.addresses import is_calendar
from evidence.boards.model import Kind

if TYPE_CHECKING:
    from evidence.boards.model import Way

LIST_PAGES = 300
"""Along one list: 3,000 rows at ten a page."""
_REPEATS = 5
"""Pages in a row that show what was shown already: sessions, loops, a list read past its end."""
_BARREN = 20
"""Pages in a row that list nothing new, of a shape that leads to ever more of its own: a list
without end."""
_BARREN_CALENDAR = 6
_BARREN_FIXED = 200
"""The same for a shape that leads to no more of its own: it has an end, but costs."""
_ALIKE = 100
"""Pages of one shape that all lead no further: the others are listed without being opened."""


@dataclass(slots=True)
class Shape:
    """Of one visit."""

    read: int = 0
    leaves: int = 0
    barren: int = 0
    repeats: int = 0
    grows: bool = False
    cut: str = ""
    """why no other page of it is read"""
    is_sampled: bool = False
    """whether one of its pages is opened in a browser, to see whether that shows more"""
    is_drawn: bool = False
    """whether it did"""
    waiting: list[Way] = field(default_factory=list)
    """its other pages, until that is known"""

    def is_alike(self) -> bool:
        """Whether its pages lead no further, as far as anybody knows."""
        return self.read >= _ALIKE and self.leaves == self.read

    def note(self, way: Way, *, fresh: int, onward: int, repeated: bool) -> None:
        """Take in what one page brought; a shape that has nothing new is cut."""
        self.repeats = self.repeats + 1 if repeated else 0
        calendar = is_calendar(way.url)
        self.barren = 0 if fresh or (onward and not calendar) else self.barren + 1
        if self.repeats >= _REPEATS:
            self.cut = "repeats"
        elif calendar and self.barren >= _BARREN_CALENDAR:
            self.cut = "calendar"
        elif self.barren >= (_BARREN if self.grows else _BARREN_FIXED):
            self.cut = "barren"
        elif way.link.kind is Kind.PAGER and self.read >= LIST_PAGES:
            self.cut = "endless"
