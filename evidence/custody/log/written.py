"""How far the files in ``seals/`` were written: which that is missing a run that was cut off had yet to write, and
which somebody took away.

A seal is an entry of the log first and a file then. Once all files are there, that is noted outside the folder
(:attr:`evidence.signing.Note.sealed`), where whoever takes one away can't write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.custody.warc import announced
from evidence.store import heads

if TYPE_CHECKING:
    from evidence.folder import EvidenceFolder
    from evidence.signing import Note
    from evidence.store.database import Store

_LAST = "SELECT MAX(seq) FROM custody WHERE act = 'night-sealed'"


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of it."""

    until: int
    """the last entry of the folder's own log whose file, and all before, were written"""
    is_merged_lately: bool
    """a merge came to its end, and no seal of ours came after it: files of the logs that it took in may lack"""

    @classmethod
    def of(
        cls, note: Note | None, sealed_at: int, *, is_restored: bool, is_merged_lately: bool
    ) -> Written:
        """By the ``note`` of the folder; where there is none, or a person went on from an older copy since, only
        the files of the last seal, the entry ``sealed_at``, may lack."""
        if note is None or (note.sealed == 0 and is_restored):
            return cls(sealed_at - 1, is_merged_lately)
        return cls(note.sealed, is_merged_lately)

    def may_lack(self, seq: int | None) -> bool:
        """Whether the file of the entry ``seq``, or of one of a log that was taken in (None), may be one that
        was never written."""
        return self.is_merged_lately if seq is None else seq > self.until


def written(folder: EvidenceFolder, store: Store) -> Written:
    """The same of a folder as it is now."""
    # what a run goes on from is asked of these files, too
    from evidence.custody.continuity.place import remembered  # noqa: PLC0415

    return Written.of(
        remembered(folder, store).note,
        store.value(_LAST) or 0,
        is_restored=is_restored(store),
        is_merged_lately=announced.is_merged_lately(store),
    )


def is_restored(store: Store) -> bool:
    """Whether a person went on from an older copy."""
    return any(mark.act == heads.RESTORED for mark in heads.marks(store))
