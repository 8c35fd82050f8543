"""Files of a folder that lie elsewhere, or have a second name there, and files beside the evidence that are none.

A link to a file with the bytes that were sealed alters nothing, and people move large files to other
disks; but who reads the folder should know that somebody else's place may be part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.files import is_left
from evidence.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.folder import EvidenceFolder

_NAMED = 3
"""Files that are named of those with a second name: snapshots by hard links give every file one."""


def elsewhere(folder: EvidenceFolder) -> Iterator[Finding]:
    """Links, each, of rooms too; and how many files have a second name. All of them are notes."""
    shared = []
    for room in _rooms(folder):
        if room.is_symlink():
            yield Finding(room.name, "room-elsewhere", {"place": str(room.readlink())}, note=True)
    for path in _files(folder):
        where = path.relative_to(folder.path).as_posix()
        if path.is_symlink() and path.is_file():
            yield Finding(where, "file-elsewhere", {"place": str(path.readlink())}, note=True)
        elif path.is_file() and path.stat().st_nlink > 1:
            shared.append(where)
    if shared:
        facts = {"count": len(shared), "names": ", ".join(shared[:_NAMED])}
        yield Finding("the folder", "files-shared", facts, note=True)


def no_evidence(folder: EvidenceFolder) -> Iterator[Finding]:
    """What lies in ``warc/`` and is neither a WARC file nor the index: programs that show files leave such, and
    whoever gets the folder should not take it for something that was kept. A note."""
    found = sorted(path.name for path in folder.warc.glob("*") if not _is_of_warc(path, folder))
    if found:
        facts = {"count": len(found), "names": ", ".join(found[:_NAMED])}
        yield Finding("warc", "files-no-evidence", facts, note=True)


def _is_of_warc(path: Path, folder: EvidenceFolder) -> bool:
    return path == folder.index or path.name.endswith(".warc.gz") or is_left(path)


def _rooms(folder: EvidenceFolder) -> tuple[Path, ...]:
    return (folder.warc, folder.seals, folder.reports)


def _files(folder: EvidenceFolder) -> Iterator[Path]:
    yield from (folder.config, folder.database, folder.key)
    for room in _rooms(folder):
        yield from sorted(room.glob("*"))
