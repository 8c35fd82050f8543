"""The WARC files of one folder: the one being written, and those that are sealed.

A finished file is sealed: its sha256 goes into the database under the protection of the custody
log. A file that a killed run left behind is sealed by the next run; half a record at its end, to
which no row can point, is cut off so that every tool can read the file, and the cut is recorded.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.warc import cdxj, reader
from evidence.custody.warc.writer import Headers, Placed, Sealed, WarcFile
from evidence.errors import RecordError

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

MAX_BYTES = 1_000_000_000
"""Size at which a new file is begun: the 1 GB that the WARC standard's annex recommends."""


HEAD = "custodyHead"
"""Field of a warcinfo record: position and id of the log's last entry when the file was begun."""


class WarcFiles:
    """Writes records for one run; files are named after it."""

    def __init__(
        self,
        folder: EvidenceFolder,
        store: Store,
        run_id: str,
        software: str,
        *,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._folder = folder
        self._store = store
        self._run = run_id
        self._software = software
        self._max = max_bytes
        self._file: WarcFile | None = None

    def write(
        self, kind: str, headers: Headers, block: bytes, record_id: str | None = None
    ) -> Placed:
        """Append a record; raises OSError when the disk refuses."""
        if self._file is None:
            self._file = self._begin()
        return self._file.write(kind, headers, block, record_id)

    def sync(self) -> None:
        """Make sure that all records written so far are on the disk."""
        if self._file is not None:
            self._file.sync()

    def rotate(self) -> None:
        """Seal the present file if it is large enough. Only between checks: the rows that point
        into the file must be in the database by then."""
        if self._file is not None and self._file.size >= self._max:
            self.close()

    def close(self) -> None:
        """Seal the file being written, if there is one."""
        if self._file is not None:
            file, self._file = self._file, None
            seal(self._folder, self._store, file.close(), self._run)

    def _begin(self) -> WarcFile:
        now = datetime.now(UTC)
        name = f"warc/testigo-{now:%Y%m%d%H%M%S%f}-{self._run[:8]}.warc.gz"
        return begin(self._folder.path, name, self._software, self._run, head_of(self._store))


def head_of(store: Store) -> str:
    """Position and id of the log's last entry; empty while there is none."""
    head = store.one("SELECT seq, id FROM custody ORDER BY seq DESC LIMIT 1")
    return f"{head['seq']} {head['id']}" if head else ""


def begin(folder: Path, warc: str, software: str, part_of: str, head: str) -> WarcFile:
    """A new file with its warcinfo record. ``part_of`` says what the file is made for; ``head`` is
    the log's :func:`head_of` now: a log that is cut off before that entry is betrayed by this
    file."""
    file = WarcFile(folder, warc)
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "isPartOf": " ".join(part_of.split()),
    }
    if head:
        fields[HEAD] = head
    file.write(
        "warcinfo",
        [
            ("WARC-Date", clock.stamp(clock.now())),
            ("WARC-Filename", warc.rpartition("/")[2]),
            ("Content-Type", "application/warc-fields"),
        ],
        "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode(),
    )
    return file


def seal(
    folder: EvidenceFolder, store: Store, sealed: Sealed, run_id: str | None, cut: int | None = None
) -> None:
    """Record a finished file and put its captures into the index."""
    rows = store.iterate(
        f"SELECT * FROM captures WHERE warc = ? AND {cdxj.REPLAYABLE}", sealed.warc
    )
    cdxj.merge(folder.index, (cdxj.line_of(row) for row in rows))
    with store.transaction("sealed") as transaction:
        transaction.insert(
            "warc_files",
            {
                "id": sealed.warc,
                "run_id": run_id,
                "bytes": sealed.size,
                "sha256": sealed.sha256,
                "sealed_at": clock.stamp(clock.now()),
                "cut_bytes": cut,
            },
        )


def recover(folder: EvidenceFolder, store: Store) -> list[str]:
    """Seal what killed runs left behind; returns the files. The caller holds the folder."""
    known = {row["id"] for row in store.all("SELECT id FROM warc_files")}
    left = [f"warc/{path.name}" for path in sorted(folder.warc.glob("*.warc.gz"))]
    left = [warc for warc in left if warc not in known]
    for warc in left:
        path = folder.path / warc
        size = path.stat().st_size
        good = _sound_bytes(folder, warc)
        if good < _pointed_to(store, warc):
            good = (
                size  # damaged in the middle: cutting would lose what lies behind; verify names it
            )
        cut = size - good
        if cut:
            with path.open("r+b") as file:
                file.truncate(good)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        seal(folder, store, Sealed(warc, good, sha256), None, cut or None)
    return left


def _pointed_to(store: Store, warc: str) -> int:
    """End of the last record that a row points to."""
    both = " UNION ALL ".join(
        f'SELECT "offset" + length AS stop FROM {table} WHERE warc = :warc'
        for table in ("captures", "certificates", "archive_replies")
    )
    row = next(store.iterate_named(f"SELECT MAX(stop) AS last FROM ({both})", {"warc": warc}), None)
    return int(row["last"] or 0) if row else 0


def _sound_bytes(folder: EvidenceFolder, warc: str) -> int:
    end = 0
    try:
        for record in reader.records(folder.path / warc, warc):
            end = record.offset + record.length
    except RecordError:
        pass
    return end
