"""Seal the WARC files that a killed run left behind, and take back what a killed merge did.

Half a record at the end of such a file, to which no row can point, is cut off so that every tool can
read the file, and the cut is recorded.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from evidence.custody.warc import announced, reader
from evidence.custody.warc.files import index_anew, seal
from evidence.custody.warc.places import POINTING
from evidence.custody.warc.writer import Sealed
from evidence.errors import RecordError
from evidence.files import refusing, sha256_of, sweep, sync
from evidence.store import runs

if TYPE_CHECKING:
    from collections.abc import Collection

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store


def recover(folder: EvidenceFolder, store: Store, strange: Collection[str] = ()) -> list[str]:
    """Seal what killed runs left behind, and take away what they had not finished; returns the
    sealed files. ``strange`` ones are none of ours and are left as they are. The caller holds the
    folder. While somebody looks beside (:meth:`evidence.folder.EvidenceFolder.beside`) nothing is done: no
    file is known to be left.

    Raises StoreError.
    """
    with folder.nobody_beside() as nobody:
        if not nobody:
            return []
        runs.end_beside(store)
        sweep(folder.warc)
        announced.take_away(folder, store)
        if announced.is_merged_lately(store):
            index_anew(folder, store)
        return _seal_left(folder, store, strange)


def seal_those_beside(folder: EvidenceFolder, store: Store, strange: Collection[str] = ()) -> None:
    """Seal the files that those have left who looked beside the run that now ends; none while one still
    does. The caller holds the folder, and has closed its own files. Raises StoreError."""
    with folder.nobody_beside() as nobody:
        if nobody:
            _seal_left(folder, store, strange)


def _seal_left(folder: EvidenceFolder, store: Store, strange: Collection[str]) -> list[str]:
    known = set(store.values("SELECT id FROM warc_files"))
    present = [f"warc/{path.name}" for path in sorted(folder.warc.glob("*.warc.gz"))]
    left = [warc for warc in present if warc not in known and warc not in strange]
    for warc in left:
        _seal(folder, store, warc)
    return left


def _seal(folder: EvidenceFolder, store: Store, warc: str) -> None:
    path = folder.path / warc
    with refusing(path):
        good, cut = _cut(folder, store, warc)
        sync(path)
        sha256 = sha256_of(path)
    seal(folder, store, Sealed(warc, good, sha256), None, cut or None)


def _cut(folder: EvidenceFolder, store: Store, warc: str) -> tuple[int, int]:
    """Cut off half a record at the end of a file; returns how long it is then, and how much that
    was, in bytes."""
    path = folder.path / warc
    size = path.stat().st_size
    good = _sound_bytes(folder, warc)
    if good < _pointed_to(store, warc):
        # damaged in the middle: cutting would lose what lies behind, and verification names it
        good = size
    if size > good:
        os.truncate(path, good)
    return good, size - good


def _pointed_to(store: Store, warc: str) -> int:
    """End of the last record that a row points to; 0 where none does."""
    ends = " UNION ALL ".join(
        f'SELECT "offset" + length AS stop FROM {table} WHERE warc = :warc' for table in POINTING
    )
    return int(store.value(f"SELECT MAX(stop) FROM ({ends})", warc=warc) or 0)


def _sound_bytes(folder: EvidenceFolder, warc: str) -> int:
    """How far the file can be read, in bytes."""
    end = 0
    try:
        for record in reader.records(folder.path / warc, warc):
            end = record.offset + record.length
    except RecordError:
        pass
    return end
