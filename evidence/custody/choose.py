"""Which rows and log entries a package needs: everything, a source, or one URL, with all that proves it.

The choice is kept in a temporary SQLite table, so it costs no memory however much is exported.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evidence.custody import ledger, seals
from evidence.custody.merkle import Tree
from evidence.custody.verify import TABLES
from evidence.store.database import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Row, Store

_URLS = """
INSERT OR IGNORE INTO temp.chosen SELECT 'urls', u.id FROM urls u WHERE (:url IS NULL OR u.url = :url)
AND (:source IS NULL OR EXISTS (SELECT 1 FROM citations c WHERE c.url_id = u.id AND c.source_id = :source))
"""
_PROBES = "INSERT OR IGNORE INTO temp.chosen SELECT 'probes', id FROM probes"
_BELONGING = (
    ("checks", "t.id", "checks t", "urls", "t.url_id"),
    ("standings", "t.url_id", "standings t", "urls", "t.url_id"),
    ("citations", "t.id", "citations t", "urls", "t.url_id"),
    ("sources", "t.source_id", "citations t", "citations", "t.id"),
    ("source_versions", "t.first_version", "citations t", "citations", "t.id"),
    ("source_versions", "t.last_version", "citations t", "citations", "t.id"),
    ("runs", "t.run_id", "checks t", "checks", "t.id"),
    ("changes", "t.change_id", "checks t", "checks", "t.id"),
    ("captures", "t.capture_id", "checks t", "checks", "t.id"),
    ("captures", "t.baseline_id", "checks t", "checks", "t.id"),
    ("captures", "j.value", "checks t, json_each(t.captures_json) j", "checks", "t.id"),
    ("captures", "t.capture_id", "probes t", "probes", "t.id"),
    ("captures", "t.refers_to", "captures t", "captures", "t.id"),
    ("warc_files", "f.id", "captures t JOIN warc_files f ON f.id = t.warc", "captures", "t.id"),
    ("networks", "t.network_id", "captures t", "captures", "t.id"),
    ("certificates", "j.value", "networks t, json_each(t.certificates_json) j", "networks", "t.id"),
)
"""Table, the id that is chosen of it, out of which rows, and by which table and id that were chosen
before; in this order."""


def choose(store: Store, *, source: str | None, url: str | None) -> int:
    """Fill the table of chosen rows; returns how many captures are among them."""
    store.db.execute("DROP TABLE IF EXISTS temp.chosen")
    store.db.execute("CREATE TEMP TABLE chosen (tbl TEXT, id TEXT, PRIMARY KEY (tbl, id)) WITHOUT ROWID")
    store.db.conn.execute(_URLS, {"url": url, "source": source})
    if source is None and url is None:
        store.db.execute(_PROBES)
    for table, found, among, by, key in _BELONGING:
        store.db.execute(
            f"INSERT OR IGNORE INTO temp.chosen SELECT '{table}', {found} FROM {among}"
            f" WHERE {found} IS NOT NULL AND {key} IN (SELECT id FROM temp.chosen WHERE tbl = '{by}')"
        )
    row = store.one("SELECT COUNT(*) AS n FROM temp.chosen WHERE tbl = 'captures'")
    return int(row["n"]) if row else 0


def rows(store: Store) -> Iterator[tuple[str, Row]]:
    """The chosen rows, a row after those that it refers to."""
    for table in TABLES:
        key = KEYS.get(table, "id")
        sql = f'SELECT t.* FROM "{table}" t JOIN temp.chosen c ON c.tbl = ? AND c.id = t."{key}" ORDER BY t."{key}"'
        for row in store.iterate(sql, table):
            yield table, row


def entries(store: Store) -> Iterator[Row]:
    """The log entries that speak of chosen rows, with their proofs, and all seals, tokens and keys.

    ``{"entry": …}``, and for what a seal covers ``"seal", "index", "size", "proof"`` (hex, bottom up).
    """
    starts = iter([*seals.documents(store)])
    seal = next(starts, None)
    waiting: list[tuple[Row, bool]] = []
    for entry in store.iterate("SELECT * FROM custody ORDER BY seq"):
        waiting.append((entry, _speaks(store, entry)))
        if seal is not None and entry["seq"] == seal["seal"]["last"]:
            yield from _proven(waiting, seal)
            waiting, seal = [], next(starts, None)
    yield from ({"entry": entry} for entry, wanted in waiting if wanted)


def _speaks(store: Store, entry: Row) -> bool:
    if entry["act"] in ("key-made", seals.SEALED, seals.STAMPED):
        return True
    named = json.loads(entry["rows_json"])
    return any(
        store.one("SELECT 1 FROM temp.chosen WHERE tbl = ? AND id = ?", table, key)
        for table, part in named.items()
        for key in part
    )


def _proven(waiting: list[tuple[Row, bool]], seal: Row) -> Iterator[Row]:
    tree = Tree([ledger.raw_id(entry["id"]) for entry, _ in waiting])
    for index, (entry, wanted) in enumerate(waiting):
        if wanted:
            yield {
                "entry": entry,
                "seal": seals.digest(seal),
                "index": index,
                "size": len(waiting),
                "proof": [part.hex() for part in tree.proof(index)],
            }
