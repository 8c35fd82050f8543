"""XLSX by its XML: the cells' values as last computed, links on cells and HYPERLINK formulas.

Read from the XML (SpreadsheetML, ECMA-376 part 1, 18) as a stream: openpyxl gives no links in its
mode for large files, needs fifty times a file's size in the other, and refuses workbooks of other
programs that Excel opens. What a number means it is asked for (:mod:`evidence.formats.xlsx_values`).
Sheets, rows and columns that are hidden are read: one click shows them. Comments are not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.utils.cell import column_index_from_string

from evidence.formats.package import Enough, Package, Relation, relation_id
from evidence.formats.table import WIDEST_GAP, Table, hyperlink_of
from evidence.formats.xlsx_values import Formats, Strings, Values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.formats.document import Body, Document

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_PARTS = ("sharedStrings", "styles")
_NOTHING = Relation("", "", outside=False)


def read(body: Body) -> Document:
    """The cells of a workbook, sheet after sheet, each row a line. Raises Unreadable."""
    package = Package(body.data)
    part = package.main_part("xl/workbook.xml")
    related = package.relations(part)
    book, strings, formats = _Book(), Strings(), Formats()
    package.require(part, book)
    for kind, target, _ in related.values():
        if kind in _PARTS:
            package.parse(target, strings if kind == "sharedStrings" else formats)
    values = Values(strings.found, formats, from_1904=book.from_1904)
    table = Table()
    for title, key in book.sheets:
        kind, target, _ = related.get(key, _NOTHING)
        if kind == "worksheet" and not table.is_full:
            _read_sheet(package, target, title, values, table)
    return table.finish()


def _read_sheet(package: Package, part: str, title: str, values: Values, table: Table) -> None:
    related = package.relations(part)
    linked = _Links({key: target for key, (_, target, outside) in related.items() if outside})
    if linked.targets:  # links stand behind the cells, and a million rows are not to be kept
        package.parse(part, linked)
    table.sheet(title)
    package.parse(part, _Sheet(values, linked.places, table))
    for target in linked.places.values():  # on cells without any text
        table.row([("", target)])


def _place(reference: str) -> tuple[int, int] | None:
    """``B4`` as row and column, 1 the first; None for what is no cell."""
    match = _PLACE.fullmatch(reference)
    return (int(match[2]), column_index_from_string(match[1])) if match else None


class _Book:
    """Takes the events of the workbook: its sheets as (title, relationship id)."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if word == "sheet":
            self.sheets.append((attrib.get("name", ""), relation_id(attrib)))
        elif word == "workbookPr":
            self.from_1904 = attrib.get("date1904") in ("1", "true", "on")

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def data(self, data: str) -> None:
        """Nor text."""


class _Links:
    """Takes the events of one sheet: which cells are linked, and to what."""

    def __init__(self, targets: dict[str, str]) -> None:
        self.targets = targets
        """relationship id -> address outside the file"""
        self.places: dict[tuple[int, int], str] = {}
        """row and column -> address"""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if not tag.endswith("}hyperlink"):
            return
        target, location = self.targets.get(relation_id(attrib), ""), attrib.get("location", "")
        place = _place(attrib.get("ref", "").partition(":")[0])  # over merged cells it is one
        if target and place:
            self.places[place] = f"{target}#{location}" if location else target

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def data(self, data: str) -> None:
        """Nor text."""


class _Sheet:
    """Takes the events of one sheet, and adds its rows to a table as they end."""

    def __init__(self, values: Values, links: dict[tuple[int, int], str], table: Table) -> None:
        self._values = values
        self._links = links
        self._table = table
        self._row = 0
        self._column = 0
        self._cells: list[tuple[str, str]] = []
        self._empty = 0
        """cells since the last one that says something"""
        self._kind = ""
        self._style = ""
        self._within = ""
        self._phonetic = False
        self._value: list[str] = []
        self._formula: list[str] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if word == "row":
            given = attrib.get("r", "")
            self._row = int(given) if given.isdecimal() else self._row + 1
            self._column, self._cells, self._empty = 0, [], 0
        elif word == "c":
            self._start_cell(attrib)
        self._phonetic = self._phonetic or word == "rPh"
        self._within = word if word in ("v", "f", "t") and not self._phonetic else ""

    def end(self, tag: str) -> None:
        word = tag.rpartition("}")[2]
        self._within = ""
        if word == "rPh":
            self._phonetic = False
        elif word == "c":
            self._end_cell()
        elif word == "row":
            self._table.row(self._cells)
            if self._table.is_full:
                raise Enough

    def data(self, data: str) -> None:
        if self._within == "f":
            self._formula.append(data)
        elif self._within:
            self._value.append(data)

    def _start_cell(self, attrib: Mapping[str, str]) -> None:
        place = _place(attrib.get("r", ""))
        before, self._column = self._column, max(place[1] if place else 0, self._column + 1)
        self._empty += self._column - before - 1
        self._kind, self._style = attrib.get("t", ""), attrib.get("s", "")
        self._value, self._formula = [], []

    def _end_cell(self) -> None:
        """Empty cells count only once another one follows them."""
        text = self._values.text(self._kind, self._style, "".join(self._value))
        target = hyperlink_of("".join(self._formula)) if self._formula else ""
        target = self._links.pop((self._row, self._column), target)
        if text or target:
            self._cells += [("", "")] * min(self._empty, WIDEST_GAP)
            self._cells.append((text, target))
            self._empty = 0
        else:
            self._empty += 1
