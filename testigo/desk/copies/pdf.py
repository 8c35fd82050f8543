"""PDF files as pictures of their pages, with a passage marked; runs behind the fence only."""

from __future__ import annotations

from base64 import b64encode
from contextlib import closing, contextmanager
from ctypes import c_int
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from evidence.fence import Refused
from evidence.formats.pdf_file import opened
from evidence.formats.pdf_sheet import opened_sheet
from testigo.desk.copies import passages, png

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.formats.pdf_sheet import Box, Sheet

SHOWN = 4
"""Pages at once: a frame without scripts loads all pictures that it has, and each takes 0.1 s to draw."""
_MOST_SEARCHED = 3_000
"""Pages in which a passage is looked for: as many take PDFium two seconds."""
_WIDTH = 1_100
"""Pixels of a page's shorter side: small print can be read, and the PNG has 0.2 to 1 MB."""
_LONGEST = 3_000
"""Pixels of its longer side, as of a poster or a roll."""
_MOST_TEXT = 50_000
"""Characters of a page's text that stand beside its picture."""
_PAD = 1.5
"""Points around the marked words: PDFium's boxes are of what is inked."""
_GREEN = bytes(value * 225 // 255 for value in range(256))
_BLUE = bytes(value * 77 // 255 for value in range(256))
"""Light as through a yellow marker (#ffe14d): what is dark stays dark."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a PDF has of the passages that were looked for."""

    pages: int
    marks: tuple[tuple[int, int, int], ...]
    """number of the page (the first is 1), first character of its text, the one behind the last"""
    first: int
    """number of the first page to be shown"""
    texts: tuple[str, ...]
    """of the pages to be shown"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page."""

    png: str
    """base64"""
    width: int
    height: int


def find(body: bytes, *, wanted: Sequence[str], first: int) -> Found:
    """How many pages the PDF has, where the passages stand, and the pages to show: from ``first`` on, or
    where that is 0 from that of the passage. Raises Refused."""
    with closing(opened(body)) as document:
        pages = len(document)
        searched = min(pages, _MOST_SEARCHED) if wanted else 0
        texts = [_text(document, number) for number in range(searched)]
        marks = _marks(texts, wanted)
        first = min(first or (marks[0][0] if marks else 1), pages)
        shown = [
            _text(document, number - 1) for number in range(first, min(first + SHOWN, pages + 1))
        ]
    return Found(pages, tuple(marks), first, tuple(text[:_MOST_TEXT] for text in shown))


def _marks(texts: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int, int]]:
    marks: list[tuple[int, int, int]] = []
    begins = 0
    found = passages.spans("\n".join(texts), wanted)
    for number, text in enumerate(texts, start=1):
        ends = begins + len(text)
        marks += [
            (number, max(start, begins) - begins, min(stop, ends) - begins)
            for start, stop in found
            if start < ends and stop > begins
        ]
        begins = ends + 1
    return marks


def draw(body: bytes, *, number: int, marks: Sequence[Sequence[int]]) -> Drawn:
    """The picture of page ``number`` with those of the marks that stand on it. Raises Refused."""
    here = [(start, stop) for page, start, stop in marks if page == number]
    with closing(opened(body)) as document:
        if not 0 < number <= len(document):
            raise Refused("no such page")
        try:
            with closing(document[number - 1]) as page:
                rows, width = _picture(page, list(_areas(page, here)))
        except pdfium.PdfiumError as error:
            raise Refused("this page can't be drawn") from error
    return Drawn(b64encode(png.written(rows, width)).decode(), width, len(rows))


def _areas(page: pdfium.PdfPage, marks: Sequence[tuple[int, int]]) -> Iterator[Box]:
    if marks:
        with _sheet(page) as sheet:
            for start, stop in marks:
                yield from _boxes(sheet, start, stop)


@contextmanager
def _sheet(page: pdfium.PdfPage) -> Iterator[Sheet]:
    handle = pdfium_c.FPDFText_LoadPage(page.raw)
    try:
        yield opened_sheet(handle)
    finally:
        pdfium_c.FPDFText_ClosePage(handle)


def _text(document: pdfium.PdfDocument, number: int) -> str:
    try:
        with closing(document[number]) as page, _sheet(page) as sheet:
            return sheet.text
    except pdfium.PdfiumError:
        return ""


def _boxes(sheet: Sheet, start: int, stop: int) -> Iterator[Box]:
    """What a stretch of text covers, a box a line."""
    line: Box | None = None
    for at in range(start, min(stop, len(sheet.text))):
        if not sheet.text[at].isprintable() or sheet.text[at].isspace():
            continue
        left, bottom, right, top = sheet.box(at)
        if line and bottom < line[3] and top > line[1] and left >= line[0] - _PAD:
            line = (line[0], min(bottom, line[1]), max(right, line[2]), max(top, line[3]))
            continue
        if line:
            yield line
        line = (left, bottom, right, top)
    if line:
        yield line


def _picture(page: pdfium.PdfPage, boxes: list[Box]) -> tuple[list[bytes], int]:
    """The rows of a page's picture, three bytes a pixel, and how many pixels each has."""
    wide, high = page.get_size()
    scale = min(_WIDTH / max(1.0, min(wide, high)), _LONGEST / max(1.0, wide, high))
    with closing(
        page.render(scale=scale, rev_byteorder=True, force_bitmap_format=pdfium_c.FPDFBitmap_BGR)
    ) as bitmap:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytearray(bitmap.buffer)
    for box in boxes:
        _mark(data, stride, _pixels(page, box, width, height))
    return [bytes(data[row * stride : row * stride + 3 * width]) for row in range(height)], width


def _pixels(page: pdfium.PdfPage, box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """Where a box of the page lies in its picture, whichever way the page is turned."""
    x, y = c_int(), c_int()
    xs, ys = [], []
    left, bottom, right, top = box
    for across, up in ((left - _PAD, bottom - _PAD), (right + _PAD, top + _PAD)):
        pdfium_c.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, across, up, x, y)
        xs.append(min(max(x.value, 0), width))
        ys.append(min(max(y.value, 0), height))
    return min(xs), min(ys), max(xs), max(ys)


def _mark(data: bytearray, stride: int, area: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = area
    for row in range(top, bottom):
        begin, end = row * stride + 3 * left, row * stride + 3 * right
        data[begin + 1 : end : 3] = data[begin + 1 : end : 3].translate(_GREEN)
        data[begin + 2 : end : 3] = data[begin + 2 : end : 3].translate(_BLUE)
