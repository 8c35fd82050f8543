"""Where the function HYPERLINK of a cell's formula leads: a target that is written out, or joined of
texts and of other cells (Excel, LibreOffice; OpenFormula, part 4, 6.11.8).

Nothing else is computed. Of a target that is made in another way nothing is known, and its first piece
alone would be an address that nobody cites.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evidence.formats.table import Cell

LONGEST = 8192
"""Characters of a formula (Excel's own limit), and of an address."""
TOP = 100
"""Rows of each sheet that are remembered: where an address stands that formulas below go on from."""
_DEEPEST = 20
"""Brackets within brackets."""
_STRING = r'"(?:[^"]|"")*+"'
_NAME = r"(?:HYPERLINK|HIPERV[IÍ]NCULO)"
"""What it is called in files, and where a Spanish Excel shows formulas, as in a CSV."""
WRITTEN = re.compile(rf'\b{_NAME}\(\s*"((?:[^"]|"")++)"(?=\s*[,;)])', re.IGNORECASE)
"""A target that is one text and no piece of one."""
CALLED = re.compile(rf"\b{_NAME}\(", re.IGNORECASE)
_CALL = re.compile(rf"{_STRING}|\b(?P<call>{_NAME})\(", re.IGNORECASE)
_REFERENCE = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_SHEET = r"\$?(?:'(?:[^']|'')++'|[^\W\d][\w.]*+)"
_TOKEN = re.compile(
    rf"\s*+(?:(?P<text>{_STRING})|(?P<sign>[&(),;])|(?P<number>\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<join>(?:_xlfn\.)?(?:CONCAT(?:ENATE|ENAR)?))\("
    rf"|\[(?P<odf_sheet>{_SHEET})?\.(?P<odf>{_REFERENCE})\]"
    rf"|(?:(?P<sheet>{_SHEET})!)?(?P<cell>{_REFERENCE})(?![\w(.:!]))",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})", re.IGNORECASE | re.ASCII)
_ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_MAY_BE_WEB = re.compile(r"h(?:t(?:t(?:p|$)|$)|$)|f(?:t(?:p|$)|$)", re.IGNORECASE)


class Place(NamedTuple):
    """A cell; 1 is the first row, and the first column."""

    sheet: str
    """"" for the formula's own"""
    row: int
    column: int


class Link(NamedTuple):
    """What a call of the function says."""

    target: str | None
    """"" where it leads to no web page; None where that can't be told"""
    shown: str | None
    """its words; None where they can't be told, or are the target"""


def link_of(
    formula: str, value_of: Callable[[Place], str | None], moved: tuple[int, int] = (0, 0)
) -> Link | None:
    """The link that a cell's formula makes, None for none.

    ``value_of`` tells what stands in another cell, None where it can't; ``moved`` says how many rows and
    columns the cell is away from the one that its formula was written for.
    """
    calls = (match.end() for match in _CALL.finditer(formula, 0, LONGEST) if match["call"])
    begin = next(calls, 0)
    if not begin:
        return None
    reader = _Reader(formula[:LONGEST], begin, value_of, moved)
    pieces = reader.joined()
    sign = reader.sign()
    if sign is None:  # something follows that is not read here
        pieces.append(None)
    known = _known(pieces)
    target = "".join(known)
    if len(known) < len(pieces):
        if not target or _MAY_BE_WEB.match(target):
            return Link(None, None)
        target = ""
    shown: list[str | None] = reader.joined() if sign in (",", ";") else [None]
    words = _known(shown)
    is_told = len(words) == len(shown) and reader.sign() is not None
    return Link(target, "".join(words) if is_told else None)


def _known(pieces: list[str | None]) -> list[str]:
    """Those before the first that is not known, or too long."""
    known, length = list[str](), 0
    for piece in pieces:
        length += len(piece or "")
        if piece is None or length > LONGEST:
            break
        known.append(piece)
    return known


def number_taken(value: str) -> str | None:
    """What a formula takes of a number that stands in a cell: none of its format. None where that is not known."""
    with suppress(ValueError):
        number = f"{float(value):.15g}"  # what Excel itself keeps and shows of a number
        return None if "e" in number or "n" in number else number
    return None


