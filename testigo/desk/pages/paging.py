"""Lists that are leafed through: one page's place among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


class Paged(Protocol):
    """Some rows of many."""

    @property
    def page(self) -> int:
        """From 1."""

    @property
    def pages(self) -> int:
        """How many there are."""

    @property
    def total(self) -> int:
        """Rows on all of them."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands among others, and how they are asked for."""

    path: str
    query: Mapping[str, str | None]
    """what all of them have in their address"""
    page: int
    pages: int
    total: int

    @classmethod
    def of(cls, found: Paged, path: str, query: Mapping[str, str | None]) -> Paging:
        """The place of the page that was ``found``."""
        return cls(path, query, found.page, found.pages, found.total)

    @property
    def ways(self) -> tuple[tuple[str, int], ...]:
        """Words and numbers of the pages that this one leads to."""
        before, after = self.page > 1, self.page < self.pages
        return (
            *((("page_first", 1), ("page_before", self.page - 1)) if before else ()),
            *((("page_after", self.page + 1), ("page_last", self.pages)) if after else ()),
        )
