"""Who looked, and with what: the collector's part of every custody record of a run."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.wire.robots import AGENT

if TYPE_CHECKING:
    from evidence.config import Crawl

_SYNCED = Path("/run/systemd/timesync/synchronized")
"""systemd-timesyncd touches it when the clock was set from the network (systemd-timesyncd(8))."""


def user_agent(crawl: Crawl) -> str:
    """The User-Agent sent with every request."""
    return f"{crawl.user_agent} ({crawl.contact})" if crawl.contact else crawl.user_agent


def collector(crawl: Crawl) -> dict[str, Any]:
    """Operator, machine, clock and manners, as they are now."""
    return {
        "operator": crawl.contact or None,
        "host": platform.node(),
        "os": platform.platform(),
        "python": platform.python_version(),
        "user_agent": user_agent(crawl),
        "robots": f"obeyed as {AGENT}" if crawl.obey_robots else "not asked",
        "proxy": None,  # never one: the address that is connected to is evidence
        "clock": "system, set by systemd-timesyncd" if _SYNCED.exists() else "system",
    }
