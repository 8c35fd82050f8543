"""Where a line of a PDF's page goes on in another column: PDFium puts what stands on one baseline on
one line, and the cells of a row may.

Only lines that run over a column's left edge are looked at, on pages on which lines begin at such an
edge: boxes of characters are dear.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.pdf_row import Row
    from evidence.formats.pdf_sheet import Sheet

_WORD = re.compile(r"(?<=\s)\S")
_AWAY = 60.0
"""Points from the leftmost line of a page to a column's edge; indents are less."""
_LINES = 3
"""Lines that begin at an edge, so that it is one."""
_NEAR = 2.0
"""Points by which the letters of a column begin apart: what they ink begins a little later than they."""
_GAP = 0.4
"""Gap before a word, in its type's size, from which it may begin a cell; a space is 0.25 to 0.35."""


def stops_of(sheet: Sheet, rows: list[Row]) -> Iterator[tuple[int, float]]:
    """Each word that begins a cell within a line: its index in the sheet's text, and where it begins."""
    edges = _edges(rows)
    for row in rows if edges else ():
        crossed = [x for x in edges if row.box[0] + _AWAY / 3 < x < row.box[2]]
        if not crossed:
            continue
        for match in _WORD.finditer(sheet.text, row.start + 1, row.end):
            left = sheet.box(match.start())[0]
            if any(abs(left - x) <= _NEAR for x in crossed) and _is_apart(
                sheet, match.start(), row
            ):
                yield match.start(), round(left, 1)


def _edges(rows: list[Row]) -> list[float]:
    """Where several lines begin, away from the left of the page."""
    lefts = [row.box[0] for row in rows if row.glue is None]
    first = min(lefts, default=0.0)
    counted = Counter(round(left) for left in lefts if left > first + _AWAY)
    near = {x: sum(counted[x + by] for by in (-1, 0, 1)) for x in counted}
    return [float(x) for x, lines in near.items() if lines >= _LINES]


def _is_apart(sheet: Sheet, at: int, row: Row) -> bool:
    before = at - 1
    while before > row.start and sheet.text[before].isspace():
        before -= 1
    return sheet.box(at)[0] - sheet.box(before)[2] > _GAP * row.size
