"""The WARC files of two folders, and one index over them."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from evidence.custody.warc import cdxj
from evidence.custody.warc.rows import CaptureRow
from evidence.files import written_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store
    from evidence.store.records import WarcFile

_INDEXED = f"""
SELECT * FROM captures WHERE warc IN (SELECT id FROM warc_files) AND {cdxj.REPLAYABLE}
"""


def copy_files(source: EvidenceFolder, target: EvidenceFolder, files: Iterable[WarcFile]) -> None:
    """Copy the files that are not there yet; each is there whole or not at all. Raises
    StoreError."""
    for file in files:
        path = target.path / file.id
        if not path.exists():
            with written_whole(path) as new:
                shutil.copyfile(source.path / file.id, new)


def index_anew(folder: EvidenceFolder, store: Store) -> None:
    """Make the index anew: lines of both folders lie between each other. Raises StoreError."""
    cdxj.make_anew(folder.index, map(cdxj.line_of, store.each(CaptureRow, _INDEXED)))


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
