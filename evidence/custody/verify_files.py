"""Check the WARC files of a folder, every record side by side with the row that speaks of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from evidence.custody import recheck
from evidence.custody.finding import Finding
from evidence.custody.warc import reader
from evidence.custody.warc.files import HEAD
from evidence.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from evidence.custody.warc.reader import Record
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row, Store


def check(
    folder: EvidenceFolder, store: Store, progress: Callable[[int], None]
) -> Iterator[Finding]:
    """Every WARC file of a folder; ``progress`` hears of every byte that was read."""
    sealed = {row["id"]: row for row in store.all("SELECT * FROM warc_files")}
    present = {f"warc/{path.name}" for path in folder.warc.glob("*.warc.gz")}
    _note_places(store)
    named = {row["warc"] for row in store.iterate("SELECT DISTINCT warc FROM temp.places")}
    for warc in sorted(sealed.keys() | present | named):
        if warc not in present:
            yield Finding(warc, "missing")
            continue
        yield from _seal(folder.path / warc, warc, sealed.get(warc))
        # a run that was cut off leaves records whose rows were not written yet; a finished one none
        whole = store.one(_WHOLE, warc) is not None
        yield from _records(folder.path / warc, _File(warc, store, whole=whole), warc, progress)


def _note_places(store: Store) -> None:
    """Fill a table with where each row points to; an index on every night's revisits would cost
    more."""
    store.db.execute("DROP TABLE IF EXISTS temp.places")
    store.db.execute(
        'CREATE TEMP TABLE places (tbl TEXT, warc TEXT, "offset" INTEGER, row INTEGER,'
        ' PRIMARY KEY (tbl, warc, "offset", row)) WITHOUT ROWID'
    )
    for table in _TABLES:
        store.db.execute(
            f"INSERT INTO temp.places SELECT '{table}', warc, \"offset\", rowid FROM {table}"
        )


_TABLES = ("captures", "certificates", "archive_replies")
_WHOLE = "SELECT 1 FROM warc_files f JOIN runs r ON r.id = f.run_id WHERE f.id = ? AND r.state = 'finished'"


def _seal(path: Path, warc: str, row: Row | None) -> Iterator[Finding]:
    if row is None:
        yield Finding(
            warc, "not sealed: a run is under way or was cut off; the next run seals it", note=True
        )
        return
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != row["sha256"]:
        yield Finding(warc, f"altered: its bytes are not those sealed on {row['sealed_at']}")


def _records(
    path: Path, rows: _File, warc: str, progress: Callable[[int], None]
) -> Iterator[Finding]:
    """Every record of a file, and every row that points into it, side by side."""
    offset: int | None = 0
    with path.open("rb") as file:
        while offset is not None:
            file.seek(offset)
            at = offset
            try:
                for record in reader.stream(file, warc, offset):
                    at = record.offset + record.length
                    yield from rows.take(record)
                    progress(record.length)
                break
            except RecordError as error:
                yield Finding(f"{warc} at {at}", error.problem)
                offset = rows.next_place(at)
    yield from rows.end()


class _File:
    """The rows that point into one file, met by its records in order."""

    def __init__(self, warc: str, store: Store, *, whole: bool) -> None:
        self._warc = warc
        self._store = store
        self._whole = whole
        self._lines = [_Line(store, table, warc) for table in _TABLES]
        self._captures, self._certificates, self._replies = self._lines
        self._last: Row | None = None

    def take(self, record: Record) -> Iterator[Finding]:
        yield from recheck.own_digests(record)
        if record.kind in ("response", "revisit"):
            yield from self._lost(self._captures, record.offset)
            yield from self._lost(self._replies, record.offset)
            yield from recheck.without_request(self._last)
            self._last = self._captures.at(record.offset)
            if self._last is not None:
                yield from recheck.against_capture(record, self._last)
            elif (reply := self._replies.at(record.offset)) is not None:
                yield from recheck.against_reply(record, reply)
            else:
                yield self._unknown(record)
        elif record.kind == "request" and self._last is not None:
            yield from recheck.against_request(record, self._last)
            self._last = None
        elif record.kind == "metadata":
            yield from self._lost(self._certificates, record.offset)
            row = self._certificates.at(record.offset)
            if row is not None:
                yield from recheck.against_certificate(record, row)
            elif not self._is_certificate(record.block):
                yield self._unknown(record)
        elif record.kind == "warcinfo":
            yield from self._head(record)

    def _is_certificate(self, der: bytes) -> bool:
        """Whether it is one that we know from elsewhere: a merged folder saw it too."""
        sha256 = hashlib.sha256(der).hexdigest()
        return self._store.one("SELECT 1 FROM certificates WHERE id = ?", sha256) is not None

    def _unknown(self, record: Record) -> Finding:
        problem = f"no row speaks of this {record.kind} record"
        return Finding(f"{self._warc} at {record.offset}", problem, note=not self._whole)

    def _head(self, record: Record) -> Iterator[Finding]:
        """The entry that ended the log when this file was begun must still be there."""
        for line in record.block.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(": ")
            if name == HEAD:
                seq, _, head = value.partition(" ")
                if not self._store.one(_ENTRY, *(seq, head) * 2):
                    yield Finding(
                        "custody", f"cut off or rewritten: {self._warc} was begun after entry {seq}"
                    )

    def _lost(self, line: _Line, offset: int) -> Iterator[Finding]:
        for row in line.before(offset):
            problem = f"no such record in {self._warc} at {row['offset']}"
            yield Finding(f"{line.table} {row['id']}", problem)

    def next_place(self, after: int) -> int | None:
        """Where the next row behind a damaged record points; what lies between can't be told
        apart."""
        places = [row["offset"] for line in self._lines if (row := line.beyond(after))]
        return min(places, default=None)

    def end(self) -> Iterator[Finding]:
        yield from recheck.without_request(self._last)
        for line in self._lines:
            yield from self._lost(line, 1 << 62)


_ENTRY = """
SELECT 1 FROM custody WHERE seq = ? AND id = ? UNION ALL
SELECT 1 FROM merged_custody WHERE seq = ? AND id = ?
"""


_ROWS = """
SELECT t.* FROM temp.places p JOIN {} t ON t.rowid = p.row WHERE p.tbl = ? AND p.warc = ? ORDER BY p."offset"
"""


class _Line:
    """The rows of a table that point into a file, by their place in it."""

    def __init__(self, store: Store, table: str, warc: str) -> None:
        self.table = table
        self._rows = store.iterate(_ROWS.format(table), table, warc)
        self._next = next(self._rows, None)

    def before(self, offset: int) -> Iterator[Row]:
        """Rows that point before ``offset`` and were not met."""
        while self._next is not None and self._next["offset"] < offset:
            yield self._next
            self._next = next(self._rows, None)

    def at(self, offset: int) -> Row | None:
        """The row that points to ``offset``; it is met now."""
        if self._next is None or self._next["offset"] != offset:
            return None
        row, self._next = self._next, next(self._rows, None)
        return row

    def beyond(self, offset: int) -> Row | None:
        """The first row that points beyond ``offset``; one that points to it is met: it was
        reported."""
        while self._next is not None and self._next["offset"] <= offset:
            self._next = next(self._rows, None)
        return self._next
