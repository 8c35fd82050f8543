"""The WARC files of one folder: the one being written, and those that are sealed.

A finished file is sealed: its sha256 goes into the database under the protection of the custody
log, and its captures into the index.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.warc import announced, cdxj, reader, writer
from evidence.custody.warc.rows import CaptureRow
from evidence.errors import StoreError
from evidence.store.records import CustodyEntry, WarcFile

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.custody.warc.writer import Headers, Placed, Sealed
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

MAX_BYTES = 1_000_000_000
"""Size at which a new file is begun: the 1 GB that the WARC standard's annex recommends."""


_INDEXED = f"""
SELECT * FROM captures WHERE warc IN (SELECT id FROM warc_files) AND {cdxj.REPLAYABLE}
"""
HEAD = "custodyHead"
"""Field of a warcinfo record: position and id of the log's last entry when the file was begun."""


class WarcFiles:
    """Writes the records of one run; its files are named after the run.

    A new file is begun when a record comes and none is open, and when one is larger than
    ``max_bytes``.
    """

    def __init__(
        self,
        folder: EvidenceFolder,
        store: Store,
        run_id: str,
        software: str,
        *,
        max_bytes: int = MAX_BYTES,
        named_after: str | None = None,
    ) -> None:
        """``named_after``: what the files are named after in place of the run, where others write for the same
        run in other folders. All go into one in the end, which has the index of them."""
        self._is_indexed = named_after is None
        self._name = (named_after or run_id)[:8]
        self._folder = folder
        self._store = store
        self._run = run_id
        self._software = software
        self._max = max_bytes
        self._file: writer.WarcFile | None = None

    def open(self) -> None:
        """Have a file open to write into; a thread may then :meth:`write`, too."""
        if self._file is None:
            self._file = self._begin()

    def write(
        self,
        kind: str,
        headers: Headers,
        block: bytes,
        record_id: str | None = None,
        behind: tuple[str, Headers, bytes] | None = None,
    ) -> Placed:
        """Append a record, as :meth:`evidence.custody.warc.writer.WarcFile.write` does."""
        self.open()
        assert self._file is not None
        return self._file.write(kind, headers, block, record_id, behind)

    @property
    def current(self) -> writer.WarcFile | None:
        """The file being written, if there is one."""
        return self._file

    def sync(self) -> None:
        """Make sure that all records written so far are on the disk."""
        if self._file is not None:
            self._file.sync()

    def read(self, warc: str, offset: int) -> bytes:
        """The block of a record that was written; raises RecordError."""
        return reader.read_at(self._folder.path, warc, offset).block

    def take_full(self) -> writer.WarcFile | None:
        """The file being written where it is large enough; what comes goes into another. It is to be
        sealed as soon as the rows that point into it are in the database."""
        if self._file is None or self._file.size < self._max:
            return None
        full, self._file = self._file, None
        return full

    def rotate(self) -> None:
        """Seal the present file if it is large enough. Only between checks: the rows that point
        into the file must be in the database by then."""
        full = self.take_full()
        if full is not None:
            self.seal(full, self._store)

    def seal(self, file: writer.WarcFile, store: Store) -> None:
        """Seal a file that is full; ``store`` is that of the thread at work."""
        seal(self._folder, store, file.close(), self._run, is_indexed=self._is_indexed)

    def close(self) -> None:
        """Seal the file being written, if there is one."""
        if self._file is not None:
            file, self._file = self._file, None
            self.seal(file, self._store)

    def _begin(self) -> writer.WarcFile:
        name = name_for(self._folder.path, self._name)
        head = head_of(self._store)
        announced.begin(self._store, name)
        return begin(self._folder.path, name, self._software, self._run, head)


def name_for(folder: Path, whose: str) -> str:
    """What a file that is begun now is called: by the time, which a clock that was set back comes by once more,
    and by ``whose`` it is."""
    now = clock.now()
    while (folder / (name := f"warc/testigo-{now:%Y%m%d%H%M%S%f}-{whose}.warc.gz")).exists():
        now += timedelta(microseconds=1)
    return name


def head_of(store: Store) -> str:
    """``<position> <id>`` of the log's last entry; an empty text while there is none."""
    last = store.first(CustodyEntry, "SELECT * FROM custody ORDER BY seq DESC LIMIT 1")
    return f"{last.seq} {last.id}" if last else ""


def begin(folder: Path, warc: str, software: str, part_of: str, head: str) -> writer.WarcFile:
    """A new file at ``warc`` of the folder, with its warcinfo record.

    ``part_of`` says what the file is made for; ``head`` is the log's :func:`head_of` now. If the log
    is later cut off before that entry, this file tells. Raises StoreError when there is such a file
    or the disk refuses.
    """
    file = writer.WarcFile(folder, warc)
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "isPartOf": " ".join(part_of.split()),
    }
    if head:
        fields[HEAD] = head
    try:
        file.write(
            "warcinfo",
            [
                ("WARC-Date", clock.stamp(clock.now())),
                ("WARC-Filename", warc.rpartition("/")[2]),
                ("Content-Type", "application/warc-fields"),
            ],
            "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode(),
        )
    except StoreError:
        file.abandon()
        raise
    return file


def index_anew(folder: EvidenceFolder, store: Store) -> None:
    """Make the index of all sealed files anew. Raises StoreError."""
    cdxj.make_anew(folder.index, map(cdxj.line_of, store.each(CaptureRow, _INDEXED)))


def seal(
    folder: EvidenceFolder,
    store: Store,
    sealed: Sealed,
    run_id: str | None,
    cut: int | None = None,
    *,
    is_indexed: bool = True,
) -> None:
    """Record a finished file, and put its captures into the index, where there is to be one.

    ``run_id`` is the run that wrote it, None where that is not known; ``cut`` says how many bytes of
    half a record were cut off its end. Raises StoreError.
    """
    if is_indexed:
        sql = f"SELECT * FROM captures WHERE warc = ? AND {cdxj.REPLAYABLE}"
        captures = store.each(CaptureRow, sql, sealed.warc)
        cdxj.merge(folder.index, map(cdxj.line_of, captures))
    row = WarcFile(
        id=sealed.warc,
        run_id=run_id,
        bytes=sealed.size,
        sha256=sealed.sha256,
        sealed_at=clock.stamp(clock.now()),
        cut_bytes=cut,
    )
    with store.transaction("sealed") as transaction:
        transaction.add(row)
