"""PDF: a note and a link beside each reference. Both are annotations that are added behind the file as
it is (an incremental update, ISO 32000-1, 7.5.6): not a byte of it changes, and no text."""

from __future__ import annotations

import ctypes
import io
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from evidence.citations.mend.edits import written
from evidence.citations.mend.model import Place, What
from evidence.citations.reading import read
from evidence.formats.document import Unreadable
from evidence.formats.pdf_file import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.citations.mend.model import Correction, Corrections, Style

_NOTE = 14.0
"""Points of a note's sign on either side."""
_EDGE = 4.0
"""Points between a page's edge and a note that belongs to no place of it."""
_PIECE = 40
"""Letters of an address by which its place is found."""
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
        if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0:
            raise Unreadable("this PDF is protected; save it without protection")
        pages = len(document)
        marks = _Marks(style, places)
        for number in range(pages):
            with closing(document[number]) as page:
                marks.put(page, _spots(document, page, corrections, places))
        for number, spots in _by_reading(document, data, corrections, places).items():
            with closing(document[number]) as page:
                marks.put(page, spots)
        if all(place.is_left for place in places):
            return data, places
        out = io.BytesIO()
        document.save(out, flags=pdfium.FPDF_INCREMENTAL)
    made = out.getvalue()
    with opened(made) as again:
        if not made.startswith(data) or len(again) != pages:
            raise Unreadable("this PDF is damaged, and nothing can be added to it; print it anew")
    return made, places


class _Spot(NamedTuple):
    """A reference on a page; one that is cut over lines has several."""

    box: _Box
    correction: Correction
    before: str


class _Marks:
    """Puts links and notes on pages."""

    def __init__(self, style: Style, places: list[Place]) -> None:
        self._style, self._places = style, places

    def put(self, page: pypdfium2.PdfPage, spots: Iterable[_Spot]) -> None:
        """A link over each spot, and a note beside the first of each reference."""
        told: set[str] = set()
        for box, correction, before in spots:
            _link(page, box, correction.new)
            if correction.old not in told:
                told.add(correction.old)
                words = self._style.behind(correction).strip()
                _note(page, box, words)
                place = Place(correction.old, correction.new, What.BOTH, words, before)
                self._places.append(place)


def _spots(
    document: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    corrections: Corrections,
    places: list[Place],
) -> list[_Spot]:
    """The references of a page, by its text and its links."""
    spots, told = list[_Spot](), set[str]()
    with closing(page.get_textpage()) as text:
        for one in written(text.get_text_range(), corrections):
            if one.is_told:
                told.add(one.correction.old)
                places.append(Place(one.correction.old, one.correction.new, What.TOLD))
                continue
            boxes = _boxes(text, one.found.start, one.found.end)
            spots += [_Spot(box, one.correction, one.context) for box in boxes]
    seen = told | {spot.correction.old for spot in spots}
    links = _links(document, page, corrections)
    return spots + [spot for spot in links if spot.correction.old not in seen]


def _by_reading(
    document: pypdfium2.PdfDocument, data: bytes, corrections: Corrections, places: list[Place]
) -> dict[int, list[_Spot]]:
    """The references that only the reader of the layout finds (an address over many lines, a bare
    host), by page: where their first piece stands, else at the head of the page."""
    placed = {place.old for place in places}
    if not any(one.old not in placed for one in corrections):
        return {}
    found: dict[int, list[_Spot]] = {}
    for citation in read(data, "", "").citations:
        correction = corrections.of(citation.url, citation.accessed)
        if correction is None or correction.old in placed or citation.page is None:
            continue
        with closing(document[citation.page - 1]) as page, closing(page.get_textpage()) as text:
            piece = (citation.raw.split() or [""])[0][:_PIECE]
            at = text.get_text_range().find(piece)
            boxes = list(_boxes(text, at, at + len(piece))) if at >= 0 else []
            top = page.get_size()[1]
        head = _Box(_EDGE, top - _EDGE - _NOTE, _EDGE, top - _EDGE)
        spots = [_Spot(box, correction, citation.marker or "") for box in boxes or [head]]
        found.setdefault(citation.page - 1, []).extend(spots)
    return found


def _boxes(text: pypdfium2.PdfTextPage, start: int, end: int) -> Iterator[_Box]:
    """The rectangles of letters, one a line."""
    count = text.count_rects(start, end - start)
    for index in range(count):
        yield _Box(*text.get_rect(index))


def _links(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, corrections: Corrections
) -> Iterator[_Spot]:
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
            yield _Spot(_Box(area.left, area.bottom, area.right, area.top), correction, "")


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
