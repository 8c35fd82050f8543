"""XLSX by its XML: cell texts, cell links and HYPERLINK formulas (SpreadsheetML, ECMA-376 part 1,
18)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.formats.package import RELATION_ID, Package
from evidence.formats.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.formats.document import Document

_FORMULA = re.compile(r"\bHYPERLINK\(\s*\"((?:[^\"]|\"\")+)\"", re.IGNORECASE)


def read(data: bytes, name: str, content_type: str) -> Document:  # noqa: ARG001 - the readers' one signature
    """The cells of a workbook, sheet after sheet, each row a line."""
    package = Package(data, name)
    book = next(
        (target for kind, target, _ in package.relations("").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    shared = _Strings()
    related = package.relations(book)
    for kind, target, _ in related.values():
        if kind == "sharedStrings":
            package.parse(target, shared)
    sheets = _Sheets()
    package.parse(book, sheets)
    table = Table()
    for title, key in sheets.found:
        kind, part, _ = related.get(key, ("", "", False))
        if kind == "worksheet":
            _read_sheet(package, part, title, shared.found, table)
    return table.finish()


def _read_sheet(package: Package, part: str, title: str, strings: list[str], table: Table) -> None:
    sheet = _Sheet(strings)
    package.parse(part, sheet)
    related = package.relations(part)
    targets: dict[str, str] = dict(sheet.formulas)
    for area, key, location in sheet.links:
        target = related.get(key, ("", "", False))[1]
        if target:
            first = area.partition(":")[0]  # a link over merged cells is one link
            targets[first] = f"{target}#{location}" if location else target
    table.sheet(title)
    for row in sheet.rows:
        if not table.row((text, targets.pop(cell, "")) for cell, text in row):
            return
    for target in targets.values():  # links on cells without any text
        table.row([("", target)])


class _Sheets:
    """The workbook's sheets: (title, relationship id)."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag.endswith("}sheet"):
            key = next((value for name, value in attrib.items() if name.endswith("}id")), "")
            self.found.append((attrib.get("name", ""), key))

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def data(self, data: str) -> None:
        """Nor text."""


class _Strings:
    """The shared strings, in order; phonetic readings left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text = False
        self._phonetic = False
        self._pieces: list[str] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:  # noqa: ARG002 - Handler
        word = tag.rpartition("}")[2]
        self._phonetic = self._phonetic or word == "rPh"
        self._text = word == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        word = tag.rpartition("}")[2]
        self._text = False
        if word == "rPh":
            self._phonetic = False
        elif word == "si":
            self.found.append("".join(self._pieces))
            self._pieces = []

    def data(self, data: str) -> None:
        if self._text:
            self._pieces.append(data)


class _Sheet:
    """One sheet: rows of (cell, text), link targets by formula, link areas."""

    def __init__(self, strings: list[str]) -> None:
        self.rows: list[list[tuple[str, str]]] = []
        self.formulas: dict[str, str] = {}
        self.links: list[tuple[str, str, str]] = []
        self._strings = strings
        self._cell = ""
        self._kind = ""
        self._within = ""
        self._value = ""
        self._formula = ""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if word == "row":
            self.rows.append([])
        elif word == "c":
            self._cell, self._kind = attrib.get("r", ""), attrib.get("t", "")
            self._value = self._formula = ""
        elif word == "hyperlink":
            key = attrib.get(RELATION_ID) or next(
                (v for k, v in attrib.items() if k.endswith("}id")), ""
            )
            self.links.append((attrib.get("ref", ""), key, attrib.get("location", "")))
        self._within = word if word in ("v", "f", "t") else ""

    def end(self, tag: str) -> None:
        word = tag.rpartition("}")[2]
        self._within = ""
        if word == "c" and self.rows:
            text = self._value
            if self._kind == "s":
                text = (
                    self._strings[int(text)]
                    if text.isdecimal() and int(text) < len(self._strings)
                    else ""
                )
            if text:
                self.rows[-1].append((self._cell, text))
            match = _FORMULA.search(self._formula)
            if match:
                self.formulas[self._cell] = match[1].replace('""', '"')
                if not text:
                    self.rows[-1].append((self._cell, ""))

    def data(self, data: str) -> None:
        if self._within == "f":
            self._formula += data
        elif self._within:
            self._value += data
