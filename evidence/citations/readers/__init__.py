"""One format a file: ``read(data, name, content_type) -> Document``. A new one is a file and a
line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.citations.readers import csv, docx, html, markdown, odt, pdf, text, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.citations.document import Document

READERS: dict[str, Callable[[bytes, str, str], Document]] = {
    "application/pdf": pdf.read,
    "application/vnd.oasis.opendocument.text": odt.read,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": xlsx.read,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": docx.read,
    "application/xhtml+xml": html.read,
    "text/csv": csv.read,
    "text/html": html.read,
    "text/markdown": markdown.read,
    "text/plain": text.read,
}
