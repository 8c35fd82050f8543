"""``[[series]]``: plans whose versions are followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.config.build import build, listed
from evidence.config.settings import Series
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)? \S.*")


def series(path: Path, given: object) -> tuple[Series, ...]:
    """The tables; raises ConfigError."""
    built = tuple(_one(path, *one) for one in listed(path, "series", given))
    twice = {one.name for one in built if [other.name for other in built].count(one.name) > 1}
    if twice:
        raise ConfigError(path, f"two series are called {min(twice)!r}; give each a name")
    return built


def _one(path: Path, where: str, entry: object) -> Series:
    one: Series = build(path, where, entry, Series)
    if not _NAME.fullmatch(one.name):
        raise ConfigError(
            path, f"a series' name is up to 64 letters, digits, '.', '-' or '_', not {one.name!r}"
        )
    if one.location and not one.location.startswith(("http://", "https://")):
        raise ConfigError(path, f"{where}: location is an address on the web, not {one.location!r}")
    if one.archived and not one.location:
        raise ConfigError(path, f"{where}: archived needs the address, location")
    if bool(one.board) != bool(one.match):
        raise ConfigError(path, f"{where}: board and match belong together")
    for version in one.versions:
        if not _DATED.fullmatch(version):
            raise ConfigError(
                path, f"{where}: a version is written '2017-05 LOCATION', not {version!r}"
            )
    return one
