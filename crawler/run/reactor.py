"""Run spiders to their end in this process, one after another, as often as wanted.

Twisted's reactor can be started once a process, and not again after it was stopped. So it is never
stopped: the first spider starts it, and the asyncio loop below it turns while a spider is at work
and stands still between two of them.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor, is_reactor_installed

from crawler.run import memory
from crawler.run.pulse import Pulse
from crawler.wire.agent import user_agent
from crawler.wire.throttle import at_once
from evidence import fence

if TYPE_CHECKING:
    from types import FrameType

    from scrapy.crawler import Crawler

    from evidence.config import Crawl

S = TypeVar("S", bound=Spider)
_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
_ONE = threading.Lock()
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SOON = 0.02
"""Seconds until a spider that is only just starting is asked again to stop."""
_LAST = 1.0
"""Seconds that a spider has for its end where what is under way is of no more use."""
_GRACE = 2.0
"""Seconds in which what is under way may end: most answers take less, and whoever stops a command
waits five for it."""


@dataclass(frozen=True, slots=True)
class Ended(Generic[S]):
    """A spider that has done its work, or was stopped."""

    spider: S
    interrupted: bool
    """by SIGINT or SIGTERM"""


def run(
    spider: type[S],
    crawl: Crawl,
    /,
    *,
    patient: bool = True,
    verbose: bool = False,
    **arguments: Any,
) -> Ended[S]:
    """Run a spider, made with ``arguments``, until it is over; one at a time, others wait.

    SIGINT and SIGTERM stop it gracefully: what is under way is finished, and nothing is begun; a
    second one cuts it off, and so do two seconds of time, or one where it is not ``patient``, because
    what is under way would not be kept. Whoever handled these signals before does so again afterwards.
    Raises what the spider raises when it is made, and RuntimeError in a thread whose own asyncio
    loop is running: use another thread there.
    """
    settings = settings_for(crawl)
    with _ONE:
        loop = _started(settings)
        logging.getLogger("scrapy").setLevel(logging.DEBUG if verbose else logging.CRITICAL)
        runner = AsyncCrawlerRunner(settings)
        crawler = runner.create_crawler(spider)
        walk = runner.crawl(crawler, **arguments)
        with (
            Pulse(loop),
            _Stopping(loop, crawler, walk, patient=patient) as stopping,
        ):
            loop.run_until_complete(stopping.over())
    if walk.done():
        walk.result()
    assert isinstance(crawler.spider, spider)
    return Ended(crawler.spider, stopping.heard > 0)


def is_anything_under_way() -> bool:
    """Whether a spider left something unfinished when it was cut off; the loop stands still."""
    if not is_reactor_installed():
        return False
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

    given: Any = reactor
    return bool(asyncio.all_tasks(given._asyncioEventloop))


def settings_for(crawl: Crawl) -> Settings:
    """Scrapy's settings, ours, and what the configuration says."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    for name, value in {
        "TESTIGO_CRAWL": crawl,
        "SPIDER_MODULES": [],  # the spider is given, and looking for others would import them all
        "USER_AGENT": user_agent(crawl),
        "ROBOTSTXT_OBEY": crawl.obey_robots,
        "DOWNLOAD_DELAY": crawl.delay,
        "CONCURRENT_REQUESTS": crawl.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": at_once(crawl),
    }.items():
        settings.set(name, value, priority="cmdline")
    return settings


def _started(settings: Settings) -> asyncio.AbstractEventLoop:
    """The loop below the reactor, which is running, as far as Twisted knows."""
    if not is_reactor_installed():
        install_reactor(_REACTOR)
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

    given: Any = reactor
    if not given.running:
        # Twisted's timers go by the wall clock, and would wait for as long as that is set back
        given.seconds = time.monotonic
        memory.prepare()
        configure_logging(settings)
        given.startRunning(installSignalHandlers=False)
    loop: asyncio.AbstractEventLoop = given._asyncioEventloop
    asyncio.set_event_loop(loop)
    return loop


class _Stopping:
    """What SIGINT and SIGTERM do while a spider is at work. Only the main thread may handle
    signals; in any other they stay what they are."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        crawler: Crawler,
        walk: asyncio.Task[None],
        *,
        patient: bool,
    ) -> None:
        self.heard = 0
        self._loop = loop
        self._crawler = crawler
        self._walk = walk
        self._patient = patient
        self._graceful: asyncio.Task[None] | None = None
        self._given_up = loop.create_future()
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> _Stopping:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._hear) for number in _SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)

    async def over(self) -> None:
        """Wait until the spider is over, or given up: then the loop stands still, whatever is
        under way, and nothing more comes of it."""
        await asyncio.wait({self._walk, self._given_up}, return_when=asyncio.FIRST_COMPLETED)
        if not self._walk.done():
            fence.close()  # a document under way would be waited for at the process' end
        elif self._graceful is not None:
            await asyncio.wait({self._graceful}, timeout=_LAST)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        """A signal came, in the middle of anything: the loop is told, and nothing done here."""
        self.heard += 1
        self._loop.call_soon_threadsafe(self._stop if self.heard == 1 else self._give_up)

    def _stop(self) -> None:
        self._loop.call_later(_GRACE if self._patient else _LAST, self._give_up)
        self._stop_gracefully()

    def _stop_gracefully(self) -> None:
        if self._walk.done():
            return
        try:
            running = self._crawler.engine.running
        except RuntimeError:  # there is none yet
            running = False
        if running:
            self._graceful = self._loop.create_task(self._crawler.stop_async())
        else:
            self._loop.call_later(_SOON, self._stop_gracefully)

    def _give_up(self) -> None:
        if not self._given_up.done():
            self._given_up.set_result(None)
