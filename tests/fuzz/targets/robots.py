"""robots.txt, by the library that reads it for us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protego import Protego

from crawler.wire.agent import ROBOTS_NAME
from evidence.boards.sitemap import read_robots
from tests.fuzz.target import Target, hold

if TYPE_CHECKING:
    from collections.abc import Iterator

_URLS = (
    "https://www.gob.mx/", "https://www.gob.mx/agua/Tablero?doc=1&b=%C3%B1", "https://www.gob.mx/" + "a" * 500,
    "https://www.gob.mx/" + "a/" * 200 + "b.pdf", "http://[2001:db8::1]/x", "http://a.mx/*?$",
)  # fmt: skip
_WORDS = (b"User-agent: ", b"testigo", b"*", b"Disallow: /", b"Allow: /", b"$", b"Crawl-delay: ", b"Request-rate: 1/5",
          b"Visit-time: 0100-0200", b"Sitemap: ", b"%2f", b"\xef\xbb\xbf", b"\n", b"#")  # fmt: skip


def _rules(data: bytes) -> None:
    text = data.decode("utf-8-sig", "replace")
    rules = Protego.parse(text)
    first = [rules.can_fetch(url, ROBOTS_NAME) for url in _URLS]
    hold(
        first == [Protego.parse(text).can_fetch(url, ROBOTS_NAME) for url in _URLS],
        "the same each time",
    )
    rules.crawl_delay(ROBOTS_NAME)
    read_robots(text)


def _seeds() -> Iterator[bytes]:
    yield b"User-agent: *\nDisallow: /a\nAllow: /a/b$\nCrawl-delay: 2\n"
    yield b"User-agent: testigo\nDisallow: /*.pdf$\nDisallow: /*a*a*a*a*a*a*a*a*a*a*b\n"
    yield b"\xef\xbb\xbfuser-agent:*\r\ndisallow:\r\nSitemap: https://a.mx/s.xml\r\nRequest-rate: 1/5\n"


TARGETS = (
    Target("robots", "rules are read in time and say the same each time", _rules, _seeds, _WORDS),
)
