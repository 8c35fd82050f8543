"""``[[series]]``: plans whose versions are followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.config.build import build
from evidence.config.settings import Series
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)? \S.*")


def series(path: Path, listed: object) -> tuple[Series, ...]:
    """The tables; raises ConfigError."""
    if not isinstance(listed, list):
        raise ConfigError(path, "'series' is a list: write [[series]] above each one")
    built = tuple(_one(path, number, entry) for number, entry in enumerate(listed, 1))
    twice = {one.name for one in built if [other.name for other in built].count(one.name) > 1}
    if twice:
        raise ConfigError(path, f"two series are called {min(twice)!r}; give each a name")
    return built


def _one(path: Path, number: int, entry: object) -> Series:
    one: Series = build(path, f"series #{number}", entry, Series)
    if not _NAME.fullmatch(one.name):
        raise ConfigError(
            path, f"a series' name is up to 64 letters, digits, '.', '-' or '_', not {one.name!r}"
        )
    if one.location and not one.location.startswith(("http://", "https://")):
        raise ConfigError(
            path, f"series #{number}: location is an address on the web, not {one.location!r}"
        )
    for version in one.versions:
        if not _DATED.fullmatch(version):
            raise ConfigError(
                path, f"series #{number}: a version is written '2017-05 LOCATION', not {version!r}"
            )
    return one
