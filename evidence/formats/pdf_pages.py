"""The pages of a PDF as PDFium sets them: text, lines, links; runs behind the fence only.

PDFium is C++ and not thread-safe; a file that crashes it, hangs it or fills the memory ends the
worker and nothing else.

Boxes are asked for only where they tell something: the first and last character of each line, small
numbers that may be note markers, and the characters under a link.
"""

from __future__ import annotations

import ctypes
import math
import re
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, TypeAlias

import pypdfium2.raw as pdfium

from evidence.formats.pdf import PdfHead, PdfPage, SetLine
from evidence.formats.pdf_file import HYPHENS, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(rf"([^\r\n{HYPHENS}]*)([{HYPHENS}]?)(\r?\n)?")
_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,/])\d{1,3}(?![\d/])")
_URL_TOKEN = re.compile(r"(?:https?://|ftp://|www\.)\S{1,500}")
_ENDS_IN_URL = re.compile(r"(?:https?:|www\.|/)\S*$")
_TOKEN = re.compile(r"\S{1,500}")
_RAISED_SIZE = 0.85
"""A superscript is set at 0.58 (TeX) to 0.83 (browsers) of its line's size."""
_BLOCK_GAP = 1.4
"""Baselines further apart than this many usual ones begin a new block."""
_MOST_CHARACTERS = 200_000
"""A page with more is no page of a report; what is beyond is not read."""

Page: TypeAlias = Any


@dataclass
class Row:
    """A line of the page: ``[first, last]`` are text indexes of its visible characters."""

    start: int
    end: int
    hyphen: bool
    box: tuple[float, float, float, float]  # left, bottom, right, top
    baseline: float
    size: float
    styles: tuple[str, str]


