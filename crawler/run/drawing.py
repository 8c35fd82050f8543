"""Pages opened in a browser during a run: those whose text scripts draw, and those that want a picture."""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from crawler.browser import leftovers, pool
from crawler.browser.model import BrowserFailed, Device, Job, Why
from crawler.browser.spool import Spool
from crawler.run import drawn
from crawler.wire.agent import user_agent
from evidence import clock
from evidence.bilingual import Words
from evidence.custody.warc.message import drawn as message_of_drawn
from evidence.looks.observed import Observed
from evidence.verdicts.facts import REDIRECTS
from evidence.verdicts.model import Failure, Hop
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from crawler.browser.model import Rendered, State
    from crawler.browser.pool import Browser, Walking
    from crawler.run.drawn import Kept
    from evidence.boards.controls import Step
    from evidence.config import Config
    from evidence.custody.warc.writer import Write
    from evidence.looks.finding import Finding
    from evidence.store.records import Capture, Rendering

log = logging.getLogger(__name__)
SWITCH = "TESTIGO_BROWSER"
"""Environment variable that turns the browser off for a machine or a command, whatever the configuration
says."""
_GIVE_UP = 5
"""Pages in a row that end the browser, after which no other is opened in the run: it is the machine that
fails, and each may take a minute and a half."""
_OF_THE_PAGE = frozenset({Why.REFUSED, Why.NO_DOCUMENT, Why.DOWNLOAD})
"""Why a page can't be opened by a browser that works."""
_LOCALES = {"es": "es-MX", "en": "en-US", "pt": "pt-BR", "fr": "fr-FR"}
"""The country for a language that is told without one: where the first users of each are."""


@dataclass(slots=True)
class Drawn:
    """How a page went in a browser."""

    job: Job | None = None
    rendered: Rendered | None = None
    problem: str = ""
    """why there is none"""
    dom: bytes = b""
    """the document as drawn"""
    kept: Kept | None = None
    """its records, once they are written"""

    def observed(self, url: str, at: datetime) -> Observed:
        """What a look at the page ``url`` as drawn observed."""
        rendered = self.rendered
        if rendered is None:
            failure = Failure(Stage.INTERNAL, "browser", self.problem[:200])
            return Observed(url=url, at=at, final_url=url, failure=failure)
        moved = rendered.final_url.partition("#")[0] != url.partition("#")[0]
        return Observed(
            url=url,
            at=clock.parse(rendered.started),
            final_url=rendered.final_url if moved else url,
            hops=_hops(url, rendered) if moved else (),
            message=message_of_drawn(self.dom, drawn.HTML, rendered.status or drawn.FOUND),
            conditional=False,
        )

    def write(self, write: Write, known: drawn.Known, *, pictures: bool) -> None:
        """Write its records, as :func:`crawler.run.drawn.keep` does, and take the browser's files away."""
        assert self.job is not None
        assert self.rendered is not None
        self.kept = drawn.keep(self.job, self.rendered, write, known, pictures=pictures)
        shutil.rmtree(self.job.spool, ignore_errors=True)

    def captures(self, finding: Finding | None = None) -> list[Capture]:
        """The rows of its records; of the document as drawn with what was found out about it."""
        if self.kept is None:
            return []
        *loaded, dom = self.kept.captures
        if finding is None:
            return [*loaded, dom]
        media_type = finding.media_type or dom.media_type
        return [*loaded, replace(dom, media_type=media_type, text_sha256=finding.text_sha256)]

    def rendering(self, check_id: str, url_id: str) -> Rendering | None:
        """Its row, once the records are written."""
        if self.job is None or self.rendered is None or self.kept is None:
            return None
        return self.kept.rendering(self.job, self.rendered, check_id, url_id)


def _hops(url: str, rendered: Rendered) -> tuple[Hop, ...]:
    """The way from ``url`` to where the page came to be: redirects, and what scripts did after them."""
    redirects = tuple(
        Hop(one.url, one.status)
        for one in rendered.exchanges
        if one.is_main and one.status in REDIRECTS
    )
    return redirects or (Hop(url, 0),)


def lacks(config: Config, *, asked: bool = False) -> str:
    """Why no page is opened in a browser, in one line; empty where pages are. ``asked``: somebody wants
    one, whatever is configured."""
    if not (config.browser.is_on or asked):
        return "turned off in testigo.toml"
    if os.environ.get(SWITCH, "").lower() == "off":
        return f"turned off by {SWITCH}"
    return pool.available() or ""


