"""The configuration that runs go by: its digest is in the log, and a change is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.files import sha256_of
from evidence.store import heads

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.store.database import Store


def digest(config: Path) -> str | None:
    """The sha256 of a configuration file, in hex; None where there is none."""
    try:
        return sha256_of(config)
    except OSError:
        return None


def put_down(store: Store, config: Path) -> str:
    """Have the log hold the digest of the configuration that a run goes by; returns what to tell of it,
    nothing where it is as before. Raises StoreError."""
    marks = [mark for mark in heads.marks(store) if mark.act == heads.CONFIGURED]
    found = digest(config)
    last = marks[-1] if marks else None
    if (last.detail.get("sha256") if last else None) == found:
        return ""
    with store.transaction(heads.CONFIGURED, {"file": config.name, "sha256": found}):
        pass
    return (
        f"the configuration has changed: the runs from {last.at[:10]} on went by the earlier one"
        if last
        else ""
    )
