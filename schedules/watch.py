"""What the service watches on every tick: whether a run still makes progress, and whether the clock
ran away."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from evidence.bilingual import Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

log = logging.getLogger(__name__)
_JUMPED = Words(
    "the clock jumped by {seconds} seconds, or the machine slept",
    "el reloj saltó {seconds} segundos o el equipo estuvo suspendido",
)

_JUMP = 60.0
"""Seconds by which the wall clock may run away from the monotonic one in one tick."""


class HangWatch:
    """Whether a process that holds the folder has kept nothing for too long."""

    def __init__(
        self,
        progress: Callable[[], tuple[int, ...]],
        monotonic: Callable[[], float],
        seconds: float,
    ) -> None:
        """``progress`` changes with all that is kept (see
        :meth:`schedules.state.ServiceState.progress`); after so many ``seconds`` without, a process
        hangs."""
        self._progress = progress
        self._monotonic = monotonic
        self._seconds = seconds
        self._seen: tuple[int, tuple[int, ...]] | None = None
        self._since = 0.0

    def is_new(self, pid: int) -> bool:
        """Whether another process was watched before, or none."""
        return self._seen is None or self._seen[0] != pid

    def hangs(self, pid: int) -> bool:
        """Look again at the process; True when it has kept nothing for too long."""
        seen, now = (pid, self._progress()), self._monotonic()
        if seen != self._seen:
            self._seen, self._since = seen, now
        return now - self._since > self._seconds

    def reset(self) -> None:
        """Another process begins."""
        self._seen = None


class ClockWatch:
    """Tells in the log when the wall clock was set, or the machine slept."""

    def __init__(self, now: datetime, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last = (now, monotonic())

    def tick(self, now: datetime) -> None:
        """Compare how far both clocks have come since the last tick."""
        before, then = self._last
        self._last = (now, self._monotonic())
        jump = (now - before).total_seconds() - (self._last[1] - then)
        if abs(jump) > _JUMP:
            log.warning(_JUMPED.of(seconds=round(jump)))
