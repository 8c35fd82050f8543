"""The rows of tables in running text: what a row says, and the name of a column."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.citations.claims import LONGEST, clean
from evidence.citations.columns import groups_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.formats.document import Document

URL_CELL = re.compile(
    r"(?:(?:https?://|ftp://|www\.)\S++(?:\s++(?:[;,|•·-]\s++)?|$))+$", re.IGNORECASE
)
"""A cell that holds an address, or several, and nothing else says nothing of what it supports."""
_MOST_CELLS = 256
"""Of a row: nobody reads across more."""
LONGEST_NAME = 80
"""Characters of a column's name; where the first row of a table says more it is a row as any other."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row says."""

    names: list[str]
    """each cell whole, to name a column"""
    cells: list[str]
    """without those that hold an address and nothing else"""
    divided: list[bool]
    """which cells have several paragraphs, or one as long as a page"""
    whole: str

    @property
    def is_row(self) -> bool:
        """Whether it says something in several cells."""
        return len(self.names) - self.names.count("") > 1


class Rows:
    """Answers about the rows of one document. ``words`` gives the text between two offsets as a claim
    shows it, ``cited`` is where links and addresses begin."""

    def __init__(
        self, document: Document, words: Callable[[int, int], str], cited: list[int]
    ) -> None:
        self._text = document.text
        self._words = words
        self._cited = sorted(cited)
        self._rows = sorted(document.rows, key=lambda row: row.start)
        self._starts = [row.start for row in self._rows]
        self._tops = self._tables()
        self._said: dict[int, _Said] = {}
        self._grouped: dict[int, list[str]] = {}

    def claim(self, at: int, sentence: Callable[[], str | None]) -> str | None:
        """What the row at ``at`` says, cell by cell, but for cells that go with another address; None outside a
        table, in a row of a single cell and in one too long to be a row. Of a cell with several paragraphs its
        ``sentence`` is taken."""
        index = self._at(at)
        if index is None:
            return None
        said, own = self._read(index), self._column(index, at)
        groups, cells = self._groups(index), said.cells
        if said.divided[own]:
            cells = [*cells[:own], sentence() or "", *cells[own + 1 :]]
        if groups and groups[own]:
            cells = [
                cell
                for cell, group in zip(cells, groups, strict=True)
                if group in ("", groups[own])
            ]
        whole = said.whole if cells is said.cells else " | ".join(filter(None, cells))
        return whole if 0 < len(whole) <= LONGEST else None

    def column(self, at: int) -> str | None:
        """The name of the column at ``at``: its cell in the table's first row, which cites nothing."""
        index = self._at(at)
        names = self._names(index) if index is not None else []
        return names[self._column(index, at)] or None if index is not None and names else None

    def _names(self, index: int) -> list[str]:
        """The names of the columns of a row; none where nothing names them."""
        top, row = self._rows[self._tops[index]], self._rows[index]
        cites = bisect_left(self._cited, top.start) < bisect_left(self._cited, top.end)
        if top is row or cites or len(top.cells) != len(row.cells):
            return []
        names = self._read(self._tops[index]).names
        return names if max(map(len, names)) <= LONGEST_NAME else []

    def _groups(self, index: int) -> list[str]:
        """Which of several alike columns each column of a row belongs to."""
        names = self._names(index)
        top = self._tops[index]
        if names and top not in self._grouped:
            self._grouped[top] = groups_of(names)
        return self._grouped[top] if names else []

    def _at(self, at: int) -> int | None:
        """The row at ``at``, if it is one of a table with several that says something in several
        cells: a page that is laid out by a table has no rows."""
        index = bisect_right(self._starts, at) - 1
        if index < 0 or at > self._rows[index].end or len(self._rows[index].cells) > _MOST_CELLS:
            return None
        alone = self._tops[index] == index and self._tops[index + 1 : index + 2] != [index]
        return index if not alone and self._read(index).is_row else None

    def _column(self, index: int, at: int) -> int:
        cells = self._rows[index].cells
        return max(bisect_right(cells, at, key=lambda cell: cell.start) - 1, 0)

    def _read(self, index: int) -> _Said:
        if index not in self._said:
            spans = [(cell.start, cell.end) for cell in self._rows[index].cells]
            names = [clean(self._words(start, min(end, start + LONGEST))) for start, end in spans]
            cells = ["" if URL_CELL.match(cell) else cell for cell in names]
            divided = [
                "\n\n" in self._text[start:end].strip() or end - start > LONGEST // 2
                for start, end in spans
            ]
            whole = " | ".join(filter(None, cells))
            self._said[index] = _Said(names, cells, divided, whole)
        return self._said[index]

    def _tables(self) -> list[int]:
        """The index of the first row of each row's table: between its rows stands nothing."""
        tops: list[int] = []
        for index, row in enumerate(self._rows):
            before = self._rows[index - 1] if index else None
            follows = before is not None and not self._text[before.end : row.start].strip()
            tops.append(tops[-1] if follows else index)
        return tops


def cells_that_say(document: Document) -> list[tuple[int, int]]:
    """Where the rows stand that say something in several cells: what stands alone there is a cell, and
    no heading."""
    return [
        (row.start, row.end)
        for row in document.rows
        if sum(bool(document.text[cell.start : cell.end].strip()) for cell in row.cells) > 1
    ]
