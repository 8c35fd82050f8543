"""A call within a time limit, of which it is known whether it may have taken effect."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class TimeIsUp(Exception):
    """Raised inside the call when it would commit itself after its time was up."""


class BoundedCall:
    """A call in a thread of its own, which says when it commits itself: from then on what it does
    may have taken effect elsewhere.

    Socket timeouts bound each wait; a receiver that answers drop by drop is bounded by nothing but
    this. A thread that hangs is left behind as a daemon: it can no longer commit itself.
    """

    def __init__(self, call: Callable[[Callable[[], None]], None]) -> None:
        """``call`` is handed a function that it calls just before it commits itself."""
        self.committed = False
        self.problem: Exception | None = None
        """what the call raised"""
        self._call = call
        self._given_up = False
        self._lock = threading.Lock()

    def within(self, seconds: float) -> bool:
        """Make the call; False when it did not end in time."""
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        thread.join(seconds)
        with self._lock:
            self._given_up = thread.is_alive()
        return not self._given_up

    def _run(self) -> None:
        try:
            self._call(self._commit)
        except Exception as problem:  # noqa: BLE001 - handed to whoever waits; a thread has no caller
            self.problem = problem

    def _commit(self) -> None:
        with self._lock:
            if self._given_up:
                raise TimeIsUp
            self.committed = True
