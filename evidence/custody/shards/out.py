"""What this machine remembers of the shards that it made: of which folder each is, where it lies, and by which key
it is signed.

It lies beside the private keys, outside every folder. Whoever can write a folder can put what looks like a shard
into it, or a word of where others lie; but what this machine has not made itself is neither fetched nor taken in nor
deleted.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from evidence import signing
from evidence.files import refusing, write_whole

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Out:
    """A shard that is out."""

    name: str
    of: str
    """id of the first entry of the log of the folder that it is of"""
    place: str
    """path or address"""
    key: str = ""
    """fingerprint of the key that was made for it; empty while it is made"""


def note(shard: Out) -> None:
    """Remember a shard. Raises StoreError."""
    write_whole(_file_of(shard.name), json.dumps(asdict(shard)))


def known(name: str) -> Out | None:
    """What is remembered of the shard of this name; None where this machine made none."""
    try:
        told = json.loads(_file_of(name).read_text("utf-8"))
        return Out(name, str(told["of"]), str(told["place"]), str(told["key"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(name: str) -> None:
    """Forget a shard that was taken in, or never was whole. Raises StoreError."""
    path = _file_of(name)
    with refusing(path):
        path.unlink(missing_ok=True)


def _file_of(name: str) -> Path:
    return signing.place() / "shards" / f"{name}.json"
