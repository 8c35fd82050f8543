"""The pages of a PDF as PDFium sets them: text, lines, links; runs behind the fence only.

PDFium is C++ and not thread-safe; a file that crashes it, hangs it or fills the memory ends the
worker and nothing else.

Boxes are asked for only where they tell something: the first and last character of each line, small
numbers that may be note markers, and the characters under a link.
"""

from __future__ import annotations

import ctypes
import re
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from evidence.formats.pdf_bare import bare_grids
from evidence.formats.pdf_cells import cells_of
from evidence.formats.pdf_columns import stops_of
from evidence.formats.pdf_file import opened
from evidence.formats.pdf_model import PdfHead, PdfPage
from evidence.formats.pdf_rows import raised_digits, rows_of, set_text
from evidence.formats.pdf_rules import grids_of
from evidence.formats.pdf_sheet import opened_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.pdf_row import Row
    from evidence.formats.pdf_sheet import Box, Page, Sheet

_URL_TOKEN = re.compile(r"(?:https?://|ftp://|www\.)\S{1,500}")
_ENDS_IN_URL = re.compile(r"(?:https?:|www\.|/)\S*$")
_TOKEN = re.compile(r"\S{1,500}")


def pages(body: bytes, first: int) -> Iterator[PdfHead | PdfPage]:
    """What the file is, then its pages from number ``first`` (0 is the first one) on.

    Raises Unreadable when it is locked or no PDF.
    """
    with closing(opened(body)) as document:
        yield PdfHead(len(document), _title(document.raw))
        table: tuple[float, ...] = ()
        for number in range(first, len(document)):
            page = _read(document.raw, number, table)
            yield page
            table = page.tables[-1] if page.tables else ()


def _read(document: Any, number: int, table: tuple[float, ...]) -> PdfPage:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return PdfPage(unreadable=True)
    handle = pdfium.FPDFText_LoadPage(page)
    try:
        if not handle:
            return PdfPage(unreadable=True)
        return _page(document, page, opened_sheet(handle), table)
    finally:
        pdfium.FPDFText_ClosePage(handle)
        pdfium.FPDF_ClosePage(page)


def _page(document: Any, page: Page, sheet: Sheet, table: tuple[float, ...]) -> PdfPage:
    """One page; ``table`` are the edges of the table that the page before ended with."""
    rows = rows_of(sheet)
    raised = raised_digits(sheet, rows)
    links = _links(document, page, sheet, rows)
    text, lines, moved = set_text(sheet, rows, raised)
    ruled = grids_of(page)
    grids = [*ruled, *bare_grids(sheet, rows, ruled, table)]
    return PdfPage(
        text=text,
        image=not text.strip() and _has_image(page),
        lines=tuple(lines),
        raised=tuple((moved[start], moved[end - 1] + 1) for start, end in raised),
        seams=tuple(moved[at] for at in _seams(sheet, rows)),
        links=tuple(_link(moved, *link) for link in links),
        stops=tuple((moved[at], left) for at, left in stops_of(sheet, rows) if at in moved),
        tables=tuple(grid.xs for grid in grids),
        cells=tuple(
            (moved[one.start], _behind(text, moved[one.end - 1] + 1), *one[2:])
            for one in cells_of(sheet, rows, grids)
        ),
    )


def _behind(text: str, end: int) -> int:
    """Where a stretch of text ends, the hyphen included at which its last word is broken."""
    return end + 1 if text[end : end + 1] == "\u00ad" else end


def _link(moved: dict[int, int], start: int, end: int, uri: str) -> tuple[int, int, str]:
    """A link where its words stand in the page's own text; -1 where there are none, as on a scan."""
    if start < 0:
        return start, end, uri
    return moved[start], moved[end - 1] + 1 if end > start else moved[start], uri


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


def _rects(link: Any) -> list[Box]:
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


def _under(sheet: Sheet, rows: list[Row], area: Box) -> tuple[int, int]:
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
