"""Lists on disk that are too long to be read as a whole (:mod:`evidence.citations.long_list`)."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.citations import long_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from io import BufferedReader


@dataclass(frozen=True, slots=True)
class Opened:
    """One that is open."""

    location: str
    delimiter: str
    _file: BufferedReader

    def sha256(self) -> str:
        """Of its bytes."""
        digest = hashlib.file_digest(self._file, "sha256").hexdigest()
        self._file.seek(0)
        return digest

    def read(self) -> AbstractContextManager[long_list.LongReading]:
        """What it cites; see :func:`evidence.citations.long_list.read`."""
        return long_list.read(self._file, self.location, self.delimiter)


@contextmanager
def opened(location: str, most: int) -> Iterator[Opened | None]:
    """The list at ``location``; None for all that is no list, is short, longer than ``most`` bytes, or can't be read:
    whoever reads it as a whole says so."""
    path = Path(location)
    try:
        size = path.stat().st_size if path.is_file() else 0
        file = path.open("rb") if 0 < size <= most else None
    except (OSError, ValueError):
        file = None
    if file is None:
        yield None
        return
    with file:
        try:
            is_long = long_list.is_long(file, size)
            delimiter = long_list.delimiter_of(file, location) if is_long else None
        except OSError:
            delimiter = None
        yield None if delimiter is None else Opened(location, delimiter, file)
