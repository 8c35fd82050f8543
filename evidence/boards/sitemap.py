"""Sitemaps (sitemaps.org 0.9), indexes of them, feeds, and the ``Sitemap:`` lines of a
robots.txt."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from evidence.boards.model import Kind, Link

_LOC = re.compile(
    r"<(?:\w+:)?(?:loc|link)>\s*+(?:<!\[CDATA\[)?+\s*+([^<\]\s][^<\]]*+)(?:\]\]>)?+\s*+</",
    re.IGNORECASE,
)
_ROBOTS = re.compile(r"^[^\S\n]*+sitemap[^\S\n]*+:[^\S\n]*+(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST = 50_000
"""Addresses of one file: the protocol's own limit."""


def is_sitemap(text: str) -> bool:
    """Whether an XML text is a sitemap, an index of sitemaps, or a feed."""
    return (
        re.search(r"<(?:\w+:)?(?:urlset|sitemapindex|rss|feed)[\s>]", text[:5000], re.IGNORECASE)
        is not None
    )


def read(text: str) -> list[Link]:
    """The addresses that a sitemap names."""
    found = (unescape(match[1].rstrip()) for match in islice(_LOC.finditer(text), _MOST))
    return [Link(url, url, url.rstrip("/").rpartition("/")[2], (), Kind.LISTED) for url in found]


def read_robots(text: str) -> list[Link]:
    """The sitemaps that a robots.txt names."""
    return [Link(url, url, "", (), Kind.LISTED) for url in _ROBOTS.findall(text)[:50]]
