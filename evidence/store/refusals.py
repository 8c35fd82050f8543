"""What SQLite means when it refuses, in words for whoever keeps the folder."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from pathlib import Path

from evidence.errors import StoreDamaged, StoreError

RESTORE = "the WARC files are untouched; restore your last copy of it, or rebuild it as docs/custody.md says"
"""What to do about a damaged database."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_FOR_WANT_OF_ROOM = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says, too, where there is no room for the files beside the database."""
_ROOM = 1 << 17
"""Bytes; SQLite needs 32 KiB for the index of its log, and calls it an I/O error when it has not."""
_ODD = ("no such table", "no such column", "already exists", "could not decode", "malformed")
"""What SQLite says of a damaged schema and of damaged texts without calling them so."""


def problem(path: Path, error: sqlite3.Error | ValueError) -> StoreError:
    """The error to raise for what SQLite, or a record of ours, says of the database at ``path``."""
    text = str(error)
    if isinstance(
        error, ValueError
    ):  # the words of enums, numbers, JSON; sqlite3's errors are none
        return StoreDamaged(
            path,
            f"a row says what no Testigo writes ({text}); testigo verify names what was altered",
        )
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte of an extended code
    full = _fullest(path)
    if code == sqlite3.SQLITE_FULL or (code in _FOR_WANT_OF_ROOM and _free(full) < _ROOM):
        return StoreError(
            path,
            f"the disk is full, in bytes or in files ({text}): make room on the disk of {full} and run again",
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            path,
            f"the disk refused ({text}): it fails, or a quota or a limit on the size of files is reached",
        )
    if code == sqlite3.SQLITE_READONLY:
        return StoreError(path, "can't be written (it is read-only here)")
    if code in _DAMAGED or any(words in text.lower() for words in _ODD):
        return StoreDamaged(path, f"the database is damaged ({text}): {RESTORE}")
    if isinstance(error, sqlite3.OperationalError):
        return StoreError(path, f"the database can't be used ({text})")
    return StoreError(path, f"the database refused ({text})")


def _fullest(path: Path) -> Path:
    """What is full most likely: where the database is, or where SQLite sorts large answers."""
    return min(path.parent, Path(tempfile.gettempdir()), key=_free)


def _free(place: Path) -> int:
    """Bytes; none where no more files fit, either. What can't be asked is not full."""
    try:
        told = os.statvfs(place)
    except OSError:
        return sys.maxsize
    has_files = told.f_favail > 0 or told.f_files == 0  # some file systems count none
    return told.f_bavail * told.f_frsize if has_files else 0
