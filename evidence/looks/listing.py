"""Which of the addresses that a sitemap names a lost document may stand at: those that bear its name.

A name is only a reason to look there. What stands there is compared as at any other place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from evidence.domains import domain_of
from evidence.folding import caseless
from evidence.looks.whereabouts import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONG = 9
"""Characters of a name that names one document, as in :func:`evidence.looks.whereabouts.name_of`."""
_MANY = 3
"""Addresses of one owner under one name: a name that more bear names none of them."""
_ENDING = re.compile(r"\.[a-z0-9]{2,5}$")
_APART = re.compile(r"[^a-z0-9]+")
_SITE_BEHIND = re.compile(r"\s[|–—·-]\s")
"""Behind it stands the name of the site, in the title of a page."""


class Listing:
    """The addresses that sitemaps name, as far as a lost document may stand there. Each owner's are its
    own: a sitemap that names another's says nothing of them."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], dict[str, None]] = {}

    def seek(self, domain: str, names: Iterable[str]) -> None:
        """Look out for names at the addresses of a registrable domain."""
        for name in names:
            self._at.setdefault((domain, name), {})

    def add(self, urls: Iterable[str]) -> None:
        """Take in what a sitemap names."""
        sought = {name for _, name in self._at}
        for url in urls:
            name = slug_of(url)
            if name in sought and (found := self._at.get((domain_of(url), name))) is not None:
                found[url] = None

    def places(self, domain: str, names: Iterable[str]) -> list[str]:
        """The addresses that bear one of ``names``."""
        found: dict[str, None] = {}
        for name in names:
            alike = self._at.get((domain, name), {})
            if len(alike) <= _MANY:
                found |= alike
        return list(found)


def names(url: str, titles: Iterable[str]) -> tuple[str, ...]:
    """The names of a document, as :func:`slug_of` gives those of addresses: that of its own address, and
    its titles as sites make addresses of them."""
    texts = [part for title in titles for part in (title, _SITE_BEHIND.split(title)[0])]
    found = dict.fromkeys([slug_of(url), *map(_slug, texts)])
    return tuple(name for name in found if name)


def slug_of(url: str) -> str:
    """The name that an address bears: of its file, else its last segment, in one spelling and without its
    ending; an empty text where it says too little."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    name = name_of(url) or path.rstrip("/").rpartition("/")[2]
    return _slug(_ENDING.sub("", unquote(name).lower()))


def _slug(text: str) -> str:
    slug = _APART.sub("-", caseless(text)).strip("-")
    tells = len(slug) >= _LONG and any(letter.isalpha() for letter in slug)
    return slug if tells else ""
