"""Rows of cells -> text: a line a row, tabs between cells; what CSV and XLSX share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.formats.document import Document, Heading, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CHARACTERS = 100_000_000
"""Of one source; a table with more is cut, and said so."""


class Table:
    """Gathers rows into one document."""

    def __init__(self) -> None:
        self.document = Document("", rows=True)
        self._pieces: list[str] = []
        self._length = 0

    def sheet(self, name: str) -> None:
        """Begin a sheet with a heading of its own."""
        start = self._length
        self._write(name)
        self.document.headings.append(Heading(start, self._length, 1))
        self._write("\n")

    def row(self, cells: Iterable[tuple[str, str]]) -> bool:
        """Add one row of (text, link target or ""); False when the table is full."""
        for number, (text, target) in enumerate(cells):
            if number:
                self._write("\t")
            start = self._length
            self._write(re.sub(r"\s+", " ", text).strip())
            if target:
                self.document.links.append(Link(start, self._length, target))
        self._write("\n")
        if self._length < MOST_CHARACTERS:
            return True
        self.document.warnings.append(
            f"only the first {MOST_CHARACTERS // 1_000_000} million characters are read"
        )
        return False

    def finish(self) -> Document:
        """The document of all rows."""
        self.document.text = "".join(self._pieces)
        return self.document

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
