"""Bytes -> :class:`~evidence.formats.document.Document`, one reader a format.

What cites and what is compared are read through this room. A reader is a file here with a function
``read(data, name, content_type) -> Document``, and a line in :data:`READERS`; it and its libraries
are imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.formats.document import Document

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

READERS: dict[str, str] = {
    "application/pdf": "pdf",
    f"{_ODF}.text": "odf",
    f"{_OOXML}.spreadsheetml.sheet": "xlsx",
    f"{_OOXML}.wordprocessingml.document": "docx",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "text/html": "html",
    "text/markdown": "markdown",
    "text/plain": "text",
}
"""Media type -> file in this folder."""


def read(media_type: str, data: bytes, name: str, content_type: str) -> Document:
    """The document that ``data`` is, by the reader of ``media_type``, in this process.

    ``name`` is a path or URL (the latter makes links absolute), ``content_type`` the header as
    received. Raises SourceError for what can't be read.
    """
    reader = import_module(f"evidence.formats.{READERS[media_type]}")
    document: Document = reader.read(data, name, content_type)
    return document
