"""The spider that walks every cited URL to its last answer.

``scrapy crawl citations -a folder=DIR [-a only=due|broken|all] [-a source=ID,ID]`` runs it alone;
the command line hands it a night that is prepared already.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Spider, signals
from scrapy.exceptions import CloseSpider, DontCloseSpider, IgnoreRequest

from crawler.run.night import Night
from crawler.run.writer import SECONDS
from crawler.wire import failures
from crawler.wire.own_domains import NotOursError
from crawler.wire.robots import RobotsMiddleware
from crawler.wire.throttle import Throttle
from evidence.bilingual import Words
from evidence.errors import TestigoError
from evidence.folder import EvidenceFolder
from evidence.verdicts.facts import REDIRECTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure as TwistedFailure

    from crawler.run.journey import Journey


log = logging.getLogger(__name__)
_KEEPING = (OSError, TestigoError)
"""How it is told that evidence can't be kept, or read."""
_AT_ONCE = 1_000
"""Looks of a round behind the walk that are begun together, a few megabytes: most rounds have fewer."""


def _named(crawler: Crawler, night: Night, site: str) -> Sequence[str]:
    robots = crawler.get_downloader_middleware(RobotsMiddleware)
    found = robots.sitemaps(site) if robots is not None else []
    return found or night.heard.sitemaps(site)


