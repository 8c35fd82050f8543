"""Documents of other formats that a DOCX holds and shows as its own text (``altChunk``).

Programs that make a DOCX of HTML often write nothing else into it; Word puts the text in the place of
the element when it opens the file. Here it stands behind what the DOCX says itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import formats
from evidence.formats.document import Body, Unreadable
from evidence.formats.joined import joined
from evidence.formats.kinds import kind_of

if TYPE_CHECKING:
    from evidence.formats.document import Document
    from evidence.formats.package import Package

_READ = frozenset({"application/rtf", "message/rfc822", "text/html", "application/xhtml+xml"})
"""Kinds that hold no further documents: one DOCX in another may go on for ever."""
_PAGES = (".mht", ".mhtml")
"""A page with its pictures, written as an e-mail (RFC 2557)."""
_MOST = 100
_MOST_NAMES = 300


def held(own: Document, package: Package, parts: list[str]) -> Document:
    """The document with what it holds in ``parts`` of its package; a warning says what is not read."""
    read, unread = [own], []
    for part in parts:
        document = _read(package, part) if len(read) <= _MOST else None
        if document is None:
            unread.append(part.rpartition("/")[2])
        else:
            read.append(document)
    if unread:
        names = ", ".join(unread)[:_MOST_NAMES]
        own.warnings.append(f"{len(unread)} documents inside this one are not read: {names}")
    return joined(read) if len(read) > 1 else own


def _read(package: Package, part: str) -> Document | None:
    try:
        data = package.bytes_of(part) or b""
        kind = "message/rfc822" if part.lower().endswith(_PAGES) else kind_of(data, part)
        if kind.startswith("text/") and kind not in _READ:
            kind = "text/plain"
        return formats.read(Body(data, kind)) if kind in _READ or kind == "text/plain" else None
    except Unreadable:
        return None
