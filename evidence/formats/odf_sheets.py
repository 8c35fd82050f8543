"""Spreadsheets of OpenDocument: the rows of their sheets, as the cells show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.formats.hyperlinks import Seen, number_taken
from evidence.formats.odf_names import HREF, OFFICE, TABLE, times
from evidence.formats.table import WIDEST_GAP, Cell, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.formats.document import Document

_SKIPPED = frozenset({"tracked-changes", "annotation", "forms"})
"""What was deleted, comments and controls."""
_MOST_REPEATED = 2**20
"""Rows and columns of a sheet (LibreOffice has as many rows)."""
_GAPS = {"tab": " ", "line-break": " "}


class Sheets:
    """Takes the events of ``content.xml``. A row or cell that is repeated stands there once: it
    says nothing new, and a file may repeat it a million times."""

    def __init__(self) -> None:
        self.table = Table()
        self.seen = Seen()
        self._skip = 0
        self._tables = 0
        self._row = 0
        self._column = 0
        self._cells: list[Cell] = []
        self._formulas: list[tuple[int, str, tuple[int, int]]] = []
        """of this row: which of its cells, and what makes its link"""
        self._gap = 0
        self._text: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._linked = 0
        """where in the cell's text the link begins that is open"""
        self._formula = ""
        self._is_computed = False
        """the file says what its formula came to"""
        self._value: str | None = None
        """what a formula takes of the cell; None: its text"""
        self._paragraphs = 0
        self._drawn: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        """what the drawings of this sheet say, behind its rows: a table's first row names its columns"""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if self._skip or word in _SKIPPED:
            self._skip += 1
        elif word == "table":
            self._tables += 1
            if self._tables == 1:
                self.table.sheet(name := attrib.get(TABLE + "name", "") or "-")
                self.seen.sheet(name)
                self._row = 0
        elif word == "table-row":
            self._cells, self._formulas, self._column, self._gap = [], [], 0, 0
            self.seen.row(self._row + 1)
            self._row += times(attrib.get(TABLE + "number-rows-repeated"), _MOST_REPEATED)
        elif word in ("table-cell", "covered-table-cell"):
            self._text, self._links = [], []
            self._formula = attrib.get(TABLE + "formula", "")
            self._is_computed = OFFICE + "value-type" in attrib
            self._value = _joined(attrib, computed=bool(self._formula))
            self._repeated = times(attrib.get(TABLE + "number-columns-repeated"), _MOST_REPEATED)
        elif word == "shapes":
            self._text, self._links = [], []
        elif word in ("p", "h"):
            self._paragraphs += 1
        elif word == "s":
            self._text.append(" ")
        elif word in _GAPS:
            self._text.append(_GAPS[word])
        elif word == "a":
            self._linked = len(self._text)
            self._links.append(("", attrib.get(HREF, "")))

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        word = tag.rpartition("}")[2]
        if word == "table":
            self._tables -= 1
            for shape in self._drawn if not self._tables else ():
                self.table.row([shape])
            self._drawn = self._drawn if self._tables else []
        elif word == "shapes":
            self._drawn.append(
                ("".join(self._text).strip(), tuple(one for one in self._links if one[1]))
            )
        elif word == "table-row":
            self.seen.follow(self._cells, self._formulas)
            self.table.row(self._cells)
        elif word == "table-cell":
            self._add("".join(self._text).strip())
        elif word == "covered-table-cell":  # it lies under a merged one
            self._text, self._links, self._formula = [], [], ""
            self._add("")
        elif word == "a" and self._links:
            self._links[-1] = "".join(self._text[self._linked :]), self._links[-1][1]
        elif word in ("p", "h"):
            self._paragraphs -= 1
            self._text.append(" ")

    def data(self, data: str) -> None:
        if self._paragraphs and not self._skip:
            self._text.append(data)

    def finish(self) -> Document:
        """The document of all sheets."""
        self.table.lost(self.seen.lost)
        return self.table.finish()

    def _add(self, text: str) -> None:
        """Empty cells count only once another one follows them."""
        links = tuple(link for link in self._links if link[1])
        formula = "" if links or (self._is_computed and not text) else self._formula
        value = text if self._value is None else self._value or None
        self.seen.cell(self._column + 1, value, self._repeated)
        self._column += self._repeated
        if text or links or formula:
            self._cells += [("", ())] * min(self._gap, WIDEST_GAP)
            self._cells.append((text, links))
            self._gap = self._repeated - 1
        else:
            self._gap += self._repeated
        if formula:
            self._formulas.append((len(self._cells) - 1, formula, (0, 0)))


def _joined(attrib: Mapping[str, str], *, computed: bool) -> str | None:
    """What a formula takes of a cell that it joins to a text: None for what the cell shows, "" where
    that is not known, as of a day."""
    kind = attrib.get(OFFICE + "value-type", "")
    if kind in ("float", "percentage", "currency"):
        return number_taken(attrib.get(OFFICE + "value", "")) or ""
    return "" if kind in ("date", "time") or (computed and not kind) else None
