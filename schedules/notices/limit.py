"""Do something within a time limit, and know whether it may have taken effect."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class GivenUp(Exception):
    """Raised inside the act when it would leave after its time was up."""


class Act:
    """An act with a point of no return, done in a thread of its own.

    Socket timeouts bound each wait; a receiver that answers drop by drop is bounded by nothing but
    this. A thread that hangs is left behind as a daemon: it can no longer pass its point of no
    return.
    """

    def __init__(self, act: Callable[[Callable[[], None]], None]) -> None:
        self.left = False
        """whether the point of no return was passed: what follows may have taken effect"""
        self.problem: Exception | None = None
        self._act = act
        self._given_up = False
        self._lock = threading.Lock()

    def within(self, seconds: float) -> bool:
        """Do it; False when it did not end in time. What it raised is in ``problem``."""
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        thread.join(seconds)
        with self._lock:
            self._given_up = thread.is_alive()
        return not self._given_up

    def _run(self) -> None:
        try:
            self._act(self._leave)
        except Exception as problem:  # noqa: BLE001 - handed to whoever waits; a thread has no caller
            self.problem = problem

    def _leave(self) -> None:
        with self._lock:
            if self._given_up:
                raise GivenUp
            self.left = True
