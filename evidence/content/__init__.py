"""A capture's bytes -> comparable text, links, fingerprints.

:func:`extract` is the door; each media type has a reader of its own in this folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.content import html, plain
from evidence.content.model import Content, Link
from evidence.content.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Content", "Link", "extract", "sniff"]

READERS: dict[str, Callable[[bytes, str, str], Content]] = {
    "text/html": html.read,
    "application/xhtml+xml": html.read,
    "text/plain": plain.read,
    "text/markdown": plain.read,
    "text/csv": plain.read,
    "application/json": plain.read,
    "application/xml": plain.read,
}
"""Media type -> ``read(body, content_type_header, url)``: a new type is one file and one line."""


def extract(body: bytes, content_type: str = "", url: str = "") -> Content:
    """The comparable content of ``body``.

    ``content_type`` is the header as received (used for the charset and where the bytes leave a
    doubt); ``url`` makes links absolute. Never raises for any bytes: what can't be read is
    ``comparable=False`` with a ``problem``.
    """
    media_type = sniff(body, content_type)
    reader = READERS.get(media_type)
    if reader is None:
        return Content(media_type, comparable=False, problem=f"no reader for {media_type}")
    if not body.strip():
        return Content(media_type, comparable=False, problem="empty body")
    return reader(body, content_type, url)
