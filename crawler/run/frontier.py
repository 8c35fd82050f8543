"""What is due and not begun yet, and which of it comes next: hosts in turn, the most pressing first.

A run may have a million URLs to look at. Were all of them begun at once, the first answers would wait
until the last had been read from the database, time out meanwhile, and be taken for failures. So only
as many are begun as can be asked, and of all others a row's number lies in memory: 25 bytes each.
"""

from __future__ import annotations

from array import array
from collections import Counter
from heapq import heappop, heappush
from time import monotonic
from typing import TYPE_CHECKING

from crawler.wire.throttle import at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from evidence.config import Crawl

_AHEAD = 2
"""Looks begun, times those that may be asked at once: the next one is at hand when an answer comes, also
while others are read or wait to be written."""
_LAST = -1
"""Place of what follows the last of a host."""


class Frontier:
    """The URLs that a run has to look at, by the numbers of their rows (``rowid``)."""

    def __init__(
        self,
        rows: Iterable[tuple[int, str]],
        config: Crawl,
        *,
        without: Container[int] = (),
        now: Callable[[], float] = monotonic,
    ) -> None:
        """``rows``: number and host of each, the most pressing first; those of ``without`` are left out."""
        self._now = now
        self._delay = config.delay
        self._most = _AHEAD * config.concurrency
        self._of_host = _AHEAD * at_once(config)
        self._numbers, self._hosts, self._next = array("q"), array("l"), array("q")
        self._ready = self._linked(
            (row for row in rows if row[0] not in without) if without else rows
        )
        """heap of places in the order: each the next one of a host that has room"""
        self._later: list[tuple[float, int]] = []
        """heap of those whose hosts are to be left alone until a time"""
        self._held: dict[int, int] = {}
        """host -> its next place, while enough of it is under way"""
        self._begun: dict[int, int] = {}
        """number -> host, of what is under way"""
        self._of: dict[int, int] = {}
        """host -> how many of it are under way"""
        self._waits = bytearray(max(self._numbers, default=-1) + 1)
        """by number, 1 for what is not begun yet"""
        for number in self._numbers:
            self._waits[number] = 1
        self._left = len(self._numbers)

    def _linked(self, rows: Iterable[tuple[int, str]]) -> list[int]:
        """Take the rows in, each linked to the next of its host; returns the first place of each host."""
        hosts: dict[str, int] = {}
        first: list[int] = []
        last: list[int] = []
        take_number, take_host, take_next = (
            self._numbers.append,
            self._hosts.append,
            self._next.append,
        )
        for place, (number, name) in enumerate(rows):
            host = hosts.get(name)
            if host is None:
                host = hosts[name] = len(first)
                first.append(place)
                last.append(place)
            else:
                self._next[last[host]] = place
                last[host] = place
            take_number(number)
            take_host(host)
            take_next(_LAST)
        return first  # in ascending order, which is a heap

    def __len__(self) -> int:
        """How many are not begun yet."""
        return self._left

    def __contains__(self, number: object) -> bool:
        """Whether the URL with this number is yet to be begun."""
        return isinstance(number, int) and number < len(self._waits) and bool(self._waits[number])

    def __iter__(self) -> Iterator[int]:
        """The numbers of those that are not begun yet, the most pressing first."""
        return (number for number in self._numbers if self._waits[number])

    def waiting(self) -> tuple[array[int], array[int]]:
        """Of those that are not begun yet, the most pressing first: their numbers, and one for the host of each."""
        if self._left == len(self._numbers):
            return self._numbers[:], self._hosts[:]
        hosts = (
            host
            for number, host in zip(self._numbers, self._hosts, strict=True)
            if self._waits[number]
        )
        return array("q", self), array("l", hosts)

    @property
    def busiest(self) -> int:
        """How many of all URLs the host has that has most."""
        return max(Counter(self._hosts).values(), default=0)

    def sample(self, count: int) -> list[int]:
        """Numbers of URLs of as many hosts, spread over all that are due; for a frontier of which nothing
        is begun yet."""
        step = max(1, len(self._ready) // count)
        return [self._numbers[place] for place in self._ready[::step][:count]]

    def draw(self) -> int | None:
        """The number of the next URL to look at; None where no host has room, or nothing is left."""
        while self._later and self._later[0][0] <= self._now():
            heappush(self._ready, heappop(self._later)[1])
        if not self._ready or len(self._begun) >= self._most:
            return None
        place = heappop(self._ready)
        number, host, following = self._numbers[place], self._hosts[place], self._next[place]
        self._waits[number] = 0
        self._left -= 1
        self._begun[number] = host
        self._of[host] = self._of.get(host, 0) + 1
        if following == _LAST:
            pass
        elif self._of[host] >= self._of_host:
            self._held[host] = following
        elif self._delay:
            heappush(self._later, (self._now() + self._delay, following))
        else:
            heappush(self._ready, following)
        return number

    def ended(self, number: int) -> None:
        """The looks on behalf of a URL are through: its host has room again."""
        host = self._begun.pop(number, None)
        if host is None:
            return
        self._of[host] -= 1
        if not self._of[host]:
            del self._of[host]
        following = self._held.pop(host, None)
        if following is not None:
            heappush(self._ready, following)

    def wait(self) -> float | None:
        """Seconds until a host may be asked again; None where that is when something under way ends."""
        if not self._later or len(self._begun) >= self._most:
            return None
        return max(0.0, self._later[0][0] - self._now())
