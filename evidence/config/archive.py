"""``[archive]``: web archives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.config.build import build, listed, refuse_unknown, require_one_of
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


PERMA_SAVES = ("refused", "all", "nothing")


@dataclass(frozen=True, slots=True)
class Wayback:
    """The Wayback Machine. Its keys come from the environment only: IA_ACCESS_KEY,
    IA_SECRET_KEY."""

    enabled: bool = True
    """Whether the Wayback Machine is asked at all."""
    base_url: str = "https://web.archive.org"
    """Where it is; another address for a Wayback of one's own."""
    daily_budget: int = 2000
    """Jobs (look-ups, fetches, saves) begun a day: an hour and a half at 24 requests a minute."""
    per_minute: float = 24.0
    """Requests a minute; more than 24 only for an archive on this machine."""
    window_days: float = 180.0
    """A capture so far from a source's date of publication may stand for what was cited."""
    stale_days: float = 90.0
    """An older copy is saved anew, and older look-ups are made again."""


@dataclass(frozen=True, slots=True)
class Memento:
    """An archive that is only read, by Memento: its captures lie at ``<base_url>/<14
    digits>/<url>``."""

    name: str
    """What reports call it."""
    base_url: str
    """Where its TimeMaps and mementos are."""
    daily_budget: int = 500
    """Look-ups and fetches begun a day."""
    per_minute: float = 12.0
    """Requests a minute: small archives have small machines."""


@dataclass(frozen=True, slots=True)
class Perma:
    """Perma.cc. Its key comes from the environment only: PERMA_API_KEY."""

    enabled: bool = False
    """Off until it is wanted: every record counts against somebody's quota, for good."""
    base_url: str = "https://api.perma.cc"
    """Where its API is."""
    site: str = "https://perma.cc"
    """Where people see a record: ``<site>/<id>``."""
    saves: str = "refused"
    """What is saved: ``refused`` (what another archive refused or keeps something else of),
    ``all``, ``nothing``."""
    folder: int = 0
    """Number of the folder there that records go to; 0 is the personal one."""
    daily_budget: int = 50
    """Jobs (look-ups, fetches, saves) begun a day."""
    per_minute: float = 12.0
    """Requests a minute."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Web archives."""

    wayback: Wayback = field(default_factory=Wayback)
    perma: Perma = field(default_factory=Perma)
    memento: tuple[Memento, ...] = ()
    """Asked, in this order, where those before have no copy."""


def archive(path: Path, entry: object) -> Archive:
    """The table; raises ConfigError."""
    if not isinstance(entry, dict):
        raise ConfigError(path, Words("[archive] is a table", "[archive] debe ser una tabla"))
    refuse_unknown(path, "archive", entry, Archive)
    wayback: Wayback = build(path, "archive.wayback", entry.get("wayback", {}), Wayback)
    blocks = listed(path, "archive.memento", entry.get("memento", []))
    mementos = tuple(build(path, where, one, Memento) for where, one in blocks)
    perma: Perma = build(path, "archive.perma", entry.get("perma", {}), Perma)
    require_one_of(path, "archive.perma: saves", perma.saves, PERMA_SAVES)
    for where, one in [
        ("wayback", wayback),
        ("perma", perma),
        *((f"memento #{n}", one) for n, one in enumerate(mementos, 1)),
    ]:
        if not re.match(r"https?://[^/\s]+", one.base_url):
            raise ConfigError(
                path,
                Words(
                    "archive.{where}: base_url is a web address, not {base_url!r}",
                    "archive.{where}: base_url debe ser una dirección web, no {base_url!r}",
                ),
                where=where,
                base_url=one.base_url,
            )
        if not one.per_minute:
            raise ConfigError(
                path,
                Words(
                    "archive.{where}: per_minute can't be 0; to ask nothing, switch it off",
                    "archive.{where}: per_minute no puede ser 0; si no quiere consultarlo, "
                    "desactívelo",
                ),
                where=where,
            )
    names = ["wayback", "perma", *(one.name for one in mementos)]
    if len(set(names)) < len(names):
        raise ConfigError(
            path,
            Words(
                "archive.memento: each has a name of its own, and none is called 'wayback' or 'perma'",
                "archive.memento: cada uno necesita un nombre propio, distinto de 'wayback' "
                "y de 'perma'",
            ),
        )
    return Archive(wayback, perma, mementos)
