"""What was written is read again before anybody sees it: nothing in it runs, leads away or asks.

The writer leaves out what is not on its lists. This is the second pair of eyes: it reads the page as a
browser's parser would build it, and a page in which it finds what must not be there is not shown at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.fence import Refused
from testigo.desk.copies import names
from testigo.desk.copies.kept import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS = frozenset(
    {"html", "head", "body", "meta", "title", "style", "img", "input", "button", "select", "option"}
)
_KNOWN = names.SHOWN | names.DRAWN | _OURS
_LEADING = frozenset(
    "src href srcset background action formaction data poster ping cite xlink:href".split()
)
"""Attributes whose value a browser takes for an address."""
_HARMLESS = re.compile(
    rf"#|{LOCAL}[0-9a-f]{{64}}\.[a-z]{{3,4}}$|data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,"
)
_ASKS = re.compile(
    r"@import|(?<![-\w#@])(?:(?:-webkit-)?image-set\(|expression\(|(?:-moz-binding|behavior)\s*:"
    rf"""|url\((?!"(?:#[\w-]+|{LOCAL}[0-9a-f]{{64}}\.[a-z]{{3,4}}"""
    r"""|data:(?:image|font|application)/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]*)"\)))""",
    re.IGNORECASE,
)


def read(html: str) -> None:
    """Raises Refused for a page that would do anything but show."""
    for problem in _problems(LexborHTMLParser(html)):
        raise Refused(f"could not be made harmless: {problem}")


def _problems(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("*"):
        tag = node.tag or ""
        if tag not in _KNOWN and not names.OF_THEIR_OWN.fullmatch(tag):
            yield tag
        if tag == "style" and _ASKS.search(node.text()):
            yield "a style that asks"
        for name, value in node.attributes.items():
            if name.startswith("on") or (
                name == "http-equiv" and value != "Content-Security-Policy"
            ):
                yield name
            if name in _LEADING and not _HARMLESS.match((value or "").strip()):
                yield f"{tag} {name}"
            if name == "style" and _ASKS.search(value or ""):
                yield "a style that asks"
