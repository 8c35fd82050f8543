"""HTML -> blocks of visible text, headings, links."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser

from evidence.content.charset import decode
from evidence.content.model import Content, Link
from evidence.content.noise import mask, without_session

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_UNSEEN = "script,style,noscript,template,svg,input,select,head"
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table "
    "tbody td tfoot th thead title tr ul".split()
)
_ROW = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_REFRESH = re.compile(r"^\s*\d*(?:\.\d*)?\s*[;,]?\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


def read(body: bytes, content_type: str, url: str) -> Content:
    """The content of an HTML page; see :func:`evidence.content.extract`."""
    tree = LexborHTMLParser(decode(body, content_type))
    base = _base(tree, url)
    title = tree.css_first("title")
    refresh = _refresh(tree, base)
    links = tuple(_links(tree, base))
    for node in tree.css(_UNSEEN):
        if node.tag != "head":
            node.decompose()
    lines: list[str] = []
    headings: list[str] = []
    main: list[str] = []
    if tree.body is not None:
        _walk(tree.body, lines, headings)
        _walk(_main(tree.body), main, [])
    return Content(
        "text/html",
        lines=tuple(masked for line in lines if (masked := mask(line))),
        main=tuple(masked for line in main if (masked := mask(line))),
        title=_fold(title.text()) if title else "",
        headings=tuple(headings),
        links=links,
        refresh=refresh,
    )


def _main(body: LexborNode) -> LexborNode:
    """The main element, else ``body`` after what frames a page was cut from it."""
    main = body.css_first("main, [role=main]")
    if main is not None and main.text(strip=True):
        return main
    for node in body.css("nav,header,footer,aside,[role=navigation],[role=banner],[role=contentinfo]"):
        node.decompose()
    return body


def _walk(root: LexborNode, lines: list[str], headings: list[str]) -> None:
    """Append the visible blocks below ``root``; a table row is one line, its cells divided by ' | '."""
    current: list[str] = []

    def flush() -> None:
        line = _fold("".join(current)).strip("| ")
        current.clear()
        if line:
            lines.append(line)

    for node in root.traverse(include_text=True):
        tag = node.tag
        if tag == "-text":
            current.append(node.text_content or "")
        elif tag in _ROW:
            current.append(" | ")
        elif tag in _BLOCKS:
            flush()
            if tag in _HEADINGS:
                headings.append(_fold(node.text()))
    flush()


def _links(tree: LexborHTMLParser, base: str) -> list[Link]:
    found: dict[Link, None] = {}
    for node in tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            continue
        try:
            target = urldefrag(urljoin(base, href)).url
        except ValueError:
            continue
        found[Link(without_session(target), _fold(node.text()))] = None
    return list(found)


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


def _fold(text: str) -> str:
    return " ".join(text.split())
