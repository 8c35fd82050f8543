"""The lines of a PDF's page as they were set.

PDFium ends a line where the next character stands at another height. So a small raised number is a
line of its own to it, and what follows the number another; and a raised number that touches the
line above is the end of that one. Here lines are put together, and parted, by where their
characters stand.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from evidence.folding import SUPERSCRIPT
from evidence.formats.pdf_beside import by_cells
from evidence.formats.pdf_file import HYPHENS
from evidence.formats.pdf_row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.pdf_model import SetLine
    from evidence.formats.pdf_sheet import Sheet

_LINE = re.compile(rf"([^\r\n{HYPHENS}]*)([{HYPHENS}]?)(\r?\n)?")
_SIGN = re.compile(r"[\[(]?\d{1,4}(?:[,–-] ?\d{1,4}){0,6}[\])]?[.,;:]?|[*†‡§]{1,3}")
"""What a raised line of its own may be: the number of a note, or its sign."""
_URL = re.compile(r"(?<=\s)(?:https?://|www\.)")
_DIGITS = re.compile(r"\d+")
_SOFT = re.compile("\u00ad")
_BETWEEN = " \u00a0,;–-"
"""What may stand between two raised numbers, or before one."""
_RAISED_SIZE = 0.85
"""A superscript is set at 0.58 (TeX, InDesign) to 0.83 (browsers) of its line's size."""
_LEAST_RISE, _MOST_RISE = 0.08, 1.0
"""How far it stands above its line, in that line's size."""
_GLYPH_RISE, _GLYPH_HEIGHT = 0.2, 0.6
"""The same of a sign that its font draws raised, on the baseline of the others; digits are 0.65 to
0.72 high, old-style ones 0.45 and stand on the line."""
_LONGEST_NUMBER = 4
_PARTED = 0.35
"""Baselines of one line's ends that differ by more of its size are looked at closely."""
_CELL = 1.0
"""A gap of so many sizes parts the cells of a row; a justified line has rarely one."""
_SPACE = 0.18
"""A gap of this many sizes between what two characters ink is a space; side bearings are less."""
_BLOCK_GAP = 1.4
"""Baselines further apart than this many usual ones begin a new block."""


def rows_of(sheet: Sheet) -> list[Row]:
    """The rows of a page in the order of its text; those of one line follow one another."""
    rows: list[Row] = []
    for match in _LINE.finditer(sheet.text):
        line = match[1]
        visible = line.strip()
        if not visible:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        spans = list(_parted(sheet, start, start + len(visible)))
        rows += [
            Row.of(sheet, *span, hyphen=bool(match[2]) and span is spans[-1]) for span in spans
        ]
    return _on_lines(sheet, by_cells(sheet, rows))


