"""Rows of cells -> text: a line a row, tabs between cells; what CSV, XLSX and ODS share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from evidence.formats.document import MOST_CHARACTERS, Document, Heading, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""What a cell says, and its links: the words that carry one, "" for all of them, and where it leads."""
WIDEST_GAP = 256
"""Empty cells in a row before one that says something; in a sheet that has more nobody reads
across."""


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

    def row(self, cells: Iterable[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        """Add one row of texts, each with its links: the words that carry one, "" for all of them, and
        where it leads. A row without any text or link is left out."""
        shown = [(" ".join(text.split()), links) for text, links in cells]
        if self.is_full or not any(text or links for text, links in shown):
            return
        for number, (text, links) in enumerate(shown):
            if number:
                self._write("\t")
            start = self._length
            self._write(text)
            if links:
                self._link(start, text, links)
        self._write("\n")
        if self._length >= MOST_CHARACTERS:
            self.is_full = True
            self.warn(f"only the first {MOST_CHARACTERS // 1_000_000} million characters are read")

    def _link(self, start: int, text: str, links: Sequence[tuple[str, str]]) -> None:
        """The links of a cell, which begins at ``start``, in the order of their words."""
        after = 0
        for words, target in links:
            shown = " ".join(words.split())
            at = text.find(shown, after) if shown else -1
            begin, end = (at, at + len(shown)) if at >= 0 else (0, len(text))
            after = end if at >= 0 else after
            self._document.links.append(Link(start + begin, start + end, target))

    def lost(self, count: int) -> None:
        """Say how many links are not told by the formulas that make them."""
        if count:
            self.warn(
                f"{count} links are made by formulas that are not followed, and are not cited"
            )

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
