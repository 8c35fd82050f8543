"""The spider that walks a results board: one page at a time, in the order that the walk says.

The throttle, robots.txt, the check of addresses, TLS and recording are those of every other request. It runs in a
child process (see :mod:`crawler.sources.boards`), because Twisted's reactor starts once a process.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from scrapy import Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http.cookies import CookieJar

from crawler.run.connections import Connections
from crawler.run.journey import Journey
from crawler.run.records import Recorder
from crawler.wire import failures
from crawler.wire.throttle import Throttle
from crawler.wire.urls import REDIRECTS
from evidence.boards.model import Kind
from evidence.boards.read import read
from evidence.looks.examine import examine
from evidence.looks.observed import Against
from evidence.store.due import Due
from evidence.verdicts.model import Failure
from evidence.vocabulary import Cause, Stage, Verdict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy import Request
    from scrapy.http import Response

    from crawler.sources.boards import Job
    from evidence.boards.model import Way
    from evidence.custody.warc.writer import Write
    from evidence.looks.finding import Finding
    from evidence.store.records import Capture

log = logging.getLogger(__name__)
_JUDGED = 2_000_000
"""Bytes of a page by which it is judged: a block or an error page says so at its beginning."""
_BAD = frozenset({Verdict.MISSING, Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.UNCHECKED})


class BoardSpider(Spider):
    """Walks one board; ``captures`` holds what was recorded."""

    name = "board"

    def __init__(self, job: Job | None = None, write: Write | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if job is None or write is None:
            raise ValueError(
                "this spider is started by `testigo add --kind board` and `testigo run`"
            )
        self.job = job
        self.walk = job.walk()
        self.throttle = Throttle(job.crawl)
        self.captures: list[Capture] = []
        self.problem = "it broke off"
        """why the walk could not be made to its end; empty when it was"""
        self.recorder = Recorder(
            write, Connections(lambda kind, key: (kind.TABLE, key) in job.kept, write)
        )
        self._jar = CookieJar()

    async def start(self) -> AsyncIterator[Request]:
        """The whole walk. Nothing is handed to Scrapy's scheduler: a posted form needs the page
        before it."""
        try:
            read(
                b"<html>", "text/html", self.job.url, self.job.options.labels
            )  # are they CSS selectors?
            while (way := self.walk.next()) is not None:
                await self._look(way)
            self.problem = ""
        except (OSError, ValueError) as problem:  # the disk is full; a label is no selector
            self.problem = " ".join(str(problem).split())
        nothing: tuple[Request, ...] = ()
        for request in nothing:  # what makes this a generator, as Scrapy wants it
            yield request

    async def _look(self, way: Way) -> None:
        """Fetch a page, keep it, and tell the walk."""
        journey = Journey(Due.of(way.url, self.job.latest.get(way.key)), jar=self._jar)
        try:
            async with asyncio.timeout(max(1.0, self.walk.seconds_left)):
                await self._travel(journey, way)
        except TimeoutError:
            journey.failure = Failure(Stage.TIMEOUT, "timeout", "the visit's time is over")
        size = sum(exchange.size for exchange in journey.exchanges)
        finding = examine(journey.observed(), Against.of(journey.due), self.job.folder, _JUDGED)
        if size > _JUDGED:  # what was judged is not all of its text
            finding = replace(finding, text_sha256=None)
        kept = self.recorder.journey(journey, finding)
        self.captures += kept
        capture = kept[-1].id if kept else None
        if journey.failure is not None or not journey.exchanges:
            self.walk.fail(way, str(finding.judgement.cause), size, capture)
            return
        exchange = journey.exchanges[-1]
        message = exchange.message
        assert message is not None
        body = message.decoded(self.job.crawl.max_body)
        content_type = message.header("content-type")
        if self._is_page(way, finding, body, content_type, exchange.url):
            cut = exchange.truncated == "length"
            try:
                self.walk.take(way, exchange.url, body, content_type, capture, cut=cut)
            except Exception:  # a page that breaks us must not take the whole board with it
                log.exception("could not read %s", exchange.url)
                self.walk.fail(way, str(Cause.INTERNAL), size, capture)
        else:
            cause, verdict = finding.judgement.cause, finding.judgement.verdict
            self.walk.fail(way, str(cause), size, capture, gone=verdict is Verdict.MISSING)

    def _is_page(
        self, way: Way, finding: Finding, body: bytes, content_type: str, url: str
    ) -> bool:
        """Whether what came is the board's page, and no block, challenge or error page in its
        place."""
        if way.link.kind in (Kind.LISTED, Kind.DATA):
            return finding.look.status == 200 and finding.look.failure is None
        if (
            finding.judgement.cause is Cause.UNRENDERED
        ):  # a shell whose scripts carry the data is no block
            page = read(body, content_type, url)
            return page is not None and bool(page.links)
        return finding.judgement.verdict not in _BAD

    async def _travel(self, journey: Journey, way: Way) -> None:
        """From the way's address to its last answer, each hop kept in the journey."""
        request = journey.first_request()
        if request is not None and way.link.form is not None:
            headers = {
                **request.headers,
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": way.page,
            }
            body = urlencode(way.link.form.data()).encode("ascii")
            request = request.replace(method="POST", headers=headers, body=body)
        while request is not None:
            response = await self._ask(journey, request)
            if response is None:
                return
            message = response.meta["exchange"].message
            journey.exchanges.append(response.meta["exchange"])
            self._jar.extract_cookies(response, request)
            location = message.header("location") if response.status in REDIRECTS else ""
            most = self.job.crawl.max_redirects
            request = journey.follow(response, location, most) if location else None

    async def _ask(self, journey: Journey, request: Request) -> Response | None:
        """The answer to one request, asked twice when the first answer was passing trouble; None,
        with a failure set, when there is none."""
        assert self.crawler.engine is not None
        while True:
            try:
                response = await self.crawler.engine.download_async(request)
            except (failures.FetchError, IgnoreRequest) as problem:
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
            journey.attempts += 1
            request = request.replace()
