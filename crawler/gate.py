"""Hosts that asked us to wait: ``Retry-After`` is honoured here, for every request to the host."""

from __future__ import annotations

import asyncio
import time
from email.utils import parsedate_to_datetime

from evidence import clock


class Gate:
    """Knows until when each host wants to be left alone."""

    def __init__(self, longest: float) -> None:
        self.longest = longest
        """seconds; a host that asks for more is not asked again in this run"""
        self._until: dict[str, float] = {}

    def hold(self, host: str, seconds: float) -> None:
        """``host`` asks for ``seconds`` of peace."""
        self._until[host] = max(self._until.get(host, 0.0), time.monotonic() + seconds)

    def remaining(self, host: str) -> float:
        """Seconds until ``host`` may be asked again; 0 when it may be asked now."""
        return max(0.0, self._until.get(host, 0.0) - time.monotonic()) if self._until else 0.0

    async def wait(self, host: str) -> bool:
        """Wait until ``host`` may be asked; False, at once, when that is not in this run."""
        while left := self.remaining(host):
            if left > self.longest:
                return False
            await asyncio.sleep(left)
        return True


def retry_after(value: str) -> float | None:
    """The seconds that a ``Retry-After`` header asks for (RFC 9110 10.2.3), or None."""
    value = value.strip()
    if value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - clock.now()).total_seconds())
