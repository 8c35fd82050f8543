"""WARC records and the index of them."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator

from evidence import clock
from evidence.custody.warc import cdxj, http, reader
from evidence.custody.warc.writer import WarcFile
from evidence.errors import RecordError
from tests.fuzz.target import Target, hold

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = (
    b"WARC/1.1\r\n", b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"Content-Length: ", b"\r\n\r\n", b"\r\n",
    b"WARC-Record-ID: <urn:uuid:", b"WARC-Target-URI: ", b"WARC-Date: 2026-01-01T00:00:00Z\r\n", b"\xb2", b"-1", b"+5",
)  # fmt: skip


def _foreign(data: bytes) -> None:
    """``data`` as the inside of one gzip member or, where it begins as gzip does, as a whole file."""
    packed = data if data.startswith(b"\x1f\x8b") else gzip.compress(data, mtime=0)
    try:
        records = list(reader.foreign(packed, "x", most=1 << 20))
    except RecordError:
        return
    hold(sum(len(record.block) for record in records) <= 1 << 20, "no more than was allowed")
    hold(sum(record.length for record in records) == len(packed), "records fill the file")
    for record in records:
        if record.kind == "response":
            try:
                http.parse(record.block)
            except http.MessageError:
                continue
    _as_warcio_reads(packed, records)


def _as_warcio_reads(packed: bytes, records: list[reader.Record]) -> None:
    try:
        theirs = [
            (one.rec_headers.get_header("WARC-Record-ID"), one.raw_stream.read())
            for one in ArchiveIterator(io.BytesIO(packed), no_record_parse=True)
        ]
    except Exception:
        return  # the strict reader is ours
    if len(theirs) == len(records):
        hold(
            [block for _, block in theirs] == [one.block for one in records],
            "warcio reads the same blocks",
        )


def _written(data: bytes) -> None:
    """What is written comes back to the byte, and warcio reads it."""
    kind, _, rest = data.partition(b"\n")
    uri, _, block = rest.partition(b"\n")
    headers = [
        ("WARC-Target-URI", uri.decode("utf-8", "replace")),
        ("WARC-Date", "2026-01-01T00:00:00Z"),
    ]
    if any(c in headers[0][1] for c in "\r\n") or headers[0][1].strip() != headers[0][1]:
        return  # only addresses are written there
    name = "response" if len(kind) % 2 else "request"
    with tempfile.TemporaryDirectory(dir="/dev/shm") as place:
        folder = Path(place)
        (folder / "warc").mkdir()
        file = WarcFile(folder, "warc/a.warc.gz")
        placed = [file.write(name, headers, block) for _ in range(2)]
        file._file.close()
        for one in placed:
            record = reader.read_at(folder, one.warc, one.offset)
            hold(
                record.block == block and record.length == one.length,
                "a record comes back to the byte",
            )
            hold(record.id == one.record_id, "with its own id")
            hold(record.headers["warc-target-uri"] == headers[0][1], "with its own address")
        whole = (folder / "warc/a.warc.gz").read_bytes()
    hold(len(list(reader.foreign(whole, "a"))) == 2, "the file is whole")
    theirs = [
        one.raw_stream.read() for one in ArchiveIterator(io.BytesIO(whole), no_record_parse=True)
    ]
    hold(theirs == [block, block], "warcio reads what was written")


def _index(data: bytes) -> None:
    url = data.decode("utf-8", "replace")
    line = cdxj.line(url, "2026-11-26T20:00:00Z", {"mime": url[:20], "status": "200"})
    hold(
        line.endswith("\n") and line.count("\n") == 1 and "\r" not in line,
        "a line of the index is one line",
    )
    key, digits, fields = line.split(" ", 2)
    hold(digits == "20261126200000", "key, time and fields are told apart")
    hold(json.loads(fields)["url"] == url and key, "the address is in it as it was asked for")


def _dates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    try:
        at = clock.parse(text)
    except ValueError:
        return
    hold(at.tzinfo is not None, "a time has a zone")
    stamp = clock.stamp(at)
    hold(clock.stamp(clock.parse(stamp)) == stamp, "the stamp of a stamp is itself")


def record(
    block: bytes,
    kind: str = "response",
    more: str = "",
    uri: str = "https://a.mx/",
    date: str = "2026-01-01T00:00:00Z",
) -> bytes:
    """A record as it stands in a file that is not packed."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"WARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\n{more}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _records() -> Iterator[bytes]:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    yield record(answer)
    yield record(b"software: x\r\n", "warcinfo")
    yield gzip.compress(record(answer), mtime=0) + gzip.compress(record(b""), mtime=0)
    yield record(answer, more="WARC-Concurrent-To: <urn:uuid:1>\r\nX: a\r\n b\r\n")


def _blocks() -> Iterator[bytes]:
    yield b"a\nhttps://a.mx/\nHTTP/1.1 200 OK\r\n\r\nok"
    yield "ab\nhttps://año.mx/ñ\n\r\n\r\nWARC/1.1\r\n".encode()
    yield b"\n\n"


def _urls() -> Iterator[bytes]:
    yield b"https://www.gob.mx/a?b=c"
    yield b"not an address\nwith lines"
    yield "http://año.mx/a b\u2028c".encode()


def _times() -> Iterator[bytes]:
    yield from (
        b"2026-11-26T20:00:00Z",
        b"2026-11-26T20:00:00.123456+05:30",
        b"0001-01-01T00:00:00+14:00",
        b"2026-02-30",
    )


TARGETS = (
    Target("warc-foreign", "RecordError or sound records that fill the file; warcio reads the same", _foreign, _records, _WORDS),
    Target("warc-written", "what is written comes back to the byte, by warcio too", _written, _blocks, _WORDS),
    Target("cdxj-line", "one line for any address, its fields told apart", _index, _urls, (b"http://", b"\n", b"\r", b" ", b"\xe2\x80\xa8")),
    Target("times", "ValueError or a time whose stamp is its own", _dates, _times, (b"Z", b"T", b"+00:00", b"-"), 60),
)  # fmt: skip
