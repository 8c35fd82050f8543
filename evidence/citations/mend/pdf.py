"""PDF: a note and a link beside each reference. Both are annotations that are added behind the file as
it is (an incremental update, ISO 32000-1, 7.5.6): not a byte of it changes, and no text."""

from __future__ import annotations

import ctypes
import io
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from evidence.citations.mend.edits import written
from evidence.citations.mend.model import Place, What
from evidence.formats.pdf_file import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.mend.model import Correction, Corrections, Style

_NOTE = 14.0
"""Points of a note's sign on either side."""
_CONTENTS, _TITLE = b"Contents", b"T"
_YELLOW = (255, 209, 0)


class _Box(NamedTuple):
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The file with notes. Raises Unreadable for one that can't be opened or changed."""
    places: list[Place] = []
    with opened(data) as document:
        for number in range(len(document)):
            page = document[number]
            try:
                _page(document, page, corrections, style, places)
            finally:
                page.close()
        if not places:
            return data, places
        out = io.BytesIO()
        document.save(out, flags=pdfium.FPDF_INCREMENTAL)
    return out.getvalue(), places


def _page(
    document: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    corrections: Corrections,
    style: Style,
    places: list[Place],
) -> None:
    spots: list[tuple[_Box, Correction, str]] = []
    text = page.get_textpage()
    try:
        for one in written(text.get_text_range(), corrections):
            boxes = list(_boxes(text, one.found.start, one.found.end))
            if one.is_told:
                places.append(Place(one.correction.old, one.correction.new, What.TOLD))
            spots += [
                (box, one.correction, one.context if not index else "")
                for index, box in enumerate(boxes)
            ]
    finally:
        text.close()
    seen = {(correction.old) for _, correction, _ in spots}
    spots += [spot for spot in _links(document, page, corrections) if spot[1].old not in seen]
    told: set[str] = set()
    for box, correction, before in spots:
        _link(page, box, correction.new)
        if correction.old not in told:
            told.add(correction.old)
            words = style.behind(correction).strip()
            _note(page, box, words)
            places.append(Place(correction.old, correction.new, What.BOTH, words, before))


def _boxes(text: pypdfium2.PdfTextPage, start: int, end: int) -> Iterator[_Box]:
    """The rectangles of letters, one a line."""
    count = text.count_rects(start, end - start)
    for index in range(count):
        yield _Box(*text.get_rect(index))


def _links(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, corrections: Corrections
) -> Iterator[tuple[_Box, Correction, str]]:
    """The links of a page that lead to what is corrected."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0) if action else 0
        buffer = ctypes.create_string_buffer(size or 1)
        if size:
            pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, size)
        correction = corrections.of(buffer.value.decode("utf-8", "replace"))
        area = pdfium.FS_RECTF()
        if correction and pdfium.FPDFLink_GetAnnotRect(link, area):
            yield _Box(area.left, area.bottom, area.right, area.top), correction, ""


def _link(page: pypdfium2.PdfPage, box: _Box, target: str) -> None:
    annotation = pdfium.FPDFPage_CreateAnnot(page.raw, pdfium.FPDF_ANNOT_LINK)
    _place(annotation, box)
    pdfium.FPDFAnnot_SetURI(annotation, target.encode("ascii", "ignore"))
    pdfium.FPDFAnnot_SetBorder(annotation, 0, 0, 1)
    pdfium.FPDFPage_CloseAnnot(annotation)


def _note(page: pypdfium2.PdfPage, box: _Box, words: str) -> None:
    """A note's sign at the right of a box, within the page."""
    width, _ = page.get_size()
    left = min(box.right + 2, width - _NOTE)
    annotation = pdfium.FPDFPage_CreateAnnot(page.raw, pdfium.FPDF_ANNOT_TEXT)
    _place(annotation, _Box(left, box.top - _NOTE, left + _NOTE, box.top))
    _say(annotation, _CONTENTS, words)
    _say(annotation, _TITLE, "Testigo")
    pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *_YELLOW, 255)
    pdfium.FPDFAnnot_SetFlags(annotation, pdfium.FPDF_ANNOT_FLAG_PRINT)
    pdfium.FPDFPage_CloseAnnot(annotation)


def _place(annotation: pdfium.FPDF_ANNOTATION, box: _Box) -> None:
    area = pdfium.FS_RECTF(left=box.left, top=box.top, right=box.right, bottom=box.bottom)
    pdfium.FPDFAnnot_SetRect(annotation, area)


def _say(annotation: pdfium.FPDF_ANNOTATION, key: bytes, words: str) -> None:
    wide = (words + "\0").encode("utf-16-le")
    buffer = ctypes.create_string_buffer(wide, len(wide))
    pdfium.FPDFAnnot_SetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    )
