"""HTML -> blocks of visible text, headings, sections, links.

See :mod:`evidence.formats.html_names` for why what cites has another reader.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.addresses import Refresh, base_of, refresh, resolve
from evidence.content.model import Content, Link
from evidence.content.noise import with_addresses, without_session
from evidence.content.readers.html_counters import may_count
from evidence.content.readers.html_data import drawn
from evidence.content.readers.html_dialogs import names_a_value
from evidence.content.readers.html_requests import interrupts
from evidence.content.readers.html_walk import INERT, Walk, is_within
from evidence.content.readers.sections import sections
from evidence.content.readers.structure import content_of, links_of, may_be_data
from evidence.folding import as_shown
from evidence.formats.charset import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.content.readers.html_blocks import Anchor, Block
    from evidence.formats.document import Body

_FAIR_SHARE = 0.25
"""A main element with less of the page's unframed words than this does not hold the document."""
_BARE = 40
"""Words of a page that is little more than its frame; as in the rule for pages without their text."""
_A_SENTENCE = 12
"""Words; beside a main element shorter lines are labels, addresses and titles of other pages."""
_A_TEXT = 80
"""Words of a text; requests to switch scripts on have a dozen, in two languages three."""
_ARTICLE_WITHIN = 2_000_000
"""Characters; in a larger page nobody looks for the article (trafilatura would take its whole 30
s)."""
_LONGEST = 16_384
"""Characters of an address: servers take half of that, and a page with a long base could make each of
its links as long."""
_WEB = ("http://", "https://")
_NO_DOCUMENT = ("#", "javascript:", "mailto:", "tel:", "data:", "about:")
_PLAIN = r"/(?:[\w~/?&=+,;:!-]|%(?!2[eE])|(?<!/)\.)*"
"""The rest of an address that resolving leaves as it is; ``/.``, and ``/%2e`` that means the same, it
does not."""
_WHOLE = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z][a-z-]*" + _PLAIN, re.ASCII)
_ROOTED = re.compile(r"(?!//)" + _PLAIN, re.ASCII)


def read(body: Body) -> Content:
    """The content of an HTML page."""
    html, charset = read_text(body.data, body.content_type)
    if may_be_data(html):  # what PHP sends where nobody told it another type
        with suppress(ValueError):
            return content_of(html, body.media_type, body.url)
    html = with_addresses(html)
    tree = LexborHTMLParser(html)
    base = _base(tree, body.url)
    forward = _refresh(tree, body.url, base, charset)
    title = tree.css_first("title")
    found = _walked(tree, counts=may_count(html))
    blocks = found.blocks
    own = main_blocks(blocks)
    main = [block.text for block in own]
    data = drawn(tree, html, main, (anchor.text for anchor in found.anchors))
    headings = [(index, block.text) for index, block in enumerate(blocks) if block.heading]
    return Content(
        "text/html",
        lines=(*(block.text for block in blocks), *data.lines),
        main=(*main, *data.lines),
        title=as_shown(title.text()) if title else "",
        headings=tuple(text for _, text in headings),
        links=(*_links(found.anchors, base, charset), *links_of(data.links, base)),
        refresh=forward.target if forward else None,
        refresh_after=forward.seconds if forward else 0,
        extra={"lists": " ".join(data.lists)} if data.lists else {},
        parts=sections(headings, len(blocks)),
        data_lines=len(data.lines),
        beside=tuple(_beside(own, found)),
        details=tuple(block.text for block in blocks if block.opened and not block.overlaid),
        html=html if len(html) <= _ARTICLE_WITHIN else "",
        charset=charset,
    )


def _walked(tree: LexborHTMLParser, *, counts: bool) -> Walk:
    """The page as a browser shows it; where scripts would draw all of it, what stands there for a
    browser without them, if that is a text and not a request to switch them on."""
    found = Walk(tree, counts=counts)
    if tree.css_first("noscript") is None or _words(found.blocks) >= _BARE:
        return found
    without = Walk(tree, scripted=False, counts=counts)
    return without if _words(without.blocks) >= _A_TEXT else found


def _words(blocks: list[Block]) -> int:
    return sum(block.text.count(" ") + 1 for block in blocks)


def main_blocks(blocks: list[Block]) -> list[Block]:
    """The blocks of the main element, else those that no frame holds; overlays are in neither."""
    seen = [block for block in blocks if not block.overlaid] or blocks
    main = [block for block in seen if block.main]
    unframed = [block for block in seen if not block.framed]
    return main if main and _size(main) >= _FAIR_SHARE * _size(unframed) else unframed


def _beside(main: list[Block], found: Walk) -> Iterator[str]:
    """What stands beside the main element and is the document's own: prose that no frame holds (an
    annex, a note that opens with a click), and what dialogs with its details say, wherever templates put
    them. What leads to another page is none, nor what wants something of the visitor."""
    if not main:
        return
    has_main = main[0].main
    links = {anchor.text for anchor in found.anchors}
    for block in found.blocks:
        if block.main or block.overlaid or not (block.framed or has_main):
            continue  # an overlay, or in the main text already
        if block.framed and not block.opened:
            continue
        is_said = block.opened and names_a_value(block.text)
        if not is_said and block.text.count(" ") < _A_SENTENCE - 1:
            continue
        if block.text not in links and not interrupts(block.text):
            yield block.text


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _links(anchors: list[Anchor], base: str, charset: str) -> list[Link]:
    origin = _origin(base)
    found: dict[Link, Link] = {}
    for anchor in anchors:
        href = anchor.href
        if not href or href.startswith(_NO_DOCUMENT) or len(base) + len(href) > _LONGEST:
            continue
        with suppress(ValueError):
            # resolving takes four times as long as these looks
            if _WHOLE.fullmatch(href):
                target = href
            elif origin and _ROOTED.fullmatch(href):
                target = origin + href
            else:
                target = resolve(base, href, charset)
            link = Link(without_session(target.partition("#")[0]), anchor.text, anchor.framed)
            known = found.get(link)
            if known is None or (known.is_framed and not link.is_framed):
                found[link] = link
    return list(found.values())


def _origin(base: str) -> str:
    try:
        return resolve(base, "/")[:-1] if base.startswith(_WEB) else ""
    except ValueError:
        return ""


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    href = (node.attributes.get("href") or "") if node else ""
    return base_of(url, href) if href else url


def _refresh(tree: LexborHTMLParser, url: str, base: str, charset: str) -> Refresh | None:
    """Where the page sends its reader on to: of several the soonest, of these the last, as Chromium
    does it."""
    found: Refresh | None = None
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() != "refresh" or is_within(node, INERT):
            continue
        named = refresh(node.attributes.get("content") or "")
        if named is None or (found and named.seconds > found.seconds):
            continue
        with suppress(ValueError):
            target = resolve(base, named.target, charset) if named.target else url
            found = Refresh(named.seconds, target)
    return found
