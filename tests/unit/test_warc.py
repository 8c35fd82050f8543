"""Our WARC files, read back by us and by the two tools that everyone uses."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from evidence import clock
from evidence.custody.warc import reader
from evidence.custody.warc.writer import WarcFile, digest
from evidence.errors import RecordError, StoreError

WHEN = datetime(2026, 11, 21, 18, 7, 35, 123456, tzinfo=UTC)
ODD = b"HTTP/1.1 200 OK\r\nX-A:   two  spaces\r\nx-\xf1: \xe9\xff\r\nContent-Length: 3\r\n\r\nabc"


def _write(path: Path, *blocks: bytes) -> list[tuple[int, int]]:
    file = WarcFile(path, "warc/x.warc.gz")
    placed = [
        file.write(
            "response",
            [("WARC-Date", clock.stamp(WHEN)), ("WARC-Target-URI", f"http://example.org/{n}"),
             ("Content-Type", "application/http;msgtype=response")],
            block,
        )
        for n, block in enumerate(blocks)
    ]  # fmt: skip
    sealed = file.close()
    assert sealed.size == (path / "warc/x.warc.gz").stat().st_size
    return [(p.offset, p.length) for p in placed]


@settings(max_examples=25)
@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=5))
def test_what_is_written_is_read_back_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("w")
    places = _write(path, *blocks)
    records = list(reader.records(path / "warc/x.warc.gz", "warc/x.warc.gz"))
    assert [record.block for record in records] == blocks
    assert [(record.offset, record.length) for record in records] == places
    for (offset, _), block in zip(places, blocks, strict=True):
        assert reader.read_at(path, "warc/x.warc.gz", offset).block == block


def test_warcio_reads_the_same_bytes_and_accepts_the_digests(tmp_path: Path) -> None:
    _write(tmp_path, ODD)
    with (tmp_path / "warc/x.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True, check_digests="raise"):
            assert record.rec_headers.get_header("WARC-Date") == "2026-11-21T18:07:35.123456Z"
            assert record.raw_stream.read() == ODD


def test_fastwarc_reads_the_same_bytes_and_accepts_the_digests(tmp_path: Path) -> None:
    _write(tmp_path, ODD)
    data = io.BytesIO((tmp_path / "warc/x.warc.gz").read_bytes())
    seen = 0
    for record in FastIterator(data, parse_http=False, verify_digests=True):
        assert record.reader.read() == ODD
        seen += 1
    assert seen == 1


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    _write(tmp_path, ODD)
    with pytest.raises(StoreError, match="File exists"):
        WarcFile(tmp_path, "warc/x.warc.gz")


def test_every_flipped_bit_in_a_record_body_is_seen(tmp_path: Path) -> None:
    _write(tmp_path, ODD)
    path = tmp_path / "warc/x.warc.gz"
    good = path.read_bytes()
    # the gzip header itself (10 bytes) carries nothing that a reader uses; the seal covers it
    for place in range(10, len(good)):
        damaged = bytearray(good)
        damaged[place] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(RecordError) as caught:
            list(reader.records(path, "warc/x.warc.gz"))
        assert caught.value.file == "warc/x.warc.gz"


@pytest.mark.parametrize("rest", [b"junk", b"\x1f\x8b", b"\x1f\x8b\x08\0\0\0\0\0\0\xff"])
def test_what_lies_between_records_is_an_error(tmp_path: Path, rest: bytes) -> None:
    _write(tmp_path, ODD)
    with (tmp_path / "warc/x.warc.gz").open("ab") as file:
        file.write(rest)
    with pytest.raises(RecordError):
        list(reader.records(tmp_path / "warc/x.warc.gz", "x"))


def test_what_others_wrote_is_read_up_to_a_limit(tmp_path: Path) -> None:
    _write(tmp_path, ODD, ODD)
    data = (tmp_path / "warc/x.warc.gz").read_bytes()
    assert [record.block for record in reader.foreign(data, "x")] == [ODD, ODD]
    with pytest.raises(RecordError, match="larger than"):
        list(reader.foreign(data, "x", most=2 * len(ODD)))


def test_the_digest_form_is_the_one_that_other_tools_verify() -> None:
    assert digest(b"") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def foreign(head: str, block: bytes = b"ok") -> list[reader.Record]:
    """A record with ``head`` among its headers, as somebody else wrote it."""
    raw = f"WARC/1.1\r\nWARC-Type: response\r\n{head}\r\n\r\n".encode() + block + b"\r\n\r\n"
    return list(reader.foreign(gzip.compress(raw, mtime=0), "x"))


@pytest.mark.parametrize("length", ["\u00b2", "\u0662", "9" * 5000, "+2", "-2", "2.0", "", "0x2"])
def test_a_length_that_is_no_number_is_the_record_s_fault(length: str) -> None:
    with pytest.raises(RecordError, match="the length of the record"):
        foreign(f"Content-Length: {length}")


@pytest.mark.parametrize(
    "head",
    [
        "X: a\nContent-Length: 100\r\nContent-Length: 2",
        "X: a\rWARC-Type: resource\r\nContent-Length: 2",
        "Content-Length: 100\r\nContent-Length: 2",
        "content-length: 2\r\nCONTENT-LENGTH: 2",
    ],
)
def test_what_others_would_read_otherwise_is_not_taken_from_them(head: str) -> None:
    with pytest.raises(RecordError, match="read otherwise"):
        foreign(head)


def test_a_plain_record_of_others_is_read() -> None:
    assert [one.block for one in foreign("X: a: b\r\nContent-Length: 2")] == [b"ok"]


def test_an_address_that_breaks_a_line_begins_no_header(tmp_path: Path) -> None:
    file = WarcFile(tmp_path, "warc/x.warc.gz")
    forged = "http://a.example/\r\nWARC-IP-Address:10.0.0.1"
    file.write("resource", [("WARC-Target-URI", forged)], b"text")
    file.close()
    with (tmp_path / "warc/x.warc.gz").open("rb") as records:
        (record,) = (one for one in ArchiveIterator(records) if one.rec_type == "resource")
        assert record.rec_headers.get_header("WARC-IP-Address") is None
        said = record.rec_headers.get_header("WARC-Target-URI")
    assert said == "http://a.example/%0D%0AWARC-IP-Address:10.0.0.1"
