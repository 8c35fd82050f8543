"""Which links lead along a list, and not deeper into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from evidence.boards.addresses import shape_of

if TYPE_CHECKING:
    from bs4 import Tag

    from evidence.boards.model import Form

_WORDS = re.compile(
    r"(?:[«‹<]++|[»›>]++|\.{3}|…|[←→]|\d{1,5}|(?:p[áa]gina\s+|page\s+)?(?:siguientes?|sig\.?|anterior(?:es)?|ant\.?"
    r"|next|previous|prev|primer[ao]?|[úu]ltim[ao]|first|last|older|newer)(?:\s+(?:p[áa]gina|page))?"
    r"|(?:p[áa]gina|page)\s+\d{1,5}"
    r"|(?:ver|cargar|mostrar|load|show)\s+m[áo][sr]e?(?:\s+\w+)?|load more|show more)\s*[»›>→]*",
    re.IGNORECASE,
)
_NAMES = frozenset(
    "page pagina página pag p pg paged offset start inicio skip from desde currentpage pageindex pagenumber "
    "numpagina pageno".split()
)
_PATH = re.compile(r"/(?:page|pagina|pag|p)/\d+/?$", re.IGNORECASE)


def is_pager(node: Tag, text: str, url: str, page: str, form: Form | None = None) -> bool:
    """Whether a link on the page at ``page`` leads to another page of the same list."""
    if {"next", "prev"} & {str(rel).lower() for rel in node.get("rel") or ()}:
        return True
    if form is not None:
        return any(value.startswith("Page$") for _, value in form.answer) or turns_page(text)
    if along(url, page):
        return True
    if text.isdecimal():  # a number is a page's only beside pages like it; else it may be an item's
        return shape_of(url) == shape_of(page)
    return turns_page(text) and _beside(url, page)


def turns_page(words: str) -> bool:
    """Whether words on a link or button say that it turns the page of a list."""
    return _WORDS.fullmatch(words) is not None


def along(url: str, page: str) -> bool:
    """Whether two addresses differ in nothing but the number of a page."""
    try:
        one, other = urlsplit(url), urlsplit(page)
    except ValueError:
        return False
    if one.netloc != other.netloc:
        return False
    if _PATH.search(one.path):
        return _PATH.sub("", one.path).rstrip("/") == _PATH.sub("", other.path).rstrip("/")
    if one.path.rstrip("/") != other.path.rstrip("/"):
        return False
    ours, theirs = dict(parse_qsl(one.query)), dict(parse_qsl(other.query))
    differs = {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}
    return bool(differs) and all(
        name.lower() in _NAMES and ours.get(name, "0").lstrip("-").isdecimal() for name in differs
    )


def _beside(url: str, page: str) -> bool:
    """Whether an address lies beside the page's own: the same folder."""
    return (
        url.split("?", maxsplit=1)[0].rpartition("/")[0]
        == page.split("?", maxsplit=1)[0].rpartition("/")[0]
    )
