"""Which rows and log entries a package needs: everything, a source, or one URL, with all that
proves it.

The choice is kept in a temporary SQLite table, so it costs no memory however much is exported.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evidence.custody.log import keys, seals
from evidence.custody.log.merkle import Tree
from evidence.store import ledger
from evidence.store.records import CustodyEntry
from evidence.store.tables import TABLES, Kind, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.log.document import Seal
    from evidence.store.database import Row, Store
    from evidence.store.tables import Table

_URLS = """
INSERT INTO temp.chosen SELECT 'urls', u.id FROM urls u WHERE (:url IS NULL OR u.url = :url)
AND (:source IS NULL OR EXISTS (
    SELECT 1 FROM citations c WHERE c.url_id = u.id AND c.source_id = :source))
"""
_OTHER_READINGS = """
INSERT OR IGNORE INTO temp.chosen
SELECT 'urls', d.url_id FROM candidates d JOIN citations c ON c.id = d.citation_id
WHERE c.url_id IN (SELECT id FROM temp.chosen WHERE tbl = 'urls')
"""
_PLACES = """
WITH RECURSIVE place(id) AS (
    SELECT id FROM temp.chosen WHERE tbl = 'urls'
    UNION SELECT w.place_id FROM whereabouts w JOIN place p ON p.id = w.url_id)
INSERT OR IGNORE INTO temp.chosen SELECT 'urls', id FROM place
"""
"""Where lost documents were looked for, and what was lost and looked for there."""
_PARTS = """
WITH RECURSIVE made(id) AS (
    SELECT id FROM temp.chosen WHERE tbl = 'urls'
    UNION SELECT p.url_id FROM parts p JOIN made m ON m.id = p.page_id)
INSERT OR IGNORE INTO temp.chosen SELECT 'urls', id FROM made
"""
"""What documents are made of: the frames, and what stands in them."""
_PROBES = """
INSERT INTO temp.chosen SELECT 'probes', p.id FROM probes p
WHERE p.host IN (SELECT u.host FROM urls u JOIN temp.chosen c ON c.tbl = 'urls' AND c.id = u.id)
"""


def choose(store: Store, *, source: str | None, url: str | None) -> int:
    """Fill the table of chosen rows; returns how many captures are among them.

    With ``source`` (its id) or ``url``: the URLs that are meant, what belongs to them, and what those
    rows refer to.
    """
    store.db.execute("DROP TABLE IF EXISTS temp.chosen")
    store.db.execute(
        "CREATE TEMP TABLE chosen (tbl TEXT, id TEXT, PRIMARY KEY (tbl, id)) WITHOUT ROWID"
    )
    tables = [table for table in TABLES if table.kind is not Kind.OWN]
    if source is None and url is None:
        for table in tables:
            store.db.execute(
                f"INSERT INTO temp.chosen SELECT '{table.name}', {table.key} FROM \"{table.name}\""
            )
    else:
        store.db.conn.execute(_URLS, {"url": url, "source": source})
        store.db.execute(_OTHER_READINGS)
        store.db.execute(_PLACES)
        store.db.execute(_PARTS)
        store.db.execute(_PROBES)
        if url is None:  # what a board showed belongs to the whole of it
            store.db.execute(
                "INSERT INTO temp.chosen SELECT 'sources', id FROM sources WHERE id = ?", (source,)
            )
        _belonging(store, tables)
        _needed(store, tables)
    return int(store.value("SELECT COUNT(*) FROM temp.chosen WHERE tbl = 'captures'"))


def _belonging(store: Store, tables: list[Table]) -> None:
    """The rows that go with chosen ones (:attr:`evidence.store.tables.Table.follows`)."""
    for table in tables:
        for column, target in table.follows.items():
            among, value = _column(table, column)
            store.db.execute(
                "INSERT OR IGNORE INTO temp.chosen"
                f" SELECT '{table.name}', t.{table.key} FROM {among}"
                f" WHERE {value} IN (SELECT id FROM temp.chosen WHERE tbl = '{target}')"
            )


def _needed(store: Store, tables: list[Table]) -> None:
    """All that chosen rows refer to, and what those refer to, until nothing new comes."""
    needs = [
        (table, *_column(table, column), target)
        for table in tables
        for column, target in needed(store, table)
    ]
    found = True
    while found:
        found = False
        for table, among, value, target in needs:
            cursor = store.db.execute(
                "INSERT OR IGNORE INTO temp.chosen"
                f" SELECT '{target}', {value} FROM {among} WHERE {value} IS NOT NULL"
                f" AND t.{table.key} IN (SELECT id FROM temp.chosen WHERE tbl = '{table.name}')"
            )
            found = found or cursor.rowcount > 0


def _column(table: Table, column: str) -> tuple[str, str]:
    """Where the ids that a column holds are read from, and as what."""
    if column.endswith("_json"):
        return f'"{table.name}" t, json_each(t.{column}) j', "j.value"
    return f'"{table.name}" t', f"t.{column}"


def rows(store: Store) -> Iterator[tuple[str, Row]]:
    """The chosen rows with their tables, a row after those that it refers to."""
    for table in TABLES:
        sql = (
            f'SELECT t.* FROM "{table.name}" t'
            f" JOIN temp.chosen c ON c.tbl = ? AND c.id = t.{table.key} ORDER BY t.{table.key}"
        )
        for row in store.iterate(sql, table.name):
            yield table.name, row


def entries(store: Store) -> Iterator[dict[str, Any]]:
    """The log entries that speak of chosen rows, with their proofs, and all seals, tokens and keys.

    ``{"entry": …}``, and for what a seal covers ``"seal", "index", "size", "proof"`` (hex, bottom
    up).
    """
    following = seals.documents(store)
    seal = next(following, None)
    waiting: list[tuple[CustodyEntry, bool]] = []
    """entries that no seal has covered yet, and whether each is wanted"""
    log = Tree()
    for entry in store.each(CustodyEntry, "SELECT * FROM custody ORDER BY seq"):
        waiting.append((entry, _speaks(store, entry)))
        log.append(ledger.raw_id(entry.id))
        if seal is not None and entry.seq == seal.last:
            yield from _proven(waiting, seal, log)
            waiting, seal = [], next(following, None)
    yield from ({"entry": entry.row()} for entry, wanted in waiting if wanted)


def _speaks(store: Store, entry: CustodyEntry) -> bool:
    """Whether a package needs the entry."""
    if entry.act in (keys.MADE, *seals.BEHIND):
        return True
    sql = "SELECT 1 FROM temp.chosen WHERE tbl = ? AND id = ?"
    return any(
        store.one(sql, table, key)
        for table, part in json.loads(entry.rows_json).items()
        for key in part
    )


def _proven(
    waiting: list[tuple[CustodyEntry, bool]], seal: Seal, log: Tree
) -> Iterator[dict[str, Any]]:
    """The wanted ones of the entries that a seal covers and none before it, each with its way to the
    seal's root; ``log`` is the tree over all entries up to there."""
    tree = log if seal.checkpoint else Tree(ledger.raw_id(entry.id) for entry, _ in waiting)
    for entry, wanted in waiting:
        if wanted:
            index = entry.seq - seal.first
            yield {
                "entry": entry.row(),
                "seal": seal.digest,
                "index": index,
                "size": len(tree),
                "proof": [part.hex() for part in tree.proof(index)],
            }
