"""The spider that walks a results board: one page at a time, in the order that the walk says.

The throttle, robots.txt, the check of addresses, TLS and recording are those of every other
request. A page is judged and read in a thread, and read behind the fence: one that is made to cost
time neither hangs this process nor keeps it from hearing a signal.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from scrapy.http.cookies import CookieJar

from crawler.run.connections import Connections
from crawler.run.drawing import Drawing
from crawler.run.journey import Journey
from crawler.run.records import Recorder
from crawler.spiders.drawn_board import DrawnPages
from crawler.spiders.travel import Traveller
from crawler.wire.robots import RobotsMiddleware
from evidence.bilingual import Words
from evidence.boards.fenced import read_fenced
from evidence.boards.model import Kind
from evidence.boards.read import read
from evidence.errors import StoreError
from evidence.fence import FenceFailure
from evidence.looks.examine import examine
from evidence.looks.observed import Against
from evidence.store.due import Due
from evidence.verdicts.facts import answered
from evidence.verdicts.model import Failure
from evidence.vocabulary import Cause, Certainty, Stage, Verdict

if TYPE_CHECKING:
    from scrapy import Request

    from crawler.spiders.job import Job
    from evidence.boards.model import Way
    from evidence.custody.warc.writer import Write
    from evidence.looks.finding import Finding
    from evidence.store.records import Capture

log = logging.getLogger(__name__)
_JUDGED = 2_000_000
"""Bytes of a page by which it is judged: a block or an error page says so at its beginning."""
_LISTS = 3
"""Documents in the content of a page that make it a list, though it has words of an error page"""
_BAD = frozenset({Verdict.MISSING, Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.UNCHECKED})


class BoardSpider(Traveller):
    """Walks one board; ``captures`` holds what was recorded."""

    name = "board"

    def __init__(self, job: Job | None = None, write: Write | None = None, **kwargs: Any) -> None:
        if job is None or write is None:
            raise ValueError(
                "this spider is started by `testigo add --kind board` and `testigo run`"
            )
        super().__init__(job.crawl, **kwargs)
        self.job = job
        self._write = write
        self._drawing = Drawing(job.config)
        self.walk = job.walk(read_fenced, draws=self._drawing.is_there)
        self.captures: list[Capture] = []
        self.problem = "it broke off"
        """why the walk could not be made to its end; empty when it was"""
        self.refused: StoreError | None = None
        """what the disk said when a page could not be kept"""
        self.recorder = Recorder(
            write, Connections(lambda kind, key: (kind.TABLE, key) in job.kept, write)
        )
        self._jar = CookieJar()

    async def work(self) -> None:
        """The whole walk. Nothing is handed to Scrapy's scheduler: a posted form needs the page
        before it."""
        try:
            read(
                b"<html>", "text/html", self.job.url, self.job.options.labels
            )  # are they CSS selectors?
            drawn = self._drawn_pages()
            while (way := self.walk.next()) is not None:
                if way.drawn:
                    await drawn.open(way)
                    self.captures += drawn.taken()
                else:
                    await self._look(way)
            self.problem = ""
        except StoreError as problem:
            self.refused = problem
        except (OSError, ValueError) as problem:  # a label is no selector
            self.problem = " ".join(str(problem).split())
        finally:
            await self._drawing.close()
            self._drawing.end()

    def _drawn_pages(self) -> DrawnPages:
        manager: Any = self.crawler.engine.downloader.middleware
        robots = next((one for one in manager.middlewares if type(one) is RobotsMiddleware), None)
        return DrawnPages(self.job, self.walk, self._drawing, self._write, self.throttle, robots)

    async def _look(self, way: Way) -> None:
        """Fetch a page, keep it, and tell the walk."""
        journey = Journey(Due.of(way.url, self.job.latest.get(way.key)), jar=self._jar)
        try:
            async with asyncio.timeout(max(1.0, self.walk.seconds_left)):
                await self.travel(journey, _first_request(journey, way))
        except TimeoutError:
            journey.failure = Failure(Stage.TIMEOUT, "timeout", "the visit's time is over")
        finding = await asyncio.to_thread(self._judge, journey)
        kept = self.recorder.journey(journey, finding)
        self.captures += kept
        await asyncio.to_thread(self._tell, way, journey, finding, kept[-1].id if kept else None)

    def _judge(self, journey: Journey) -> Finding:
        finding = examine(journey.observed(), Against.of(journey.due), self.job.folder, _JUDGED)
        if _size(journey) > _JUDGED:  # what was judged is not all of its text
            finding = replace(finding, text_sha256=None)
        return finding

    def _tell(self, way: Way, journey: Journey, finding: Finding, capture: str | None) -> None:
        """Tell the walk what came."""
        cause, verdict = finding.judgement.cause, finding.judgement.verdict
        if journey.failure is not None or not journey.exchanges:
            self.walk.fail(way, str(cause), _size(journey), capture)
            return
        exchange = journey.exchanges[-1]
        message = exchange.message
        assert message is not None
        body = message.decoded(self.job.crawl.max_body)
        content_type = message.content_type
        try:
            if self._is_page(way, finding, body, content_type, exchange.url):
                cut = finding.look.truncated is not None
                self.walk.take(way, exchange.url, body, content_type, capture, cut=cut)
            else:
                gone = verdict is Verdict.MISSING
                self.walk.fail(way, str(cause), _size(journey), capture, gone=gone)
        except FenceFailure as failure:
            log.info(
                Words("{url} can't be read: {why}", "no se puede leer {url}: {why}").of(
                    url=exchange.url, why=failure
                )
            )
            self.walk.fail(way, str(Cause.INTERNAL), _size(journey), capture)
        except Exception:  # a page that breaks us must not take the whole board with it
            log.exception(
                Words("could not read {url}", "no se pudo leer {url}").of(url=exchange.url)
            )
            self.walk.fail(way, str(Cause.INTERNAL), _size(journey), capture)

    def _is_page(
        self, way: Way, finding: Finding, body: bytes, content_type: str, url: str
    ) -> bool:
        """Whether what came is the board's page, and no block, challenge or error page in its
        place."""
        if way.link.kind in (Kind.LISTED, Kind.DATA):
            return answered(finding.look)
        judgement = finding.judgement
        doubted = judgement.cause is Cause.SOFT_404 and judgement.at_most is not Certainty.CONFIRMED
        if judgement.cause is Cause.UNRENDERED or doubted:
            page = read_fenced(body, content_type, url)
            if page is None:
                return False
            if doubted:  # a row may be called "Documento retirado"; an error page lists nothing
                return self.walk.documents_on(page) >= _LISTS
            return bool(page.links)  # a shell whose scripts carry the data is no block
        return judgement.verdict not in _BAD


def _size(journey: Journey) -> int:
    return sum(exchange.size for exchange in journey.exchanges)


def _first_request(journey: Journey, way: Way) -> Request | None:
    """The request for a page, or the form that leads to it."""
    request = journey.first_request()
    if request is None or way.link.form is None:
        return request
    headers = {
        **request.headers,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": way.page,
    }
    body = urlencode(way.link.form.data()).encode("ascii")
    return request.replace(method="POST", headers=headers, body=body)
