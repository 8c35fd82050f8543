"""CSV: by comma, semicolon, tab or bar, whichever parts the first lines evenly."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from evidence.formats.charset import decode
from evidence.formats.hyperlinks import CALLED, WRITTEN, Seen
from evidence.formats.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.document import Body, Document
    from evidence.formats.table import Cell

_TABLE_ROWS = 3
"""Lines of equal width that make plain text a table."""
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 20
_SAMPLE_SIZE = 100_000
LONGEST_FIELD = 10_000_000
"""Characters of a cell."""


def read(body: Body) -> Document:
    """The cells of a CSV file; the first row names the columns."""
    text = decode(body.data, body.content_type)
    return read_rows(text, delimiter_of(text))


def read_rows(text: str, delimiter: str, *, is_whole: bool = True) -> Document:
    """The same of a text whose delimiter is known. In a piece of a file no row knows its number."""
    csv.field_size_limit(LONGEST_FIELD)
    table, seen = Table(), Seen()
    has_links = CALLED.search(text) is not None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, 1):
            if has_links:
                table.row(_linked(row, number if is_whole else 0, seen))
            else:
                table.row((cell, ()) for cell in row)
            if table.is_full:
                break
    except csv.Error as error:
        table.warn(f"reading stopped at line {reader.line_num}: {error}")
    table.lost(seen.lost)
    return table.finish()


def _linked(row: list[str], number: int, seen: Seen) -> Iterator[Cell]:
    """The cells of a row; of a formula whose target is no one text what it shows, and its target."""
    seen.row(number)
    for column, cell in enumerate(row, 1):
        seen.cell(column, None if cell.startswith("=") else cell)
    for cell in row:
        calls = len(CALLED.findall(cell)) if cell.startswith("=") else 0
        link = seen.link(cell, (0, 0), "") if calls > len(WRITTEN.findall(cell)) else None
        if link is None:
            yield cell, ()
        else:
            yield link.shown or "", (("", link.target),) if link.target else ()


def looks_like_table(text: str) -> bool:
    """Whether plain text is a table: several lines, all with the same number of cells."""
    delimiter = _even(text)
    return bool(delimiter) and len(_widths(text, delimiter)) >= _TABLE_ROWS


def delimiter_of(text: str) -> str:
    """The one that parts the first lines evenly, else the one that stands there most often."""
    return _even(text) or max(_DELIMITERS, key=text[:_SAMPLE_SIZE].count)


def _even(text: str) -> str:
    """The delimiter that gives the first lines one and the same number of cells; "" for none."""
    best, widest = "", 1
    for delimiter in _DELIMITERS:
        widths = _widths(text, delimiter)
        if widths and max(widths) == min(widths) > widest:
            best, widest = delimiter, widths[0]
    return best


def _widths(text: str, delimiter: str) -> list[int]:
    """Cells in each of the first rows; none where the text can't be read so."""
    reader = csv.reader(io.StringIO(text[:_SAMPLE_SIZE], newline=""), delimiter=delimiter)
    try:
        return [len(row) for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return []
