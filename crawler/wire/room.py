"""How much of what comes may lie in memory at once.

Sixty-four hosts may each send fifty megabytes at the same time. While more lies in memory than there is
room for, from the first byte until the look is kept, large answers are not read on: their senders wait.
One of them reads on all the same where little of it is whole, or after a while, so that something always gets
done.
"""

from __future__ import annotations

import weakref
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.wire.exchange import Exchange, Received

_MOST = 64_000_000
"""Bytes of all answers that are not kept yet. While a page is judged two copies of it are made."""
_WHOLE = 1
"""Times so much may be whole before nobody reads on."""
_HURRY = 1.0
"""Seconds after which one reads on all the same. With ten, sixty large answers held a night up for over ten
minutes (``benchmarks/hostile.py``)."""
_SMALL = 250_000
"""Bytes up to which an answer is read while large ones wait: nearly all pages are smaller."""
_ALL = 2
"""Times so much, all in all, until small ones wait, too."""


class Reading(Protocol):
    """A connection that reads an answer."""

    transport: Any
    """Twisted's; it can be paused"""


class Room:
    """Counts the bytes of answers for as long as anybody holds these. Of one thread, but for their
    end."""

    def __init__(
        self,
        reactor: Any,
        most: int = _MOST,
        on_waiting: Callable[[int], None] = lambda _: None,
    ) -> None:
        """``on_waiting`` is told how many answers wait: they take no part in the work, and may not keep
        others from it."""
        self._reactor = reactor
        self._on_waiting = on_waiting
        self._most = most
        self._held = 0
        self._ended = 0
        """of these, bytes of answers that are whole: they go when they are kept"""
        self._freed: deque[list[int]] = deque()
        """bytes of answers that are gone and not counted yet"""
        self._tallies: weakref.WeakKeyDictionary[Received, list[int]] = weakref.WeakKeyDictionary()
        self._waiting: dict[Reading, Exchange] = {}
        self._first: Reading | None = None
        """reads on though there is no room"""
        self._timer: Any = None

    def took(self, connection: Reading, exchange: Exchange, size: int) -> None:
        """So many bytes more came; whoever has to wait is paused."""
        tally = self._tallies.get(exchange.received)
        if tally is None:
            tally = self._tallies[exchange.received] = [0, 0]
            weakref.finalize(exchange.received, self._gone, tally).atexit = False
        tally[0] += size
        self._held += size
        if self._held > self._most:
            self._count()
        room = self._most if exchange.size > _SMALL else _ALL * self._most
        if self._held <= room:
            return
        if self._first is None and self._ended <= _WHOLE * self._most:
            self._first = connection
        elif self._first is not connection and connection not in self._waiting:
            self._waiting[connection] = exchange
            exchange.waits = True
            connection.transport.pauseProducing()
            self._on_waiting(len(self._waiting))
            self._look_again()

    def ended(self, connection: Reading, exchange: Exchange) -> None:
        """An exchange is over: nobody waits for its connection any more."""
        if self._waiting.pop(connection, None) is not None:
            self._on_waiting(len(self._waiting))
            connection.transport.resumeProducing()  # it may carry another exchange
        exchange.waits = False
        tally = self._tallies.get(exchange.received)
        if tally is not None:
            tally[1] = tally[0]
            self._ended += tally[0]
        if self._first is connection:
            self._first = None
            self._read_on()

    def _gone(self, tally: list[int]) -> None:
        """Nobody holds the bytes of an answer any more; which may be known in any thread."""
        self._freed.append(tally)
        if self._waiting:
            self._reactor.callFromThread(self._read_on)

    def _count(self) -> None:
        while self._freed:
            came, ended = self._freed.popleft()
            self._held -= came
            self._ended -= ended

    def _read_on(self) -> None:
        """Let those read on for whom there is room, and one where nothing else would be done."""
        self._count()
        while self._waiting and (
            self._held <= self._most or (self._first is None and self._ended <= _WHOLE * self._most)
        ):
            self._resume()

    def _resume(self) -> None:
        connection = next(iter(self._waiting))
        self._waiting.pop(connection).waits = False
        self._on_waiting(len(self._waiting))
        if self._held > self._most:
            self._first = connection
        connection.transport.resumeProducing()

    def _look_again(self) -> None:
        if self._timer is None:
            self._timer = self._reactor.callLater(_HURRY, self._hurry)

    def _hurry(self) -> None:
        """Let one read on whatever lies there: a look may wait for its probes, and those for a sender
        that waits for room."""
        self._timer = None
        self._read_on()
        if self._waiting and self._first is None:
            self._resume()
        if self._waiting:
            self._look_again()
