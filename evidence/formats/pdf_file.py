"""What both readers of PDF share: how a file is opened, and how PDFium marks a broken word.

There are two readers because there are two questions. What cites is read by its layout
(:mod:`evidence.formats.pdf`): type sizes, edges and links tell notes, headings and URLs that run
over lines. What is compared is read as text and pictures
(:mod:`evidence.content.readers.pdf`): a night's documents faster, and a scan by what it looks like.
PDFium is C++ and has crashed on hostile files: both run behind the fence only.
"""

from __future__ import annotations

import re

import pypdfium2 as pdfium

from evidence.formats.document import Unreadable

HYPHENS = "\x02\ufffe"
"""How PDFium marks a hyphen at the end of a line; the line end may follow it."""
NO_PAGES = "this PDF has no pages"
_ERRORS = {
    0: NO_PAGES,
    4: "this PDF is locked with a password; save it without one",
    5: "this PDF is encrypted in a way that can't be read; print it to a new PDF",
}
"""FPDF_ERR_SUCCESS, FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of fpdfview.h."""


_PAGE = re.compile(rb"/Type\s{0,9}/Page(?!s)|/Kids\s{0,9}\[\s{0,9}\d")
_NONE = re.compile(rb"/Count\s{1,9}0(?!\d)")
_SMALL = 100_000
"""Bytes of a PDF in which pages are looked for; one without any has a thousand."""


def has_no_pages(data: bytes) -> bool:
    """Whether a small PDF says that it has no pages, and names none."""
    return len(data) <= _SMALL and bool(_NONE.search(data)) and not _PAGE.search(data)


def opened(data: bytes) -> pdfium.PdfDocument:
    """The PDF ``data``, to be closed after use. Raises Unreadable for one that is locked, damaged
    or has no pages."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # what PDFium says of a PDF without pages is the error that it met before
        if has_no_pages(data):
            raise Unreadable(NO_PAGES) from error
        words = _ERRORS.get(error.err_code, "this is not a PDF, or it is damaged")
        raise Unreadable(words) from error
