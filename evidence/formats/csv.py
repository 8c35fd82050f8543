"""CSV: by comma, semicolon or tab, whichever parts the first lines evenly."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from evidence.formats.charset import decode
from evidence.formats.table import Table

if TYPE_CHECKING:
    from evidence.formats.document import Document

_TABLE_ROWS = 3
"""Lines of equal width that make plain text a table."""
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 20
_SAMPLE_SIZE = 100_000
_LONGEST_FIELD = 10_000_000


def delimiter_of(text: str) -> str:
    """The delimiter that gives the first lines one and the same number of cells; "" for no
    table."""
    best, widest = "", 1
    for delimiter in _DELIMITERS:
        widths = _widths(text, delimiter)
        if widths and max(widths) == min(widths) > widest:
            best, widest = delimiter, widths[0]
    return best


def looks_like_table(text: str) -> bool:
    """Whether plain text is a table: several lines, all with the same number of cells."""
    delimiter = delimiter_of(text)
    return bool(delimiter) and len(_widths(text, delimiter)) >= _TABLE_ROWS


def _widths(text: str, delimiter: str) -> list[int]:
    """Cells in each of the first rows; none where the text can't be read so."""
    reader = csv.reader(io.StringIO(text[:_SAMPLE_SIZE], newline=""), delimiter=delimiter)
    try:
        return [len(row) for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return []


def read(data: bytes, name: str, content_type: str) -> Document:  # noqa: ARG001 - the readers' one signature
    """The cells of a CSV file; the first row names the columns."""
    text = decode(data, content_type)
    csv.field_size_limit(_LONGEST_FIELD)
    table = Table()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text) or ",")
    try:
        for row in reader:
            if not table.row((cell, "") for cell in row):
                break
    except csv.Error as error:
        table.document.warnings.append(f"reading stopped at line {reader.line_num}: {error}")
    return table.finish()
