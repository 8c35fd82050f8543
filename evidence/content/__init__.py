"""A capture's bytes -> comparable text, links, fingerprints.

:func:`extract` is the door; each media type has a reader of its own in ``readers/``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
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
_INLINE_BYTES = 500_000
_INLINE_TAGS = 10_000
"""A page of this many tags, each inside the one before, takes the parser 0.12 s, and four times that
for twice as many; recorded pages of ministries have 1,300 at the mean."""
_INLINE_OBJECTS = 3_000
"""Records that stand in a page's scripts: as many take 0.12 s. Recorded pages have 350 at the mean,
nearly all of them blocks of code."""
_WINDOW = 15_000
"""Bytes without the beginning of a tag in which the attributes of one are counted."""
_INLINE_NAMES = 1_000
"""Attributes of one element take the parser a time that grows with their square: 150,000 take it 47 s,
so many 0.002 s."""
_SECONDS = 3.0
_MOST_SECONDS = 30.0
_EACH = 0.5
_EACH_PACKED = 1.5
"""Seconds of processor for any body, at most, and more for each megabyte of one, of which PDF and office
files hold several: a page of 4 MB takes 0.9 s, a table of 12 MB 1.2, a PDF of 1,500 pages and 0.7 MB 0.8,
a sheet of 60,000 rows and 7 MB 2.1."""
_UNPACKED = ("text/", "application/json", "application/xml", "application/xhtml+xml")
_NO_FILES = b"PK\x05\x06"
"""How a ZIP begins that holds no file: with its end (APPNOTE 4.3.16)."""
_TAG = re.compile(rb"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")


def extract(body: bytes, content_type: str = "", url: str = "") -> Content:
    """The comparable content of ``body``.

    ``content_type`` is the header as received (used for the charset and where the bytes leave a
    doubt); ``url`` makes links absolute. Never raises for any bytes: what can't be read is
    ``comparable=False`` with a ``problem``. Whatever the body, it takes at most the time and memory
    of the fence, and PDF and office files are never read in this process.
    """
    media_type = sniff(body, content_type)
    if body.startswith(_NO_FILES):
        return _empty_archive(media_type, body)
    try:
        content = _read(media_type, body, content_type, url)
    except fence.FenceFailure as problem:
        content = Content(media_type, comparable=False, problem=str(problem))
    return replace(content, raw_sha256=hashlib.sha256(body).hexdigest())


def _empty_archive(media_type: str, body: bytes) -> Content:
    digest = hashlib.sha256(body).hexdigest()
    problem, held = "an archive that holds nothing", {"files": "0"}
    return Content(media_type, comparable=False, problem=problem, extra=held, raw_sha256=digest)


def _read(media_type: str, body: bytes, content_type: str, url: str) -> Content:
    if media_type not in READERS:
        raise Unreadable(f"no reader for {media_type}")
    if not body.strip():
        raise Unreadable("empty body")
    if is_light(media_type, body):
        return read(body, media_type, content_type, url)
    task = replace(_READ, seconds=_seconds(media_type, len(body)))
    told = fence.call(task, body, media_type=media_type, content_type=content_type, url=url)
    once = dict(zip(told.lines, told.lines, strict=True))
    return replace(told, main=tuple(map(once.get, told.main, told.main)))  # one copy of each line


def _seconds(media_type: str, size: int) -> float:
    each = _EACH if media_type.startswith(_UNPACKED) else _EACH_PACKED
    return min(_SECONDS + each * size / 1_000_000, _MOST_SECONDS)


def is_light(media_type: str, body: bytes) -> bool:
    """Whether a body is read here and at once; any other may take as long as the fence allows."""
    return media_type in _INLINE and len(body) <= _INLINE_BYTES and _is_light(body)


@lru_cache(maxsize=4)  # asked before a page is read, and when it is
def _is_light(body: bytes) -> bool:
    if body.count(b"<") > _INLINE_TAGS:
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
