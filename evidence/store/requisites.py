"""What pages need to look as they do: what is kept of it, and of which pages it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.due import KnownCapture, capture
from evidence.store.parts import CITED
from evidence.store.records import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.store import Store
    from evidence.store.records import Capture, Requisite

_LOSING = """
SELECT o.domain, COUNT(*) AS lost, MIN(o.id) AS one FROM standings os JOIN urls o ON o.id = os.url_id
WHERE os.verdict = 'missing' GROUP BY o.domain
"""
"""The domains that miss something. They are told once: asked page by page, a night of one domain with 20,000 pages
looked at 400 million."""
_WANTED = f"""
WITH losing AS MATERIALIZED ({_LOSING})
SELECT k.id AS check_id, k.url_id, u.url, k.capture_id FROM checks k JOIN urls u ON u.id = k.url_id
JOIN standings st ON st.url_id = u.id JOIN captures c ON c.id = k.capture_id
LEFT JOIN losing l ON l.domain = u.domain
WHERE k.run_id = :run AND k.replaces IS NULL AND {CITED}
  AND k.verdict IN ('alive', 'moved', 'changed') AND k.media_type IN ('text/html', 'application/xhtml+xml')
  AND (c.record_type = 'response' OR NOT EXISTS (SELECT 1 FROM requisites q WHERE q.url_id = u.id))
  AND k.id NOT IN (SELECT check_id FROM requisites)
  AND NOT EXISTS (SELECT 1 FROM renderings r WHERE r.url_id = u.id AND r.rendered_at >= st.since)
  AND (:every OR k.verdict = 'changed' OR l.lost > 1 OR l.one != u.id)
ORDER BY k.verdict != 'changed', u.rowid LIMIT :most
"""
_LAST = "SELECT capture_id FROM requisites WHERE url = ? ORDER BY fetched_at DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Needing(Result):
    """A page whose requisites are wanted."""

    check_id: str
    url_id: str
    url: str
    capture_id: str


def wanted(store: Store, run_id: str, *, most: int, every: bool) -> list[Needing]:
    """Pages that a run saw stand, and of which nothing is kept that they need since they came to be as
    they are: altered ones, and those at whose site another document is missing; with ``every`` all. What
    a browser has opened needs nothing."""
    return list(store.each(Needing, _WANTED, run=run_id, most=most, every=every))


def last(store: Store, url: str) -> KnownCapture | None:
    """What an address showed when it was last asked for as a requisite."""
    return capture(store, store.value(_LAST, url))


def put(store: Store, kept: Requisite, captures: Sequence[Capture]) -> None:
    """Add one, with its captures. Raises StoreError."""
    with store.transaction("requisite") as transaction:
        for one in captures:
            transaction.add(one)
        transaction.add(kept)
