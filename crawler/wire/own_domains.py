"""The domains that a walk may ask, where others walk the rest of the same night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest, NotConfigured

from evidence.domains import domain_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy import Request
    from scrapy.crawler import Crawler


class NotOursError(IgnoreRequest):
    """Whoever asks ``domain`` tonight is not this walk."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain)
        self.domain = domain


class OwnDomains:
    """Lets no request out to a domain that the spider's ``owns`` says no to: two walks at one host would
    each keep its delay, and together break it."""

    def __init__(self, owns: Callable[[str], bool]) -> None:
        self._owns = owns

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OwnDomains:
        owns = getattr(crawler.spider, "owns", None)
        if owns is None:
            raise NotConfigured
        return cls(owns)

    def process_request(self, request: Request) -> None:
        """Raises NotOursError."""
        domain = domain_of(request.url)
        if not self._owns(domain):
            raise NotOursError(domain)
