"""``[[series]]``: plans whose versions are followed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.config.build import build, listed
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)? \S.*")


@dataclass(frozen=True, slots=True)
class Series:
    """A plan whose versions are followed."""

    name: str
    """What commands and notices call it; letters, digits, dashes."""
    location: str = ""
    """An address where its newest version stands. Each night looks whether it says something else, keeps
    that as a version, and tells what was weakened."""
    versions: tuple[str, ...] = ()
    """Its earlier versions, each as ``DATE LOCATION``: ``2016 /home/me/plan-2016.pdf``."""
    archived: bool = False
    """Whether the copies that web archives have of ``location`` are versions, too: each text once."""
    board: str = ""
    """The id of a results board that lists its versions."""
    match: str = ""
    """A phrase in their titles there, with ``*`` for anything: ``plan de acción``."""


def series(path: Path, given: object) -> tuple[Series, ...]:
    """The tables; raises ConfigError."""
    built = tuple(_one(path, *one) for one in listed(path, "series", given))
    twice = {one.name for one in built if [other.name for other in built].count(one.name) > 1}
    if twice:
        raise ConfigError(
            path,
            Words(
                "two series are called {which!r}; give each a name",
                "dos series se llaman {which!r}; dé un nombre a cada una",
            ),
            which=min(twice),
        )
    return built


def _one(path: Path, where: str, entry: object) -> Series:
    one: Series = build(path, where, entry, Series)
    if not _NAME.fullmatch(one.name):
        raise ConfigError(
            path,
            Words(
                "a series' name is up to 64 letters, digits, '.', '-' or '_', not {name!r}",
                "el nombre de una serie admite hasta 64 letras, dígitos, '.', '-' o '_'; no "
                "sirve {name!r}",
            ),
            name=one.name,
        )
    if one.location and not one.location.startswith(("http://", "https://")):
        raise ConfigError(
            path,
            Words(
                "{where}: location is an address on the web, not {location!r}",
                "{where}: location debe ser una dirección web, no {location!r}",
            ),
            where=where,
            location=one.location,
        )
    if one.archived and not one.location:
        raise ConfigError(
            path,
            Words(
                "{where}: archived needs the address, location",
                "{where}: archived necesita una dirección en location",
            ),
            where=where,
        )
    if bool(one.board) != bool(one.match):
        raise ConfigError(
            path,
            Words("{where}: board and match belong together", "{where}: board y match van juntos"),
            where=where,
        )
    for version in one.versions:
        if not _DATED.fullmatch(version):
            raise ConfigError(
                path,
                Words(
                    "{where}: a version is written '2017-05 LOCATION', not {version!r}",
                    "{where}: una versión se escribe '2017-05 LUGAR', no {version!r}",
                ),
                where=where,
                version=version,
            )
    return one
