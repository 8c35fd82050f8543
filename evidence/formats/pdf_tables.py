"""Tables that pages of a PDF draw -> tables of the document: one that goes on over a page is one.

Where a page ends within a row, its cells go on in the first row of the next page. Such a row is told by what
its cells say, and by those above: one with room for more lines had no more to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.folding import rejoined
from evidence.formats.document import DrawnRow, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.formats.document import Document
    from evidence.formats.pdf_model import PdfPage

_NEAR = 12.0
"""Points by which the edges of one table differ on two pages: odd and even pages have other margins."""
_MOST_ROOM = 3.5
"""Lines that may have room below a cell that goes on over the page: writers keep two lines of a paragraph
together at either end of a page (widows and orphans)."""
_ROWS = 2
"""Of a table at least: one row alone is what a frame or columns of a page look like."""
_FILLED = 0.5
"""Share of its rows that have text in two cells; a chart's grid has none."""
_END = (".", ";", ":", "!", "?", "…")

Cells = tuple[tuple[Span, ...], ...]


@dataclass
class _Piece:
    """A table as one page has it."""

    page: int
    edges: tuple[float, ...]
    start: int
    end: int = 0
    rows: dict[int, list[list[Span]]] = field(default_factory=dict)
    room: dict[tuple[int, int], float] = field(default_factory=dict)
    """row and column -> how many lines have room below its text"""

    @property
    def is_table(self) -> bool:
        """Whether it is one by itself, and no frame, chart or column of a page."""
        filled = sum(sum(map(bool, cells)) > 1 for cells in self.rows.values())
        return len(self.rows) >= _ROWS and filled >= _FILLED * len(self.rows)

    def cells(self) -> list[Cells]:
        """Row by row, from the top."""
        return [tuple(map(tuple, self.rows[number])) for number in sorted(self.rows)]


def drawn_rows(document: Document, pages: Sequence[PdfPage]) -> Iterator[DrawnRow]:
    """The rows of all tables in a document's order; a head that comes again on the next page is left out."""
    headings = sorted(one.start for one in document.headings)
    tables: list[list[Cells]] = []
    last: _Piece | None = None
    for one in _pieces(document, pages):
        if last is not None and _goes_on(last, one, headings):
            _append(document.text, tables[-1], last, one)
        elif not one.is_table:
            continue
        else:
            tables.append(one.cells())
        last = one
    for number, rows in enumerate(tables):
        yield from (DrawnRow(number, cells) for cells in rows)


def _append(text: str, rows: list[Cells], last: _Piece, one: _Piece) -> None:
    """Put the rows of the next page behind those of a table; the first may be the rest of its last one."""
    own = one.cells()
    if len(own) > 1 and _words(text, own[0]) == _words(text, rows[0]):
        own = own[1:]
    lowest = max(last.rows)
    room = {column: lines for (row, column), lines in last.room.items() if row == lowest}
    if _is_rest(text, rows[-1], own[0], room):
        rows[-1] = tuple((*a, *b) for a, b in zip(rows[-1], own.pop(0), strict=True))
    rows += own


def _pieces(document: Document, pages: Sequence[PdfPage]) -> Iterator[_Piece]:
    for number, (page, offset) in enumerate(zip(pages, document.pages, strict=True)):
        found: dict[int, _Piece] = {}
        for start, end, table, row, column, room in page.cells:
            edges = page.tables[table]
            one = found.setdefault(table, _Piece(number, edges, start + offset))
            one.end = max(one.end, end + offset)
            cells = one.rows.setdefault(row, [[] for _ in edges[1:]])
            cells[column].append(Span(start + offset, end + offset))
            one.room[row, column] = room
        yield from (one for _, one in sorted(found.items()))


def _goes_on(last: _Piece, one: _Piece, headings: list[int]) -> bool:
    """Whether a table is the one that the page before ended with."""
    if one.page != last.page + 1 or len(one.edges) != len(last.edges):
        return False
    # the right edge of a table without rules is that of its longest line
    moved = [a - b for a, b in zip(one.edges[:-1], last.edges[:-1], strict=True)]
    same = max(moved) - min(moved) <= _NEAR / 2 and max(map(abs, moved)) <= _NEAR * 4
    return same and not any(last.end <= start < one.start for start in headings)


def _is_rest(text: str, above: Cells, below: Cells, room: dict[int, float]) -> bool:
    """Whether the cells ``below`` are what the page's end cut off those ``above``, below whose texts so many
    lines have ``room``."""
    filled = [column for column, cell in enumerate(below) if cell]
    if any(room.get(column, 0.0) > _MOST_ROOM for column in filled):
        return False
    first = next((column for column, cell in enumerate(above) if cell), 0)
    opens = any(
        _runs_on(_said(text, above[column]), _said(text, below[column])) for column in filled
    )
    if first in filled or len(filled) == len(above) - first - 1 > 1:
        return opens
    return True


def _runs_on(above: str, below: str) -> bool:
    """Whether one text is the rest of another: it begins small, behind no sentence's end."""
    return bool(above) and below[:1].islower() and not above.endswith(_END)


def _words(text: str, row: Cells) -> list[str]:
    return [_said(text, cell) for cell in row]


def _said(text: str, cell: tuple[Span, ...]) -> str:
    return rejoined("\n".join(text[one.start : one.end] for one in cell))
