"""PDF reports: PDFium in a process of its own, then one text over all pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from evidence.errors import SourceError
from evidence.formats.document import Document, Heading, Line, Link, Span

SECONDS = 180
"""For one file; PDFium reads several hundred pages a second."""
MEMORY = 1_500_000_000
"""Address space of the worker in bytes; PDFium itself maps about 100 MB, a page rarely needs 50
MB."""
_RESTARTS = 5
"""Pages that may end the worker before the file is given up."""
_WORKER = Path(__file__).with_name("pdf_worker.py")
_ERRORS = {
    3: "this is not a PDF, or it is damaged",
    4: "this PDF is locked with a password; save it without one",
    5: "this PDF is encrypted in a way that can't be read; print it to a new PDF",
}
"""FPDF_ERR_FORMAT, FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY of fpdfview.h."""
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|p[aá]g(?:ina)?)\.?\s{0,3})?(?:\d{1,4}|[ivxlcdm]{1,7})(?:\s{0,3}(?:of|de|/)\s{0,3}\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_BOLD = re.compile(r"bold|black|heavy|semib", re.IGNORECASE)
_HEADING_SIZE = 1.12
"""Times the size of the body."""


def read(data: bytes, name: str, content_type: str) -> Document:  # noqa: ARG001 - the readers' one signature
    """The text and links of a PDF. Raises SourceError when it is locked, damaged or has no
    pages."""
    document = Document("")
    with tempfile.TemporaryDirectory(prefix="testigo-") as folder:
        path = Path(folder) / "source.pdf"
        path.write_bytes(data)
        pages = _pages(path, name, document)
    _assemble(document, pages)
    unreadable = [str(number) for number, page in enumerate(pages, 1) if page.get("unreadable")]
    if unreadable:
        document.warnings.append(f"damaged pages, not read: {', '.join(unreadable[:20])}")
    scanned = sum(bool(page.get("image")) for page in pages)
    if scanned or not document.text.strip():
        document.warnings.append(
            f"{scanned} of {len(pages)} pages are pictures without text (scanned?); run OCR over the file"
            if scanned
            else f"none of the {len(pages)} pages has any text"
        )
    return document


def _pages(path: Path, name: str, document: Document) -> list[dict[str, Any]]:
    """Every page's record; a page that ends the worker is left out, and said so."""
    pages: list[dict[str, Any]] = []
    for _ in range(_RESTARTS):
        total, killed = _work(path, name, document, pages)
        if total is not None and len(pages) >= total:
            break
        if total is None:
            raise SourceError(
                name, "the PDF reader stopped before the first page; the file is damaged"
            )
        if killed:
            document.warnings.append(
                f"reading stopped after {SECONDS} s: pages {len(pages) + 1} to {total} unread"
            )
            break
        pages.append({})
        document.warnings.append(f"page {len(pages)} can't be read: it stops the PDF reader")
    else:
        document.warnings.append(
            f"reading stopped: too many pages can't be read; only {len(pages)} are"
        )
    if not pages:
        raise SourceError(name, "this PDF has no pages")
    return pages


def _work(
    path: Path, name: str, document: Document, pages: list[dict[str, Any]]
) -> tuple[int | None, bool]:
    """Run the worker from the first unread page; returns the number of pages, and whether time ran
    out."""
    command = [
        sys.executable,
        "-I",
        str(_WORKER),
        str(path),
        str(len(pages)),
        str(MEMORY),
        str(SECONDS),
    ]
    worker = subprocess.Popen(  # noqa: S603 - our own file, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        worker.kill()

    timer = threading.Timer(SECONDS, stop)
    timer.start()
    total = None
    try:
        for line in worker.stdout or ():
            record = _record(line)
            if record is None:
                break
            if "error" in record:
                raise SourceError(name, _ERRORS.get(record["error"], _ERRORS[3]))
            if "pages" in record:
                total = int(record["pages"])
                document.title = record["title"]
            else:
                pages.append(record)
    finally:
        timer.cancel()
        worker.kill()
        worker.communicate()
    return total, late.is_set()


def _record(line: str) -> dict[str, Any] | None:
    try:
        record: dict[str, Any] = json.loads(line)
    except ValueError:  # the worker died while it wrote
        return None
    return record


def _assemble(document: Document, pages: list[dict[str, Any]]) -> None:
    """Put the pages one after another, a form feed between them."""
    pieces = []
    offset = 0
    lines: list[Line] = []
    edges: list[list[Line]] = []
    for record in pages:
        document.pages.append(offset)
        text = record.get("text", "")
        own = [Line(a + offset, b + offset, *rest) for a, b, *rest in record.get("lines", ())]
        lines += own
        edges.append(own[:2] + own[-2:])
        document.raised += [Span(a + offset, b + offset) for a, b in record.get("raised", ())]
        for a, b, uri in record.get("links", ()):
            document.links.append(Link(max(a, 0) + offset, max(b, 0) + offset, uri))
        document.seams.update(at + offset for at in record.get("seams", ()))
        pieces.append(text + "\n\f\n")
        offset += len(text) + 3
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
