"""Tables of a PDF's page that draw no rules, told by where their lines stand.

A writer sets a table cell by cell: behind a cell's last line the next one begins at the height of the row's
first line, further to the right, and behind the row's last cell the next row begins at the left, below all
of it. Columns of a page go up only once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from evidence.formats.pdf_rules import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.pdf_row import Row
    from evidence.formats.pdf_sheet import Sheet

_COLUMNS, _ROWS = 3, 2
"""Of a table at least. Two columns are also what a list with its numbers has."""
_APART = 20.0
"""Points between the left edges of two columns at least; an indent is less."""
_NEAR = 6.0
"""Points by which the lines of a column begin apart: what letters ink begins a little later than they."""
_LEVEL = 0.6
"""Sizes of type by which the first lines of a row's cells may differ in height."""
_STEP = 2.4
"""Sizes of type from one line of a cell to the next at most: cells hold paragraphs, too."""
_LINES = 2
"""Lines that begin at an edge, so that it is one."""
_GAP = 0.4
"""Gap before a word, in its type's size, from which it may begin a cell; a space is 0.25 to 0.35."""
_MARGIN = 2.0
"""Points left and right of a column that are its own."""
_FIRST = 3
"""Runs of lines of a page that a table from the page before may go on in: a head may stand above it."""
_ASCENT, _DESCENT = 0.9, 0.4
"""How far type reaches above and below its baseline, in its size."""


class _Piece(NamedTuple):
    """A stretch of a line within one column."""

    left: float
    right: float
    baseline: float
    size: float


@dataclass
class _Row:
    cells: list[list[_Piece]] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.cells[0][0].baseline

    @property
    def lowest(self) -> float:
        return min(cell[-1].baseline for cell in self.cells)

    @property
    def lefts(self) -> list[float]:
        return [cell[0].left for cell in self.cells]

    def began(self, piece: _Piece) -> _Piece | None:
        """The last line, taken out, where it was the first cell of the next row: ``piece`` stands beside it."""
        cell = self.cells[0]
        beside = abs(piece.baseline - cell[-1].baseline) <= _LEVEL * piece.size
        if len(self.cells) > 1 or len(cell) == 1 or not beside or piece.left <= cell[-1].right:
            return None
        return cell.pop()

    def takes(self, piece: _Piece) -> bool:
        """Whether a piece goes on in this row; it is taken in then."""
        cell = self.cells[-1]
        below = cell[-1].baseline - piece.baseline
        # behind a line on which two cells stand the second one may go on
        same = abs(piece.left - cell[0].left) <= _NEAR or piece.left > cell[0].left + _APART
        if same and 0 < below <= _STEP * piece.size:
            cell.append(piece)
            return True
        right = piece.left > cell[0].left + _APART and piece.left > cell[-1].right
        if right and abs(piece.baseline - self.top) <= _LEVEL * piece.size:
            self.cells.append([piece])
            return True
        return False


def bare_grids(
    sheet: Sheet, rows: list[Row], ruled: list[Grid], before: tuple[float, ...]
) -> list[Grid]:
    """The tables among the lines that stand in none of the ``ruled`` ones. ``before`` are the edges of the table
    that the page before ended with: one that goes on has its columns, and may have a single row."""
    lines = [row for row in rows if not any(_within(row, grid) for grid in ruled)]
    jumps = sum(
        below.baseline > above.baseline + below.size and below.box[0] > above.box[0] + _APART
        for above, below in pairwise(lines)
    )
    if jumps < _ROWS and not before:
        return []
    edges = _edges(lines)
    pieces = [piece for line in lines for piece in _pieces(sheet, line, edges)]
    known = [x + _MARGIN for x in before[:-1]]
    runs = list(_runs(pieces, known))
    tables = [_grid(run, known if place < _FIRST else []) for place, run in enumerate(runs)]
    return [grid for grid in tables if grid]


