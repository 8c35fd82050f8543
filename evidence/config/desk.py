"""``[desk]``: where a browser asks, and who may read from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.config.build import build
from evidence.config.secrets import is_hash
from evidence.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_ORIGIN = re.compile(r"https?://[a-z0-9.\-]+(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where ``testigo desk`` answers, and who may read from elsewhere."""

    host: str = "127.0.0.1"
    """An address of this machine."""
    port: int = 8420
    """0 is any free one; kept copies are shown on the next."""
    names: tuple[str, ...] = ()
    """Names, with their port if it isn't HTTP's own, that a proxy with TLS before it is asked by."""
    copies: str = ""
    """Origin by which that proxy shows the next port, such as ``https://copias.example.org``: another host than any
    of the names, so that nothing in a copy is at home beside the desk."""
    readers: tuple[str, ...] = ()
    """Who may read from elsewhere, and of a desk that is shared: the hashes of their tokens, as
    ``testigo desk --token`` prints them."""


def desk(path: Path, entry: object) -> Desk:
    """The table ``[desk]``; raises ConfigError."""
    made: Desk = build(path, "desk", entry, Desk)
    if made.port > 65_534:
        raise ConfigError(
            path,
            Words(
                "desk: there is no port {port} for the copies",
                "desk: no existe el puerto {port} para las copias",
            ),
            port=made.port + 1,
        )
    if made.copies and not _ORIGIN.fullmatch(made.copies):
        raise ConfigError(
            path,
            Words(
                "desk: copies is an origin such as https://copias.example.org, without a path",
                "desk: copies debe ser un origen, como https://copias.example.org, sin ruta",
            ),
        )
    if not all(map(is_hash, made.readers)):
        raise ConfigError(
            path,
            Words(
                "desk: readers are hashes as testigo desk --token prints them: sha256:…",
                "desk: readers debe contener huellas como las que muestra testigo desk "
                "--token: sha256:…",
            ),
        )
    return made
