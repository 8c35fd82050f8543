"""Probes for soft-404s: what a route answers for addresses that can't exist, kept for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.store.database import Row, Store

_LATEST = """
SELECT * FROM probes WHERE host = ? AND directory = ? AND parameter = ? AND probed_at BETWEEN ? AND ?
ORDER BY probed_at DESC, url LIMIT 2
"""


def latest(store: Store, key: tuple[str, str, str], since: str, until: str) -> list[Row]:
    """The two newest probes of a route that were made in that time."""
    return store.all(_LATEST, *key, since, until)


def put(store: Store, rows: list[Row], captures: list[Row]) -> None:
    """A pair of probes with their captures, in one transaction."""
    with store.transaction("probed") as transaction:
        for row in captures:
            transaction.insert("captures", row)
        for row in rows:
            transaction.insert("probes", row)
