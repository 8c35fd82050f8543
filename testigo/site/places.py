"""Which file of the site is which page of the desk."""

from __future__ import annotations

import hashlib
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

_LISTS = {"citations", "sources", "runs", "boards", "series", "report"}
_NAMED = {"sources", "boards", "series"}


def digest(name: str) -> str:
    """What stands for a URL, an id or a name in the name of a file: 64 bits of its SHA-256."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]


def place_of(path: str, query: Mapping[str, str]) -> str:
    """The file of a page, below the folder of its language. What a site has no page for is at the nearest one
    that it has: a list that is narrowed by more than a verdict is the whole one."""
    first, _, rest = path.strip("/").partition("/")
    if first == "citation":
        if rest == "certificate":
            return certificate(query["capture"])
        return f"citation/{digest(query['url'])}.html"
    if first not in _LISTS:
        return "index.html"
    if rest and first == "runs":
        return _paged(f"runs/{digest(rest)}", query)
    if rest and first in _NAMED:
        return f"{first}/{digest(unquote(rest))}.html"
    if first == "citations" and query.get("source"):
        return f"sources/{digest(query['source'])}.html"
    narrowed = "broken" if query.get("broken") else query.get("verdict", "")
    return _paged(f"{first}-{narrowed}" if narrowed and first == "citations" else first, query)


def certificate(capture_id: str) -> str:
    """The file of a capture's certificate, below the folder of a language: both languages are in it."""
    return f"../certificates/{digest(capture_id)}.html"


def copy(capture_id: str, wanted: tuple[str, ...]) -> str:
    """The file of a kept copy with these passages marked, below the folder of a language."""
    return f"../copies/{digest(capture_id)}-{digest(chr(0).join(wanted))}/index.html"


def relative(place: str, page: str) -> str:
    """The way from a page to a place, both below the same folder."""
    return posixpath.relpath(place, posixpath.dirname(page) or ".")


def _paged(name: str, query: Mapping[str, str]) -> str:
    number = query.get("page", "1")
    return f"{name}.html" if number == "1" else f"{name}-{number}.html"
