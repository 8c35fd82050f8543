"""Open the database file: to write, or only to read it where it can't be written.

A folder on a read-only medium, or of another user, can be looked at like any other. SQLite itself
needs to write for that (the index of its log, what a crash left in the log), so such a database is read
as a file that nobody changes, or, where it has a log or is of an older version, as a copy in the
folder for temporary files.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from evidence.files import OURS

_MEMORY = ":memory:"
"""SQLite's name of a database without a file."""
WAIT_MS = 10_000
"""How long another reader or writer (Datasette, a second command) may keep us waiting."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection to the database."""

    connection: sqlite3.Connection
    is_read_only: bool = False
    copy: tempfile.TemporaryDirectory[str] | None = None
    """where the copy lies that is read in place of the file; it goes when the database is closed"""

    def close(self) -> None:
        """Close it, and take the copy away."""
        self.connection.close()
        if self.copy is not None:
            self.copy.cleanup()


def connect(path: Path, *, any_thread: bool = False) -> Opened:
    """The database at ``path``, which is made where there is none; to be used by one thread at a time
    where ``any_thread``, else by this one. Raises sqlite3.Error, and OSError when no copy can be made."""
    if str(path) == _MEMORY:
        return Opened(_connection(_MEMORY))
    if not path.exists():
        os.close(
            os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, OURS)
        )  # its log has its mode
        return Opened(_connection(str(path), any_thread=any_thread))
    if _is_writable(path):
        return Opened(_connection(str(path), any_thread=any_thread))
    if _log(path).exists() and _log(path).stat().st_size:
        return copied(path)
    return Opened(_connection(f"file:{quote(str(path))}?immutable=1", uri=True), is_read_only=True)


def copied(path: Path) -> Opened:
    """A copy of a database that can't be written, with what its log holds. Raises OSError."""
    place = tempfile.TemporaryDirectory(prefix="testigo-")
    for file in (path, _log(path)):
        if file.exists():
            shutil.copyfile(file, Path(place.name, file.name))
    return Opened(_connection(str(Path(place.name, path.name))), is_read_only=True, copy=place)


def _connection(name: str, *, uri: bool = False, any_thread: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(
        name,
        timeout=WAIT_MS / 1000,
        isolation_level=None,
        uri=uri,
        check_same_thread=not any_thread,
    )


def _is_writable(path: Path) -> bool:
    """Whether SQLite can write it: the file, and beside it its log."""
    beside = (_log(path), path.with_name(f"{path.name}-shm"))
    # the last connection takes both away, perhaps between two of our questions
    return all(os.access(place, os.W_OK) for place in (path, path.parent)) and all(
        os.access(file, os.W_OK) or not file.exists() for file in beside
    )


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
