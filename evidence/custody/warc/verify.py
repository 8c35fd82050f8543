"""Check the WARC files of a folder, every record side by side with the row that speaks of it."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evidence.custody.warc import announced, reader, recheck
from evidence.custody.warc.files import HEAD
from evidence.errors import RecordError
from evidence.files import in_place_of_a_file, open_plain, sha256_of
from evidence.findings import Finding
from evidence.store.records import WarcFile
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from evidence.custody.warc.places import Places, RowsInOrder
    from evidence.custody.warc.reader import Record
    from evidence.custody.warc.rows import CaptureRow
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

_SEALED = "SELECT * FROM warc_files WHERE typeof(id) = 'text'"
"""Any other name was put there by somebody else, and is named with the altered rows."""
_OF_FINISHED_RUNS = """
SELECT f.id FROM warc_files f JOIN runs r ON r.id = f.run_id LEFT JOIN (
    SELECT named.key AS run, MAX(at) AS at FROM (
        SELECT act, at, CAST(rows_json AS TEXT) AS told FROM custody
        UNION ALL SELECT act, at, CAST(rows_json AS TEXT) FROM merged_custody
    ), json_each(CASE WHEN json_valid(told) THEN told ELSE '{}' END, '$.runs') named
    WHERE act = 'run-resumed' GROUP BY named.key
) resumed ON resumed.run = r.id
WHERE r.state = 'finished' AND (resumed.at IS NULL OR resumed.at < f.sealed_at)
"""
"""A file that a run sealed before it was gone on with is of the part that was cut off: by a full
disk, say. Asked once, for all files: it reads the logs."""
_ENTRY = """
SELECT 1 FROM custody WHERE seq = ? AND id = ? UNION ALL
SELECT 1 FROM merged_custody WHERE seq = ? AND id = ?
"""


def verify_files(
    folder: EvidenceFolder,
    store: Store,
    places: Places,
    progress: Callable[[int], None],
    strange: Collection[str] = (),
) -> Iterator[Finding]:
    """Every WARC file of a folder but ``strange`` ones, which are none of ours; ``progress`` hears of
    every byte that was read."""
    sealed = {file.id: file for file in store.each(WarcFile, _SEALED)}
    present = {f"warc/{path.name}" for path in folder.warc.glob("*.warc.gz")}
    copies = announced.announced(store)
    finished = _Finished(store)
    for warc in sorted(sealed.keys() | present | places.files()):
        if warc in strange:
            continue
        if warc not in present:
            yield Finding(warc, "missing")
            continue
        if not _is_utf_8(warc):  # so no row and no entry can name it
            yield Finding(warc, "file-planted")
            continue
        path = folder.path / warc
        if what := in_place_of_a_file(path):
            yield Finding(warc, "not-a-file", {"what": what})
            continue
        if announced.is_copy(path, copies.get(warc)):
            yield Finding(warc, "file-copied", note=True)
            continue
        yield from _seal(path, warc, sealed.get(warc))
        yield from _records(path, _FileCheck(warc, store, places, finished), progress)
    for where in places.unreadable():
        yield Finding(where, "no-place")


def _is_utf_8(name: str) -> bool:
    """Whether the name of a file can be kept as a text; what the system has else Python tells by PEP 383."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _seal(path: Path, warc: str, seal: WarcFile | None) -> Iterator[Finding]:
    if seal is None:
        yield Finding(warc, "file-unsealed", note=True)
        return
    if sha256_of(path) != seal.sha256:
        yield Finding(warc, "file-altered", {"at": seal.sealed_at})


def _records(path: Path, check: _FileCheck, progress: Callable[[int], None]) -> Iterator[Finding]:
    """Every record of a file, and every row that points into it, side by side.

    Behind a damaged record the reading goes on where the next row points to.
    """
    offset: int | None = 0
    with open_plain(path) as file:
        while offset is not None:
            file.seek(offset)
            at = offset
            try:
                for record in reader.stream(file, check.warc, offset):
                    at = record.offset + record.length
                    yield from check.take(record)
                    progress(record.length)
                break
            except RecordError as error:
                yield Finding(f"{check.warc} at {at}", "record-unreadable", {"why": error.problem})
                offset = check.next_place(at)
    yield from check.end()


