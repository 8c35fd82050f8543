"""PDF -> lines of text page by page; a page without text by its picture. Metadata is not read.

See :mod:`evidence.formats.pdf_file` for why what cites has another reader.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from evidence.content.model import Content, Part
from evidence.content.readers.picture_hash import HEIGHT, WIDTH, difference_hash
from evidence.content.readers.running import without_running_lines
from evidence.folding import as_shown
from evidence.formats.document import Unreadable
from evidence.formats.pdf_file import HYPHENS, NO_PAGES, has_no_pages, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.document import Body

_SCAN_BELOW = 50
"""Characters; a page with fewer and an image is a scan (its text is a stamp or a page number)."""
_GARBLED = 0.3
"""Share of characters that are no text: fonts without a Unicode table give private-use signs."""
_BROKEN = re.compile(rf"[{HYPHENS}](?:\r\n)?")
_TAIL = 2048
"""Bytes at the end in which ``%%EOF`` must stand; ISO 32000-1 Annex H looks at 1024."""


def read(body: Body) -> Content:
    """The content of a PDF. Raises Unreadable."""
    if has_no_pages(body.data):
        return Content("application/pdf", comparable=False, problem=NO_PAGES, extra={"pages": "0"})
    pages: list[list[str]] = []
    parts: list[Part] = []
    try:
        with closing(opened(body.data)) as document:
            for number, page in enumerate(_pages(document), start=1):
                lines, picture = _page(page)
                start = parts[-1].stop if parts else 0
                parts.append(Part(f"p. {number}", start, start + len(lines), *picture))
                pages.append(lines)
    except pdfium.PdfiumError as error:
        raise Unreadable(f"pdfium: {error}") from error
    if not any(part.image_sha256 or part.stop > part.start for part in parts):
        raise Unreadable("no text and no pictures")
    return Content(
        "application/pdf",
        lines=tuple(line for lines in pages for line in lines),
        main=tuple(without_running_lines(pages)),
        parts=tuple(parts),
        problem=""
        if b"%%EOF" in body.data[-_TAIL:]
        else "no end-of-file marker: the file may be cut off",
        extra={"pages": str(len(pages))},
    )


def _pages(document: pdfium.PdfDocument) -> Iterator[pdfium.PdfPage]:
    for index in range(len(document)):
        with closing(document[index]) as page:
            yield page


def _page(page: pdfium.PdfPage) -> tuple[list[str], tuple[str, str]]:
    """Lines of a page, and the hashes of its picture where it has no text."""
    with closing(page.get_textpage()) as textpage:
        text = textpage.get_text_range()
    text = _BROKEN.sub("", text)
    garbled = sum(unicodedata.category(sign) in ("Co", "Cn") or sign == "\ufffd" for sign in text)
    if garbled > _GARBLED * len(text):
        text = ""
    lines = [line for raw in text.splitlines() if (line := as_shown(raw))]
    if len(text.strip()) >= _SCAN_BELOW:
        return lines, ("", "")
    images = [
        image.get_data(decode_simple=True)
        for image in page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE])
    ]
    return lines, _picture(page, images) if images or garbled else ("", "")


def _picture(page: pdfium.PdfPage, images: list[bytes]) -> tuple[str, str]:
    """Digest of the images' own bytes, which a new save leaves as they are, and of how the page
    looks."""
    digest = hashlib.sha256()
    for image in images:
        digest.update(image)
    scale = max(WIDTH / page.get_width(), HEIGHT / page.get_height())
    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        grey = bytes(bitmap.buffer)
        looks = difference_hash(grey, bitmap.width, bitmap.height, bitmap.stride)
    return (digest if images else hashlib.sha256(grey)).hexdigest(), looks
