"""What reports and answers read: each citation with its standing, last check, capture and change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Row, Store

_CITED = """
SELECT c.id, c.source_id, s.title AS source_title, s.kind AS source_kind, c.marker, c.page, c.claim, c.note,
       c.label, c.raw, c.gone_since, u.id AS url_id, u.url, u.host,
       st.verdict, st.cause, st.certainty, st.since, st.last_good, st.last_look, st.looks, st.check_id
FROM citations c JOIN sources s ON s.id = c.source_id JOIN urls u ON u.id = c.url_id
LEFT JOIN standings st ON st.url_id = u.id
WHERE (? IS NULL OR c.source_id = ?) AND c.gone_since IS NULL
ORDER BY s.rowid, c."start", c.rowid
"""


def cited(store: Store, source: str | None = None) -> Iterator[Row]:
    """Every citation that stands in a source now, with the standing of its URL."""
    return store.iterate(_CITED, source, source)


_BASELINE = """
SELECT c.*, m.memento_url FROM captures c LEFT JOIN mementos m ON m.capture_id = c.id WHERE c.id = ?
"""
_MEMENTOS = """
SELECT archive, memento_url AS url, captured_at, state FROM mementos
WHERE url_id = ? AND state != 'listed' ORDER BY captured_at
"""


def check(store: Store, identifier: str) -> Row:
    """One check with its JSON columns read, its capture, baseline and change beside it."""
    row = store.one("SELECT * FROM checks WHERE id = ?", identifier)
    if row is None:
        raise KeyError(identifier)
    row = unfold(row)
    row["capture"] = store.one("SELECT * FROM captures WHERE id = ?", row["capture_id"])
    row["baseline"] = store.one(_BASELINE, row["baseline_id"])
    row["mementos"] = store.all(_MEMENTOS, row["url_id"])
    change = store.one("SELECT * FROM changes WHERE id = ?", row["change_id"])
    row["change"] = unfold(change) if change else None
    return row


def checks_of(store: Store, url_id: str) -> list[Row]:
    """All checks of a URL, oldest first."""
    rows = store.all("SELECT id FROM checks WHERE url_id = ? ORDER BY checked_at, rowid", url_id)
    return [check(store, row["id"]) for row in rows]


_TRANSITIONS = """
SELECT u.url, k.verdict, k.cause, k.checked_at,
       (SELECT p.verdict FROM checks p WHERE p.url_id = k.url_id AND p.checked_at < k.checked_at
        ORDER BY p.checked_at DESC LIMIT 1) AS before
FROM checks k JOIN urls u ON u.id = k.url_id
WHERE k.run_id = ? ORDER BY k.checked_at
"""


def transitions(store: Store, run_id: str) -> list[Row]:
    """Checks of a run whose verdict is not that of the check before; first checks don't count."""
    rows = store.iterate(_TRANSITIONS, run_id)
    return [row for row in rows if row["before"] is not None and row["before"] != row["verdict"]]


def unfold(row: Row) -> Row:
    """The row with each ``*_json`` column read, under the name without the ending."""
    unfolded: dict[str, Any] = {}
    for name, value in row.items():
        if name.endswith("_json"):
            unfolded[name.removesuffix("_json")] = json.loads(value) if value else None
        else:
            unfolded[name] = value
    return unfolded
