"""Who holds the folder; and a check while another run does, answered in seconds all the same.

The folder has one holder: who mends what a killed run left, closes files into the index, seals the log and
works the outbox of web archives. A look needs none of that. Its WARC file is its own; its rows go into
the database in short transactions, in each of which the log's chain is read anew, so entries of two
processes follow one another like those of one. A standing that the other has changed meanwhile is settled
again from all looks (:func:`evidence.store.looks.brought_on`). What is left, the file that nobody has
sealed yet, the holder seals at its end (:func:`evidence.custody.warc.recovery.seal_those_beside`); or who
looked, where the holder is gone by then; or the next run.

While somebody is beside, its lock keeps a holder from taking an open file for one that a killed run left.
"""

from __future__ import annotations

import logging
from contextlib import closing
from typing import TYPE_CHECKING

from crawler.run import timestamps
from evidence.bilingual import Words
from evidence.custody import continuity
from evidence.custody.log import seals
from evidence.custody.warc import recovery
from evidence.errors import FolderBusy
from evidence.store import Store

if TYPE_CHECKING:
    from contextlib import ExitStack

    from evidence.config import Config
    from evidence.folder import EvidenceFolder

log = logging.getLogger(__name__)


def held(folder: EvidenceFolder, stack: ExitStack, *, alone: bool) -> bool:
    """Hold the folder until ``stack`` is closed, and say so; or go beside the run that does, unless one
    must be ``alone``. Raises FolderBusy."""
    try:
        stack.enter_context(folder.hold())
    except FolderBusy:
        if alone:
            raise
        stack.enter_context(folder.beside())
        return False
    return True


def begun(folder: EvidenceFolder, store: Store) -> set[str]:
    """See what a held folder was left like, and mend that; returns the WARC files that are none of ours.
    Raises FolderError for a folder that is not as this machine left it, StoreError."""
    strange = continuity.begin(folder, store)
    for warc in recovery.recover(folder, store, strange):
        log.warning(
            Words(
                "{warc} was left open by an earlier run and is sealed now",
                "una revisión anterior dejó abierto {warc}; ahora se sella",
            ).of(warc=warc)
        )
    seals.write_files(folder, store)
    return strange


def seal_unless_held(folder: EvidenceFolder, config: Config) -> None:
    """Seal what a look beside another run has left, if that run is gone; else it does so at its end.

    Raises FolderError for a folder that is not as this machine left it, StoreError.
    """
    try:
        with folder.hold(), closing(Store(folder.database)) as store:
            recovery.recover(folder, store, continuity.begin(folder, store))
            seals.seal(folder, store, timestamps.authorities(folder, config))
    except FolderBusy:
        return
