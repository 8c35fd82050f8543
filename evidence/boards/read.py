"""The bytes of one page of a board -> its links. Never raises for any bytes."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

from evidence.boards import embedded, html, sitemap
from evidence.boards.model import Page
from evidence.formats.charset import decode, read_text
from evidence.formats.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_MOST = 50_000_000
"""Bytes of a sitemap unpacked: the protocol's own limit."""


def read(body: bytes, content_type: str, url: str, labels: Sequence[str] = ()) -> Page | None:
    """What a page shows; None when the bytes are a document and no page of a board.

    Raises ValueError when one of ``labels`` is no CSS selector.
    """
    if body.startswith(b"\x1f\x8b") and url.lower().split("?")[0].endswith(".xml.gz"):
        try:
            body, content_type = (
                zlib.decompressobj(wbits=31).decompress(body, _MOST),
                "application/xml",
            )
        except zlib.error:
            return None
    media_type = sniff(body, content_type)
    if media_type in _PAGES:
        written = read_text(body[: 2 * html.MOST_CHARACTERS], content_type)
        return html.read(written.text, url, labels, written.charset)
    page = Page(text_sha256=hashlib.sha256(body).hexdigest())
    if media_type == "application/json" or (
        media_type == "text/plain" and body.lstrip()[:1] in (b"{", b"[")
    ):
        page.links = embedded.read_json(decode(body, content_type), url)
        return page
    if "javascript" in content_type:
        page.links = embedded.read_code(decode(body, content_type), url)
        return page
    if url.endswith("/robots.txt"):
        page.links = sitemap.read_robots(decode(body[:500_000], content_type))
        return page
    if media_type == "application/xml" and sitemap.is_sitemap(text := decode(body, content_type)):
        page.links = sitemap.read(text)
        return page
    return None