def _parted(sheet: Sheet, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``[start, end)``, cut where the next character stands at the left again, and before a URL
    that stands in a cell of its own."""
    size = max(sheet.size(start), sheet.size(end - 1))
    cuts = [at for at in _urls(sheet.text, start, end) if _gap_before(sheet, at) > _CELL * size]
    if abs(sheet.baseline(start) - sheet.baseline(end - 1)) > _PARTED * size:
        cuts += _returns(sheet, start, end, size)
    for cut in sorted(cuts):
        yield start, start + len(sheet.text[start:cut].rstrip())
        start = cut
    yield start, end


def _urls(text: str, start: int, end: int) -> list[int]:
    return [match.start() for match in _URL.finditer(text, start + 1, end)]


def _gap_before(sheet: Sheet, at: int) -> float:
    before = at - 1
    while sheet.text[before].isspace():
        before -= 1
    return sheet.box(at)[0] - sheet.box(before)[2]


def _returns(sheet: Sheet, start: int, end: int, size: float) -> Iterator[int]:
    """Where a character stands left of the one before it, and on another baseline."""
    baseline, x = sheet.baseline(start), sheet.origin(start)[0]
    for at in range(start + 1, end):
        if sheet.text[at].isspace():
            continue
        left, height = sheet.origin(at)
        if left < x - size and abs(height - baseline) > _PARTED * size:
            yield at
            baseline = height
        x = left


def _on_lines(sheet: Sheet, rows: list[Row]) -> list[Row]:
    """Rows with the glue to those before them on one line; the line's baseline and size for all."""
    first = 0
    for number in range(1, len(rows)):
        line, row = rows[first], rows[number]
        glue = _glue(sheet, line, rows[number - 1], row)
        if glue is None:
            first = number
            continue
        row.glue = glue
        if row.size > line.size:  # the line began with a raised number
            for other in rows[first:number]:
                other.baseline, other.size = row.baseline, row.size
        row.baseline, row.size = line.baseline, line.size
    return rows


def _glue(sheet: Sheet, line: Row, before: Row, row: Row) -> str | None:
    """What stands between ``before``, the last row of ``line`` so far, and ``row``, where that goes
    on in the same line."""
    size = max(line.size, row.size)
    gap = (row.box[0] - before.box[2]) / size
    rise = (row.baseline - line.baseline) / size
    if before.hyphen or not -0.5 < gap < 3:
        return None
    if _raised_row(sheet, row, line.size):
        goes_on = _LEAST_RISE / 2 < rise < _MOST_RISE and gap < 1
    elif before is line and _raised_row(sheet, line, row.size):
        goes_on = _LEAST_RISE / 2 < -rise < _MOST_RISE
    else:  # PDFium parted them for the raised number that the one ends with or the other begins
        raised = max(sheet.baseline(before.end - 1), sheet.baseline(row.start))
        goes_on = (
            abs(rise) < _LEAST_RISE
            and abs(row.size - line.size) < 0.25 * size
            and raised > line.baseline + _LEAST_RISE / 2 * size
        )
    return (" " if gap > _SPACE else "") if goes_on else None


def _raised_row(sheet: Sheet, row: Row, size: float) -> bool:
    """Whether all of it is a number in type that is small beside ``size``."""
    small = row.size <= _RAISED_SIZE * size
    return small and bool(_SIGN.fullmatch(sheet.text, row.start, row.end))


def raised_digits(sheet: Sheet, rows: list[Row]) -> list[tuple[int, int]]:
    """Numbers set smaller and higher than what stands beside them on their line."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        for match in _DIGITS.finditer(sheet.text, row.start, row.end):
            start, end = match.span()
            height, size = _beside(sheet, row, start, end)
            if not any(_is_raised(sheet, at, height, size) for at in {start, end - 1}):
                continue
            high = [at for at in range(start, end) if _is_raised(sheet, at, height, size)]
            for at in high:
                if spans and spans[-1][1] == at and at != start:
                    spans[-1] = spans[-1][0], at + 1
                else:
                    spans.append((at, at + 1))
    return [span for span in spans if span[1] - span[0] <= _LONGEST_NUMBER]


def _beside(sheet: Sheet, row: Row, start: int, end: int) -> tuple[float, float]:
    """Baseline and size of the type beside ``[start, end)``: before it, else behind it, else of the
    line."""
    at = start - 1
    while at >= row.start and (sheet.text[at] in _BETWEEN or sheet.text[at].isdigit()):
        at -= 1
    if at < row.start:
        at = end
        while at < row.end and sheet.text[at] in _BETWEEN:
            at += 1
    if not row.start <= at < row.end or (row.glue is not None and at < row.start):
        return row.baseline, row.size
    return sheet.baseline(at), sheet.size(at)


def _is_raised(sheet: Sheet, at: int, height: float, size: float) -> bool:
    rise = (sheet.baseline(at) - height) / size if size else 0.0
    if abs(rise) < _LEAST_RISE:
        _, bottom, _, top = sheet.box(at)
        return bottom - height > _GLYPH_RISE * size and top - bottom < _GLYPH_HEIGHT * size
    return _LEAST_RISE < rise < _MOST_RISE and sheet.size(at) <= _RAISED_SIZE * size


def set_text(
    sheet: Sheet, rows: list[Row], raised: list[tuple[int, int]]
) -> tuple[str, list[SetLine], dict[int, int]]:
    """The page's text with a blank line between blocks; its lines; old indexes to new ones.

    Raised digits become superscript ones, and soft hyphens that are shown become hyphens.
    """
    signs = _shown(sheet, rows, raised)
    firsts = [row for row in rows if row.glue is None]
    steps = [above.baseline - below.baseline for above, below in pairwise(firsts)]
    usual = median([step for step in steps if step > 0] or [0.0])
    pieces: list[str] = []
    lines: list[SetLine] = []
    moved: dict[int, int] = {}
    length = 0
    for number, row in enumerate(rows):
        gap = row.glue if row.glue is not None else _gap(rows, number, usual)
        pieces.append(gap)
        length += len(gap)
        moved.update(
            zip(range(row.start, row.end), range(length, length + row.end - row.start), strict=True)
        )
        content = signs[row.start : row.end] + ("\u00ad" if row.hyphen else "")
        pieces.append(content)
        end = length + len(content)
        left, _, right, _ = row.box
        if row.glue is None:
            lines.append(
                (length, end, round(left, 1), round(right, 1), round(row.size, 1), *row.styles)
            )
        else:
            line = lines[-1]
            lines[-1] = (line[0], end, line[2], round(right, 1), *line[4:6], row.styles[1])
        length = end
    return "".join(pieces), lines, moved


def _shown(sheet: Sheet, rows: list[Row], raised: list[tuple[int, int]]) -> str:
    """The sheet's text as a reader sees it."""
    ends = {row.end - 1 for row in rows}
    soft = [match.start() for match in _SOFT.finditer(sheet.text) if match.start() not in ends]
    if not raised and not soft:
        return sheet.text
    signs = list(sheet.text)
    for start, end in raised:
        signs[start:end] = sheet.text[start:end].translate(SUPERSCRIPT)
    for at in soft:
        left, _, right, _ = sheet.box(at)
        if right > left:
            signs[at] = "-"
    return "".join(signs)


def _gap(rows: list[Row], number: int, usual: float) -> str:
    """What stands before row ``number``, which begins a line."""
    if not number:
        return ""
    above, below = rows[number - 1], rows[number]
    step = above.baseline - below.baseline
    if above.hyphen or abs(step) < 0.5 * below.size:  # one line
        return "\n"
    if abs(above.size - below.size) > 0.08 * above.size:
        return "\n\n"
    return "\n\n" if step > _BLOCK_GAP * usual > 0 else "\n"
