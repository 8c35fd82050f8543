"""Bytes -> :class:`~evidence.formats.document.Document`, one reader a format.

What cites and what is compared are read through this room. A reader is a file here with a function
``read(body) -> Document``, and a line in :data:`READERS`; it and its libraries are imported when
first used. Whoever calls one does so behind the fence (:mod:`evidence.fence`) where the bytes come
from somebody else.

Of two formats captures have a second reader in :mod:`evidence.content.readers`, because comparing
asks something else of them; :mod:`evidence.formats.html_names` and :mod:`evidence.formats.pdf_file`
say what, and hold what both share.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from evidence.formats.document import Unreadable

if TYPE_CHECKING:
    from evidence.formats.document import Body, Document

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

READERS: dict[str, str] = {
    "application/epub+zip": "epub",
    "application/json": "json",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    f"{_ODF}.presentation": "odf",
    f"{_ODF}.spreadsheet": "odf",
    f"{_ODF}.text": "odf",
    f"{_OOXML}.presentationml.presentation": "pptx",
    f"{_OOXML}.spreadsheetml.sheet": "xlsx",
    f"{_OOXML}.wordprocessingml.document": "docx",
    "application/wacz": "web_archive",
    "application/warc": "web_archive",
    "application/x-bibtex": "bibtex",
    "application/x-research-info-systems": "ris",
    "application/xhtml+xml": "html",
    "application/xml": "listed",
    "message/rfc822": "mail",
    "text/csv": "csv",
    "text/html": "html",
    "text/markdown": "markdown",
    "text/plain": "text",
    "text/uri-list": "url_list",
}
"""Media type -> file in this folder."""


def read(body: Body) -> Document:
    """The document that ``body`` is, by the reader of its media type, in this process.

    Raises :class:`Unreadable`, also where the reader's library is not installed.
    """
    try:
        reader = import_module(f"evidence.formats.{READERS[body.media_type]}")
    except ImportError as missing:
        raise Unreadable(
            f"reading {body.media_type} needs {missing.name}, which is not installed"
        ) from missing
    document: Document = reader.read(body)
    return document