class Held:
    """A page that is held open."""

    def __init__(self, job: Job, page: Walking) -> None:
        self._job = job
        self._page = page

    async def first(self) -> State:
        """Open it. Raises BrowserFailed."""
        return await self._page.first()

    async def next(self, step: Step) -> State:
        """Take a step. Raises BrowserFailed."""
        return await self._page.next(step)

    def keep(
        self, state: State, write: Write, known: drawn.Known, *, pictures: bool
    ) -> tuple[Capture, ...]:
        """Write the records of a state, as :func:`crawler.run.drawn.keep` does, the document as drawn last. Raises
        StoreError."""
        return drawn.keep(self._job, state.rendered, write, known, pictures=pictures).captures


class Drawing:
    """The browser of a run, which starts with the first page."""

    def __init__(self, config: Config, *, asked: bool = False) -> None:
        self._config = config
        self._browser: Browser | None = None
        self._spool: Path | None = None
        """where the files of pages lie until they are kept; what a killed run left of it is swept"""
        self._numbers = count(1)
        self.lacks = lacks(config, asked=asked)
        """why there is no browser; empty where there is one"""
        self._failed = 0
        """pages in a row that the browser did not survive"""

    @property
    def is_there(self) -> bool:
        """Whether pages can be opened."""
        return not self.lacks

    async def open(self, url: str, language: str = "", *, is_door: bool = False) -> Drawn:
        """Open a page, before which a challenge stands where it ``is_door``; where that fails the answer
        says why."""
        if not self.is_there:
            return Drawn(problem=self.lacks)
        place: Path | None = None
        try:
            browser, place = await self._ready()
            job = replace(self._job(url, language, place), is_door=is_door)
            rendered = await browser.open(job)
            self._failed = 0
            return Drawn(job, rendered, dom=rendered.dom.read_bytes())
        except (BrowserFailed, OSError) as problem:
            log.info(
                Words(
                    "the browser could not open {url}: {why}",
                    "el navegador no pudo abrir {url}: {why}",
                ).of(url=url, why=problem)
            )
            if place is not None:
                shutil.rmtree(place, ignore_errors=True)
            self._note(problem)
            return Drawn(problem=str(problem))

    @asynccontextmanager
    async def hold(self, url: str, max_bytes: int, robots: bytes = b"") -> AsyncIterator[Held]:
        """A page that is held open, for one step after another; ``robots`` is the robots.txt of its site, where that
        is obeyed. Raises BrowserFailed and OSError, as do its steps."""
        if not self.is_there:
            raise BrowserFailed(Why.GONE, self.lacks)
        place: Path | None = None
        try:
            browser, place = await self._ready()
            job = replace(self._job(url, "", place), max_bytes=max_bytes, is_walk=True)
            if robots:
                job = replace(job, robots=Spool(place).put("robots.txt", robots))
            async with browser.walk(job) as page:
                yield Held(job, page)
            self._failed = 0
        except (BrowserFailed, OSError) as problem:
            log.info(
                Words(
                    "the browser could not walk {url}: {why}",
                    "el navegador no pudo recorrer {url}: {why}",
                ).of(url=url, why=problem)
            )
            self._note(problem)
            raise
        finally:
            if place is not None:
                shutil.rmtree(place, ignore_errors=True)

    async def _ready(self) -> tuple[Browser, Path]:
        """The browser, and a folder for one page."""
        if self._browser is None or self._spool is None:
            self._spool = leftovers.place()
            self._browser = pool.Browser()
            await self._browser.start()
        place = self._spool / str(next(self._numbers))
        place.mkdir()
        return self._browser, place

    def _note(self, problem: BrowserFailed | OSError) -> None:
        if isinstance(problem, BrowserFailed) and problem.kind in _OF_THE_PAGE:
            self._failed = 0
            return
        self._failed += 1
        if self._failed == _GIVE_UP and self.is_there:
            self.lacks = f"it failed {_GIVE_UP} times in a row, last: {problem}"
            log.warning(
                Words(
                    "no other page is opened in a browser: {why}",
                    "ya no se abre ninguna otra página en un navegador: {why}",
                ).of(why=self.lacks)
            )

    def _job(self, url: str, language: str, place: Path) -> Job:
        crawl, browser = self._config.crawl, self._config.browser
        return Job(
            url=url,
            device=Device(browser.device),
            locale=_LOCALES.get(language, language or browser.locale),
            timezone=browser.timezone,
            user_agent_contact=user_agent(crawl),
            timeout=browser.timeout,
            max_bytes=crawl.max_body,
            allow_private=crawl.allow_private,
            from_address=crawl.from_address,
            spool=place,
        )

    async def close(self) -> None:
        """End the browser; no page is opened after that."""
        self.lacks = self.lacks or "the walk is over"
        if self._browser is not None:
            browser, self._browser = self._browser, None
            await browser.close()

    def end(self) -> None:
        """Take away what the browser left on the disk."""
        if self._spool is not None:
            leftovers.remove(self._spool)
