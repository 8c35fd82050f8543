"""robots.txt, read as RFC 9309 says: redirects followed, a client error means no rules, a server
error means no. Scrapy's own middleware parses whatever body comes back, a redirect's or an error
page's too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.wire.agent import ROBOTS_NAME
from crawler.wire.failures import FetchError
from crawler.wire.own_domains import NotOursError
from crawler.wire.urls import problem_of
from evidence import addresses
from evidence.domains import host_of
from evidence.verdicts.facts import REDIRECTS

if TYPE_CHECKING:
    from asyncio import Future

    from scrapy.crawler import Crawler

_HOPS = 5
"""RFC 9309 2.3.1.2: at least five redirects."""
_BYTES = 500 * 1024
"""RFC 9309 2.5: at least 500 KiB are parsed."""
_FETCHED = 2 * _BYTES
"""Bytes that are fetched, with whatever marks them as chunks."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site says."""

    text: str
    read: Protego

    @classmethod
    def of(cls, text: str) -> Rules:
        """From what stands in the file."""
        return cls(text, Protego.parse(text))


_OPEN = Rules.of("")
_SHUT = Rules.of("User-agent: *\nDisallow: /")


class RobotsMiddleware:
    """Asks each site once a walk, before the first request to it; the others wait for the answer."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._obey = crawler.settings.getbool("ROBOTSTXT_OBEY")
        self._rules: dict[str, Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises IgnoreRequest for a URL that the site's rules close to us, and NotOursError where these lie at a
        domain that is not asked here."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        if "journey" in request.meta:
            self._crawler.spider.throttle.touch(request.meta["journey"])  # type: ignore[union-attr]
        if not self._obey:
            return
        if not await self.allows(request.url):
            raise IgnoreRequest("robots.txt")

    async def allows(self, url: str) -> bool:
        """Whether the rules of its site leave an address open to us."""
        if not self._obey:
            return True
        return (await self._rules_of(url)).read.can_fetch(url, ROBOTS_NAME)

    async def text_of(self, url: str) -> bytes:
        """The rules of the site of an address, for who can't ask :meth:`allows`; nothing where they are not
        obeyed."""
        return (await self._rules_of(url)).text.encode() if self._obey else b""

    def sitemaps(self, site: str) -> list[str]:
        """The sitemaps that the robots.txt of ``https://host`` names, if it was read."""
        known = self._rules.get(site)
        if known is None or not known.done() or known.cancelled() or known.exception():
            return []
        return list(known.result().read.sitemaps)

    async def _rules_of(self, url: str) -> Rules:
        import asyncio  # noqa: PLC0415 - the event loop exists only now

        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._read(f"{site}/robots.txt"))
        # shielded: a request that is given up must not take the rules away from the others
        return await asyncio.shield(self._rules[site])

    async def _read(self, url: str) -> Rules:
        for _ in range(_HOPS + 1):
            try:
                response: Any = await self._crawler.engine.download_async(_request(url))
            except NotOursError:
                raise  # what the rules say is not known here: the look is for who asks that domain, too
            except (FetchError, IgnoreRequest):
                return _OPEN  # the page itself will say what is wrong with the host
            message = response.meta["exchange"].message
            if response.status in REDIRECTS and message.header("location"):
                target = _joined(url, message.header("location"))
                if target is None or problem_of(target):
                    return _OPEN
                url = target
                continue
            if response.status >= 500:
                return _SHUT
            if not 200 <= response.status < 300:
                return _OPEN
            # with the mark that some servers put before UTF-8 the first line would name nobody
            return Rules.of(message.decoded(_BYTES).decode("utf-8-sig", "replace"))
        return _OPEN


def _joined(base: str, location: str) -> str | None:
    """Where a redirect leads; None where that is no address at all."""
    try:
        return addresses.location(base, location)
    except ValueError:
        return None


def _request(url: str) -> Request:
    meta = {"dont_obey_robotstxt": True, "download_slot": host_of(url), "most": _FETCHED}
    return Request(url, callback=NO_CALLBACK, priority=1000, dont_filter=True, meta=meta)
