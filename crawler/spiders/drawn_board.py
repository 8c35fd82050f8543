"""Opens the pages of a board in a browser, for its spider: what a page shows is read, kept and told to the walk, which
says what to do with the page next.

The browser asks a site as politely as the spider: one page at a time, one step after the other with the delay of
the site between them, nothing that its robots.txt closes, and nothing while it wants peace.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.browser import robots as closed
from crawler.browser.model import BrowserFailed, Settled, Why
from crawler.run.drawn import HTML
from evidence.bilingual import Words
from evidence.boards.drawn import CLOSED, FAILED, Showing, Shown
from evidence.boards.fenced import read_fenced
from evidence.domains import domain_of, host_of
from evidence.errors import StoreError
from evidence.fence import FenceFailure
from evidence.kept import kept
from evidence.store.due import known_capture
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from crawler.browser.model import Exchange, State
    from crawler.run.drawing import Drawing, Held
    from crawler.spiders.job import Job
    from crawler.wire.robots import RobotsMiddleware
    from crawler.wire.throttle import Throttle
    from evidence.boards.controls import Step
    from evidence.boards.model import Page, Way
    from evidence.boards.walk import Walk
    from evidence.custody.warc.writer import Write
    from evidence.store.due import KnownCapture
    from evidence.store.records import Capture

log = logging.getLogger(__name__)
_DATA = frozenset({"XHR", "Fetch", "Document"})
"""Resources in which what a board lists comes."""


class DrawnPages:
    """Of one visit."""

    def __init__(
        self,
        job: Job,
        walk: Walk,
        drawing: Drawing,
        write: Write,
        throttle: Throttle,
        robots: RobotsMiddleware | None,
    ) -> None:
        """``robots`` says what sites keep to themselves; None: they are not asked."""
        self._job = job
        self._walk = walk
        self._drawing = drawing
        self._write = write
        self._throttle = throttle
        self._robots = robots
        self._known: dict[tuple[str, str], KnownCapture] = dict(job.loaded)
        self._next = 0.0
        """when the site may be asked again, by the monotonic clock"""
        self._kept: list[Capture] = []

    def taken(self) -> list[Capture]:
        """Rows of what was kept since this was asked last."""
        kept, self._kept = self._kept, []
        return kept

    async def open(self, way: Way) -> None:
        """Open a page, go through what it lists, and tell the walk. Raises StoreError."""
        if not self._drawing.is_there:
            self._walk.unopened(way)
            return
        showing = Showing(self._walk, way)
        robots = await self._robots.text_of(way.url) if self._robots else b""
        while True:
            try:
                async with self._drawing.hold(way.url, self._job.options.bytes, robots) as page:
                    await self._go_through(page, showing)
            except (BrowserFailed, OSError) as problem:
                if isinstance(problem, StoreError):
                    raise
                showing.broke_off()
            if not showing.begins_again():
                break
        showing.end()

    async def _go_through(self, page: Held, showing: Showing) -> None:
        step: Step | None = None
        while True:
            await self._politely(showing.way.url)
            state = await (page.first() if step is None else page.next(step))
            self._next = time.monotonic() + self._job.crawl.delay
            failed = await self._failure(state)
            step = await asyncio.to_thread(self._taken, page, showing, state, failed)
            if step is None:
                return

    async def _politely(self, url: str) -> None:
        await asyncio.sleep(max(0.0, self._next - time.monotonic()))
        if not await self._throttle.wait(host_of(url)):
            raise BrowserFailed(Why.REFUSED, "its host wants to be left alone")

    def _taken(self, page: Held, showing: Showing, state: State, failed: str) -> Step | None:
        """Keep a state, read it, and tell it; what to do next. Raises StoreError."""
        rendered = state.rendered
        dom = rendered.dom.read_bytes()
        earlier = self._job.latest.get(showing.way.key)
        is_new = earlier is None or earlier.payload_sha256 != hashlib.sha256(dom).hexdigest()
        kept = page.keep(state, self._write, self._known, pictures=is_new)
        self._kept += kept
        self._known |= {
            (one.url, one.payload_sha256): known_capture(one)
            for one in kept
            if one.record_type is RecordType.RESPONSE and one.truncated is None
        }
        for path in (rendered.dom, rendered.text, *(one.body for one in rendered.exchanges)):
            if path is not None:
                path.unlink(missing_ok=True)
        shown = Shown(
            rendered.final_url,
            self._read(dom, rendered.final_url),
            state.controls,
            len(dom) + sum(one.size for one in rendered.exchanges),
            failed,
            is_quiet=rendered.settled is Settled.IDLE,
        )
        return showing.take(shown, kept[-1].id)

    def _read(self, dom: bytes, url: str) -> Page | None:
        try:
            return read_fenced(dom, HTML, url, self._job.options.labels)
        except FenceFailure as failure:
            log.info(
                Words(
                    "{url} can't be read as a browser shows it: {why}",
                    "no se puede leer {url} como lo muestra un navegador: {why}",
                ).of(url=url, why=kept(str(failure)))
            )
        except Exception:  # a page that breaks us must not take the whole board with it
            log.exception(
                Words(
                    "could not read {url} as a browser shows it",
                    "no se pudo leer {url} como lo muestra un navegador",
                ).of(url=url)
            )
        return None

    async def _failure(self, state: State) -> str:
        """Why something that the page lists may not have come; an empty text where all came."""
        rendered = state.rendered
        site = domain_of(rendered.final_url)
        for refusal in rendered.refused:
            if refusal.why == closed.WHY:
                return CLOSED
        for one in rendered.exchanges:
            if one.resource_type not in _DATA:
                continue
            self._throttle.note(host_of(one.url), one.status, _header(one, "retry-after"))
            if await self._is_closed(one.url, rendered.final_url):
                return CLOSED
            if domain_of(one.url) == site and _is_failure(one):
                return FAILED
        return ""

    async def _is_closed(self, url: str, page: str) -> bool:
        """Whether another site that the page asks for data keeps them to itself."""
        if self._robots is None or urlsplit(url).netloc == urlsplit(page).netloc:
            return False
        return not await self._robots.allows(url)


def _is_failure(one: Exchange) -> bool:
    if one.status:
        return one.status >= 400 or bool(one.problem)
    return not one.problem.startswith("given up")


def _header(one: Exchange, name: str) -> str:
    return next((value for key, value in one.headers if key.lower() == name), "")
