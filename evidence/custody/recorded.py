"""What a custody log last said of each row, and the rows that say something else now.

It is kept in a temporary SQLite table: memory stays flat however long the log is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.findings import Finding
from evidence.store import ledger
from evidence.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Row, Store

_ROWS = """
SELECT t.*, r.digest AS "recorded digest", r.seq AS "recorded seq" FROM "{table}" t
LEFT JOIN temp.recorded r ON r.tbl = ? AND r.id = t."{key}"
"""
_REMOVED = """
SELECT r.id, r.seq FROM temp.recorded r WHERE r.tbl = ? AND r.digest IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t."{key}" = r.id)
"""


class Recorded:
    """The last digest that a log names for each row of each table; empty at first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.db.execute("DROP TABLE IF EXISTS temp.recorded")
        store.db.execute(
            "CREATE TEMP TABLE recorded (tbl TEXT, id TEXT, digest TEXT, seq INTEGER,"
            " PRIMARY KEY (tbl, id)) WITHOUT ROWID"
        )

    def take(self, seq: int, named: ledger.Rows) -> None:
        """Take in what the entry ``seq`` says of rows; entries come in the order of the log."""
        self._store.db.conn.executemany(
            "INSERT OR REPLACE INTO temp.recorded VALUES (?,?,?,?)",
            [
                (table, key, digest, seq)
                for table, part in named.items()
                for key, digest in part.items()
            ],
        )

    def replaced(self, named: ledger.Rows) -> ledger.Rows:
        """Of the rows that an entry names, what was recorded of them before, as far as they were there;
        asked before :meth:`take`."""
        sql = "SELECT digest FROM temp.recorded WHERE tbl = ? AND id = ?"
        found = (
            (table, key, self._store.value(sql, table, key))
            for table, part in named.items()
            for key in part
        )
        was: ledger.Rows = {}
        for table, key, digest in found:
            if digest is not None:
                was.setdefault(table, {})[key] = digest
        return was

    def altered(self) -> Iterator[Finding]:
        """Every row that is not what the log last said of it, or of which it says nothing."""
        for table in TABLES:
            sql = _ROWS.format(table=table.name, key=table.key)
            for row in self._store.iterate(sql, table.name):
                digest, seq = row.pop("recorded digest"), row.pop("recorded seq")
                where = f"{table.name} {row[table.key]}"
                if digest is None:
                    yield Finding(where, "row-put-in")
                elif _digest(row) != digest:
                    yield Finding(where, "row-altered", {"entry": seq})

    def removed(self) -> Iterator[Finding]:
        """Every row that the log speaks of and that is not there."""
        for table in TABLES:
            sql = _REMOVED.format(table=table.name, key=table.key)
            for row in self._store.iterate(sql, table.name):
                where = f"{table.name} {row['id']}"
                yield Finding(where, "row-removed", {"entry": row["seq"]})


def _digest(row: Row) -> str | None:
    """The digest of a row; None where it holds a blob, which no row of ours does."""
    try:
        return ledger.row_digest(row)
    except TypeError:
        return None