def _within(line: Row, grid: Grid) -> bool:
    middle = (line.box[0] + line.box[2]) / 2
    return grid.row(line.baseline) >= 0 and grid.xs[0] <= middle <= grid.xs[-1]


def _edges(lines: list[Row]) -> list[float]:
    """Where several lines begin, but those at the left of the page."""
    lefts = sorted(line.box[0] for line in lines)
    edges: list[list[float]] = []
    for left in lefts:
        if edges and left - edges[-1][0] <= _NEAR:
            edges[-1].append(left)
        else:
            edges.append([left])
    return [one[0] for one in edges if len(one) >= _LINES and one[0] > lefts[0] + _APART]


def _pieces(sheet: Sheet, line: Row, edges: list[float]) -> Iterator[_Piece]:
    """A line, cut before each word that begins at the edge of a column."""
    left, right = line.box[0], line.box[2]
    crossed = [x for x in edges if left + _APART < x < right]
    for at in range(line.start + 1, line.end) if crossed else ():
        if sheet.text[at - 1].isspace() and not sheet.text[at].isspace():
            begins = sheet.box(at)[0]
            before = sheet.box(_letter_before(sheet, at))[2]
            if (
                any(0 <= begins - x <= _NEAR for x in crossed)
                and begins - before > _GAP * line.size
            ):
                yield _Piece(left, before, line.baseline, line.size)
                left = begins
    yield _Piece(left, right, line.baseline, line.size)


def _letter_before(sheet: Sheet, at: int) -> int:
    at -= 1
    while sheet.text[at].isspace():
        at -= 1
    return at


def _runs(pieces: list[_Piece], known: list[float]) -> Iterator[list[_Row]]:
    """Rows that follow one another. One that a page's end cut may begin in any column."""
    run: list[_Row] = []
    for piece in pieces:
        if run and run[-1].takes(piece):
            continue
        if run and (head := run[-1].began(piece)):
            yield run
            run = [_Row([[head], [piece]])]
            continue
        lefts = [*run[0].lefts, *known] if run else []
        goes_on = any(abs(piece.left - left) <= _NEAR for left in lefts)
        if run and not (goes_on and piece.baseline < run[-1].lowest and not _is_text(run)):
            yield run
            run = []
        run.append(_Row([[piece]]))
    if run:
        yield run


def _is_text(run: list[_Row]) -> bool:
    """Whether the last row is a paragraph at the left edge, and no rest of a row."""
    return len(run[-1].cells) == 1 and abs(run[-1].lefts[0] - run[0].lefts[0]) <= _NEAR


def _grid(run: list[_Row], known: list[float]) -> Grid | None:
    """The table of some rows; ``known`` are the columns of the one that may go on here."""
    first = min([*run[0].lefts, *known])
    rows = [row for row in run if len(row.cells) > 1 or row.lefts[0] > first + _APART]
    lefts = sorted(left for row in rows for left in row.lefts)
    goes_on = bool(known) and all(min(abs(left - x) for x in known) <= _NEAR for left in lefts)
    columns = list(known) if goes_on else []
    for left in lefts:
        if not columns or left > columns[-1] + _APART:
            columns.append(left)
    whole = sum(len(row.cells) > 1 for row in rows)
    if not rows or len(columns) < _COLUMNS or (whole < _ROWS and not goes_on):
        return None
    if any(min(abs(left - x) for x in columns) > _NEAR for left in lefts):
        return None
    edge = max(piece.right for row in rows for cell in row.cells for piece in cell)
    ys = [row.top + _ASCENT * row.cells[0][0].size for row in rows]
    ys.append(rows[-1].lowest - _DESCENT * rows[-1].cells[0][0].size)
    xs = [x - _MARGIN for x in columns] + [max(edge, columns[-1]) + _MARGIN]
    return Grid(tuple(xs), tuple(ys), tuple((y, xs[0], xs[-1]) for y in ys))
