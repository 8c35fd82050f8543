"""When the rest of a shard is left for later: a few hosts that answer late or never would keep all others of their lane
waiting, whose next shard follows this one."""

from __future__ import annotations

from bisect import bisect_right

_SHARE = 0.1
"""Of what is done; where the second half of a shard's time has brought less, only a few hosts are still asked."""
PATIENCE = 60.0
"""Seconds in which a shard is always walked: a host that says nothing is asked twice, half a minute each."""


class Tail:
    """Of one shard."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._times: list[float] = []
        self._done: list[int] = []

    def is_all_there_is(self, seconds: float, done: int) -> bool:
        """Whether nothing but the tail is left, when so many looks are ``done`` after so many ``seconds``; asked in the
        order of time."""
        self._times.append(seconds)
        self._done.append(done)
        place = bisect_right(self._times, seconds / 2) - 1
        before = self._done[place] if place >= 0 else 0
        return seconds >= self._patience and done - before < _SHARE * done
