"""Cells of a table without rules whose lines are drawn across it, as layers of recognised text are: what
stands in one cell is put together where a URL runs over its lines.

Only where it shows: under a cell that ends in a URL stands one piece without a blank, and all that stands
on its line begins where cells of the line above begin.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence.formats.pdf_row import Row

if TYPE_CHECKING:
    from evidence.formats.pdf_sheet import Sheet

_WORD = re.compile(r"(?<=\s)\S")
_URL = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_ENDS_IN_URL = re.compile(r"(?:^|\s|\()(?:https?://|www\.)\S+$", re.IGNORECASE)
_MORE = re.compile(r"(?=\S*(?:[\d/=_-]|[.?&%#]\S))[^\s(\[<]\S*")
"""More of an address, and no word: a sign or a number stands in it."""
_GAP = 1.0
"""Sizes of type that part the cells of a line."""
_NEAR = 3.0
"""Points by which the lines of a cell begin apart."""
_LEVEL = 0.1
"""Sizes of type by which the cells of one line differ in height."""
_STEP = 1.6
"""Sizes of type from one line of a cell to the next at most."""
_SAME_SIZE = 0.08
"""Part by which the type of two lines of one cell differs at most."""


def by_cells(sheet: Sheet, rows: list[Row]) -> list[Row]:
    """The rows of a page, those of such cells cut and one below the other."""
    done: list[Row] = []
    number = 0
    while number < len(rows):
        line, after = _line(rows, number)
        if any(_URL.search(sheet.text, row.start, row.end) for row in line):
            table, behind = _table(sheet, rows, line, after)
            line, after = table or line, behind if table else after
        done += line
        number = after
    return done


def _line(rows: list[Row], number: int) -> tuple[list[Row], int]:
    """The rows that follow one another on one line, and the number of the one behind them."""
    after = number + 1
    while after < len(rows) and _is_beside(rows[after - 1], rows[after]):
        after += 1
    return rows[number:after], after


def _is_beside(left: Row, right: Row) -> bool:
    level = abs(left.baseline - right.baseline) <= _LEVEL * left.size
    return level and right.box[0] > left.box[2]


def _table(sheet: Sheet, rows: list[Row], line: list[Row], after: int) -> tuple[list[Row], int]:
    """The cells of a line with the lines below that go on in them; none where none does."""
    heads = _cells(sheet, line)
    columns = [[cell] for cell in heads]
    number, is_table = after, False
    while len(heads) > 1 and number < len(rows):
        below, behind = _line(rows, number)
        if not _steps_down(columns, below[0]):
            break
        parts = _cells(sheet, below)
        places = [_column(heads, part) for part in parts]
        if -1 in places or len(set(places)) < len(places) or _begins_anew(sheet, parts):
            break
        if not any(
            _goes_on(sheet, columns[place], part) for place, part in zip(places, parts, strict=True)
        ):
            break
        for place, part in zip(places, parts, strict=True):
            columns[place].append(part)
        number, is_table = behind, True
    return ([row for column in columns for row in column] if is_table else []), number


def _cells(sheet: Sheet, line: list[Row]) -> list[Row]:
    """A line cut at its wide gaps."""
    cells: list[Row] = []
    for row in line:
        words = [match.start() for match in _WORD.finditer(sheet.text, row.start + 1, row.end)]
        cuts = [at for at in words if _gap_before(sheet, at) > _GAP * row.size]
        for start, stop in pairwise([row.start, *cuts, row.end]):
            end = start + len(sheet.text[start:stop].rstrip())
            hyphen = row.hyphen and stop == row.end
            cells.append(Row.of(sheet, start, end, hyphen=hyphen) if cuts else row)
    return cells


def _gap_before(sheet: Sheet, at: int) -> float:
    before = at - 1
    while sheet.text[before].isspace():
        before -= 1
    return sheet.box(at)[0] - sheet.box(before)[2]


def _steps_down(columns: list[list[Row]], row: Row) -> bool:
    """Whether a row stands right below the lowest line so far, in the type of it."""
    lowest = min((column[-1] for column in columns), key=lambda one: one.baseline)
    step = lowest.baseline - row.baseline
    same = abs(lowest.size - row.size) <= _SAME_SIZE * lowest.size
    return same and _LEVEL * row.size < step <= _STEP * row.size


def _column(heads: list[Row], part: Row) -> int:
    """The cell that begins where a part does; -1 for none."""
    for place, head in enumerate(heads):
        if abs(head.box[0] - part.box[0]) <= _NEAR:
            return place
    return -1


def _begins_anew(sheet: Sheet, parts: list[Row]) -> bool:
    return any(_URL.match(sheet.text, part.start, part.end) for part in parts)


def _goes_on(sheet: Sheet, column: list[Row], part: Row) -> bool:
    """Whether a part is more of the URL that its cell ends in."""
    head = _ENDS_IN_URL.search(sheet.text[column[0].start : column[0].end])
    more = [sheet.text[row.start : row.end] for row in (*column[1:], part)]
    return head is not None and all(map(_MORE.fullmatch, more))
