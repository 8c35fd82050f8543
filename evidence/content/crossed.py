"""A page without what it crosses out itself: a passage that it strikes through is no longer said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.content import extract, is_light
from evidence.content.readers.html_shown import CROSSED

if TYPE_CHECKING:
    from evidence.content.model import Content

_HTML = "text/html"
_SIGNS = re.compile(r"<(?:del|s|strike)[\s>]|line-through", re.IGNORECASE)


def without_crossed_out(content: Content) -> Content | None:
    """The content of the same page without the passages that it crosses out; None where it crosses out
    none, its source was not kept (:attr:`Content.html`), or it takes long to read."""
    if not _SIGNS.search(content.html) or not is_light(
        _HTML, content.html.encode("utf-8", "replace")
    ):
        return None
    tree = LexborHTMLParser(content.html)
    crossed = tree.css(CROSSED)
    if not crossed:
        return None
    for node in crossed:
        node.decompose()
    return extract((tree.html or "").encode("utf-8", "replace"), f"{_HTML}; charset=utf-8")