class _Reader:
    """Reads the arguments of one call; a piece that it does not know is None, and ends them."""

    def __init__(
        self,
        formula: str,
        begin: int,
        value_of: Callable[[Place], str | None],
        moved: tuple[int, int],
    ) -> None:
        self._formula, self._at = formula, begin
        self._value_of, self._moved = value_of, moved

    def sign(self) -> str | None:
        """What ends an argument, if that stands here."""
        token = _TOKEN.match(self._formula, self._at)
        return token["sign"] if token and token["sign"] in (",", ";", ")") else None

    def joined(self, depth: int = 0) -> list[str | None]:
        """The pieces of the argument that begins behind the last sign."""
        if depth == 0 and self.sign() in (",", ";"):
            self._skip()
        pieces = self._piece(depth)
        while pieces[-1:] != [None] and self._is("&"):
            self._skip()
            pieces += self._piece(depth)
        return pieces

    def _is(self, sign: str) -> bool:
        token = _TOKEN.match(self._formula, self._at)
        return token is not None and token["sign"] == sign

    def _skip(self) -> re.Match[str] | None:
        token = _TOKEN.match(self._formula, self._at)
        self._at = token.end() if token else self._at
        return token

    def _piece(self, depth: int) -> list[str | None]:
        token = self._skip()
        if token is None or depth > _DEEPEST:
            return [None]
        if token["text"] is not None:
            return [token["text"][1:-1].replace('""', '"')]
        if token["number"]:
            return [token["number"]]
        if token["join"] or token["sign"] == "(":
            return self._within(depth + 1, several=bool(token["join"]))
        reference = token["cell"] or token["odf"]
        return [self._value(token["sheet"] or token["odf_sheet"] or "", reference)]

    def _within(self, depth: int, *, several: bool) -> list[str | None]:
        """What stands up to the bracket that closes."""
        pieces = self.joined(depth)
        while several and pieces[-1:] != [None] and self.sign() in (",", ";"):
            self._skip()
            pieces += self.joined(depth)
        if not self._is(")"):
            return [*pieces, None]
        self._skip()
        return pieces

    def _value(self, sheet: str, reference: str | None) -> str | None:
        parts = _PARTS.fullmatch(reference or "")
        if parts is None:
            return None
        rows, columns = self._moved
        from openpyxl.utils.cell import column_index_from_string  # noqa: PLC0415 - 0.1 s, for any CSV

        row = int(parts[4]) + (0 if parts[3] else rows)
        column = column_index_from_string(parts[2]) + (0 if parts[1] else columns)
        name = sheet.removeprefix("$").strip("'").replace("''", "'")
        value = self._value_of(Place(name, row, column)) if row > 0 and column > 0 else None
        return value if value is not None and len(value) <= LONGEST else None


class Seen:
    """The cells that a formula can point at: those of its own row, and of the top of each sheet that was
    read. Whoever reads a sheet adds the cells of a row in order."""

    def __init__(self) -> None:
        self.lost = 0
        """links whose target is not told"""
        self._sheet = ""
        self._rows: dict[tuple[str, int], list[tuple[int, int, str | None]]] = {}
        self._row = 0
        self._cells: list[tuple[int, int, str | None]] = []

    def sheet(self, name: str) -> None:
        """Begin a sheet."""
        self._sheet, self._row, self._cells = name.lower(), 0, []

    def row(self, number: int) -> None:
        """Begin a row; 0 where its number is not known, and no formula can point at it."""
        self._row, self._cells = number, []
        if 0 < number <= TOP:
            self._rows[self._sheet, number] = self._cells

    def cell(self, column: int, value: str | None, repeated: int = 1) -> None:
        """Add a cell, or several that are alike; ``value`` is what a formula takes of it, None where that
        is not known."""
        self._cells.append((column, column + repeated - 1, value))

    def value(self, place: Place) -> str | None:
        """What stands in a cell; None where that is not known."""
        sheet = place.sheet.lower() or self._sheet
        if sheet == self._sheet and place.row == self._row:
            cells = self._cells
        elif (sheet, place.row) in self._rows:
            cells = self._rows[sheet, place.row]
        else:
            return None
        index = bisect_right(cells, place.column, key=lambda cell: cell[0]) - 1
        if index < 0 or cells[index][1] < place.column:
            return ""
        return cells[index][2]

    def follow(
        self, cells: list[Cell], formulas: Iterable[tuple[int, str, tuple[int, int]]]
    ) -> None:
        """Put the links on a row's cells that formulas make: each with the number of its cell and as in
        :meth:`link`."""
        for index, formula, moved in formulas:
            text = cells[index][0]
            link = self.link(formula, moved, text)
            if link is not None and link.target:
                cells[index] = text, (("", link.target),)

    def link(self, formula: str, moved: tuple[int, int], text: str) -> Link | None:
        """The link that a formula in a cell of this row makes, None for none; ``text`` is what the cell
        shows, which is the target where the function is given no words."""
        found = link_of(formula, self.value, moved)
        shows_it = bool(_ADDRESS.match(text))
        self.lost += found is not None and found.target is None and not shows_it
        return found
