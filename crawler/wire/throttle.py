"""Everything about asking one host: how many at once, and until when it asked to be left alone.

Scrapy's own limit per slot does not hold without a delay: on asyncio it starts all that waits in a
slot in one go, before any of it counts as under way (seen on 2.19.0,
``Downloader._process_queue``).
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING, Protocol

from crawler.wire.retry_after import retry_after
from evidence import clock

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.config import Crawl


_FEW = 16
"""Journeys that are through, and kept in memory until others are begun."""


class Travelling(Protocol):
    """What the throttle has to know of a look that is under way."""

    touched: datetime | None
    """when the network was first asked on its behalf"""
    kept: bool
    probe_of: tuple[str, str, str] | None


def at_once(config: Crawl) -> int:
    """Requests to one host that may be under way at once: a delay only holds between those that are
    not."""
    return 1 if config.delay else config.per_host


class Throttle:
    """Lets requests to a host through."""

    def __init__(self, config: Crawl) -> None:
        self.longest = config.max_wait
        """seconds; a host that asks for more is not asked again in this run"""
        self._at_once = at_once(config)
        self._slots: dict[str, asyncio.Semaphore] = {}
        self._until: dict[str, float] = {}
        self._touched: deque[Travelling] = deque()
        self._most = _FEW
        """of them until they are looked through"""

    def touch(self, journey: Travelling) -> None:
        """The network is asked for a journey now, if it was not before."""
        if journey.touched is None:
            journey.touched = clock.now()
            if journey.probe_of is None:
                self._forget_kept()
                self._touched.append(journey)

    def oldest_under_way(self) -> datetime | None:
        """When the network was first asked for the oldest journey of which nothing is kept yet."""
        self._forget_kept()
        return self._touched[0].touched if self._touched else None

    def _forget_kept(self) -> None:
        """Let go of journeys with all that they were answered: at once, but for those that stand behind one
        which takes long."""
        while self._touched and self._touched[0].kept:
            self._touched.popleft()
        if len(self._touched) > self._most:
            self._touched = deque(journey for journey in self._touched if not journey.kept)
            self._most = 2 * len(self._touched) + _FEW

    def slot(self, host: str) -> asyncio.Semaphore:
        """Held while a request to ``host`` is under way."""
        slot = self._slots.get(host)
        if slot is None:
            slot = self._slots[host] = asyncio.Semaphore(self._at_once)
        return slot

    def hold(self, host: str, seconds: float) -> None:
        """``host`` asks for ``seconds`` of peace."""
        self._until[host] = max(self._until.get(host, 0.0), time.monotonic() + seconds)

    @property
    def peace(self) -> dict[str, float]:
        """The hosts that ask to be left alone still -> for how many seconds."""
        return {host: left for host in self._until if (left := self.remaining(host))}

    def note(self, host: str, status: int, header: str) -> None:
        """Take in an answer: 429 and 503 may ask for peace."""
        seconds = retry_after(header) if status in (429, 503) else None
        if seconds is not None:
            self.hold(host, seconds)

    def remaining(self, host: str) -> float:
        """Seconds until ``host`` may be asked again; 0 when it may be asked now."""
        return max(0.0, self._until.get(host, 0.0) - time.monotonic()) if self._until else 0.0

    async def wait(self, host: str) -> bool:
        """Wait until ``host`` may be asked; False, at once, when that is not in this run."""
        while left := self.remaining(host):
            if left > self.longest:
                return False
            await asyncio.sleep(left)
        return True
