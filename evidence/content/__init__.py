"""A capture's bytes -> comparable text, links, fingerprints.

:func:`extract` is the door; each media type has a reader of its own in ``readers/``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import fence
from evidence.content.model import Content, Link, Part
from evidence.content.reading import READERS, read
from evidence.formats.document import Unreadable
from evidence.formats.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Content", "Link", "Part", "extract", "is_light"]

_READ = fence.Task("evidence.content.reading:read", Content)
_INLINE = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/csv"}
)
"""Types whose readers can't crash and need no heavy library: read here, unless the body is
large."""
_INLINE_BYTES = 2_000_000
_INLINE_TAGS = 20_000
"""A page of this many tags, each inside the one before, takes the parser 0.5 s, and four times that
for twice as many; recorded pages of ministries have 1,300 at the mean."""
_INLINE_OBJECTS = 10_000
"""Records that stand in a page's scripts: as many take 0.4 s. Recorded pages have 350 at the mean,
nearly all of them blocks of code."""
_WINDOW = 15_000
"""Bytes without the beginning of a tag in which the attributes of one are counted."""
_INLINE_NAMES = 3_000
"""Attributes of one element take the parser a time that grows with their square: 150,000 take it 47 s,
so many 0.02 s."""
_TAG = re.compile(rb"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")


def extract(body: bytes, content_type: str = "", url: str = "") -> Content:
    """The comparable content of ``body``.

    ``content_type`` is the header as received (used for the charset and where the bytes leave a
    doubt); ``url`` makes links absolute. Never raises for any bytes: what can't be read is
    ``comparable=False`` with a ``problem``. Whatever the body, it takes at most the time and memory
    of the fence, and PDF and office files are never read in this process.
    """
    media_type = sniff(body, content_type)
    try:
        content = _read(media_type, body, content_type, url)
    except fence.FenceFailure as problem:
        content = Content(media_type, comparable=False, problem=str(problem))
    return replace(content, raw_sha256=hashlib.sha256(body).hexdigest())


def _read(media_type: str, body: bytes, content_type: str, url: str) -> Content:
    if media_type not in READERS:
        raise Unreadable(f"no reader for {media_type}")
    if not body.strip():
        raise Unreadable("empty body")
    if is_light(media_type, body):
        return read(body, media_type, content_type, url)
    return fence.call(_READ, body, media_type=media_type, content_type=content_type, url=url)


def is_light(media_type: str, body: bytes) -> bool:
    """Whether a body is read here and at once; any other may take as long as the fence allows."""
    if media_type not in _INLINE or len(body) > _INLINE_BYTES or body.count(b"<") > _INLINE_TAGS:
        return False
    if body.count(b"{") + body.count(b"[") > _INLINE_OBJECTS:
        return False
    return all(len(tag.split()) <= _INLINE_NAMES for tag in _long_tags(body))


def _long_tags(body: bytes) -> Iterator[bytes]:
    """The tags of ``body`` that are longer than two windows; one that does not end is the rest."""
    for at in range(0, len(body) - _WINDOW, _WINDOW):
        if body.find(b"<", at, at + _WINDOW) < 0:
            start, end = body.rfind(b"<", 0, at) + 1, body.find(b"<", at)
            tag = _TAG.match(body, start)
            yield tag[0] if tag else body[start : end if end >= 0 else len(body)]
