"""A package that is opened to be read, and taken for hostile: sizes are bounded, and nothing is
unpacked to a name of its own."""

from __future__ import annotations

import hashlib
import lzma
import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any

from evidence.custody import plain_json
from evidence.findings import worded

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
_ROOM = 100_000
"""Bytes that a file of JSON may have beside what it lists: our signatures have 2,000."""
_A_FILE = 500
"""Bytes that the manifest may have for a file beside its name and path; ours has 120."""
_A_SIGN = 12
"""Bytes of one sign of a path, in both, where each is written ``\\uffff``."""
LINE = 32_000_000
"""Bytes of one line; an entry about a report with 10,000 citations has 1.5 MB."""
_VALUES = 1_000_000
"""Signs of one line before which a value begins; that entry has 30,000. Each value takes up to a hundred
bytes of memory, however few it has in the line."""
_BEGIN = (b",", b":", b"[", b"{")

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
    MemoryError,
)
"""What :mod:`zipfile` and the decompressors under it raise for an archive that is damaged, ciphered
or made to confuse."""


class Unreadable(Exception):
    """The package can't be followed any further; ``kind`` and ``facts`` are those of the finding that says
    why."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(worded(kind, facts, "en"))
        self.kind = kind
        self.facts = facts


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
            raise Unreadable("part-missing", name=name) from error

    def whole(self, name: str) -> bytes:
        """All of a file; raises Unreadable for one larger than a manifest of this archive can be."""
        most = _ROOM + sum(_A_FILE + _A_SIGN * len(one) for one in self.names())
        with self.open(name) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise Unreadable("part-too-long", name=name)
        return data

    def is_said_to_have(self, name: str, size: object) -> bool:
        """Whether the archive's directory says so, too. Nothing here goes by it, but other programs may."""
        said = self._archive.getinfo(name)
        stored = said.compress_type == zipfile.ZIP_STORED
        fits = said.header_offset + said.compress_size <= self._archive.start_dir
        return fits and said.file_size == size and (not stored or said.compress_size == size)

    def lines(self, name: str) -> Iterator[tuple[str, Any]]:
        """Each line of a JSONL file: where it stands, in words, and what it says."""
        with self.open(name) as file:
            number = 0
            while line := file.readline(LINE + 1):
                number += 1
                where = f"{name} line {number}"
                if len(line) > LINE or sum(map(line.count, _BEGIN)) > _VALUES:
                    raise Unreadable("line-beyond", name=name, line=number)
                try:
                    yield where, plain_json.read(line)
                except (ValueError, RecursionError) as error:
                    is_double = isinstance(error, plain_json.TwiceNamedError)
                    kind = "line-ambiguous" if is_double else "line-unreadable"
                    raise Unreadable(kind, name=name, line=number) from error

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
