"""Web archives, one a file: what they have, what they captured, and asking them to capture.

To add one: a file with a class as :class:`crawler.archives.model.Archive`, and a line in
:data:`ARCHIVES`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.archives.client import Client, is_local
from crawler.archives.model import Saves
from crawler.archives.pace import Pace
from crawler.archives.perma import Perma
from crawler.wire.agent import user_agent
from evidence.bilingual import Words
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
    """The Wayback Machine, with the keys of the environment; raises UsageError where they would
    leak."""
    ours = config.archive.wayback
    if not ours.enabled:
        return []
    from crawler.archives.wayback import Wayback  # noqa: PLC0415 - waybackpy is loaded for who asks with it

    per_minute = _per_minute(ours.base_url, ours.per_minute)
    saves = per_minute if is_local(ours.base_url) else _SAVES_PER_MINUTE
    access, secret = _key("IA_ACCESS_KEY"), _key("IA_SECRET_KEY")
    keys = (access, secret) if access and secret else None
    if keys:
        _must_be_safe(ours.base_url, "archive.wayback")
    client = Client(user_agent(config.crawl), Pace(per_minute), config.crawl.max_body, keys or ())
    return [Wayback(client, Pace(saves), ours.base_url, keys, ours.daily_budget)]


def perma(config: Config) -> list[Archive]:
    """Perma.cc, with the key of the environment; raises UsageError where it would leak."""
    ours = config.archive.perma
    if not ours.enabled:
        return []
    key = _key("PERMA_API_KEY")
    if key:
        _must_be_safe(ours.base_url, "archive.perma")
    client = Client(
        user_agent(config.crawl),
        Pace(_per_minute(ours.base_url, ours.per_minute)),
        config.crawl.max_body,
        (key,) if key else (),
    )
    saves = Saves(ours.saves)
    return [Perma(client, ours.base_url, ours.site, key, saves, ours.daily_budget, ours.folder)]


def mementos(config: Config) -> list[Archive]:
    """The archives that are only read."""
    if not config.archive.memento:
        return []
    from crawler.archives.memento import Mementos  # noqa: PLC0415 - as above

    return [
        Mementos(
            Client(
                user_agent(config.crawl),
                Pace(_per_minute(one.base_url, one.per_minute)),
                config.crawl.max_body,
            ),
            one.name,
            one.base_url,
            one.daily_budget,
        )
        for one in config.archive.memento
    ]


def _key(name: str) -> str:
    return os.environ.get(name, "").strip()


def _must_be_safe(base_url: str, where: str) -> None:
    if urlsplit(base_url).scheme != "https" and not is_local(base_url):
        raise UsageError(
            Words(
                "keys are only sent over https: set base_url in [{where}] to an https address",
                "las claves solo se envían por https: ponga en base_url de [{where}] una dirección https",
            ),
            where=where,
        )


def _per_minute(base_url: str, wanted: float) -> float:
    return wanted if is_local(base_url) else min(wanted, MOST_PER_MINUTE)


ARCHIVES: tuple[Callable[[Config], list[Archive]], ...] = (wayback, mementos, perma)
"""How to make them from the configuration. The first is asked about every URL, the others about
those for which none before them had a copy."""


def configured(config: Config) -> list[Archive]:
    """The archives that are switched on."""
    return [archive for make in ARCHIVES for archive in make(config)]
