"""Files of a folder that lie elsewhere, or have a second name there.

A link to a file with the bytes that were sealed alters nothing, and people move large files to other
disks; but who reads the folder should know that somebody else's place may be part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.folder import EvidenceFolder

_NAMED = 3
"""Files that are named of those with a second name: snapshots by hard links give every file one."""


def elsewhere(folder: EvidenceFolder) -> Iterator[Finding]:
    """Links, each; and how many files have a second name. All of them are notes."""
    shared = []
    for path in _files(folder):
        where = path.relative_to(folder.path).as_posix()
        if path.is_symlink() and path.is_file():
            yield Finding(where, "file-elsewhere", {"place": str(path.readlink())}, note=True)
        elif path.is_file() and path.stat().st_nlink > 1:
            shared.append(where)
    if shared:
        facts = {"count": len(shared), "names": ", ".join(shared[:_NAMED])}
        yield Finding("the folder", "files-shared", facts, note=True)


def _files(folder: EvidenceFolder) -> Iterator[Path]:
    yield from (folder.config, folder.database, folder.key)
    for room in (folder.warc, folder.seals, folder.reports):
        yield from sorted(room.glob("*"))
