"""Who is next to have something done in a thread: what goes on with a look that lies in memory goes before
what begins another, and of large bodies one is worked on at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_Waiting = tuple[bool, "asyncio.Future[None]"]
"""whether the body is large, and what its turn is told by"""


class Turns:
    """Threads, and who waits for them. Of one loop."""

    def __init__(self, at_once: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(at_once, name)
        self._free = at_once
        self._large = False
        """whether a large body is being worked on"""
        self._going_on: deque[_Waiting] = deque()
        self._beginning: deque[_Waiting] = deque()

    def close(self) -> None:
        """Begin nothing any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for _, turn in (*self._going_on, *self._beginning):
            turn.cancel()

    async def take(
        self, work: Callable[[], T], *, begins: bool = False, is_large: bool = False
    ) -> T:
        """What ``work`` gives, done in a thread when its turn has come."""
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        (self._beginning if begins else self._going_on).append((is_large, turn))
        self._next()
        try:
            await turn
            return await loop.run_in_executor(self._threads, work)
        finally:
            if turn.done() and not turn.cancelled():
                self._free += 1
                self._large = self._large and not is_large
                self._next()

    def _next(self) -> None:
        """Let those begin for whom there is a thread."""
        for waiting in (self._going_on, self._beginning):
            passed: list[_Waiting] = []
            while self._free and waiting:
                is_large, turn = one = waiting.popleft()
                if is_large and self._large:
                    passed.append(one)
                elif not turn.done():  # else nobody waits for it any more
                    self._free -= 1
                    self._large = self._large or is_large
                    turn.set_result(None)
            waiting.extendleft(reversed(passed))
