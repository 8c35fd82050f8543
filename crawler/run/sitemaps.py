"""The sitemaps of sites that lost a document: asked for once a night, by ordinary requests, for the
addresses that bear its name now."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.run.journey import Journey
from crawler.wire.urls import problem_of
from evidence.bilingual import Words
from evidence.domains import domain_of
from evidence.fence import FenceFailure
from evidence.kept import kept
from evidence.store.due import Due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evidence.looks.listing import Listing

log = logging.getLogger(__name__)
_SITES = 200
"""Sites whose sitemaps one run asks for."""
_FILES = 10
"""Sitemaps of one site, those that an index names included: half a million addresses."""
_NAMED = 3
"""Sitemaps of one robots.txt: most have one, an index."""
_ENDINGS = (".xml", ".xml.gz")


class Sitemaps:
    """Asks for sitemaps and hands what they name to a listing. Nothing of them is kept: that a site
    names an address proves nothing, and what stands there is looked at."""

    def __init__(self, listing: Listing, max_body: int) -> None:
        self._listing = listing
        self._max_body = max_body
        self._left: dict[str, int] = {}
        """site -> how many of its sitemaps may still be asked for"""

    def ask(self, urls: Iterable[str], named: Callable[[str], Iterable[str]]) -> list[Journey]:
        """The looks at the sitemaps of the sites of ``urls``, each site once; ``named`` gives those that
        its robots.txt names."""
        sites = dict.fromkeys(site for url in urls if (site := site_of(url)))
        found = []
        for site in islice(sites, _SITES):
            self._left[site] = _FILES
            own = domain_of(site)
            told = (url for url in named(site) if domain_of(url) == own and not problem_of(url))
            first = dict.fromkeys((*islice(told, _NAMED), f"{site}/sitemap.xml"))
            found += self._journeys(site, first)
        return found

    def answer(self, journey: Journey) -> list[Journey]:
        """Take in a sitemap; returns the looks at those that it names where it is an index itself."""
        assert journey.sitemap_of is not None
        listed = list(self._read(journey))
        self._listing.add(url for url in listed if not _is_sitemap(url))
        if journey.is_listed:
            return []
        own = domain_of(journey.sitemap_of)
        more = (url for url in listed if _is_sitemap(url) and domain_of(url) == own)
        return self._journeys(journey.sitemap_of, dict.fromkeys(more), is_listed=True)

    def _journeys(
        self, site: str, urls: Iterable[str], *, is_listed: bool = False
    ) -> list[Journey]:
        asked = list(islice(urls, self._left[site]))
        self._left[site] -= len(asked)
        return [Journey(Due.of(url), sitemap_of=site, is_listed=is_listed) for url in asked]

    def _read(self, journey: Journey) -> Iterator[str]:
        """What a sitemap names; reads behind the fence."""
        # few nights lose anything: readers of boards are not loaded for all
        from evidence.boards.fenced import read_fenced  # noqa: PLC0415
        from evidence.boards.model import Kind  # noqa: PLC0415

        message = journey.observed().message
        if message is None or message.status != 200:
            return
        url = journey.exchanges[-1].url
        try:
            page = read_fenced(message.decoded(self._max_body), message.content_type, url)
        except FenceFailure as failure:
            log.info(
                Words(
                    "the sitemap {url} can't be read: {why}",
                    "no se puede leer el mapa del sitio {url}: {why}",
                ).of(url=url, why=kept(str(failure)))
            )
            return
        if page is not None:  # an error page in the place of a sitemap has links of other kinds
            yield from (link.url for link in page.links if link.kind is Kind.LISTED)


def site_of(url: str) -> str:
    """``https://host`` of an address; empty where it can't be asked for."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if problem_of(url) is None else ""


def _is_sitemap(url: str) -> bool:
    return url.lower().partition("?")[0].endswith(_ENDINGS)