@dataclass
class Sheet:
    """One open page with its text."""

    handle: Page
    units: int
    text: str
    direct: bool
    doubles: list[ctypes.c_double] = field(
        default_factory=lambda: [ctypes.c_double() for _ in range(4)]
    )

    def index(self, at: int) -> int:
        """The character index of a text index; PDFium leaves some characters out of the text."""
        return (
            at if self.direct else int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.handle, at))
        )

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of one character, in points."""
        left, right, bottom, top = self.doubles
        pdfium.FPDFText_GetCharBox(self.handle, self.index(at), left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def size(self, at: int) -> float:
        """The type size as set on the page: many files say 1 and scale the text matrix."""
        index = self.index(at)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.handle, index, matrix)
        return float(pdfium.FPDFText_GetFontSize(self.handle, index)) * (
            math.hypot(matrix.c, matrix.d) or 1.0
        )

    def baseline(self, at: int) -> float:
        x, y = self.doubles[:2]
        pdfium.FPDFText_GetCharOrigin(self.handle, self.index(at), x, y)
        return y.value

    def style(self, at: int) -> str:
        """Font, size and fill colour of one character."""
        index = self.index(at)
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.handle, index, name, 128, flags)
        colour = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFText_GetFillColor(self.handle, index, *colour)
        shade = "".join(f"{part.value:02x}" for part in colour[:3])
        font = name.value.decode("utf-8", "replace").partition("+")[2] or name.value.decode(
            "utf-8", "replace"
        )
        return f"{font} {self.size(at):.1f} {shade}"


def pages(body: bytes, first: int) -> Iterator[PdfHead | PdfPage]:
    """What the file is, then its pages from number ``first`` (0 is the first one) on.

    Raises Unreadable when it is locked or no PDF.
    """
    with closing(opened(body)) as document:
        yield PdfHead(len(document), _title(document.raw))
        for number in range(first, len(document)):
            yield _read(document.raw, number)


def _read(document: Any, number: int) -> PdfPage:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return PdfPage(unreadable=True)
    handle = pdfium.FPDFText_LoadPage(page)
    try:
        return _page(document, page, _sheet(handle)) if handle else PdfPage(unreadable=True)
    finally:
        pdfium.FPDFText_ClosePage(handle)
        pdfium.FPDF_ClosePage(page)


def _page(document: Any, page: Page, sheet: Sheet) -> PdfPage:
    rows = _rows(sheet)
    raised = _raised(sheet)
    links = _links(document, page, sheet, rows)
    text, lines, moved = _set_text(sheet.text, rows)
    return PdfPage(
        text=text,
        image=not text.strip() and _has_image(page),
        lines=tuple(lines),
        raised=tuple((moved[start], moved[end - 1] + 1) for start, end in raised),
        seams=tuple(moved[at] for at in _seams(sheet, rows)),
        links=tuple(
            (moved[start], moved[end - 1] + 1 if end > start else moved[start], uri)
            for start, end, uri in links
        ),
    )


def _sheet(handle: Page) -> Sheet:
    units = min(pdfium.FPDFText_CountChars(handle), _MOST_CHARACTERS)
    buffer = (ctypes.c_ushort * (units + 1))()
    written = pdfium.FPDFText_GetText(handle, 0, units, buffer) - 1
    raw = bytes(buffer)[: 2 * max(written, 0)]
    text = raw.decode("utf-16-le", "replace")
    if len(text) * 2 != len(
        raw
    ):  # beyond the BMP: keep one character a unit, so that indexes agree
        text = "".join(
            chr(u) if not 0xD800 <= u <= 0xDFFF else "\ufffd" for u in buffer[: len(raw) // 2]
        )
    return Sheet(handle, units, text, len(text) == units)


def _rows(sheet: Sheet) -> list[Row]:
    rows = []
    for match in _LINE.finditer(sheet.text):
        line = match[1]
        visible = line.strip()
        if not visible:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        end = start + len(visible)
        left, right = sheet.box(start), sheet.box(end - 1)
        box = (
            min(left[0], right[0]), min(left[1], right[1]), max(left[2], right[2]), max(left[3], right[3])
        )  # fmt: skip
        size = max(sheet.size(start), sheet.size(end - 1))
        styles = sheet.style(start), sheet.style(end - 1)
        rows.append(Row(start, end, bool(match[2]), box, sheet.baseline(end - 1), size, styles))
    return rows


def _set_text(text: str, rows: list[Row]) -> tuple[str, list[SetLine], dict[int, int]]:
    """The page's text with a blank line between blocks; its lines; old indexes to new ones."""
    steps = [above.baseline - below.baseline for above, below in pairwise(rows)]
    usual = median([step for step in steps if step > 0] or [0.0])
    pieces: list[str] = []
    lines: list[SetLine] = []
    moved: dict[int, int] = {}
    length = 0
    for number, row in enumerate(rows):
        if number:
            gap = "\n\n" if _new_block(rows[number - 1], row, steps[number - 1], usual) else "\n"
            pieces.append(gap)
            length += len(gap)
        for offset in range(row.end - row.start):
            moved[row.start + offset] = length + offset
        content = text[row.start : row.end] + ("\u00ad" if row.hyphen else "")
        pieces.append(content)
        end = length + len(content)
        left, _, right, _ = row.box
        lines.append(
            (length, end, round(left, 1), round(right, 1), round(row.size, 1), *row.styles)
        )
        length = end
    return "".join(pieces), lines, moved


def _new_block(above: Row, below: Row, step: float, usual: float) -> bool:
    if above.hyphen or abs(step) < 0.5 * below.size:  # one line, or a number raised above it
        return False
    if abs(above.size - below.size) > 0.08 * above.size:
        return True
    return step > _BLOCK_GAP * usual > 0


def _raised(sheet: Sheet) -> list[tuple[int, int]]:
    """Numbers set smaller and higher than the text beside them."""
    spans = []
    text = sheet.text
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        beside = start - 1
        while beside >= 0 and text[beside] in " \u00a0":
            beside -= 1
        if beside < 0 or text[beside] in "\r\n\x02\ufffe":
            beside = end
            while beside < len(text) and text[beside].isspace():
                beside += 1
            if beside >= len(text):
                continue
        size = sheet.size(beside)
        if sheet.size(start) > _RAISED_SIZE * size:
            continue
        if 0.08 * size < sheet.baseline(start) - sheet.baseline(beside) < size:
            spans.append((start, end))
    return spans


