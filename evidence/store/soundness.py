"""Quick questions to a database that tell whether it is in order; ``testigo verify`` is the thorough
one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.store import Store


def damage(store: Store) -> str | None:
    """What SQLite finds damaged (``PRAGMA quick_check``), the first of it; None when nothing is."""
    found = str(store.value("PRAGMA quick_check(1)"))
    return None if found == "ok" else found


def newest_entry(store: Store) -> str | None:
    """The latest time in the custody log."""
    at: str | None = store.value("SELECT MAX(at) FROM custody")
    return at


def warc_files(store: Store) -> list[str]:
    """Paths inside the folder of all WARC files that are finished."""
    return list(store.values("SELECT id FROM warc_files"))
