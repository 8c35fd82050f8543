"""A package that is opened to be read, and taken for hostile: sizes are bounded, and nothing is
unpacked to a name of its own."""

from __future__ import annotations

import hashlib
import json
import lzma
import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any

from evidence.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
_MANIFEST = 200_000_000
"""Bytes of the manifest; 200 bytes a file, and a page for each of a million captures."""
LINE = 100_000_000
"""Bytes of one line; an entry about a report with 10,000 citations has 1.5 MB."""

FAULTS = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    StoreError,
)
"""What reading JSON of another shape than ours raises."""


DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What :mod:`zipfile` and the decompressors under it raise for an archive that is damaged, ciphered
or made to confuse."""


class Unreadable(Exception):
    """The package can't be followed any further; its text says why."""


class Package:
    """The files of an opened ZIP archive. Every method raises Unreadable for a file that is not
    there, and what :mod:`zipfile` raises for damage."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def names(self) -> list[str]:
        """The paths of all files; a hostile archive may have one twice."""
        return self._archive.namelist()

    def open(self, name: str) -> IO[bytes]:
        """A file, to be read as a stream."""
        try:
            return self._archive.open(name)
        except KeyError as error:
            raise Unreadable(f"{name} is missing") from error

    def whole(self, name: str) -> bytes:
        """All of a file; raises Unreadable for one larger than a manifest can be."""
        with self.open(name) as file:
            data = file.read(_MANIFEST + 1)
        if len(data) > _MANIFEST:
            raise Unreadable(f"{name} is too long")
        return data

    def lines(self, name: str) -> Iterator[tuple[str, Any]]:
        """Each line of a JSONL file: where it stands, in words, and what it says."""
        with self.open(name) as file:
            number = 0
            while line := file.readline(LINE):
                number += 1
                where = f"{name} line {number}"
                try:
                    yield where, json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise Unreadable(f"{where}: not readable") from error

    def digest(self, name: str, size: object) -> str:
        """``sha256:<hex>`` of a file, read no further than one byte beyond the ``size`` that the
        manifest lists; ``damaged`` where it can't be read."""
        sha256 = hashlib.sha256()
        left = size + 1 if isinstance(size, int) else 0
        try:
            with self.open(name) as file:
                while left > 0 and (part := file.read(min(_CHUNK, left))):
                    sha256.update(part)
                    left -= len(part)
        except DAMAGES:
            return "damaged"
        return f"sha256:{sha256.hexdigest()}"