class _Finished:
    """The files of finished runs, read when it is first asked for one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def files(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(self._store.values(_OF_FINISHED_RUNS))


class _FileCheck:
    """One file: its records come in order, and meet the rows that point to them."""

    def __init__(self, warc: str, store: Store, places: Places, finished: _Finished) -> None:
        self.warc = warc
        self._store = store
        self._finished = finished
        self._captures = places.captures_in(warc)
        self._certificates = places.certificates_in(warc)
        self._replies = places.replies_in(warc)
        self._last: CaptureRow | None = None
        """the capture whose record came last; its request comes right behind it"""

    def take(self, record: Record) -> Iterator[Finding]:
        """The next record."""
        yield from recheck.own_digests(record)
        if record.kind in tuple(RecordType):
            yield from self._answer(record)
        elif record.kind == "request" and self._last is not None:
            yield from recheck.against_request(record, self._last)
            self._last = None
        elif record.kind == "metadata":
            yield from self._certificate(record)
        elif record.kind == "warcinfo":
            yield from self._head(record)

    def _answer(self, record: Record) -> Iterator[Finding]:
        yield from self._lost(self._captures, record.offset)
        yield from self._lost(self._replies, record.offset)
        yield from recheck.without_request(self._last)
        self._last = self._captures.at(record.offset)
        if self._last is not None:
            yield from recheck.against_capture(record, self._last)
            yield from recheck.against_length(record, self._last)
        elif (reply := self._replies.at(record.offset)) is not None:
            yield from recheck.against_reply(record, reply)
        else:
            yield self._unknown(record)

    def _certificate(self, record: Record) -> Iterator[Finding]:
        yield from self._lost(self._certificates, record.offset)
        row = self._certificates.at(record.offset)
        if row is not None:
            yield from recheck.against_certificate(record, row)
        elif not self._is_known_certificate(record.block):
            yield self._unknown(record)

    def _is_known_certificate(self, der: bytes) -> bool:
        """Whether it lies in another file too: a merged folder saw it as well."""
        sha256 = hashlib.sha256(der).hexdigest()
        return self._store.one("SELECT 1 FROM certificates WHERE id = ?", sha256) is not None

    def _unknown(self, record: Record) -> Finding:
        """A record without a row: a run that was cut off leaves some, a finished one none."""
        return Finding(
            f"{self.warc} at {record.offset}",
            "record-unknown",
            {"record": record.kind},
            note=self.warc not in self._finished.files,
        )

    def _head(self, record: Record) -> Iterator[Finding]:
        """The entry that ended the log when this file was begun must still be there."""
        for line in record.block.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(": ")
            if name == HEAD:
                seq, _, head = value.partition(" ")
                if not self._store.one(_ENTRY, *(seq, head) * 2):
                    facts = {"file": self.warc, "entry": seq}
                    yield Finding("custody", "log-behind-file", facts)

    def _lost(self, rows: RowsInOrder[Any], before: int | None = None) -> Iterator[Finding]:
        for row in rows.rest() if before is None else rows.before(before):
            facts = {"file": self.warc, "offset": row.offset}
            yield Finding(f"{rows.table} {row.id}", "record-missing", facts)

    def next_place(self, after: int) -> int | None:
        """Where the next row behind a damaged record points; what lies between can't be told
        apart."""
        rows = (self._captures, self._certificates, self._replies)
        following = [one.beyond(after) for one in rows]
        return min((row.offset for row in following if row is not None), default=None)

    def end(self) -> Iterator[Finding]:
        """No record follows."""
        yield from recheck.without_request(self._last)
        for rows in (self._captures, self._certificates, self._replies):
            yield from self._lost(rows)
