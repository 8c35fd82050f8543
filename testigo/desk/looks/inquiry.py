"""One look that was asked for: what was asked, how far it has come, who waits to hear."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.bilingual import Words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date

    from evidence.reports.answer import Answer

BEAT = 15.0
"""Seconds after which a reader who waits is sent a sign of life: proxies close what is silent for a minute
(nginx, proxy_read_timeout)."""

STOPPED = Words("stopped before its end", "se detuvo antes de terminar")


@dataclass(frozen=True, slots=True)
class Question:
    """What a person wants to know of one address."""

    url: str
    quote: str = ""
    cited_on: date | None = None
    archive: bool = True
    """whether web archives are asked, too"""
    screenshot: bool = False
    """whether a browser opens the page, too"""
    file: str = ""
    """id of a file that the answer is shown beside"""


class Said(StrEnum):
    """What the process of a look says."""

    REMARK = "remark"
    LOOKED = "looked"
    DONE = "done"
    FAILED = "failed"


class Step(StrEnum):
    """How far a look has come."""

    WAITING = "waiting"
    """others are at work"""
    LOOKING = "looking"
    """the address is asked"""
    ARCHIVES = "archives"
    """the verdict is known; web archives are asked"""
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer."""

    kind: str
    """name of the class of the error"""
    text: Words
    """one line"""


@dataclass(slots=True)
class Inquiry:
    """A look under way, or over. Written by one thread; read by any."""

    question: Question
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    step: Step = Step.WAITING
    answer: Answer | None = None
    """as far as it is known"""
    problem: Problem | None = None
    remarks: list[str] = field(default_factory=list)
    """what a person should know and that stopped nothing; English, one line each"""
    _readers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = field(default_factory=set)

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes."""
        return self.step in (Step.DONE, Step.FAILED)

    def fail(self, kind: str, text: Words) -> None:
        """There will be no answer."""
        self.problem = Problem(kind, text)
        self.move(Step.FAILED)

    def move(self, step: Step) -> None:
        """It has come so far; whoever waits is told."""
        self.step = step
        for loop, event in tuple(self._readers):
            with suppress(RuntimeError):  # that reader's loop has ended
                loop.call_soon_threadsafe(event.set)

    async def follow(self) -> AsyncIterator[bool]:
        """True now and each time something is new, until it is over; False as a sign of life."""
        place = (asyncio.get_running_loop(), asyncio.Event())
        self._readers.add(place)
        try:
            is_news = True
            while True:
                place[1].clear()
                was_over = self.is_over
                yield is_news
                if was_over:
                    return
                is_news = await _set_within(place[1], BEAT)
        finally:
            self._readers.discard(place)


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
