"""Read WARC files back: one record at an offset, or all of them, strictly.

A record is one gzip member. Anything else between two members, a member that does not end, a wrong
check sum or length is an error that names file and offset.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING

from isal import igzip_lib, isal_zlib

from evidence.bilingual import Words
from evidence.errors import RecordError
from evidence.files import open_plain, reason
from evidence.folder import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 16
_MOST = 1 << 30
"""A record of ours is at most the configured body and its headers; 1 GiB uncompressed is a bomb."""
_FURTHEST = 1 << 62
"""Beyond what any file system has, and within what seeking takes."""
_LENGTH = re.compile(r"[0-9]{1,18}")
_LONGEST_HEAD = 1 << 24
"""A header of ours is an address and a few digests: 16 MiB are far more than any address."""
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
    with _opened(folder, warc, offset) as file:
        return _read(file, warc, offset)[0]


def member_at(folder: Path, warc: str, offset: int, length: int) -> bytes:
    """The ``length`` stored bytes at ``offset`` of ``warc``, as they are; raises RecordError where the
    file does not have them."""
    with _opened(folder, warc, offset) as file:
        left = os.fstat(file.fileno()).st_size - offset
        if not isinstance(length, int) or not 0 <= length <= left:
            raise RecordError(
                warc,
                offset,
                Words(
                    "the file does not have as many bytes as its row says",
                    "el archivo no tiene tantos bytes como dice su fila",
                ),
            )
        return file.read(length)


@contextmanager
def _opened(folder: Path, warc: str, offset: int) -> Iterator[IO[bytes]]:
    """A file at a place, which is as somebody's row says it and may be anything."""
    if not is_inside(warc) or not isinstance(offset, int) or not 0 <= offset < _FURTHEST:
        raise RecordError(
            str(warc),
            0,
            Words("no place in a WARC file: {place}", "no es un lugar de un archivo WARC: {place}"),
            place=str(offset if is_inside(warc) else warc)[:40],
        )
    try:
        with open_plain(folder / warc) as file:
            file.seek(offset)
            yield file
    except OSError as error:
        raise RecordError(
            warc,
            offset,
            Words("can't be read ({why})", "no se puede leer ({why})"),
            why=reason(error),
        ) from error


def records(path: Path, warc: str) -> Iterator[Record]:
    """All records of a file in order; raises RecordError at the first that is not sound."""
    with open_plain(path) as file:
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
            raise RecordError(
                name,
                offset,
                Words(
                    "a header that others would read otherwise",
                    "un encabezado que otros leerían de otro modo",
                ),
            )
        yield record
        offset += record.length
        most -= len(record.block)


def _read(
    file: IO[bytes], warc: str, offset: int, ahead: bytes = b"", most: int = _MOST
) -> tuple[Record, bytes]:
    """The record that begins with ``ahead``, and what was read beyond it; at most ``most`` bytes
    unpacked, and never more than its header says."""
    try:
        return _unpacked(file, warc, offset, ahead, most)
    except MemoryError as error:
        raise RecordError(
            warc,
            offset,
            Words(
                "larger than the memory of this machine", "es mayor que la memoria de este equipo"
            ),
        ) from error


def _unpacked(
    file: IO[bytes], warc: str, offset: int, ahead: bytes, most: int
) -> tuple[Record, bytes]:
    inflate = isal_zlib.decompressobj(31)
    raw = bytearray()
    head: _Head | None = None
    consumed = 0
    while not inflate.eof:
        data = ahead or file.read(_CHUNK)
        ahead = b""
        if not data:
            raise RecordError(
                warc, offset, Words("the record does not end", "el registro no termina")
            )
        try:
            raw += inflate.decompress(data, (head.ends if head else most) + 1 - len(raw))
        except igzip_lib.IsalError as error:  # type: ignore[misc]  # its stub forgets Exception
            raise RecordError(
                warc, offset, Words("damaged ({why})", "dañado ({why})"), why=error
            ) from error
        consumed += len(data) - len(inflate.unused_data)
        head = head or _head(raw, warc, offset)
        if (head.ends if head else len(raw)) > most:
            raise RecordError(
                warc,
                offset,
                Words("larger than {most} bytes", "mide más de {most} bytes"),
                most=most,
            )
        if head and len(raw) > head.ends:
            raise RecordError(warc, offset, _OTHER_LENGTH)
    if head is None:
        raise RecordError(warc, offset, _NO_HEADER)
    if len(raw) != head.ends or not raw.endswith(b"\r\n\r\n"):
        raise RecordError(warc, offset, _OTHER_LENGTH)
    block = bytes(memoryview(raw)[head.begins : head.ends - 4])
    return Record(warc, offset, consumed, head.fields, block, head.doubtful), inflate.unused_data


_NO_HEADER = Words("no WARC header", "no tiene encabezado WARC")
_OTHER_LENGTH = Words(
    "the length of the record is not what it says", "el registro no mide lo que dice"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """A record's header, and where its block must lie."""

    fields: dict[str, str]
    begins: int
    ends: int
    """with the four bytes behind the block"""
    doubtful: bool


def _head(raw: bytearray, warc: str, offset: int) -> _Head | None:
    """The header at the beginning of ``raw``, once all of it is there."""
    end = raw.find(b"\r\n\r\n", 0, _LONGEST_HEAD)
    if not b"WARC/1.".startswith(raw[:7]) or (end < 0 and len(raw) >= _LONGEST_HEAD):
        raise RecordError(warc, offset, _NO_HEADER)
    if end < 0:
        return None
    lines = raw[:end].decode("utf-8", "replace").split("\r\n")[1:]
    fields = {}
    for line in lines:
        name, _, value = line.partition(":")
        fields[name.strip().lower()] = value.strip()
    wanted = fields.get("content-length", "")
    if not _LENGTH.fullmatch(wanted):
        raise RecordError(warc, offset, _OTHER_LENGTH)
    lengths = sum(line.lower().startswith("content-length") for line in lines)
    doubtful = lengths > 1 or any(sign in line for line in lines for sign in "\r\n")
    return _Head(fields, end + 4, end + 4 + int(wanted) + 4, doubtful)