def _seams(sheet: Sheet, rows: list[Row]) -> list[int]:
    """Where the type changes inside a URL: what is glued to its end is no part of it."""
    seams = [_seam(sheet, *match.span()) for match in _URL_TOKEN.finditer(sheet.text)]
    for above, below in pairwise(rows):
        if _ENDS_IN_URL.search(sheet.text, max(above.start, above.end - 300), above.end):
            token = _TOKEN.match(sheet.text, below.start, below.end)
            seams.append(_seam(sheet, *token.span()) if token else None)
    return sorted({seam for seam in seams if seam is not None})


def _seam(sheet: Sheet, start: int, end: int) -> int | None:
    """The first character of ``[start, end)`` in another type, if that type lasts to its last
    letter.

    Behind ``/`` or ``=`` a change of type in the same size is an emphasis inside the URL.
    """
    while end > start and not sheet.text[end - 1].isalnum():
        end -= 1
    if end - start < 2 or sheet.style(start) == sheet.style(end - 1):
        return None
    first = sheet.style(start)
    while end > start and sheet.style(end - 1) != first:
        end -= 1
    emphasis = sheet.text[end - 1] in "/=~?&#%_-" and sheet.size(end) == sheet.size(start)
    return None if emphasis else end


def _links(document: Any, page: Page, sheet: Sheet, rows: list[Row]) -> list[tuple[int, int, str]]:
    position = ctypes.c_int(0)
    link = pdfium.FPDF_LINK()
    found = []
    while pdfium.FPDFLink_Enumerate(page, position, link):
        uri = _uri(document, link)
        if uri:
            for rect in _rects(link):
                start, end = _under(sheet, rows, rect)
                found.append((start, end, uri))
    return sorted(found)


def _uri(document: Any, link: Any) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    size = min(pdfium.FPDFAction_GetURIPath(document, action, None, 0), 10_000)
    buffer = ctypes.create_string_buffer(max(size, 1))
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    raw = buffer.value
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _rects(link: Any) -> list[tuple[float, float, float, float]]:
    """The areas of one link: its quads, else its rectangle (left, bottom, right, top)."""
    areas = []
    quad = pdfium.FS_QUADPOINTSF()
    for number in range(min(pdfium.FPDFLink_CountQuadPoints(link), 100)):
        if pdfium.FPDFLink_GetQuadPoints(link, number, quad):
            xs = (quad.x1, quad.x2, quad.x3, quad.x4)
            ys = (quad.y1, quad.y2, quad.y3, quad.y4)
            areas.append((min(xs), min(ys), max(xs), max(ys)))
    rect = pdfium.FS_RECTF()
    if not areas and pdfium.FPDFLink_GetAnnotRect(link, rect):
        low, high = sorted((rect.bottom, rect.top))
        areas.append((rect.left, low, rect.right, high))
    return areas


def _under(
    sheet: Sheet, rows: list[Row], area: tuple[float, float, float, float]
) -> tuple[int, int]:
    """The span of the characters whose middle lies in ``area``; empty where no text is."""
    left, bottom, right, top = area
    inside = []
    for row in rows:
        x0, y0, x1, y1 = row.box
        if x1 < left or x0 > right or not bottom <= (y0 + y1) / 2 <= top:
            continue
        for at in range(row.start, row.end):
            if not sheet.text[at].isspace():
                a, _, b, _ = sheet.box(at)
                if left <= (a + b) / 2 <= right:
                    inside.append(at)
    if inside:
        return min(inside), max(inside) + 1
    above = next((row.start for row in rows if (row.box[1] + row.box[3]) / 2 <= top), None)
    return (above, above) if above is not None else (-1, -1)


def _has_image(page: Page) -> bool:
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, number))
        == pdfium.FPDF_PAGEOBJ_IMAGE
        for number in range(min(pdfium.FPDFPage_CountObjects(page), 1000))
    )


def _title(document: Any) -> str:
    size = min(pdfium.FPDF_GetMetaText(document, b"Title", None, 0), 2000)
    buffer = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").partition("\0")[0].strip()
