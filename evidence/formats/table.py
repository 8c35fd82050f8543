"""Rows of cells -> text: a line a row, tabs between cells; what CSV, XLSX and ODS share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.formats.document import MOST_CHARACTERS, Document, Heading, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDEST_GAP = 256
"""Empty cells in a row before one that says something; in a sheet that has more nobody reads
across."""
HYPERLINK = re.compile(r"\bHYPERLINK\(\s*\"((?:[^\"]|\"\")+)\"", re.IGNORECASE)
"""The function of the same name in Excel, LibreOffice and OpenFormula (part 4, 6.11.8)."""


def hyperlink_of(formula: str) -> str:
    """The target that a cell's formula links to; "" for none."""
    match = HYPERLINK.search(formula)
    return match[1].replace('""', '"') if match else ""


class Table:
    """Gathers rows into one document."""

    def __init__(self) -> None:
        self.is_full = False
        """no more is read: the rest of the file may be left alone"""
        self._document = Document("", tabular=True)
        self._pieces: list[str] = []
        self._length = 0

    def sheet(self, name: str) -> None:
        """Begin a sheet with a heading of its own."""
        if self.is_full:
            return
        start = self._length
        self._write(" ".join(name.split()))
        self._document.headings.append(Heading(start, self._length, 1))
        self._write("\n")

    def row(self, cells: Iterable[tuple[str, str]]) -> None:
        """Add one row of (text, link target or ""); one without any text or link is left out."""
        shown = [(" ".join(text.split()), target) for text, target in cells]
        if self.is_full or not any(text or target for text, target in shown):
            return
        for number, (text, target) in enumerate(shown):
            if number:
                self._write("\t")
            start = self._length
            self._write(text)
            if target:
                self._document.links.append(Link(start, self._length, target))
        self._write("\n")
        if self._length >= MOST_CHARACTERS:
            self.is_full = True
            self.warn(f"only the first {MOST_CHARACTERS // 1_000_000} million characters are read")

    def warn(self, words: str) -> None:
        """Say what could not be read."""
        self._document.warnings.append(words)

    def finish(self) -> Document:
        """The document of all rows."""
        self._document.text = "".join(self._pieces)
        return self._document

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
