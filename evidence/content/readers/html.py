"""HTML -> blocks of visible text, headings, sections, links."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from evidence.content.model import Content, Link
from evidence.content.noise import without_session
from evidence.content.readers.html_walk import Walk
from evidence.content.readers.sections import sections
from evidence.folding import as_shown
from evidence.formats.charset import decode

if TYPE_CHECKING:
    from evidence.content.readers.html_walk import Anchor, Block

_FAIR_SHARE = 0.25
"""A main element with less of the page's unframed words than this does not hold the document."""
_ARTICLE_WITHIN = 2_000_000
"""Characters; in a larger page nobody looks for the article (trafilatura would take its whole 30
s)."""
_NO_DOCUMENT = ("#", "javascript:", "mailto:", "tel:", "data:", "about:")
_REFRESH = re.compile(r"^\s*\d*(?:\.\d*)?\s*[;,]?\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


def read(body: bytes, content_type: str, url: str) -> Content:
    """The content of an HTML page; see :func:`evidence.content.extract`."""
    html = decode(body, content_type)
    tree = LexborHTMLParser(html)
    base = _base(tree, url)
    title = tree.css_first("title")
    found = Walk(tree)
    blocks = found.blocks
    headings = [(index, block.text) for index, block in enumerate(blocks) if block.heading]
    return Content(
        "text/html",
        lines=tuple(block.text for block in blocks),
        main=tuple(block.text for block in _main(blocks)),
        title=as_shown(title.text()) if title else "",
        headings=tuple(text for _, text in headings),
        links=tuple(_links(found.anchors, base)),
        refresh=_refresh(tree, base),
        parts=sections(headings, len(blocks)),
        html=html if len(html) <= _ARTICLE_WITHIN else "",
    )


def _main(blocks: list[Block]) -> list[Block]:
    """The blocks of the main element, else those that no frame holds; overlays are in neither."""
    seen = [block for block in blocks if not block.overlaid] or blocks
    main = [block for block in seen if block.main]
    unframed = [block for block in seen if not block.framed]
    return main if main and _size(main) >= _FAIR_SHARE * _size(unframed) else unframed


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _links(anchors: list[Anchor], base: str) -> list[Link]:
    found: dict[Link, None] = {}
    parts = urlsplit(base)
    origin = f"{parts.scheme}://{parts.netloc}"
    for anchor in anchors:
        if not anchor.href or anchor.href.startswith(_NO_DOCUMENT):
            continue
        with suppress(ValueError):
            target = _absolute(base, origin, anchor.href).partition("#")[0]
            found[Link(without_session(target), anchor.text)] = None
    return list(found)


def _absolute(base: str, origin: str, href: str) -> str:
    """``urljoin`` with its two commonest cases first: it takes ten times as long as all the
    rest."""
    if href.startswith(("https://", "http://")):
        return href
    if href[0] == "/" and href[1:2] != "/" and "/." not in href and "://" in origin[1:]:
        return origin + href
    return urljoin(base, href)


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    href = (node.attributes.get("href") or "") if node else ""
    try:
        return urljoin(url, href)
    except ValueError:
        return url


def _refresh(tree: LexborHTMLParser, base: str) -> str | None:
    for node in tree.css("meta[http-equiv]"):
        match = _REFRESH.match(node.attributes.get("content") or "")
        if match and (node.attributes.get("http-equiv") or "").lower() == "refresh":
            with suppress(ValueError):
                return str(urljoin(base, match[1].strip()))
    return None
