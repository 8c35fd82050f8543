"""What hosts tell one walk of a night that another one must know: those that ask for peace, and where the sitemaps
of a site lie."""

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


class Heard:
    """All of it so far, by the clock of this process."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._sitemaps: dict[str, tuple[str, ...]] = {}

    def note(self, said: Said) -> None:
        """Take in what a walk was told."""
        now = time.monotonic()
        for host, seconds in said.peace.items():
            self._until[host] = max(self._until.get(host, 0.0), now + seconds)
        self._sitemaps.update(said.sitemaps)

    def said(self) -> Said:
        """What holds still."""
        now = time.monotonic()
        peace = {host: until - now for host, until in self._until.items() if until > now}
        return Said(peace, dict(self._sitemaps))

    def sitemaps(self, site: str) -> tuple[str, ...]:
        """Those that the robots.txt of ``https://host`` names, if it was read."""
        return self._sitemaps.get(site, ())
