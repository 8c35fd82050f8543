"""What the worker that reads a PDF answers: the file, then page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class PdfHead:
    """What a PDF says of itself."""

    pages: int
    title: str


SetLine: TypeAlias = tuple[int, int, float, float, float, str, str]
"""A line as it was set: start, end, left, right, size, first style, last style; see
:class:`Line`."""


SetCell: TypeAlias = tuple[int, int, int, int, int, float]
"""Text in a cell of a table that a page draws: start, end, table, row, column, and how many lines more have
room below it."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page, its offsets counted from its own beginning."""

    text: str = ""
    image: bool = False
    """the page has no text but a picture"""
    lines: tuple[SetLine, ...] = ()
    raised: tuple[tuple[int, int], ...] = ()
    seams: tuple[int, ...] = ()
    """where the type changes inside a URL"""
    links: tuple[tuple[int, int, str], ...] = ()
    """start, end, URI; -1 where no text stands under or above the link"""
    unreadable: bool = False
    stops: tuple[tuple[int, float], ...] = ()
    """where a line goes on in another column, and that column's left edge"""
    tables: tuple[tuple[float, ...], ...] = ()
    """the edges of the columns of each table that the page draws"""
    cells: tuple[SetCell, ...] = ()
