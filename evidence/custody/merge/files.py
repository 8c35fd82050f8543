"""The WARC files of another folder, taken over."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from evidence.custody.warc.announced import MERGING
from evidence.files import refusing, sync, written_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store
    from evidence.store.records import WarcFile


def copy_files(
    source: EvidenceFolder,
    target: EvidenceFolder,
    store: Store,
    files: Iterable[WarcFile],
    *,
    linked: bool = False,
) -> None:
    """Have the files in ``target`` that are not there yet; each is there whole or not at all, and the log
    names it before. ``linked``: by another name of the same bytes where the disk is the same, for a
    ``source`` that is ours; whoever has another's folder may write into its files. Raises StoreError."""
    missing = {file.id: file.sha256 for file in files if not (target.path / file.id).exists()}
    if not missing:
        return
    with store.transaction(MERGING, {"folder": source.path.name, "files": missing}):
        pass
    for warc in missing:
        old, new = source.path / warc, target.path / warc
        if linked:
            with suppress(OSError):
                os.link(old, new)
                continue
        with written_whole(new) as copy:
            shutil.copyfile(old, copy)
    if linked:
        with refusing(target.warc):
            sync(target.warc)
