"""``[browser]``: when pages are opened in one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from evidence.bilingual import Words
from evidence.config.build import build, require_one_of
from evidence.config.settings import Browser
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = {"when": ("needed", "broken", "always", "never"), "device": ("desktop", "phone")}


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
