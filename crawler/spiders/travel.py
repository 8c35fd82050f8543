"""A spider that waits for each answer before it asks again, instead of handing requests to Scrapy's
scheduler: for walks whose next step needs the step before."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy import Spider
from scrapy.exceptions import IgnoreRequest

from crawler.wire import cookies, failures
from crawler.wire.throttle import Throttle
from evidence.bilingual import Words
from evidence.verdicts.facts import REDIRECTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy import Request
    from scrapy.http import Response

    from crawler.run.journey import Journey
    from evidence.config import Crawl


log = logging.getLogger(__name__)


class Traveller(Spider):
    """Does its :meth:`work` from one answer to the next, and is over."""

    def __init__(self, crawl: Crawl, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.crawl = crawl
        self.throttle = Throttle(crawl)

    async def work(self) -> None:
        """All that this spider has to do."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Request]:
        """The whole work."""
        await self.work()
        nothing: tuple[Request, ...] = ()
        for request in nothing:  # what makes this a generator, as Scrapy wants it
            yield request

    async def travel(self, journey: Journey, request: Request | None) -> None:
        """From the first request to the last answer, each hop kept in the journey; a failure is set
        there when there is no last answer."""
        try:
            await self._travel(journey, request)
        finally:
            journey.kept = True  # nothing more is to come of it

    async def _travel(self, journey: Journey, request: Request | None) -> None:
        while request is not None:
            response = await self._ask(journey, request)
            if response is None:
                return
            exchange = response.meta["exchange"]
            journey.exchanges.append(exchange)
            if journey.jar is not None:
                journey.jar.extract_cookies(response, request)
                cookies.bound(journey.jar.jar)
            location = exchange.message.header("location") if response.status in REDIRECTS else ""
            location = location or await self.forwards(journey, response)
            most = self.crawl.max_redirects
            request = journey.follow(response, location, most) if location else None

    async def forwards(self, _journey: Journey, _response: Response) -> str:
        """Where an answer leads without a redirect; an empty text where it stays, as all do for a spider
        that reads no pages."""
        return ""

    async def _ask(self, journey: Journey, request: Request) -> Response | None:
        """The answer to one request, asked twice when the first answer was passing trouble; None,
        with a failure set, when there is none."""
        while True:
            try:
                response = await self.crawler.engine.download_async(request)
            except Exception as problem:  # what nobody foresaw is how it ended, too
                if not isinstance(problem, failures.FetchError | IgnoreRequest):
                    log.exception(
                        Words("could not fetch {url}", "no se pudo descargar {url}").of(
                            url=request.url
                        )
                    )
                journey.failure = failures.of_request(problem)
                if not journey.may_try_again:
                    return None
            else:
                response.request = request
                waits = self.throttle.remaining(request.meta["download_slot"])
                passing = journey.is_passing(response.status, waits, self.throttle.longest)
                if request.method == "POST" or not passing:
                    journey.failure = None
                    return response
                journey.set_aside(response.meta["exchange"])
            journey.attempts += 1
            request = request.replace()
