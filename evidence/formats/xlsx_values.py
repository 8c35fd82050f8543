"""What the cells of a workbook say: shared strings, dates told by their style, numbers as Excel
shows them (SpreadsheetML, ECMA-376 part 1, 18)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601
from openpyxl.utils.escape import unescape

from evidence.well_formed import well_formed

if TYPE_CHECKING:
    from collections.abc import Mapping


class Strings:
    """Takes the events of the shared strings, in order; phonetic readings are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._takes_text = False
        self._phonetic = False
        self._pieces: list[str] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:  # noqa: ARG002 - Handler
        word = tag.rpartition("}")[2]
        self._phonetic = self._phonetic or word == "rPh"
        self._takes_text = word == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        word = tag.rpartition("}")[2]
        self._takes_text = False
        if word == "rPh":
            self._phonetic = False
        elif word == "si":
            self.found.append("".join(self._pieces))
            self._pieces = []

    def data(self, data: str) -> None:
        if self._takes_text:
            self._pieces.append(data)


class Formats:
    """Takes the events of ``styles.xml``: which cell styles show a number as a date."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._cells: list[str] = []
        self._in_cells = False

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if word == "numFmt":
            self._codes[attrib.get("numFmtId", "")] = attrib.get("formatCode", "")
        elif word == "cellXfs":
            self._in_cells = True
        elif word == "xf" and self._in_cells:
            self._cells.append(attrib.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        if tag.endswith("}cellXfs"):
            self._in_cells = False

    def data(self, data: str) -> None:
        """Styles have no text."""

    def code(self, style: str) -> str:
        """The format code of a cell style, as Excel writes it; "" for the general one."""
        index = int(style) if style.isdecimal() else 0
        key = self._cells[index] if index < len(self._cells) else "0"
        built_in = BUILTIN_FORMATS.get(int(key), "") if key.isdecimal() else ""
        return self._codes.get(key, built_in)


class Values:
    """Turns what stands in a cell into what it says."""

    def __init__(self, strings: list[str], formats: Formats, *, from_1904: bool) -> None:
        self._strings = strings
        self._formats = formats
        self._epoch = MAC_EPOCH if from_1904 else WINDOWS_EPOCH
        self._shows_date: dict[str, tuple[bool, bool]] = {}
        """of each style met: whether it shows a date, and whether a span of time"""

    def text(self, kind: str, style: str, value: str) -> str:
        """The text of a cell of type ``kind`` (attribute ``t``) and style ``s``."""
        if kind == "s":
            at = int(value) if value.isdecimal() else len(self._strings)
            value = self._strings[at] if at < len(self._strings) else ""
        elif kind == "b":
            return {"0": "FALSE", "1": "TRUE"}.get(value, value)
        elif kind == "d":
            return _iso(value)
        elif kind in ("", "n"):
            return self._number(style, value)
        return well_formed(str(unescape(value))) if "_x" in value else value

    def _number(self, style: str, value: str) -> str:
        try:
            number = float(value)
            if style not in self._shows_date:
                code = self._formats.code(style)
                self._shows_date[style] = is_date_format(code), is_timedelta_format(code)
            is_date, is_span = self._shows_date[style]
            if is_date:
                return _shown(from_excel(number, self._epoch, timedelta=is_span))
        except (ValueError, OverflowError):
            return value
        return f"{number:.15g}"  # what Excel itself keeps and shows of a number


def _iso(value: str) -> str:
    try:
        return _shown(from_ISO8601(value))
    except ValueError:
        return value


def _shown(value: datetime | date | time | timedelta | None) -> str:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat().removesuffix("T00:00:00")
    return "" if value is None else str(value)
