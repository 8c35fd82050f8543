"""How long the loop stood still: while it does, no answer is taken in, no signal heard, and living
hosts seem slow."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from types import TracebackType

log = logging.getLogger(__name__)
_EVERY = 0.05
"""Seconds between two beats: a tenth of the stall that is too long."""


class Pulse:
    """Beats on the loop while a spider is at work, and notes the beat that came the latest."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._due = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.longest = 0.0
        """seconds of the longest stall so far"""

    def __enter__(self) -> Pulse:
        self._next()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        log.info("longest stall of the loop: %.2f s", self.longest)

    def _beat(self) -> None:
        self.longest = max(self.longest, time.monotonic() - self._due)
        self._next()

    def _next(self) -> None:
        self._due = time.monotonic() + _EVERY
        self._timer = self._loop.call_later(_EVERY, self._beat)
