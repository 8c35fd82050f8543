"""``[archive]``: web archives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.config.build import build, listed, refuse_unknown, require_one_of
from evidence.config.settings import Archive, Memento, Perma, Wayback
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


PERMA_SAVES = ("refused", "all", "nothing")


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
