"""The places of a page that an address can point to (``page#metas``), and what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from evidence.content.readers.html_walk import is_within
from evidence.folding import as_shown
from evidence.formats.html_names import LEVELS, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_WORDS = 60
"""Words that say what stands at a place: a paragraph; more of the section may change and the place
stays what it was."""
_UNSEEN = UNSEEN | {"-comment"}
_FRAME = frozenset({"nav", "footer", "aside"})
"""What stands around a document: the last section of a page ends before its foot."""
_PREFIXES = ("", "user-content-")
"""What sites with a script for it put before the names that readers see (GitHub, GitLab)."""


def at_anchor(html: str, name: str) -> str | None:
    """The first words of what stands at the place ``name`` of a page, as an address spells it behind
    its ``#``; an empty text where nothing follows, None where there is no such place.

    Looked for as browsers do (HTML, 7.4.6.4): an element's ``id``, or the ``name`` of an ``a``, as it
    is spelt, then with its percent-encodings decoded.
    """
    nodes = LexborHTMLParser(html).css("[id], a[name]")
    spellings = [f"{prefix}{name}" for prefix in _PREFIXES]
    spellings += [unquote(spelling) for spelling in spellings]
    for spelling in dict.fromkeys(spellings):
        for attribute in ("id", "name"):
            for node in nodes:
                if node.attributes.get(attribute) == spelling:
                    return _passage(node)
    return None


def _passage(node: LexborNode) -> str:
    """The text from ``node`` on: a heading and what stands under it up to the next one, or as many
    words as tell the place."""
    words: list[str] = []
    told = False
    for current in _onward(node):
        tag = current.tag or ""
        if tag in LEVELS and told:
            break
        if tag == "-text" and (text := as_shown(current.text_content or "")):
            words += text.split()
            told = told or not is_within(current, LEVELS)
            if len(words) >= _WORDS:
                break
    return " ".join(words[:_WORDS])


def _onward(start: LexborNode) -> Iterator[LexborNode]:
    """``start`` and what is shown behind it, in the order of the page; ``start`` may be an empty mark
    in front of what it marks."""
    node: LexborNode | None = start
    while node is not None:
        yield node
        tag = node.tag or ""
        around = tag in _UNSEEN or (tag in _FRAME and node is not start)
        below = None if around else node.first_child
        while below is None and node is not None:
            below = node.next
            if below is None:
                node = node.parent
        node = below
