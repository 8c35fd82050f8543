"""Web archives, one a file: what they have, what they captured, and asking them to capture.

To add one: a file with a class as :class:`crawler.archives.model.Archive`, and a line in :data:`ARCHIVES`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.archives.client import Client, is_local
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


def wayback(config: Config) -> Archive | None:
    """The Wayback Machine, with the keys of the environment; raises UsageError where they would leak."""
    ours = config.archive.wayback
    if not ours.enabled:
        return None
    per_minute = ours.per_minute if is_local(ours.base_url) else min(ours.per_minute, MOST_PER_MINUTE)
    saves = per_minute if is_local(ours.base_url) else _SAVES_PER_MINUTE
    access, secret = os.environ.get("IA_ACCESS_KEY", ""), os.environ.get("IA_SECRET_KEY", "")
    keys = (access, secret) if access and secret else None
    if keys and urlsplit(ours.base_url).scheme != "https" and not is_local(ours.base_url):
        raise UsageError(
            "the keys are only sent over https: set base_url in [archive.wayback] to an https address"
        )
    client = Client(agent(config), Pace(per_minute), config.crawl.max_body, keys or ())
    return Wayback(client, Pace(saves), ours.base_url, keys)


def agent(config: Config) -> str:
    """The User-Agent that archives see: ours, with the contact."""
    crawl = config.crawl
    return f"{crawl.user_agent} ({crawl.contact})" if crawl.contact else crawl.user_agent


ARCHIVES: dict[str, Callable[[Config], Archive | None]] = {"wayback": wayback}
"""Name -> how to make it from the configuration; None when it is switched off."""


def configured(config: Config) -> list[Archive]:
    """The archives that are switched on."""
    return [archive for make in ARCHIVES.values() if (archive := make(config)) is not None]
