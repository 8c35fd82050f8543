"""What a page needs to look as it does: the style sheets, pictures and fonts that it names.

What scripts load is not found: a browser sees that.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.addresses import base_of, resolve
from evidence.content import is_light
from evidence.content.readers.html_walk import INERT, is_within
from evidence.formats.charset import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 60
"""Addresses of one page. A bound of ours: at two seconds an address they keep a host for two minutes."""
LARGEST = 500_000
"""Bytes of a page or a style sheet that are searched: what is read between two answers."""
_LINKS = frozenset({"stylesheet", "icon", "shortcut icon"})
_IN_STYLE = re.compile(
    r"@import\s{1,9}[\"']([^\"'\n]{1,2000})[\"']|url\(\s{0,9}[\"']?([^\"'()\s]{1,2000})[\"']?\s{0,9}\)", re.IGNORECASE
)  # fmt: skip


def of_page(html: bytes, url: str, content_type: str = "") -> list[str]:
    """Absolute addresses of what the page ``html`` at ``url`` needs, style sheets first; at most
    :data:`MOST`. ``content_type`` is the header as received: queries are sent in the page's charset. None
    of a page that is too heavy to be read at once."""
    if not is_light("text/html", html):
        return []
    text, charset = read_text(html, content_type)
    tree = LexborHTMLParser(text)
    named = tree.css_first("base[href]")
    base = base_of(url, named.attributes.get("href") or "") if named else url
    return _addresses(base, _named(tree, charset))


def of_style(css: bytes, url: str, content_type: str = "") -> list[str]:
    """The same of the style sheet ``css`` at ``url``: other sheets, pictures, fonts."""
    text, charset = read_text(css[:LARGEST], content_type)
    return _addresses(url, ((address, charset) for address in _in_style(text)))


def _named(tree: LexborHTMLParser, charset: str) -> Iterator[tuple[str, str]]:
    """What a page names, and the charset in which it is asked for: that of the page, as Chromium was seen
    to do it, but for what a ``style`` attribute names."""
    yield from ((address, charset) for address in _in_the_page(tree))
    for drawn in tree.css("[style]"):
        yield from (
            (address, "utf-8") for address in _in_style(drawn.attributes.get("style") or "")
        )


def _in_the_page(tree: LexborHTMLParser) -> Iterator[str]:
    for link in tree.css("link[rel][href]"):
        if (link.attributes.get("rel") or "").lower().strip() in _LINKS:
            yield link.attributes.get("href") or ""
    for style in tree.css("style"):
        yield from _in_style(style.text()[:LARGEST])
    for picture in tree.css("img, source[srcset], input[type=image], video[poster]"):
        if is_within(picture, INERT):
            continue
        yield picture.attributes.get("src") or ""
        yield picture.attributes.get("poster") or ""
        # of the sizes that are offered, the first
        yield (picture.attributes.get("srcset") or "").strip().partition(" ")[0].rstrip(",")
    for drawn in tree.css("[background]"):
        yield drawn.attributes.get("background") or ""


def _in_style(css: str) -> Iterator[str]:
    for found in _IN_STYLE.finditer(css):
        yield found[1] or found[2]


def _addresses(base: str, references: Iterable[tuple[str, str]]) -> list[str]:
    """The references, each with its charset, as addresses of the web, each once."""
    found: dict[str, None] = {}
    for written, charset in references:
        reference = written.strip()
        try:
            url = resolve(base, reference, charset).partition("#")[0] if reference else ""
        except ValueError:
            continue
        if url.startswith(("http://", "https://")) and url != base:
            found[url] = None
        if len(found) == MOST:
            break
    return list(islice(found, MOST))
