"""The robots.txt of a site whose page is walked in a browser: what the page asks for at each step is asked for
by us, page after page, and obeys it as the spiders do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from protego import Protego

from crawler.browser.model import Refusal
from crawler.wire.agent import ROBOTS_NAME

if TYPE_CHECKING:
    from pathlib import Path

WHY = "robots.txt"
_ASKED = frozenset({"Document", "XHR", "Fetch"})
"""Resources that are what the board lists; with the others a page is drawn, as for any reader."""


class Robots:
    """Of one site, for one page."""

    def __init__(self, text: Path, url: str) -> None:
        """``url`` is any address of the site."""
        self._rules = Protego.parse(text.read_text("utf-8", "replace"))
        self._site = _site(url)
        self._refused: dict[str, Refusal] = {}

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """That something was not asked for, once."""
        return tuple(self._refused.values())

    def closes(self, event: dict[str, Any]) -> bool:
        """Whether a request that is stopped at the DevTools protocol may not leave."""
        url = event["request"]["url"]
        if event["resourceType"] not in _ASKED or _site(url) != self._site:
            return False
        if self._rules.can_fetch(url, ROBOTS_NAME):
            return False
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        self._refused.setdefault(url, Refusal(parts.hostname or "", port, WHY))
        return True


def _site(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()
