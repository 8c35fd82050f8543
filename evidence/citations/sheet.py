"""The rows of a document that is a table and nothing else: what the row around a citation says, the name of its
column, the day in a column of days.

Each row is read once, however many addresses it names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from evidence.citations.access_dates import COLUMN, in_cell
from evidence.citations.claims import LONGEST, clean
from evidence.citations.columns import groups_of
from evidence.citations.rows import LONGEST_NAME, URL_CELL

if TYPE_CHECKING:
    from evidence.citations.headings import Headings

_MOST_ABOVE = 10
"""Rows of a sheet among which the one is that names its columns: a title and its subtitles stand above it."""

_NUMBER = re.compile(r"[\d\s.,:/%$-]+")
"""A number, or a day."""


class Sheet:
    """Answers about the rows of one text: a line a row, tabs between cells."""

    def __init__(self, text: str, headings: Headings) -> None:
        self._text = text
        self._headings = headings
        lengths = (len(line) + 1 for line in text.split("\n"))
        self._starts = list(accumulate(lengths, initial=0))
        self._row: _Row | None = None
        self._first = -1
        self._top: _Row | None = None

    def bounds(self, at: int) -> tuple[int, int]:
        """The row at ``at``."""
        index = bisect_right(self._starts, at) - 1
        return self._starts[index], self._starts[index + 1] - 1

    def about(self, at: int) -> tuple[str | None, str | None]:
        """What the other cells of the row say, those that go with another address aside; and the name of the
        column."""
        row, top = self._at(at)
        column = row.column(at)
        said = row.said(top.group(column) if top else "", top)
        return said or None, (top.cell(column) or None) if top else None

    def day(self, at: int) -> str | None:
        """The day in a column of days on which addresses were read."""
        row, top = self._at(at)
        return row.day(top.group(row.column(at)), top) if top else None

    def _at(self, at: int) -> tuple[_Row, _Row | None]:
        """The row at ``at``, and the one above it that names its columns, if any does."""
        start, end = self.bounds(at)
        if self._row is None or self._row.start != start:
            self._row = _Row(self._text, start, end)
        first = self._headings.below(at)
        if self._first != first:
            self._first, self._top = first, self._names(first)
        top = self._top
        return self._row, top if top and top.start < start else None

    def _names(self, first: int) -> _Row | None:
        """The row that names the columns of the sheet that begins at ``first``: its first row, or the one below a
        title; one that holds addresses names nothing."""
        index = bisect_right(self._starts, first) - 1
        found = None
        for start, end in pairwise(self._starts[index : index + _MOST_ABOVE]):
            row = _Row(self._text, start, end - 1)
            if row.holds_addresses or (found and not row.may_name):
                break
            found = row if found is None or row.width > 1 else found
            if row.width > 1:
                break
        return found


class _Row:
    """One row."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start = start
        cells = text[start:end].split("\t")
        self._starts = list(accumulate((len(cell) + 1 for cell in cells[:-1]), initial=start))
        self._cells = [clean(cell) for cell in cells]
        self._groups: list[str] | None = None
        self._said: dict[str, str] = {}
        self._days: dict[str, str | None] = {}

    @property
    def holds_addresses(self) -> bool:
        """Whether a cell of it is one."""
        return any(URL_CELL.match(cell) for cell in self._cells)

    @property
    def may_name(self) -> bool:
        """Whether it may name columns, though it is not the first: it says no number, and nothing at length."""
        return not any(_NUMBER.fullmatch(cell) or len(cell) > LONGEST_NAME for cell in self._cells)

    @property
    def width(self) -> int:
        """In how many cells it says something."""
        return len(self._cells) - self._cells.count("")

    def column(self, at: int) -> int:
        """The number of the cell at ``at``, from 0."""
        return bisect_right(self._starts, at) - 1

    def cell(self, column: int) -> str:
        """What stands in a column."""
        return self._cells[column] if column < len(self._cells) else ""

    def group(self, column: int) -> str:
        """Of a first row: which of several alike columns one belongs to; "" for one that all share."""
        if self._groups is None:
            self._groups = groups_of(self._cells)
        return self._groups[column] if column < len(self._groups) else ""

    def said(self, group: str, top: _Row | None) -> str:
        """The cells of a group and those that all share, without those that hold addresses and nothing else, and
        the days on which these were read."""
        if group not in self._said:
            own = (
                cell
                for column, cell in enumerate(self._cells)
                if _goes(group, column, top) and not _tells_a_visit(cell, column, top)
            )
            words = " | ".join(cell for cell in own if cell and not URL_CELL.match(cell))
            self._said[group] = words[:LONGEST]
        return self._said[group]

    def day(self, group: str, top: _Row) -> str | None:
        """The first day in such a column of a group."""
        if group not in self._days:
            days = (
                in_cell(cell, name)
                for column, cell in enumerate(self._cells)
                if COLUMN.fullmatch(name := top.cell(column)) and _goes(group, column, top)
            )
            self._days[group] = next(filter(None, days), None)
        return self._days[group]


def _goes(group: str, column: int, top: _Row | None) -> bool:
    """Whether a column goes with what stands in a group: it is of the group, or all share it."""
    return not group or top is None or top.group(column) in ("", group)


def _tells_a_visit(cell: str, column: int, top: _Row | None) -> bool:
    """Whether a cell holds the day on which an address was read: that is said of the citation, and no claim."""
    if top is None or not _NUMBER.match(cell):
        return False
    name = top.cell(column)
    return COLUMN.fullmatch(name) is not None and in_cell(cell, name) is not None
