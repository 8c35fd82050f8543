"""Read WARC files back: one record at an offset, or all of them, strictly.

A record is one gzip member. Anything else between two members, a member that does not end, a wrong
check sum or length is an error that names file and offset.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from evidence.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_CHUNK = 1 << 16
_MOST = 1 << 30
"""A record of ours is at most the configured body and its headers; 1 GiB uncompressed is a bomb."""
_FOREIGN = 1 << 28
"""What others wrote is held in memory beside its archive's answer: 256 MiB."""


@dataclass(frozen=True, slots=True)
class Record:
    """One WARC record."""

    warc: str
    offset: int
    length: int
    """bytes of the gzip member"""
    headers: dict[str, str]
    """named fields, names in lower case"""
    block: bytes

    @property
    def kind(self) -> str:
        """``response``, ``request``, ``revisit``, ``warcinfo`` …"""
        return self.headers.get("warc-type", "")

    @property
    def id(self) -> str:
        """``urn:uuid:…``"""
        return self.headers.get("warc-record-id", "").strip("<>")


def read_at(folder: Path, warc: str, offset: int) -> Record:
    """The record at ``offset`` of ``warc``; raises RecordError."""
    try:
        with (folder / warc).open("rb") as file:
            file.seek(offset)
            return _read(file, warc, offset)
    except OSError as error:
        raise RecordError(warc, offset, f"can't be read ({error.strerror})") from error


def records(path: Path, warc: str) -> Iterator[Record]:
    """All records of a file in order; raises RecordError at the first that is not sound."""
    size = path.stat().st_size
    offset = 0
    with path.open("rb") as file:
        while offset < size:
            file.seek(offset)
            record = _read(file, warc, offset)
            yield record
            offset += record.length


def foreign(data: bytes, name: str, most: int = _FOREIGN) -> Iterator[Record]:
    """All records of a WARC that somebody else wrote, a gzip member each, together at most ``most`` bytes
    unpacked; raises RecordError as above."""
    offset = 0
    file = BytesIO(data)
    while offset < len(data):
        file.seek(offset)
        record = _read(file, name, offset, most)
        yield record
        offset += record.length
        most -= len(record.block)


def _read(file: BinaryIO, warc: str, offset: int, most: int = _MOST) -> Record:
    inflate = zlib.decompressobj(31)
    parts: list[bytes] = []
    size = consumed = 0
    while not inflate.eof:
        data = file.read(_CHUNK)
        if not data:
            raise RecordError(warc, offset, "the record does not end")
        try:
            part = inflate.decompress(data, most - size)
        except zlib.error as error:
            raise RecordError(warc, offset, f"damaged ({error})") from error
        consumed += len(data) - len(inflate.unused_data)
        size += len(part)
        if inflate.unconsumed_tail or size >= most:
            raise RecordError(warc, offset, f"larger than {most} bytes")
        parts.append(part)
    return _split(b"".join(parts), warc, offset, consumed)


def _split(raw: bytes, warc: str, offset: int, length: int) -> Record:
    head, mark, rest = raw.partition(b"\r\n\r\n")
    if not mark or not head.startswith(b"WARC/1."):
        raise RecordError(warc, offset, "no WARC header")
    headers = {}
    for line in head.decode("utf-8", "replace").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    wanted = headers.get("content-length", "")
    if not wanted.isdigit() or rest[int(wanted) :] != b"\r\n\r\n":
        raise RecordError(warc, offset, "the length of the record is not what it says")
    return Record(warc, offset, length, headers, rest[: int(wanted)])
