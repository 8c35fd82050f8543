"""``[browser]``: when pages are opened in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from evidence.bilingual import Words
from evidence.config.build import build, require_one_of
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = {"when": ("needed", "broken", "always", "never"), "device": ("desktop", "phone")}


@dataclass(frozen=True, slots=True)
class Browser:
    """When pages are opened in a browser, where one is installed (extra ``browser``)."""

    when: str = "needed"
    """``needed``: pages whose text scripts draw, each loss and alteration once it is new, and one picture of
    each page that stands; ``broken``: without that picture; ``always``: every page at every look;
    ``never``."""
    pages: int = 200
    """Pages of one night that are opened for their picture: at six seconds a page, two at a time, ten
    minutes."""
    timeout: float = 45.0
    """Seconds for one page, with all that it loads."""
    device: str = "desktop"
    """What it passes for: ``desktop`` or ``phone``."""
    locale: str = "es-MX"
    """Whose language it asks for where the source says none."""
    timezone: str = "America/Mexico_City"
    """Whose clock it goes by."""

    @property
    def is_on(self) -> bool:
        """Whether any page is opened."""
        return self.when != "never"


def browser(path: Path, given: object) -> Browser:
    """The table; raises ConfigError."""
    made: Browser = build(path, "browser", given, Browser)
    for key, words in _WORDS.items():
        require_one_of(path, f"browser: {key}", getattr(made, key), words)
    try:
        ZoneInfo(made.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(
            path,
            Words(
                "browser: no such timezone: {timezone!r}",
                "browser: no existe esa zona horaria: {timezone!r}",
            ),
            timezone=made.timezone,
        ) from error
    return made
