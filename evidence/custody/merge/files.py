"""The WARC files of another folder, copied."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from evidence.custody.warc.announced import MERGING
from evidence.files import written_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store
    from evidence.store.records import WarcFile


def copy_files(
    source: EvidenceFolder, target: EvidenceFolder, store: Store, files: Iterable[WarcFile]
) -> None:
    """Copy the files that are not there yet; each is there whole or not at all, and the log names it
    before. Raises StoreError."""
    missing = {file.id: file.sha256 for file in files if not (target.path / file.id).exists()}
    if not missing:
        return
    with store.transaction(MERGING, {"folder": source.path.name, "files": missing}):
        pass
    for warc in missing:
        with written_whole(target.path / warc) as new:
            shutil.copyfile(source.path / warc, new)
