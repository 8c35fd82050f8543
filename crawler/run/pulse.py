"""How long the loop stood still: while it does, no answer is taken in, no signal heard, and living
hosts seem slow."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from evidence.bilingual import Words

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)
_EVERY = 0.05
"""Seconds between two beats: a tenth of the stall that is too long."""


class Pulse:
    """Beats on the loop while a spider is at work, and notes the beat that came the latest."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._spent = 0.0
        self.longest = 0.0
        """seconds of the longest stall so far"""
        self.busiest = 0.0
        """seconds of processor that the loop spent in one stall, at most: on a machine that is busy
        with other work a stall lasts longer than it would"""

    def __enter__(self) -> Pulse:
        self._next()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        log.info(
            Words(
                "longest stall of the loop: {seconds:.2f} s, {busy:.2f} s of processor",
                "pausa más larga del ciclo: {seconds:.2f} s, {busy:.2f} s de procesador",
            ).of(seconds=self.longest, busy=self.busiest)
        )

    def _beat(self) -> None:
        late = time.monotonic() - self._due
        self.longest = max(self.longest, late)
        self.busiest = max(self.busiest, min(late, time.thread_time() - self._spent))
        self._next()

    def _next(self) -> None:
        self._due, self._spent = time.monotonic() + _EVERY, time.thread_time()
        self._timer = self._loop.call_later(_EVERY, self._beat)
