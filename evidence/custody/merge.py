"""Take in another folder's evidence: its WARC files, its rows, its log.

What happened is never written over: where both folders speak of the same thing they must say the same.
The other log is kept whole beside our own, which says where that log ended; so both chains can be
checked for ever, and a second merge finds nothing to do.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from evidence.custody import cdxj, seals
from evidence.custody.verify import TABLES, verify
from evidence.errors import FolderError
from evidence.store.database import KEYS, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row

Chains = dict[str, "Row"]
"""id of a log's first entry -> ``{"seq", "head"}``: where it ends"""

_PRESENT = frozenset({"urls", "citations", "sources", "runs", "standings", "networks", "certificates"})
"""Tables whose row says how things are now, or where we saw something first. Ours stands; theirs is
in their log. Rows of all other tables say what happened, and can't differ."""
_MOST = 1000
"""Rows in one transaction: its log entry has 100 KB then."""


def merge(
    folder: EvidenceFolder,
    store: Store,
    other: EvidenceFolder,
    settle: Callable[[Store, str], Row | None],
    *,
    key: str | None = None,
) -> int:
    """Take ``other`` in; returns how many of its rows were new. The caller holds both folders.

    ``settle`` gives the standing of a URL that both folders looked at, from the checks of both. Raises
    FolderError when ``other`` does not verify or contradicts what is here; nothing is then taken in.
    A merge that broke off (StoreError, OSError) is completed by the next.
    """
    with closing(Store(other.database)) as theirs:
        _require_sound(other, theirs, key)
        ends = _ends(theirs)
        longer = {chain: end for chain, end in ends.items() if _is_longer(other, theirs, store, chain, end)}
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
    with closing(verify(other, theirs, key=key)) as findings:  # it ends its transaction when it is closed
        first = next((found for found in findings if not found.note), None)
    if first is not None:
        raise FolderError(
            other.path, f"does not verify, so nothing is taken in ({first.where}: {first.problem})"
        )
    open_file = theirs.one("SELECT DISTINCT warc FROM captures WHERE warc NOT IN (SELECT id FROM warc_files)")
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
    if not holder.one(f"{_ENTRY.format('custody')} UNION ALL {_ENTRY.format('merged_custody')}", *values * 2):
        raise FolderError(other.path, "its log is not the one that was merged before: it was rewritten since")
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
            raise FolderError(other.path, f"its source '{row['id']}' is another one here; give one a new id")
    for table, row, here in _common(store, theirs):
        # a file that a broken merge left was sealed again by us; its bytes were compared above
        if row != here and table not in _PRESENT and table != "warc_files":
            raise FolderError(other.path, f"{table} {row['id']} says something else here")


def _common(store: Store, theirs: Store) -> Iterator[tuple[str, Row, Row]]:
    """Their rows of which we have one of the same id, with ours."""
    for table in TABLES:
        key = KEYS.get(table, "id")
        for row in theirs.iterate(f'SELECT * FROM "{table}" ORDER BY rowid'):
            here = store.one(f'SELECT * FROM "{table}" WHERE "{key}" = ?', row[key])
            if here is not None:
                yield table, row, here


def _take_rows(store: Store, theirs: Store, settle: Callable[[Store, str], Row | None]) -> int:
    # rows of one table refer to each other in any order; theirs were sound, so all are there in the end
    store.db.execute("PRAGMA foreign_keys=OFF")
    try:
        taken = 0
        for table in TABLES:
            new = _new(store, theirs, table, settle)
            while some := list(islice(new, _MOST)):
                with store.transaction("merged-rows") as transaction:
                    for row in some:
                        transaction.upsert(table, row)
                taken += len(some)
        return taken
    finally:
        store.db.execute("PRAGMA foreign_keys=ON")


def _new(
    store: Store, theirs: Store, table: str, settle: Callable[[Store, str], Row | None]
) -> Iterator[Row]:
    key = KEYS.get(table, "id")
    for row in theirs.iterate(f'SELECT * FROM "{table}" ORDER BY rowid'):
        here = store.one(f'SELECT * FROM "{table}" WHERE "{key}" = ?', row[key])
        if here is None or (table == "runs" and (row["ended_at"] or "") > (here["ended_at"] or "")):
            yield row
        elif table == "standings" and row != here:
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