class CitationsSpider(Spider):
    """Walks the URLs that are due and hands each finished journey to the night."""

    name = "citations"

    def __init__(self, night: Night, *, own: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.night = night
        self._own = own
        self.owns = night.owns
        self.throttle = Throttle(night.config.crawl)
        for host, seconds in night.heard.said().peace.items():
            self.throttle.hold(host, seconds)
        night.looks.oldest_under_way = self.throttle.oldest_under_way
        self.stopped: BaseException | None = None
        """why the walk had to stop early: the disk is full, the database refuses"""
        self.is_over = False
        """whether it came to its end and the night was told"""
        self._flush: asyncio.TimerHandle | None = None
        self._flushing: asyncio.Future[None] | None = None
        self._end: asyncio.TimerHandle | None = None
        self._is_asking = False
        self._pictures: asyncio.Future[None] | None = None
        self._room = asyncio.Event()
        """set when a look is through, and another may be begun"""
        self._further: Iterator[Journey] = iter(())
        """looks of the present round that are not begun yet"""
        self.is_ending = False
        """nothing is begun any more"""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> CitationsSpider:
        own = "night" not in kwargs
        if own:
            folder = EvidenceFolder.find(
                Path(given) if (given := kwargs.pop("folder", None)) else None
            )
            sources = [name for name in kwargs.pop("source", "").split(",") if name]
            options = {"only": kwargs.pop("only", "due"), "sources": sources}
            kwargs["night"] = Night.open(folder, **options)
            crawler.settings.set("TESTIGO_CRAWL", kwargs["night"].config.crawl, priority="spider")
        spider = super().from_crawler(crawler, *args, own=own, **kwargs)
        crawler.signals.connect(spider.closed_by_engine, signals.spider_closed)
        crawler.signals.connect(spider.night.looks.close_browser, signals.spider_closed)
        crawler.signals.connect(spider.all_is_seen, signals.spider_idle)
        spider.night.named_sitemaps = partial(_named, crawler, spider.night)
        spider.night.looks.look_again = spider.look
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first request of every journey; what can't be asked for ends at once."""
        loop = asyncio.get_running_loop()
        self.night.end_early = partial(loop.call_soon_threadsafe, self._time_is_up)
        if seconds := self.night.config.crawl.night_hours * 3600:
            self._end = loop.call_later(seconds, self._time_is_up)
        await asyncio.sleep(self.night.heard.said().rest)
        try:
            while not (self.is_ending or self.night.is_begun):
                journey = self.night.draw()
                if journey is None:
                    await self._room_for_another()
                    continue
                request = journey.first_request()
                if request is None:
                    await self._ended_at_once(journey)
                else:
                    yield self._ours(request)
        except Exception as problem:  # noqa: BLE001 - what is due can't be read: nobody else would hear of it
            self._stop(problem)

    async def _ended_at_once(self, journey: Journey) -> None:
        """Finish a look that nobody is asked for; where it breaks us it is not the others' fault."""
        try:
            with self._through_at_worst(journey):
                await self._finish(journey)
        except CloseSpider as told:
            self.crawler.engine.close_spider(self, told.reason)
        except Exception:  # noqa: BLE001, S110 - it is told by then, and kept as lost at the end
            pass

    async def _room_for_another(self) -> None:
        """Wait until another look may be begun: one that is under way has ended, or a host may be asked
        again."""
        self._room.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._room.wait(), self.night.wait())

    # no generators: Scrapy parses the source of a generator callback again for every answer
    async def answered(self, response: Response) -> list[Request]:
        """One hop is answered: follow it, ask again, or be done."""
        journey: Journey = response.meta["journey"]
        with self._through_at_worst(journey):
            request = self._again(journey, response)
            if request is None:
                journey.exchanges.append(response.meta["exchange"])
                request = await self._next_hop(journey, response)
            return [self._ours(request)] if request is not None else await self._finish(journey)

    async def failed(self, failure: TwistedFailure) -> list[Request]:
        """One hop gave no answer: ask again or be done."""
        request: Request = failure.request  # type: ignore[attr-defined]
        journey: Journey = request.meta["journey"]
        if isinstance(failure.value, NotOursError):
            self.night.give_back(journey, failure.value.domain)
            self._through(journey)
            return []
        with self._through_at_worst(journey):
            journey.begin(request.meta.get("exchange"))  # it was never sent: robots.txt, a wait
            journey.failure = failures.of_request(failure.value)
            journey.begun_answer(request.meta.get("exchange"))
            if journey.may_try_again:
                return [self._ours(journey.again(request))]
            return await self._finish(journey)

    async def look(self, journey: Journey) -> None:
        """One look from its first request to its last answer, while another waits for it."""
        request = journey.first_request()
        while request is not None:
            try:
                response = await self.crawler.engine.download_async(request)
            except (failures.FetchError, IgnoreRequest) as problem:
                journey.failure = failures.of_request(problem)
                journey.begun_answer(request.meta.get("exchange"))
                return
            response.request = request
            if anew := journey.without_condition(response.meta["exchange"], request):
                request = anew
                continue
            journey.exchanges.append(response.meta["exchange"])
            request = await self._next_hop(journey, response)

    @contextmanager
    def _through_at_worst(self, journey: Journey) -> Iterator[None]:
        """Whatever goes wrong with a look, others wait for its place; what nobody foresaw is told."""
        try:
            yield
        except BaseException as problem:
            self._through(journey)
            if isinstance(problem, Exception) and not isinstance(problem, CloseSpider):
                log.exception(
                    Words("the look at {url} broke us", "falló la consulta de {url}").of(
                        url=journey.due.url
                    )
                )
            raise

    def _through(self, journey: Journey) -> None:
        self.night.drawn_is_through(journey)
        self._room.set()

    def _ours(self, request: Request) -> Request:
        request.callback, request.errback = self.answered, self.failed
        return request

    def _again(self, journey: Journey, response: Response) -> Request | None:
        """A second request for the same hop, if the answer was passing trouble, or spoke of our condition
        alone."""
        journey.failure = None
        assert response.request is not None
        if anew := journey.without_condition(response.meta["exchange"], response.request):
            return anew
        waits = self.throttle.remaining(response.meta["download_slot"])
        if not journey.is_passing(response.status, waits, self.throttle.longest):
            return None
        journey.set_aside(response.meta["exchange"])
        return journey.again(response.request)

    async def _next_hop(self, journey: Journey, response: Response) -> Request | None:
        message = response.meta["exchange"].message
        location = message.header("location") if response.status in REDIRECTS else None
        if not location:
            as_browser = journey.second_of is not None
            location = await self.night.looks.forwards(message, response.url, errors=as_browser)
            if location == response.url and not journey.may_reload(response):
                return None
        if not location:
            return None
        return journey.follow(response, location, self.night.config.crawl.max_redirects)

    async def _finish(self, journey: Journey) -> list[Request]:
        """Hand a journey to the night; returns the first requests of the probes that it asks
        for."""
        requests = []
        with self._stopping(_KEEPING):  # anything else is the fault of this look
            for probe in await self.night.looks.finish(journey):
                request = probe.first_request()
                if request is not None:
                    requests.append(self._ours(request))
            if self._flush is None:
                loop = asyncio.get_running_loop()
                self._flush = loop.call_later(SECONDS, self._flush_now)
        self._through(journey)
        if await self._is_outage_ours():
            self.is_ending = True
            raise CloseSpider("our own network is down")
        return requests

    async def _is_outage_ours(self) -> bool:
        """Whether the walk must end for an outage; nothing is begun while hosts are asked about it."""
        if self.night.faults.outage is None or self._is_asking:
            return False
        self._is_asking = True
        self.crawler.engine.pause()
        try:
            return await self.night.faults.is_ours()
        finally:
            self.crawler.engine.unpause()
            self._is_asking = False

    def all_is_seen(self) -> None:
        """What is due is looked at: now at what came of it, round by round."""
        if self._pictures is not None and not self._pictures.done():
            raise DontCloseSpider
        if self.stopped or self.night.faults.outage:
            return
        requests: list[Request] = []
        with self._stopping():
            while not requests and (more := self._some_further()):
                requests = [one for journey in more if (one := journey.first_request())]
            wanted = self.night.takes_pictures and not requests and self._pictures is None
            wants_pictures = wanted and self.night.looks.pictures.are_wanted()
        for request in requests:
            self.crawler.engine.crawl(self._ours(request))
        if wants_pictures:
            self._pictures = asyncio.ensure_future(self._take_pictures())
        if requests or wants_pictures:
            raise DontCloseSpider

    def _some_further(self) -> list[Journey]:
        """Some more looks of the present round, else of the next."""
        some = list(islice(self._further, _AT_ONCE))
        if not some:
            self._further = self.night.further()
            some = list(islice(self._further, _AT_ONCE))
        return some

    async def _take_pictures(self) -> None:
        """The last thing of a walk, which ends with it."""
        try:
            await self.night.looks.pictures.take()
        except Exception as problem:  # noqa: BLE001 - else the spider would wait for them for ever
            self._stop(problem)
        else:
            self.crawler.engine.close_spider(self, "finished")

    def _flush_now(self) -> None:
        """What waits for the disk waits no longer than so, also when no other journey ends."""
        self._flush = None
        self._flushing = asyncio.ensure_future(self._flush_all())

    async def _flush_all(self) -> None:
        try:
            await self.night.looks.writer.flush()
        except Exception as problem:  # noqa: BLE001 - nobody else would hear of it
            self._stop(problem)

    def _stop(self, problem: Exception) -> None:
        """End the walk: evidence can't be kept, or read."""
        self.stopped = self.stopped or problem
        self.is_ending = True
        self.crawler.engine.close_spider(self, "can't keep evidence")

    def _time_is_up(self) -> None:
        """The night is over: looks under way are finished, no other is begun."""
        self.night.time_is_up = self.is_ending = True
        self.crawler.engine.close_spider(self, "the night is over")

    @contextmanager
    def _stopping(self, kinds: tuple[type[Exception], ...] = (Exception,)) -> Iterator[None]:
        """The walk ends when something of these kinds goes wrong inside."""
        try:
            yield
        except kinds as problem:
            self.stopped = self.stopped or problem
            self.is_ending = True
            raise CloseSpider("can't keep evidence") from problem

    def closed_by_engine(self, reason: str) -> None:
        """The walk is over: let the night write what it holds back."""
        self.is_over = True
        for timer in (self._flush, self._flushing, self._end, self._pictures):
            if timer is not None:
                timer.cancel()
        is_through = reason == "finished" or self._pictures is not None  # those are an extra
        try:
            self.night.end_walk(finished=is_through and self.stopped is None)
        except Exception as problem:  # noqa: BLE001 - Scrapy would keep it to itself
            self.stopped = self.stopped or problem
        finally:
            if self._own:
                self.night.close()
        if self.stopped and self._own:  # else whoever made the night says so
            log.error(Words("stopped: {why}", "se detuvo: {why}").of(why=self.stopped))
