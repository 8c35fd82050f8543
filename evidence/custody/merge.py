"""Take in another folder's evidence: its WARC files, its rows, its log.

What happened is never written over: where both folders speak of the same thing they must say the
same. The other log is kept whole beside our own, which says where that log ended; so both chains
can be checked for ever, and a second merge finds nothing to do.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from evidence.custody.log import seals
from evidence.custody.verify import verify
from evidence.custody.warc import cdxj
from evidence.errors import FolderError
from evidence.store import ledger, outbox
from evidence.store.database import Store
from evidence.store.records import Job
from evidence.store.tables import TABLES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row
    from evidence.store.tables import Table

Chains = dict[str, "Row"]
"""id of a log's first entry -> ``{"seq", "head"}``: where it ends"""

Settle = Callable[[Store, str], "Row | None"]
"""Gives the standing of a URL that both folders looked at, from the looks of both."""
_MOST = 1000
"""Rows in one transaction: its log entry has 100 KB then."""


def merge(
    folder: EvidenceFolder,
    store: Store,
    other: EvidenceFolder,
    settle: Settle,
    *,
    key: str | None = None,
) -> int:
    """Take ``other`` in; returns how many of its rows were new. The caller holds both folders.

    Raises FolderError when ``other`` does not verify or contradicts what is here; nothing is then
    taken in. A merge that broke off (StoreError, OSError) is completed by the next.
    """
    with closing(Store(other.database)) as theirs:
        _require_sound(other, theirs, key)
        ends = _ends(theirs)
        longer = {
            chain: end
            for chain, end in ends.items()
            if _is_longer(other, theirs, store, chain, end)
        }
        if not longer:
            return 0
        files = theirs.all("SELECT * FROM warc_files")
        _require_agreement(folder, store, other, theirs, files)
        for row in files:
            _copy(other.path / row["id"], folder.path / row["id"])
        new = _take_rows(store, theirs, settle)
        _index(folder, store)
        with store.transaction("merged", {"folder": other.path.name, "chains": longer}):
            for chain in longer:
                _take_log(store, theirs, chain)
        seals.write_files(folder, store)
    return new


def _require_sound(other: EvidenceFolder, theirs: Store, key: str | None) -> None:
    with closing(
        verify(other, theirs, key=key)
    ) as findings:  # it ends its transaction when it is closed
        first = next((found for found in findings if not found.note), None)
    if first is not None:
        raise FolderError(
            other.path, f"does not verify, so nothing is taken in ({first.where}: {first.problem})"
        )
    open_file = theirs.one(
        "SELECT DISTINCT warc FROM captures WHERE warc NOT IN (SELECT id FROM warc_files)"
    )
    if open_file:
        raise FolderError(other.path, "a run of it was cut off; let one run to its end first")


def _ends(store: Store) -> Chains:
    """Where each log in a folder ends, its own first."""
    ends = store.all(
        "SELECT (SELECT id FROM custody WHERE seq = 1) AS chain, seq, id FROM custody"
        " WHERE seq = (SELECT MAX(seq) FROM custody) UNION ALL"
        " SELECT chain, seq, id FROM merged_custody m"
        " WHERE seq = (SELECT MAX(seq) FROM merged_custody n WHERE n.chain = m.chain)"
    )
    return {row["chain"]: {"seq": row["seq"], "head": row["id"]} for row in ends}


def _is_longer(other: EvidenceFolder, theirs: Store, store: Store, chain: str, end: Row) -> bool:
    """Whether their copy of a log goes on after ours; both must be the same as far as both go."""
    ours = _ends(store).get(chain)
    if ours is None:
        return True
    longer = bool(end["seq"] > ours["seq"])
    holder, last = (theirs, ours) if longer else (store, end)
    values = (last["seq"], last["head"])
    if not holder.one(
        f"{_ENTRY.format('custody')} UNION ALL {_ENTRY.format('merged_custody')}", *values * 2
    ):
        raise FolderError(
            other.path, "its log is not the one that was merged before: it was rewritten since"
        )
    return longer


_ENTRY = "SELECT 1 FROM {} WHERE seq = ? AND id = ?"


def _require_agreement(
    folder: EvidenceFolder, store: Store, other: EvidenceFolder, theirs: Store, files: list[Row]
) -> None:
    for row in files:
        path = folder.path / row["id"]
        if path.exists() and _sha256(path) != row["sha256"]:
            raise FolderError(other.path, f"{row['id']} is another file here")
    for row in theirs.iterate("SELECT * FROM sources"):
        ours = store.one("SELECT * FROM sources WHERE id = ?", row["id"])
        if ours and ours["location"] != row["location"]:
            raise FolderError(
                other.path, f"its source '{row['id']}' is another one here; give one a new id"
            )
    for table in TABLES:
        # a file that a broken merge left was sealed again by us; its bytes were compared above
        if table.kind is Kind.FACT and table.name != "warc_files":
            for row, here in _beside(store, theirs, table):
                if here not in (None, row):
                    raise FolderError(
                        other.path, f"{table.name} {row['id']} says something else here"
                    )


def _beside(store: Store, theirs: Store, table: Table) -> Iterator[tuple[Row, Row | None]]:
    """Their rows of a table, each with ours of the same id."""
    ours = f'SELECT * FROM "{table.name}" WHERE "{table.key}" = ?'
    for row in theirs.iterate(f'SELECT * FROM "{table.name}" ORDER BY rowid'):
        yield row, store.one(ours, row[table.key])


