"""Who we say that we are, to every server alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.config import Crawl

ROBOTS_NAME = "testigo"
"""The product token that a site's robots.txt addresses us by (RFC 9309 2.2.1)."""


def user_agent(crawl: Crawl) -> str:
    """The ``User-Agent`` of every request to sites and archives: the configured one, with the
    contact where there is one."""
    return f"{crawl.user_agent} ({crawl.contact})" if crawl.contact else crawl.user_agent
