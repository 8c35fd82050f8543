"""Quick questions to a database that tell whether it is in order; ``testigo verify`` is the thorough
one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.errors import StoreDamaged
from evidence.store.refusals import DAMAGED, RESTORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store import Store


def damages(store: Store, most: int = 1) -> Iterator[str]:
    """What SQLite finds damaged (``PRAGMA quick_check``), at most so much of it. Raises StoreDamaged
    when it can't even be looked through."""
    for found in store.values(f"PRAGMA quick_check({most})"):
        if found != "ok":
            yield " ".join(str(found).removeprefix("*** in database main ***").split())


def require_sound(store: Store) -> None:
    """Raises StoreDamaged when SQLite finds a damaged page: nothing more is written then. It reads
    the whole file: a second and a half for 240 MB, a year of some thousand URLs."""
    for found in damages(store):
        raise StoreDamaged(store.path, DAMAGED, text=found, restore=RESTORE)


def newest_entry(store: Store) -> str | None:
    """The time of the last entry in the custody log; entries before it may be of a clock that was
    ahead."""
    at: str | None = store.value("SELECT at FROM custody ORDER BY seq DESC LIMIT 1")
    return at


def warc_files(store: Store) -> list[str]:
    """Paths inside the folder of all WARC files that are finished."""
    return list(store.values("SELECT id FROM warc_files"))
