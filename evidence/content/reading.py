"""Which reader reads which media type; readers and their libraries are imported when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from evidence import formats
from evidence.formats.document import Body, Unreadable

if TYPE_CHECKING:
    from evidence.content.model import Content

_MOST_LINES, _MOST_CHARACTERS = 500_000, 25_000_000
"""Of a text that is compared: the process that asks holds several of them, and half a minute goes by over
two. A PDF of 3,000 pages has 9 million characters. Of a longer one the bytes are compared."""
READERS: dict[str, str] = dict.fromkeys(formats.READERS, "document") | {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "plain",
    "text/markdown": "plain",
    "application/xml": "plain",
    "application/json": "structure",
    "application/pdf": "pdf",
    "image/png": "image",
    "image/jpeg": "image",
    "image/gif": "image",
}
"""Media type -> file in ``readers/``. What :mod:`evidence.formats` reads can be compared as it is;
the lines here are for what comparing asks something else of."""


def read(data: bytes, media_type: str, content_type: str, url: str) -> Content:
    """The content of ``data`` by the reader of ``media_type``, in this process.

    Raises :class:`Unreadable`, also where the reader's library is not installed.
    """
    try:
        reader = import_module(f"evidence.content.readers.{READERS[media_type]}")
    except ImportError as missing:
        raise Unreadable(
            f"reading {media_type} needs {missing.name}, which is not installed"
        ) from missing
    content: Content = reader.read(Body(data, media_type, content_type, url))
    if len(content.lines) > _MOST_LINES or sum(map(len, content.lines)) > _MOST_CHARACTERS:
        raise Unreadable(
            f"more than {_MOST_LINES:,} lines or {_MOST_CHARACTERS:,} characters of text"
        )
    return content
