"""Read WARC files back: one record at an offset, or all of them, strictly.

A record is one gzip member. Anything else between two members, a member that does not end, a wrong
check sum or length is an error that names file and offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING

from isal import igzip_lib, isal_zlib

from evidence.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 16
_MOST = 1 << 30
"""A record of ours is at most the configured body and its headers; 1 GiB uncompressed is a bomb."""
_LENGTH = re.compile(r"[0-9]{1,18}")
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
    doubtful: bool = False
    """its header can be read in two ways: a line that ends in CR or LF alone, or two lengths"""

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
            return _read(file, warc, offset)[0]
    except OSError as error:
        raise RecordError(warc, offset, f"can't be read ({error.strerror})") from error


def records(path: Path, warc: str) -> Iterator[Record]:
    """All records of a file in order; raises RecordError at the first that is not sound."""
    with path.open("rb") as file:
        yield from stream(file, warc)


def stream(file: IO[bytes], warc: str, offset: int = 0) -> Iterator[Record]:
    """The records from where ``file`` stands, which is ``offset``, to its end, without seeking.

    Raises RecordError at the first that is not sound.
    """
    ahead = b""
    while ahead or (ahead := file.read(_CHUNK)):
        record, ahead = _read(file, warc, offset, ahead)
        yield record
        offset += record.length


def foreign(data: bytes, name: str, most: int = _FOREIGN) -> Iterator[Record]:
    """All records of a WARC that somebody else wrote, a gzip member each, together at most ``most``
    bytes unpacked; raises RecordError as above."""
    file, ahead, offset = BytesIO(data), b"", 0
    while ahead or (ahead := file.read(_CHUNK)):
        record, ahead = _read(file, name, offset, ahead, most)
        if record.doubtful:
            raise RecordError(name, offset, "a header that others would read otherwise")
        yield record
        offset += record.length
        most -= len(record.block)


def _read(
    file: IO[bytes], warc: str, offset: int, ahead: bytes = b"", most: int = _MOST
) -> tuple[Record, bytes]:
    """The record that begins with ``ahead``, and what was read beyond it; at most ``most`` bytes
    unpacked."""
    inflate = isal_zlib.decompressobj(31)
    parts: list[bytes] = []
    size = consumed = 0
    while not inflate.eof:
        data = ahead or file.read(_CHUNK)
        ahead = b""
        if not data:
            raise RecordError(warc, offset, "the record does not end")
        try:
            part = inflate.decompress(data, most - size)
        except igzip_lib.IsalError as error:  # type: ignore[misc]  # its stub forgets Exception
            raise RecordError(warc, offset, f"damaged ({error})") from error
        consumed += len(data) - len(inflate.unused_data)
        size += len(part)
        if inflate.unconsumed_tail or size >= most:
            raise RecordError(warc, offset, f"larger than {most} bytes")
        parts.append(part)
    return _split(b"".join(parts), warc, offset, consumed), inflate.unused_data


def _split(raw: bytes, warc: str, offset: int, length: int) -> Record:
    end = raw.find(b"\r\n\r\n")
    head, start = raw[:end], end + 4
    if end < 0 or not head.startswith(b"WARC/1."):
        raise RecordError(warc, offset, "no WARC header")
    headers = {}
    lines = head.decode("utf-8", "replace").split("\r\n")[1:]
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    wanted = headers.get("content-length", "")
    if not _LENGTH.fullmatch(wanted) or raw[start + int(wanted) :] != b"\r\n\r\n":
        raise RecordError(warc, offset, "the length of the record is not what it says")
    block = raw[start : start + int(wanted)]
    lengths = sum(line.lower().startswith("content-length") for line in lines)
    doubtful = lengths > 1 or any(sign in line for line in lines for sign in "\r\n")
    return Record(warc, offset, length, headers, block, doubtful)
