"""Which reader reads which media type; readers and their libraries are imported when first used."""

from __future__ import annotations

from importlib import import_module

from evidence.content.model import Content, Unreadable

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

READERS: dict[str, str] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "plain",
    "text/markdown": "plain",
    "application/xml": "plain",
    "text/csv": "table",
    "application/json": "structure",
    "application/pdf": "pdf",
    f"{_OOXML}.wordprocessingml.document": "docx",
    f"{_OOXML}.spreadsheetml.sheet": "xlsx",
    f"{_ODF}.text": "odf",
    f"{_ODF}.spreadsheet": "odf",
    "image/png": "image",
    "image/jpeg": "image",
    "image/gif": "image",
}
"""Media type -> file in ``readers/``: a new type is one file and one line."""

MAX_TEXT = 100_000_000
"""Characters of text: a table of 50 MB with its cells set apart; a law book has 2 million."""


def read(body: bytes, media_type: str, content_type: str, url: str) -> Content:
    """The content of ``body`` by the reader of ``media_type``, in this process.

    Raises :class:`Unreadable`, also where the reader's library is not installed.
    """
    name = READERS[media_type]
    try:
        reader = import_module(f"evidence.content.readers.{name}")
    except ImportError as missing:
        raise Unreadable(
            f"reading {media_type} needs {missing.name}, which is not installed"
        ) from missing
    content: Content = reader.read(body, content_type, url)
    if sum(map(len, content.lines)) > MAX_TEXT:
        raise Unreadable(f"more than {MAX_TEXT} characters of text")
    return content
