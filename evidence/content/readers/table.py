"""CSV and its relatives -> one line a row; a table sorted anew has the same rows."""

from __future__ import annotations

import csv

from evidence.content.model import Content
from evidence.folding import as_shown
from evidence.formats.charset import decode

_DELIMITERS = ",;\t|"
_SAMPLE = 10_000
"""Characters in which the delimiter is the sign that stands most often."""


def read(body: bytes, content_type: str, url: str) -> Content:  # noqa: ARG001 - one signature
    """The content of a table in text; see :func:`evidence.content.extract`."""
    text = decode(body, content_type)
    delimiter = max(_DELIMITERS, key=text[:_SAMPLE].count)
    try:
        rows = [
            " | ".join(map(as_shown, row))
            for row in csv.reader(text.splitlines(), delimiter=delimiter)
        ]
    except csv.Error:  # a field beyond csv's limit of 131,072 characters: no table
        rows = [as_shown(line) for line in text.splitlines()]
    lines = tuple(row for row in rows if row.strip("| "))
    return Content("text/csv", lines=lines, main=lines)
