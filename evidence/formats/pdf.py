"""PDF reports: PDFium behind the fence (``pdf_pages.py``), then one text over all pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from evidence import fence
from evidence.fence import Refused, Results, Task
from evidence.formats.document import Document, Heading, Line, Link, Span, Unreadable
from evidence.formats.pdf_model import PdfHead, PdfPage
from evidence.formats.pdf_tables import drawn_rows

if TYPE_CHECKING:
    from evidence.formats.document import Body

_RESTARTS = 5
"""Pages that may end the worker before the file is given up."""
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|p[aá]g(?:ina)?)\.?\s{0,3})?(?:\d{1,4}|[ivxlcdm]{1,7})(?:\s{0,3}(?:of|de|/)\s{0,3}\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_BOLD = re.compile(r"bold|black|heavy|semib", re.IGNORECASE)
_HEADING_SIZE = 1.12
"""Times the size of the body."""


_PAGES: Task[PdfHead | PdfPage] = Task(
    "evidence.formats.pdf_pages:pages", PdfHead | PdfPage, seconds=60
)
"""PDFium reads several hundred pages a second; with claims and links 130 are read at least."""


def read(body: Body) -> Document:
    """The text and links of a PDF. Raises Unreadable when it is locked, damaged or has no pages."""
    document = Document("")
    pages = _pages(body.data, document)
    _assemble(document, pages)
    unreadable = [str(number) for number, page in enumerate(pages, 1) if page.unreadable]
    if unreadable:
        document.warnings.append(f"damaged pages, not read: {', '.join(unreadable[:20])}")
    scanned = sum(page.image for page in pages)
    if scanned or not document.text.strip():
        document.warnings.append(
            f"{scanned} of {len(pages)} pages are pictures without text (scanned?); run OCR over the file"
            if scanned
            else f"none of the {len(pages)} pages has any text"
        )
    return document


def _pages(data: bytes, document: Document) -> list[PdfPage]:
    """Every page; one that ends the worker is left out, and said so."""
    pages: list[PdfPage] = []
    for _ in range(_RESTARTS):
        results = fence.collect(_PAGES, data, first=len(pages))
        pages += [item for item in results.items if isinstance(item, PdfPage)]
        head = _head(results)
        document.title = head.title
        if results.failure is None:
            break
        if isinstance(results.failure, fence.TooLong):
            document.warnings.append(
                f"reading stopped after {_PAGES.seconds:g} s: pages {len(pages) + 1} to {head.pages} unread"
            )
            break
        pages.append(PdfPage())
        document.warnings.append(f"page {len(pages)} can't be read: it stops the PDF reader")
    else:
        document.warnings.append(
            f"reading stopped: too many pages can't be read; only {len(pages)} are"
        )
    return pages


def _head(results: Results[PdfHead | PdfPage]) -> PdfHead:
    """Raises Unreadable when there is none: the file itself can't be read."""
    head = results.items[0] if results.items else None
    if isinstance(head, PdfHead):
        return head
    if isinstance(results.failure, Refused):
        raise Unreadable(str(results.failure))
    raise Unreadable("the PDF reader stopped before the first page; the file is damaged")


def _assemble(document: Document, pages: list[PdfPage]) -> None:
    """Put the pages one after another, a form feed between them."""
    pieces = []
    offset = 0
    lines: list[Line] = []
    edges: list[list[Line]] = []
    for page in pages:
        document.pages.append(offset)
        own = [Line(line[0] + offset, line[1] + offset, *line[2:]) for line in page.lines]
        lines += own
        edges.append(own[:2] + own[-2:])
        document.raised += [Span(a + offset, b + offset) for a, b in page.raised]
        for a, b, uri in page.links:
            document.links.append(Link(max(a, 0) + offset, max(b, 0) + offset, uri))
        document.seams.update(at + offset for at in page.seams)
        document.stops.update({at + offset: left for at, left in page.stops})
        pieces.append(page.text + "\n\f\n")
        offset += len(page.text) + 3
    document.text = "".join(pieces)
    document.lines = lines
    styles: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    for line in lines:
        styles[line.first] += line.end - line.start
        sizes[line.size] += line.end - line.start
    document.furniture = _furniture(document.text, edges)
    if lines:
        document.headings = _headings(
            document, sizes.most_common(1)[0][0], styles.most_common(1)[0][0]
        )
    document.drawn = list(drawn_rows(document, pages))


def _furniture(text: str, edges: list[list[Line]]) -> list[Span]:
    """Lines at the head or foot that come back on three pages or more, and page numbers."""
    shapes = [
        {
            line.start: (line, re.sub(r"\d+", "#", text[line.start : line.end]).strip())
            for line in page
        }
        for page in edges
    ]
    times = Counter(shape for page in shapes for shape in {shape for _, shape in page.values()})
    return [
        Span(line.start, line.end)
        for page in shapes
        for line, shape in page.values()
        if (times[shape] >= 3 and len(shape) < 120 and "http" not in shape)
        or _PAGE_NUMBER.fullmatch(text, line.start, line.end)
    ]


def _headings(document: Document, body: float, style: str) -> list[Heading]:
    """Short lines in larger or bold type; the larger the type, the higher the level."""
    skip = {span.start for span in document.furniture}
    found = []
    for line in document.lines or ():
        words = document.text[line.start : line.end]
        larger = line.size > _HEADING_SIZE * body
        bold = _BOLD.search(line.first) and line.first == line.last and not _BOLD.search(style)
        if line.start in skip or not 2 < len(words) < 150 or not re.search(r"[^\W\d_]{2}", words):
            continue
        if (larger or (bold and line.size >= 0.95 * body)) and not words.endswith((".", ",", ";")):
            found.append(line)
    levels = {
        size: rank
        for rank, size in enumerate(sorted({line.size for line in found}, reverse=True), 1)
    }
    return [Heading(line.start, line.end, levels[line.size]) for line in found]
