"""Hash everything again: the custody log, every row that it speaks of, every WARC record, the
index.

Reads one thing at a time and holds what it must compare in a temporary SQLite table, so memory
stays flat however large the folder is.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from evidence.custody import verify_files
from evidence.custody.finding import Finding
from evidence.custody.log import keys
from evidence.custody.log.chain import Chain
from evidence.custody.warc import cdxj
from evidence.store import ledger
from evidence.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from cryptography.x509 import Certificate

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store


def verify(
    folder: EvidenceFolder,
    store: Store,
    *,
    key: str | None = None,
    roots: Sequence[Certificate] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Generator[Finding, None, None]:
    """All findings; none means that everything is as it was recorded.

    ``key`` is the fingerprint that the folder's seals must be signed by, ``roots`` are the
    certificates that time-stamps must lead to, ``progress`` hears of every byte of WARC that was
    read.
    """
    yield from _database(store)
    yield from _logs(folder, store, key, roots)
    yield from rows(store)
    yield from _gone(store)
    yield from verify_files.check(
        folder, store, progress
    )  # notes the places that the index is compared with
    yield from _index(folder, store)


def _database(store: Store) -> Iterator[Finding]:
    for row in store.iterate("PRAGMA quick_check(10)"):
        if row["quick_check"] != "ok":
            yield Finding("evidence.db", f"damaged: {row['quick_check']}")


def _logs(
    folder: EvidenceFolder, store: Store, key: str | None, roots: Sequence[Certificate]
) -> Iterator[Finding]:
    """Our own log and those of merged folders; fills a table with the last digest of each row."""
    make_recorded(store)
    # one transaction for the temporary table: SQLite would end one for every entry
    store.db.execute("BEGIN")
    try:
        yield from _chains(folder, store, key, roots)
    finally:
        store.db.execute("COMMIT")


def _chains(
    folder: EvidenceFolder, store: Store, key: str | None, roots: Sequence[Certificate]
) -> Iterator[Finding]:
    own = Chain("custody", roots)
    merged: dict[str, tuple[int, str]] = {}
    for row in store.iterate("SELECT * FROM custody ORDER BY seq"):
        yield from own.take(row)
        if own.broken:
            return
        put_recorded(store, row["seq"], own.rows)
        if row["act"] == "merged":
            detail = json.loads(row["detail_json"])
            merged.update(
                {chain: (last["seq"], last["head"]) for chain, last in detail["chains"].items()}
            )
    yield from own.end()
    yield from _key(folder, own, key)
    yield from _witness(store, own)
    named = own.files
    for (name,) in store.db.execute("SELECT DISTINCT chain FROM merged_custody").fetchall():
        chain = Chain(f"custody of {name}", roots)
        for row in store.iterate("SELECT * FROM merged_custody WHERE chain = ? ORDER BY seq", name):
            yield from chain.take(row)
            if chain.broken:
                break
        named |= chain.files
        if merged.pop(name, None) != (chain.length, chain.head) and not chain.broken:
            yield Finding(
                f"custody of {name}", "altered: it does not end where it did when it was merged"
            )
    for name in merged:
        yield Finding(f"custody of {name}", "removed: the log of a merged folder")
    yield from _seal_files(folder, named)


def _key(folder: EvidenceFolder, own: Chain, key: str | None) -> Iterator[Finding]:
    found = keys.key_id(own.public) if own.public else None
    if key is not None and found != key:
        yield Finding("key.pem", f"replaced: the log names {found or 'no key'}, not {key}")
    if own.public is None:
        if folder.key.exists():
            yield Finding("key.pem", "put in: the log names no key")
        return
    try:
        same = keys.from_pem(folder.key.read_bytes()) == own.public
    except (OSError, ValueError):
        same = False
    if not same:
        yield Finding("key.pem", "missing, or not the key that the log names")


def _witness(store: Store, own: Chain) -> Iterator[Finding]:
    """What the machine that seals the folder remembers of its log."""
    seen = keys.noted(keys.key_id(own.public)) if own.public else None
    if seen and not store.one("SELECT 1 FROM custody WHERE seq = ? AND id = ?", *seen):
        yield Finding(
            "custody",
            f"cut off or rewritten: entry {seen[0]} was there when this machine sealed it",
        )


def _seal_files(folder: EvidenceFolder, wanted: dict[str, str]) -> Iterator[Finding]:
    present = {path.name: path for path in folder.seals.glob("*")} if folder.seals.exists() else {}
    for name in sorted(wanted.keys() | present):
        if name not in present:
            yield Finding(f"seals/{name}", "missing")
        elif name not in wanted:
            yield Finding(
                f"seals/{name}", "the log does not speak of this seal: its end was cut off"
            )
        elif hashlib.sha256(present[name].read_bytes()).hexdigest() != wanted[name]:
            yield Finding(f"seals/{name}", "altered: not what the log says")


def make_recorded(store: Store) -> None:
    """Make the table of what the log last said of each row."""
    store.db.execute("DROP TABLE IF EXISTS temp.recorded")
    store.db.execute(
        "CREATE TEMP TABLE recorded (tbl TEXT, id TEXT, digest TEXT, seq INTEGER,"
        " PRIMARY KEY (tbl, id)) WITHOUT ROWID"
    )


def put_recorded(store: Store, seq: int, named: ledger.Rows) -> None:
    """Take in what entry ``seq`` says of its rows."""
    store.db.conn.executemany(
        "INSERT OR REPLACE INTO temp.recorded VALUES (?,?,?,?)",
        [(table, key, value, seq) for table, part in named.items() for key, value in part.items()],
    )


def rows(store: Store) -> Iterator[Finding]:
    """Every row against what the log recorded of it."""
    for table in TABLES:
        for row in store.iterate(_ROWS.format(table=table.name, key=table.key), table.name):
            recorded, seq = row.pop("recorded digest"), row.pop("recorded seq")
            where = f"{table.name} {row[table.key]}"
            if recorded is None:
                yield Finding(where, "put in: no entry of the custody log speaks of this row")
            elif ledger.row_digest(row) != recorded:
                yield Finding(where, f"altered since custody entry {seq} recorded it")


_ROWS = """
SELECT t.*, r.digest AS "recorded digest", r.seq AS "recorded seq" FROM "{table}" t
LEFT JOIN temp.recorded r ON r.tbl = ? AND r.id = t."{key}"
"""
_GONE = """
SELECT r.id, r.seq FROM temp.recorded r WHERE r.tbl = ? AND r.digest IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t."{key}" = r.id)
"""


def _gone(store: Store) -> Iterator[Finding]:
    """Rows that the log recorded and that are not there."""
    for table in TABLES:
        for row in store.iterate(_GONE.format(table=table.name, key=table.key), table.name):
            yield Finding(
                f"{table.name} {row['id']}", f"removed since custody entry {row['seq']} recorded it"
            )


def _index(folder: EvidenceFolder, store: Store) -> Iterator[Finding]:
    wanted = store.one(
        f"SELECT COUNT(*) AS n FROM captures WHERE warc IN (SELECT id FROM warc_files) AND {cdxj.REPLAYABLE}"
    )
    responses = 0  # an index of an earlier version has lines for revisits too
    last = ""
    if folder.index.exists():
        with folder.index.open(encoding="utf-8", errors="replace") as file:
            for lines, text in enumerate(file, 1):
                if text < last:
                    yield Finding("warc/index.cdxj", f"line {lines} is out of order")
                    return
                last = text
                record_type = _indexed(store, text)
                responses += record_type == "response"
                if record_type is None:
                    yield Finding(
                        "warc/index.cdxj", f"line {lines} speaks of no capture of this folder"
                    )
    if responses != (wanted["n"] if wanted else 0):
        yield Finding(
            "warc/index.cdxj", f"{responses} lines for {wanted['n'] if wanted else 0} captures"
        )


_AT = """
SELECT c.* FROM temp.places p JOIN captures c ON c.rowid = p.row
WHERE p.tbl = 'captures' AND p.warc = ? AND p."offset" = ?
"""


def _indexed(store: Store, text: str) -> str | None:
    """The kind of the record that a line leads to; None where it leads nowhere."""
    try:
        fields = json.loads(text.split(" ", 2)[2])
        place = (f"warc/{fields['filename']}", int(fields["offset"]))
    except (ValueError, IndexError, KeyError, TypeError):
        return None
    row = store.one(_AT, *place)
    return str(row["record_type"]) if row is not None and text == cdxj.line_of(row) else None
