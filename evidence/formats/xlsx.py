"""XLSX by its XML: the cells' values as last computed, links on cells and HYPERLINK formulas.

Read from the XML (SpreadsheetML, ECMA-376 part 1, 18) as a stream: openpyxl gives no links in its
mode for large files, needs fifty times a file's size in the other, and refuses workbooks of other
programs that Excel opens. What a number means it is asked for (:mod:`evidence.formats.xlsx_values`).
Sheets, rows and columns that are hidden are read: one click shows them. Comments are not. What text boxes
and shapes say stands behind the rows of their sheet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.utils.cell import column_index_from_string

from evidence.formats import remarks
from evidence.formats.drawings import Drawing
from evidence.formats.hyperlinks import TOP, Seen, number_taken
from evidence.formats.package import Enough, Package, Relation, relation_id
from evidence.formats.table import WIDEST_GAP, Cell, Table
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
    table, seen = Table(), Seen()
    comments: list[str] = []
    for title, key in book.sheets:
        kind, target, _ = related.get(key, _NOTHING)
        if kind == "worksheet" and not table.is_full:
            comments += _read_sheet(package, target, title, values, table, seen)
    table.lost(seen.lost)
    document = table.finish()
    remarks.tell(document, package, dict.fromkeys(comments))
    return document


def _read_sheet(
    package: Package, part: str, title: str, values: Values, table: Table, seen: Seen
) -> list[str]:
    """Read one sheet; returns the parts with its comments."""
    related = package.relations(part)
    linked = _Links({key: target for key, (_, target, outside) in related.items() if outside})
    if linked.targets:  # links stand behind the cells, and a million rows are not to be kept
        package.parse(part, linked)
    table.sheet(title)
    seen.sheet(title)
    package.parse(part, _Sheet(values, linked.places, table, seen))
    for target in linked.places.values():  # on cells without any text
        table.row([("", (("", target),))])
    for kind, target, outside in related.values():
        if kind == "drawing" and not outside:
            drawing = Drawing(package.relations(target))
            package.parse(target, drawing)
            for shape in drawing.shapes:
                table.row([shape])
    return remarks.parts_of(related.values())


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

    def __init__(
        self, values: Values, links: dict[tuple[int, int], str], table: Table, seen: Seen
    ) -> None:
        self._values = values
        self._links = links
        self._table = table
        self._seen = seen
        self._row = 0
        self._column = 0
        self._cells: list[Cell] = []
        self._formulas: list[tuple[int, str, tuple[int, int]]] = []
        """of this row: which of its cells, what makes its link, how far from where that was written"""
        self._row_values: list[tuple[int, str, str, str, bool]] = []
        """of this row: each cell's column, type, text and value, and whether a formula makes it"""
        self._shared: dict[str, tuple[str, int, int]] = {}
        """formulas that other cells have, too (18.3.1.40), and where they were written"""
        self._empty = 0
        """cells since the last one that says something"""
        self._kind = ""
        self._style = ""
        self._within = ""
        self._phonetic = False
        self._value: list[str] = []
        self._formula: list[str] = []
        self._group = ""
        """the cells that share this one's formula"""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if word == "row":
            given = attrib.get("r", "")
            self._row = int(given) if given.isdecimal() else self._row + 1
            self._column, self._cells, self._formulas, self._empty = 0, [], [], 0
            self._row_values = []
        elif word == "c":
            self._start_cell(attrib)
        elif word == "f" and attrib.get("t") == "shared":
            self._group = attrib.get("si", "")
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
            self._follow()
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
        self._value, self._formula, self._group = [], [], ""

    def _end_cell(self) -> None:
        """Empty cells count only once another one follows them."""
        value = "".join(self._value)
        text = self._values.text(self._kind, self._style, value)
        computed = bool(self._formula or self._group)
        formula, moved = self._linking() if computed else ("", (0, 0))
        if self._kind == "str" and not text:  # it shows nothing that could be clicked
            formula = ""
        target = self._links.pop((self._row, self._column), "")
        self._row_values.append((self._column, self._kind, text, value, computed))
        if text or target or formula:
            self._cells += [("", ())] * min(self._empty, WIDEST_GAP)
            self._cells.append((text, (("", target),) if target else ()))
            self._empty = 0
        else:
            self._empty += 1
        if formula and not target:
            self._formulas.append((len(self._cells) - 1, formula, moved))

    def _linking(self) -> tuple[str, tuple[int, int]]:
        """The formula of this cell if it makes a link, else "", and how far it stands from where it was
        written."""
        formula = "".join(self._formula)
        if "HYPERLINK" in formula.upper():
            if self._group:
                self._shared[self._group] = formula, self._row, self._column
            return formula, (0, 0)
        if formula or self._group not in self._shared:
            return "", (0, 0)
        shared, row, column = self._shared[self._group]
        return shared, (self._row - row, self._column - column)

    def _follow(self) -> None:
        """Put the links on the row's cells that its formulas make of other cells."""
        self._seen.row(self._row)
        if self._formulas or self._row <= TOP:
            for column, kind, text, value, computed in self._row_values:
                self._seen.cell(column, _joined(kind, text, value, computed=computed))
        self._seen.follow(self._cells, self._formulas)


def _joined(kind: str, text: str, value: str, *, computed: bool) -> str | None:
    """What a formula takes of a cell that it joins to a text: not the day that the cell shows, but the
    number that stands for it. None where that is not known."""
    if not value:
        return None if computed else ""
    if kind in ("", "n"):
        return number_taken(value)
    return None if kind in ("e", "d") else text
