"""What one walk of a night knows that another one must know: hosts that ask for peace, where the sitemaps of a site
lie, and that hosts were asked a moment ago."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Said:
    """It travels from one process to another."""

    peace: Mapping[str, float] = field(default_factory=dict)
    """host -> seconds for which it asks to be left alone still"""
    sitemaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """site -> the sitemaps that its robots.txt names"""
    rest: float = 0.0
    """seconds for which no host is to be asked: any may be one that another walk has asked a moment ago"""


class Heard:
    """All of it so far, by the clock of this process."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._sitemaps: dict[str, tuple[str, ...]] = {}
        self._rest = 0.0

    def note(self, said: Said) -> None:
        """Take in what a walk was told."""
        now = time.monotonic()
        for host, seconds in said.peace.items():
            self._until[host] = max(self._until.get(host, 0.0), now + seconds)
        self._sitemaps.update(said.sitemaps)
        self._rest = max(self._rest, now + said.rest)

    def said(self) -> Said:
        """What holds still."""
        now = time.monotonic()
        peace = {host: until - now for host, until in self._until.items() if until > now}
        return Said(peace, dict(self._sitemaps), max(0.0, self._rest - now))

    def sitemaps(self, site: str) -> tuple[str, ...]:
        """Those that the robots.txt of ``https://host`` names, if it was read."""
        return self._sitemaps.get(site, ())