def _take_rows(store: Store, theirs: Store, settle: Settle) -> int:
    # rows of one table refer to each other in any order; theirs were sound, so all are there in the
    # end
    store.db.execute("PRAGMA foreign_keys=OFF")
    _note_past(store, theirs)
    boards = _boards(store, theirs)
    try:
        taken = 0
        for table in (table for table in TABLES if table.kind is not Kind.OWN):
            new = _new(store, theirs, table, boards, settle)
            while some := list(islice(new, _MOST)):
                with store.transaction("merged-rows") as transaction:
                    for row in some:
                        transaction.upsert(table.name, row)
                taken += len(some)
        return taken
    finally:
        store.db.execute("PRAGMA foreign_keys=ON")


def _note_past(store: Store, theirs: Store) -> None:
    """Fill a table with every state that their rows were in: ours may be one that theirs grew out
    of."""
    names = {table.name for table in TABLES if table.kind is Kind.STATE}
    store.db.execute("DROP TABLE IF EXISTS temp.past")
    store.db.execute("CREATE TEMP TABLE past (digest TEXT PRIMARY KEY) WITHOUT ROWID")
    for entry in theirs.iterate("SELECT rows_json FROM custody"):
        named = json.loads(entry["rows_json"])
        states = [
            (digest,) for name in names & named.keys() for digest in named[name].values() if digest
        ]
        store.db.conn.executemany("INSERT OR IGNORE INTO temp.past VALUES (?)", states)


_CONCLUDED = """
SELECT source_id, MAX(began_at) AS at FROM board_visits WHERE state != 'incomplete' GROUP BY source_id
"""


def _boards(store: Store, theirs: Store) -> dict[str, bool]:
    """source id -> whether their last visit of that board is later than ours. A visit that was
    incomplete does not count: it concluded nothing. A board of which both know the same last visit
    is left out."""
    here, there = (
        {row["source_id"]: row["at"] for row in side.iterate(_CONCLUDED)}
        for side in (store, theirs)
    )
    both = {
        source: (here.get(source, ""), there.get(source, ""))
        for source in here.keys() | there.keys()
    }
    return {source: ours < other for source, (ours, other) in both.items() if ours != other}


_LATER_LOOK = """
SELECT 1 FROM board_visits o, board_visits t WHERE o.id = ? AND t.id = ? AND o.began_at < t.began_at
"""


def _goes_on(store: Store, table: Table, boards: dict[str, bool], row: Row, here: Row) -> bool:
    """Whether their row is a later state than ours.

    A board's entries were compared with each other, visit by visit, so they are taken from one
    side: the one that visited later. What a page showed is told by the last visit that looked at
    it.
    """
    if table.name == "board_pages":
        return store.one(_LATER_LOOK, here["visit_id"], row["visit_id"]) is not None
    if table.name in ("board_entries", "citations") and row["source_id"] in boards:
        return boards[row["source_id"]]
    return (
        store.one("SELECT 1 FROM temp.past WHERE digest = ?", ledger.row_digest(here)) is not None
    )


def _new(
    store: Store, theirs: Store, table: Table, boards: dict[str, bool], settle: Settle
) -> Iterator[Row]:
    """What their rows of a table add to ours."""
    for row, here in _beside(store, theirs, table):
        if here is None:
            if (
                table.name == "archive_jobs"
                and row["state"] in outbox.OPEN
                and outbox.open_job(store, Job.from_row(row))
            ):
                row |= {"state": "failed", "problem": "merged: the same was open here"}
            yield row
        elif row != here and table.kind is Kind.STATE:
            if _goes_on(store, table, boards, row, here):
                yield row
            elif table.name == "standings":
                settled = settle(store, row["url_id"])
                if settled is not None and settled != here:
                    yield settled


def _take_log(store: Store, theirs: Store, chain: str) -> None:
    """Add what we don't have of one of their logs, inside a transaction."""
    ours = _ends(store).get(chain, {"seq": 0})
    own = theirs.one("SELECT 1 FROM custody WHERE seq = 1 AND id = ?", chain)
    rest = "custody WHERE" if own else "merged_custody WHERE chain = :chain AND"
    columns = ("id", "seq", "previous", "at", "act", "rows_json", "detail_json")
    for row in theirs.iterate_named(
        f"SELECT * FROM {rest} seq > :seq ORDER BY seq", {"chain": chain, "seq": ours["seq"]}
    ):
        store.db.execute(
            "INSERT INTO merged_custody (chain, id, seq, previous, at, act, rows_json, detail_json)"
            " VALUES (?,?,?,?,?,?,?,?)",
            (chain, *(row[name] for name in columns)),
        )


def _copy(source: Path, target: Path) -> None:
    if not target.exists():
        new = target.with_suffix(".new")
        shutil.copyfile(source, new)
        new.replace(target)


def _index(folder: EvidenceFolder, store: Store) -> None:
    """Make the index anew: lines of both folders lie between each other."""
    rows = store.iterate(
        f"SELECT * FROM captures WHERE warc IN (SELECT id FROM warc_files) AND {cdxj.REPLAYABLE}"
    )
    fresh = folder.index.with_suffix(".merged")
    cdxj.merge(fresh, map(cdxj.line_of, rows))
    fresh.replace(folder.index)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
