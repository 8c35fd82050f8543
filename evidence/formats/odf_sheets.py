"""Spreadsheets of OpenDocument: the rows of their sheets, as the cells show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.formats.odf_names import HREF, TABLE, times
from evidence.formats.table import WIDEST_GAP, Table, hyperlink_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_SKIPPED = frozenset({"tracked-changes", "annotation", "forms", "shapes"})
"""What was deleted, comments, controls and drawings."""
_GAPS = {"tab": " ", "line-break": " "}


class Sheets:
    """Takes the events of ``content.xml``. A row or cell that is repeated stands there once: it
    says nothing new, and a file may repeat it a million times."""

    def __init__(self) -> None:
        self.table = Table()
        self._skip = 0
        self._tables = 0
        self._cells: list[tuple[str, str]] = []
        self._gap = 0
        self._text: list[str] = []
        self._target = ""
        self._paragraphs = 0

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if self._skip or word in _SKIPPED:
            self._skip += 1
        elif word == "table":
            self._tables += 1
            if self._tables == 1:
                self.table.sheet(attrib.get(TABLE + "name", "") or "-")
        elif word == "table-row":
            self._cells, self._gap = [], 0
        elif word in ("table-cell", "covered-table-cell"):
            self._text, self._target = [], hyperlink_of(attrib.get(TABLE + "formula", ""))
            self._repeated = times(attrib.get(TABLE + "number-columns-repeated"), WIDEST_GAP)
        elif word in ("p", "h"):
            self._paragraphs += 1
        elif word == "s":
            self._text.append(" ")
        elif word in _GAPS:
            self._text.append(_GAPS[word])
        elif word == "a":
            self._target = self._target or attrib.get(HREF, "")

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        word = tag.rpartition("}")[2]
        if word == "table":
            self._tables -= 1
        elif word == "table-row":
            self.table.row(self._cells)
        elif word == "table-cell":
            self._add("".join(self._text).strip(), self._target)
        elif word == "covered-table-cell":  # it lies under a merged one
            self._add("", "")
        elif word in ("p", "h"):
            self._paragraphs -= 1
            self._text.append(" ")

    def data(self, data: str) -> None:
        if self._paragraphs and not self._skip:
            self._text.append(data)

    def _add(self, text: str, target: str) -> None:
        """Empty cells count only once another one follows them."""
        if text or target:
            self._cells += [("", "")] * min(self._gap, WIDEST_GAP)
            self._cells.append((text, target))
            self._gap = self._repeated - 1
        else:
            self._gap += self._repeated
