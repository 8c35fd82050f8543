"""Keep a distance between requests, so that a limit a minute holds at every moment."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Pace:
    """At most ``per_minute`` requests in any minute, evenly spaced.

    Even spacing rather than a count a minute: it gives no bursts, and with the time of the last
    request (:meth:`asked_before`) it holds over the end of one process and the start of the next.
    """

    def __init__(
        self,
        per_minute: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._gap = 60 / per_minute
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0

    def asked_before(self, seconds: float) -> None:
        """The last request left so long ago, from an earlier process."""
        self._next = max(self._next, self._clock() + self._gap - max(0.0, seconds))

    def wait(self) -> None:
        """Return when the next request may leave."""
        left = self._next - self._clock()
        if left > 0:
            self._sleep(left)
        self._next = max(self._clock(), self._next) + self._gap
