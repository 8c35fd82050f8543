"""Probes for soft-404s: what a route answers for addresses that can't exist, kept for a while."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evidence.store.records import Probe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.store.database import Store
    from evidence.store.records import Capture

_LATEST = """
SELECT * FROM probes WHERE host = ? AND directory = ? AND parameter = ? AND probed_at BETWEEN ? AND ?
ORDER BY probed_at DESC, url LIMIT 3
"""
_BY_ID = (
    "SELECT * FROM probes WHERE id IN (SELECT value FROM json_each(?)) ORDER BY probed_at DESC, url"
)


def latest(store: Store, key: tuple[str, str, str], since: str, until: str) -> list[Probe]:
    """The three newest probes of a route (host, directory, parameter) that were made in that time:
    two of random siblings and, of a parameter, the control without it."""
    return list(store.each(Probe, _LATEST, *key, since, until))


def by_id(store: Store, identifiers: Sequence[str]) -> list[Probe]:
    """The probes with these ids, the newest first."""
    if not identifiers:
        return []
    return list(store.each(Probe, _BY_ID, json.dumps(list(identifiers))))


def put(store: Store, made: Iterable[Probe], captures: Iterable[Capture]) -> None:
    """A pair of probes with their captures, in one transaction."""
    with store.transaction("probed") as transaction:
        for capture in captures:
            transaction.add(capture)
        for probe in made:
            transaction.add(probe)
