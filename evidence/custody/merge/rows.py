"""Take in the rows of another folder: facts as they are, states where theirs is the later one.

That a row was taken out is a state, too: it does not come back from a folder that had it before, and goes where the
other has taken it out. Rows are compared and hashed whole, so they stay as the database has them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING

from evidence.custody.merge.agreement import beside
from evidence.store import ledger, outbox
from evidence.store.database import Store
from evidence.store.records import Job, Outage, Standing
from evidence.store.tables import TABLES, Kind
from evidence.vocabulary import JobState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.merge.names import Names
    from evidence.store.database import Row
    from evidence.store.tables import Table

Settle = Callable[[Store, str, str | None], Standing | None]
"""Gives the standing of a URL (its id) that both folders looked at, from the looks of both; last
comes the id of the capture that the other folder compared with."""
COPIED = "merged-rows"
"""The act of taking rows in: it writes states that another log made."""
RENAMED = "merged-renamed"
"""The act of taking in what is written under another name here: no other log names such a state."""
_MOST = 1000
"""Rows in one entry of the log, which has 100 KB then."""

_ENTRIES = f"""
SELECT (SELECT id FROM custody WHERE seq = 1) AS chain, seq, rows_json FROM custody
WHERE act != '{COPIED}'
UNION ALL SELECT chain, seq, rows_json FROM merged_custody WHERE act != '{COPIED}'
"""
_NOTE = """
INSERT INTO temp.states VALUES (?, ?, ?)
ON CONFLICT (digest, chain) DO UPDATE SET seq = MAX(seq, excluded.seq)
"""
_NOTE_REMOVED = """
INSERT INTO temp.removed VALUES (?, ?, ?, ?)
ON CONFLICT ("key", tbl, chain) DO UPDATE SET seq = MAX(seq, excluded.seq)
"""
_REMOVED_LATER = """
SELECT 1 FROM temp.removed r JOIN temp.states s USING (chain)
WHERE r."key" = ? AND r.tbl = ? AND s.digest IN (?, ?) AND r.seq > s.seq
"""
_COLOURED = """
SELECT DISTINCT k.url_id FROM outages o, json_each(o.checks_json) j JOIN checks k ON k.id = j.value
WHERE o.id IN (SELECT value FROM json_each(?)) OR k.url_id IN (SELECT url_id FROM temp.written)
"""
"""URLs at which looks were taken back, where that is new here, or what stands there was written by this merge."""
_LATER = """
SELECT MIN(theirs.seq > ours.seq) FROM temp.states theirs JOIN temp.states ours USING (chain)
WHERE theirs.digest IN (?, ?) AND ours.digest IN (?, ?)
"""
"""1 where every log that names both states names theirs later; NULL where none names both."""
_REMOVED = 'SELECT DISTINCT "key" FROM temp.removed WHERE tbl = ?'
_ROW = 'SELECT * FROM "{table}" WHERE "{key}" = ?'
_CONCLUDED = """
SELECT source_id, MAX(began_at) AS at FROM board_visits WHERE state != 'incomplete'
GROUP BY source_id
"""
_LATER_VISIT = """
SELECT 1 FROM board_visits o, board_visits t WHERE o.id = ? AND t.id = ? AND o.began_at < t.began_at
"""


@contextmanager
def without_order(store: Store) -> Iterator[None]:
    """Rows may refer to rows that come later: theirs were sound, so all are there in the end."""
    store.db.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        store.db.execute("PRAGMA foreign_keys=ON")


def take_rows(store: Store, theirs: Store, settle: Settle, names: Names) -> int:
    """Take in what their rows add to ours, table by table; returns how many rows were written. The
    caller has begun what all of it is one part of."""
    taking = _Taking(store, theirs, settle, names)
    taken = 0
    for table in (table for table in TABLES if table.kind is not Kind.OWN):
        new = taking.new_rows(table)
        while some := list(islice(new, _MOST)):
            renamed = any(names.there(table.name, row) is not row for row in some)
            with store.transaction(RENAMED if renamed else COPIED) as transaction:
                for row in some:
                    transaction.upsert(table.name, row)
            taking.note_written(table, some)
            taken += len(some)
    return taken + taking.take_out() + taking.settle_coloured()


class _Taking:
    """One merge, and how it tells the later of two states."""

    def __init__(self, store: Store, theirs: Store, settle: Settle, names: Names) -> None:
        self._store = store
        self._theirs = theirs
        self._settle = settle
        self._names = names
        self._boards = _later_boards(store, theirs, names)
        self._outages: list[str] = []
        """that are new here"""
        _note_states(store, theirs)

    def new_rows(self, table: Table) -> Iterator[Row]:
        """What their rows of a table add to ours."""
        for row, here in beside(self._store, self._theirs, table, self._names):
            if here is None:
                if not self._was_removed(table, row):
                    yield self._closed_if_double(row) if table.name == Job.TABLE else row
            elif row != here and table.kind is Kind.STATE:
                if self._goes_on(table, row, here):
                    yield row
                elif table.name == "standings":
                    settled = self._settle(self._store, row["url_id"], row["baseline_id"])
                    if settled is not None and settled.row() != here:
                        yield settled.row()

    def note_written(self, table: Table, rows: list[Row]) -> None:
        """Remember what has come, as far as :meth:`settle_coloured` asks for it."""
        if table.name == Outage.TABLE:
            self._outages += [row["id"] for row in rows]
        elif table.name == Standing.TABLE:
            self._store.db.conn.executemany(
                "INSERT OR IGNORE INTO temp.written VALUES (?)", [(row["url_id"],) for row in rows]
            )

    def take_out(self) -> int:
        """Take out what they have taken out since they had it as it is here; returns how many rows. What stands at a
        URL is settled by all looks instead."""
        taken_out = 0
        for table in (one for one in TABLES if one.kind is Kind.STATE):
            for key in list(self._store.values(_REMOVED, table.name)):
                row = self._store.one(_ROW.format(table=table.name, key=table.key), key)
                if row is None or self._theirs.one(
                    _ROW.format(table=table.name, key=table.key), key
                ):
                    continue
                if self._was_removed(table, row):
                    taken_out += self._without(table, row)
        return taken_out

    def _without(self, table: Table, row: Row) -> int:
        if table.name == Standing.TABLE:
            return self._settled_anew(row["url_id"])
        with self._store.transaction(COPIED) as transaction:
            transaction.delete(table.name, row[table.key])
        return 1

    def settle_coloured(self) -> int:
        """Settle by all looks what looks of both make at URLs where some were taken back; returns how many rows were
        written or taken out."""
        urls = list(self._store.values(_COLOURED, json.dumps(self._outages)))
        return sum(map(self._settled_anew, urls))

    def _settled_anew(self, url_id: str) -> int:
        sql = _ROW.format(table=Standing.TABLE, key="url_id")
        here, there = self._store.one(sql, url_id), self._theirs.one(sql, url_id)
        if here is None:
            return 0
        settled = self._settle(self._store, url_id, there["baseline_id"] if there else None)
        if settled is not None and settled.row() == here:
            return 0
        with self._store.transaction(COPIED) as transaction:
            if settled is None:  # every look was taken back
                transaction.delete(Standing.TABLE, url_id)
            else:
                transaction.put(settled)
        return 1

    def _was_removed(self, table: Table, row: Row) -> bool:
        """Whether a log that names this state of a row has taken the row out later."""
        if table.kind is not Kind.STATE:
            return False
        digests = self._digests(table, row)
        return self._store.one(_REMOVED_LATER, row[table.key], table.name, *digests) is not None

    def _closed_if_double(self, row: Row) -> Row:
        """Their job; closed where one of ours is open that would do the same."""
        job = Job.from_row(row)
        if job.state not in outbox.OPEN or outbox.open_job(self._store, job) is None:
            return row
        return {**row, "state": JobState.FAILED, "problem": "merged: the same was open here"}

    def _goes_on(self, table: Table, row: Row, here: Row) -> bool:
        """Whether their row is a later state than ours.

        A board's entries were compared with each other, visit by visit, so they are taken from one
        side: the one that visited later. What a page showed is told by the last visit that looked
        at it. Anything else is the later one where a log says so.
        """
        if table.name == "board_pages":
            visits = here["visit_id"], row["visit_id"]
            return self._store.one(_LATER_VISIT, *visits) is not None
        if table.name in ("board_entries", "citations") and row["source_id"] in self._boards:
            return self._boards[row["source_id"]]
        digests = chain.from_iterable(self._digests(table, one) for one in (row, here))
        return bool(self._store.value(_LATER, *digests))

    def _digests(self, table: Table, row: Row) -> tuple[str, str]:
        """Of a row as it is here and as it is there; most are the same in both."""
        there, digest = self._names.there(table.name, row), ledger.row_digest(row)
        return digest, digest if there is row else ledger.row_digest(there)


def _note_states(store: Store, theirs: Store) -> None:
    """Fill tables with where each log, of all that both folders hold, last named each state of a
    row, and last took a row out.

    Their copy of a log and ours are the same as far as both go, so the later place is the longer
    one's. Merging makes no state, it copies one: what its entries name is in the log it came from.
    """
    store.db.execute("DROP TABLE IF EXISTS temp.states")
    store.db.execute(
        "CREATE TEMP TABLE states (digest TEXT, chain TEXT, seq INTEGER,"
        " PRIMARY KEY (digest, chain)) WITHOUT ROWID"
    )
    store.db.execute("DROP TABLE IF EXISTS temp.removed")
    store.db.execute(
        'CREATE TEMP TABLE removed ("key" TEXT, tbl TEXT, chain TEXT, seq INTEGER,'
        ' PRIMARY KEY ("key", tbl, chain)) WITHOUT ROWID'
    )
    store.db.execute("DROP TABLE IF EXISTS temp.written")
    store.db.execute("CREATE TEMP TABLE written (url_id TEXT PRIMARY KEY) WITHOUT ROWID")
    names = {table.name for table in TABLES if table.kind is Kind.STATE}
    for side in (store, theirs):
        for entry in side.iterate(_ENTRIES):
            named = json.loads(entry["rows_json"])
            at = entry["chain"], entry["seq"]
            rows = [
                (name, key, digest)
                for name in names & named.keys()
                for key, digest in named[name].items()
            ]
            store.db.conn.executemany(_NOTE, [(digest, *at) for _, _, digest in rows if digest])
            removed = [(key, name, *at) for name, key, digest in rows if digest is None]
            store.db.conn.executemany(_NOTE_REMOVED, removed)


def _later_boards(store: Store, theirs: Store, names: Names) -> dict[str, bool]:
    """source id -> whether their last visit of that board is later than ours.

    A visit that was incomplete does not count: it concluded nothing. A board of which both know the
    same last visit is left out.
    """
    here, there = (
        {
            named.get(row["source_id"], row["source_id"]): row["at"]
            for row in side.iterate(_CONCLUDED)
        }
        for side, named in ((store, {}), (theirs, names.sources))
    )
    both = {
        source: (here.get(source, ""), there.get(source, ""))
        for source in here.keys() | there.keys()
    }
    return {source: ours < other for source, (ours, other) in both.items() if ours != other}
