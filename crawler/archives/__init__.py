"""Web archives, one a file: what they have, what they captured, and asking them to capture.

To add one: a file with a class as :class:`crawler.archives.model.Archive`, and a line in :data:`ARCHIVES`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.archives.client import Client, is_local
from crawler.archives.memento import Mementos
from crawler.archives.pace import Pace
from crawler.archives.wayback import Wayback
from evidence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.archives.model import Archive
    from evidence.config import Config

MOST_PER_MINUTE = 24.0
"""The Internet Archive blocks above 30 requests a minute; its own clients stay at 24."""
_SAVES_PER_MINUTE = 7.0
"""The lowest limit reported for users with keys; the highest is 12."""


def wayback(config: Config) -> list[Archive]:
    """The Wayback Machine, with the keys of the environment; raises UsageError where they would leak."""
    ours = config.archive.wayback
    if not ours.enabled:
        return []
    per_minute = _per_minute(ours.base_url, ours.per_minute)
    saves = per_minute if is_local(ours.base_url) else _SAVES_PER_MINUTE
    access, secret = os.environ.get("IA_ACCESS_KEY", ""), os.environ.get("IA_SECRET_KEY", "")
    keys = (access, secret) if access and secret else None
    if keys and urlsplit(ours.base_url).scheme != "https" and not is_local(ours.base_url):
        raise UsageError(
            "the keys are only sent over https: set base_url in [archive.wayback] to an https address"
        )
    client = Client(agent(config), Pace(per_minute), config.crawl.max_body, keys or ())
    return [Wayback(client, Pace(saves), ours.base_url, keys, ours.daily_budget)]


def mementos(config: Config) -> list[Archive]:
    """The archives that are only read."""
    return [
        Mementos(
            Client(agent(config), Pace(_per_minute(one.base_url, one.per_minute)), config.crawl.max_body),
            one.name,
            one.base_url,
            one.daily_budget,
        )
        for one in config.archive.memento
    ]


def _per_minute(base_url: str, wanted: float) -> float:
    return wanted if is_local(base_url) else min(wanted, MOST_PER_MINUTE)


def agent(config: Config) -> str:
    """The User-Agent that archives see: ours, with the contact."""
    crawl = config.crawl
    return f"{crawl.user_agent} ({crawl.contact})" if crawl.contact else crawl.user_agent


ARCHIVES: tuple[Callable[[Config], list[Archive]], ...] = (wayback, mementos)
"""How to make them from the configuration. The first is asked about every URL, the others about those for
which none before them had a copy."""


def configured(config: Config) -> list[Archive]:
    """The archives that are switched on."""
    return [archive for make in ARCHIVES for archive in make(config)]
