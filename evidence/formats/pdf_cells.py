"""Which text of a PDF's page stands in which cell of the tables that it draws."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.pdf_row import Row
    from evidence.formats.pdf_rules import Grid
    from evidence.formats.pdf_sheet import Sheet

_HALF = 0.35
"""Of a type's size: how high above the baseline a small letter's middle lies."""
_OVER = 1.5
"""Points by which a letter may ink over the edge of its cell."""
_LINE = 1.2
"""Height of a line, in its type's size."""


_MOST_BROKEN = 0.02
"""Of the lines between its rules, how many may run over one of them within a word, for a grid to be a table."""
_GAP, _MOST_TIGHT = 0.45, 0.5
"""A gap of so many sizes is wider than a space (0.25 to 0.35); of the lines that go on in the next cell, how
many may do so behind less."""


class CellText(NamedTuple):
    """A stretch of a page's text within one cell."""

    start: int
    end: int
    table: int
    """counted on its page, as row and column are in it"""
    row: int
    column: int
    room: float
    """how many lines more have room in the cell below it"""


def cells_of(sheet: Sheet, rows: list[Row], grids: list[Grid]) -> list[CellText]:
    """The text of the tables that ``grids`` draw, in its order; places are those of the sheet's text."""
    found: list[CellText] = []
    for number, grid in enumerate(grids):
        lines = [row for row in rows if _is_within(row, grid)]
        cuts = [_cuts(sheet, line, grid) for line in lines]
        if _parts_text(sheet, lines, cuts):
            for line, cut in zip(lines, cuts, strict=True):
                found += _of_line(sheet, line, cut, number, grid)
    return sorted(found)


def _parts_text(sheet: Sheet, lines: list[Row], cuts: list[list[int]]) -> bool:
    """Whether the rules of a grid stand between texts: what else is drawn, a frame, a shade or a line under
    words, knows nothing of them."""
    places = [(at, line.size) for line, cut in zip(lines, cuts, strict=True) for at in cut]
    broken = sum(not sheet.text[at - 1].isspace() for at, _ in places)
    tight = sum(_gap_before(sheet, at) < _GAP * size for at, size in places)
    return broken <= _MOST_BROKEN * len(lines) and tight <= _MOST_TIGHT * len(places)


def _gap_before(sheet: Sheet, at: int) -> float:
    before = at - 1
    while before and sheet.text[before].isspace():
        before -= 1
    return sheet.box(at)[0] - sheet.box(before)[2]


def _is_within(line: Row, grid: Grid) -> bool:
    left, _, right, _ = line.box
    return grid.row(_middle(line)) >= 0 and right > grid.xs[0] and left < grid.xs[-1]


def _middle(line: Row) -> float:
    return line.baseline + _HALF * line.size


def _of_line(
    sheet: Sheet, line: Row, cuts: list[int], number: int, grid: Grid
) -> Iterator[CellText]:
    """A line of a page, cut where it crosses from one cell to the next."""
    row = grid.row(_middle(line))
    room = round((line.baseline - grid.ys[row + 1]) / (_LINE * line.size), 1)
    for start, stop in pairwise([line.start, *cuts, line.end]):
        end = start + len(sheet.text[start:stop].rstrip())
        column = _column(grid, sheet.box(start)[0] + _OVER)
        if column >= 0:
            yield CellText(start, end, number, grid.top(row, column), column, room)


def _cuts(sheet: Sheet, line: Row, grid: Grid) -> list[int]:
    """The letters with which a line goes on in the next cell."""
    left, _, right, _ = line.box
    edges = [x for x in grid.xs if left + _OVER < x < right - _OVER]
    cuts = []
    for at in range(line.start + 1, line.end) if edges else ():
        if edges and not sheet.text[at].isspace():
            begins, _, ends, _ = sheet.box(at)
            if begins > edges[0] - _OVER:
                edges = [x for x in edges if x > (begins + ends) / 2]
                cuts.append(at)
    return cuts


def _column(grid: Grid, x: float) -> int:
    """Which column a place lies in; -1 outside."""
    at = bisect_right(grid.xs, x) - 1
    return at if 0 <= at < len(grid.xs) - 1 else -1
