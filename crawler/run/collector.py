"""Who looked, and with what: the collector's part of every custody record of a run."""

from __future__ import annotations

import platform
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.wire.agent import BROWSER, ROBOTS_NAME, user_agent

if TYPE_CHECKING:
    from evidence.config import Crawl

_SYNCED = Path("/run/systemd/timesync/synchronized")
"""systemd-timesyncd touches it when the clock was set from the network (systemd-timesyncd(8))."""


_LIBRARIES = ("Scrapy", "Twisted", "cryptography")
"""What carries an answer from the wire to its record; ``cryptography`` has the TLS in it."""


def collector(crawl: Crawl) -> dict[str, str | None]:
    """Operator, machine, clock and manners, as they are now."""
    return {
        "operator": crawl.contact or None,
        "host": platform.node(),
        "os": platform.platform(),
        "python": platform.python_version(),
        "libraries": _libraries(),
        "user_agent": user_agent(crawl),
        "second_look": BROWSER["User-Agent"] if crawl.second_look else None,
        "robots": f"obeyed as {ROBOTS_NAME}" if crawl.obey_robots else "not asked",
        "proxy": None,  # never one: the address that is connected to is evidence
        "clock": "system, set by systemd-timesyncd" if _SYNCED.exists() else "system",
    }


@cache
def _libraries() -> str:
    """With their versions, which stand in files and stay while a process lives."""
    return ", ".join(f"{name} {metadata.version(name)}" for name in _LIBRARIES)
