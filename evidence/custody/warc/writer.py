"""Write WARC 1.1 files: the exact bytes of each exchange, one gzip member a record (ISO 28500).

warcio re-encodes header bytes outside ASCII and folds white space, and compresses at a quarter of
this speed; what it and FastWARC read back from these files is tested.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isal import igzip, isal_zlib

from evidence.errors import StoreError
from evidence.files import OURS, make_folder, refusing, sync

if TYPE_CHECKING:
    from pathlib import Path

REVISIT_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
REVISIT_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

Headers = list[tuple[str, str]]
_END = b"\r\n\r\n"
_LARGE = 1_000_000
_GZIP = 31
"""``wbits`` for a gzip member with the largest window (zlib manual)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a record lies: ``length`` bytes from ``offset`` of ``warc`` are its gzip member."""

    warc: str
    """path inside the evidence folder"""
    offset: int
    length: int
    record_id: str
    """``urn:uuid:…``"""
    block_sha256: str
    """hex"""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished file."""

    warc: str
    size: int
    sha256: str


Write = Callable[..., Placed]
"""``write(kind, headers, block, record_id, behind)`` of :class:`WarcFile` or of the folder's WARC files"""


_BREAKS = re.compile(r"[\r\n\0]")
"""What would begin another header, or end them; an address that a person typed may hold it."""


def _coded(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"


def new_id() -> str:
    """A fresh ``urn:uuid:…``."""
    return f"urn:uuid:{uuid.uuid4()}"


def digest(data: bytes) -> str:
    """``sha256:<hex>``: the form that warcio and FastWARC verify (base32 of sha256 fails in
    both)."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _packed(head: bytes, block: bytes) -> bytes:
    """The gzip member of a record; a large block is not copied for it."""
    # on recorded pages igzip 3 gave files 10 % larger than zlib 6 in a sixth of its time
    if len(block) <= _LARGE:
        return bytes(igzip.compress(head + block + _END, 3, mtime=0))
    packer = isal_zlib.compressobj(3, wbits=_GZIP)
    return b"".join([*map(packer.compress, (head, block, _END)), packer.flush()])


def _member(kind: str, headers: Headers, block: bytes, record_id: str) -> tuple[bytes, str]:
    """The gzip member of a record, and the digest of its block."""
    block_digest = digest(block)
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <{record_id}>",
        *(f"{name}: {_BREAKS.sub(_coded, value)}" for name, value in headers),
        f"WARC-Block-Digest: {block_digest}",
        f"Content-Length: {len(block)}",
        "\r\n",
    ]
    return _packed("\r\n".join(lines).encode("utf-8"), block), block_digest


class WarcFile:
    """One file that only grows. ``warc`` is its path inside the folder.

    Every byte written also goes through a running sha256, so that a finished file can be sealed
    without reading it again. Two threads may write: each packs its record, and then they take turns.
    """

    def __init__(self, folder: Path, warc: str) -> None:
        self.warc = warc
        self.size = 0
        self._hash = hashlib.sha256()
        self._turn = threading.Lock()
        self._path = folder / warc
        with refusing(self._path):
            make_folder(self._path.parent)
            self._file = self._path.open("xb", buffering=0)
            self._path.chmod(OURS)
            sync(self._path.parent)  # a row must not outlive the name of the file it points into

    def write(
        self,
        kind: str,
        headers: Headers,
        block: bytes,
        record_id: str | None = None,
        behind: tuple[str, Headers, bytes] | None = None,
    ) -> Placed:
        """Append a record of ``kind``; Block-Digest and Content-Length are added here. ``behind`` is the
        record that follows it, whatever other threads write.

        Raises StoreError when the disk refuses; the file is then cut back to its last whole record.
        """
        record_id = record_id or new_id()
        member, block_digest = _member(kind, headers, block, record_id)
        after = _member(*behind, new_id())[0] if behind else b""
        with self._turn:
            placed = Placed(self.warc, self.size, len(member), record_id, block_digest[7:])
            self._append(member)
            if after:
                self._append(after)
        return placed

    def _append(self, member: bytes) -> None:
        try:
            with refusing(self._path):
                self._file.seek(self.size)
                left = memoryview(member)
                while left:
                    left = left[self._file.write(left) :]
        except StoreError:
            with suppress(OSError):  # a disk that refuses this too: the next write or close does it
                self._file.truncate(self.size)
            raise
        self._hash.update(member)
        self.size += len(member)

    def sync(self) -> None:
        """Make sure that all of it is on the disk. Raises StoreError."""
        with refusing(self._path):
            os.fdatasync(self._file.fileno())

    def abandon(self) -> None:
        """Let go of a file that could not even be begun: it has no record, and is taken away."""
        self._file.close()
        with suppress(OSError):
            self._path.unlink()

    def close(self) -> Sealed:
        """Finish the file. Raises StoreError; it is then left to the next run."""
        try:
            with refusing(self._path):
                self._file.truncate(self.size)
            self.sync()
        finally:
            self._file.close()
        return Sealed(self.warc, self.size, self._hash.hexdigest())
