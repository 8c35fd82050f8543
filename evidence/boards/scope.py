"""What a link on a board is: a document, another page of the board, a way out, or nothing."""

from __future__ import annotations

import re
from enum import Enum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from evidence.boards.model import Kind
from evidence.boards.targets import DOCUMENT
from evidence.viewers import document_targets

if TYPE_CHECKING:
    from evidence.boards.model import Link
    from evidence.config import Board

_STATIC = re.compile(r"\.(?:css|js|mjs|map|ico|woff2?|ttf|eot|svg|webp)$", re.IGNORECASE)
_DOCUMENT_KEYS = frozenset(
    "doc documento document archivo file fichero filename nombrearchivo adjunto attachment download descarga pdf "
    "iddocumento iddoc docid idarchivo fileid".split()
)
"""Parameters by which a viewer is told what document to show."""
_ACTS = re.compile(
    r"(?:^|[/?&=._-])(?:log-?out|log-?off|sign-?out|salir|cerrar-?sesi[oó]n|delete|eliminar|borrar|wp-login|wp-admin"
    r"|add-to-cart|xmlrpc)(?:$|[/?&=._-])",
    re.IGNORECASE,
)
"""Addresses that do something."""


class Place(Enum):
    """What is to be done with a link."""

    DOCUMENT = 1
    """list it"""
    PAGE = 2
    """read it"""
    ASIDE = 3
    """list it, and read it too: the board continues there"""
    OUTWARD = 4
    """list it"""


class Scope:
    """The board's own pages: those that the configuration names, else the start's first folder on
    its host."""

    def __init__(self, start: str, options: Board) -> None:
        self._hosts: set[str] = set()
        self._prefixes: list[tuple[str, str]] = []
        self._options = options
        self.include(start)

    def include(self, start: str) -> None:
        """``start``, or where it redirects to, belongs to the board."""
        parts = urlsplit(start)
        host = _host(start)
        self._hosts.add(host)
        for given in self._options.scope:
            named = urlsplit(given)
            self._prefixes.append((_host(given) if named.netloc else host, named.path or "/"))
        if not self._options.scope:
            folder = re.match(r"/[^/]+/", parts.path)
            self._prefixes.append((host, folder[0] if folder else "/"))

    def holds(self, url: str) -> bool:
        """Whether a page lies inside."""
        parts, host = urlsplit(url), _host(url)
        path = parts.path or "/"
        return any(
            host == where and (path + "/").startswith(prefix) for where, prefix in self._prefixes
        )

    def place(self, link: Link) -> Place | None:
        """What to do with ``link``; None: nothing."""
        try:
            parts = urlsplit(link.url)
        except ValueError:
            return None
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or (_STATIC.search(parts.path) and link.kind is not Kind.DATA)
        ):
            return None
        if link.form is None and link.kind is not Kind.DATA and self._is_document(link.url):
            return Place.DOCUMENT
        inside = self.holds(link.url)
        if _ACTS.search(f"{parts.path}?{parts.query}"):
            return None
        if inside:
            return Place.PAGE
        if link.kind in (Kind.LISTED, Kind.DATA):
            # of a sitemap or a script only what is the board's own; an API lies elsewhere on the
            # same host
            return Place.PAGE if _host(link.url) in self._hosts and _is_feed(link) else None
        if link.furniture or (link.form is not None and _host(link.url) not in self._hosts):
            return None
        if link.kind is Kind.FRAME or (_host(link.url) in self._hosts and not self._options.scope):
            return Place.ASIDE
        return Place.OUTWARD

    def _is_document(self, url: str) -> bool:
        parts = urlsplit(url)
        whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if any(fnmatchcase(whole, pattern) for pattern in self._options.documents):
            return True
        ending = DOCUMENT.search(parts.path[-12:])
        if ending and (ending.end() == len(parts.path[-12:])):
            return True
        for name, value in parse_qsl(parts.query):
            if name.lower() in _DOCUMENT_KEYS or re.search(
                DOCUMENT.pattern + "$", value, re.IGNORECASE
            ):
                return True
        return _host(url) not in self._hosts and bool(document_targets(url))


def _is_feed(link: Link) -> bool:
    return (
        link.kind is Kind.DATA or re.search(r"\.xml(?:\.gz)?$", urlsplit(link.url).path) is not None
    )


def _host(url: str) -> str:
    return (
        urlsplit(url)
        .netloc.lower()
        .rpartition("@")[2]
        .removeprefix("www.")
        .removesuffix(":80")
        .removesuffix(":443")
    )
