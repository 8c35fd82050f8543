"""Revisits of earlier versions go into a package with their reference cut to the second, and nothing
else."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.wacz.revisits import to_the_second
from evidence.custody.warc import reader
from evidence.errors import RecordError


def _record(date: str, block: bytes) -> bytes:
    head = (
        "WARC/1.1\r\nWARC-Type: revisit\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Date: 2026-01-02T03:04:05.678901Z\r\nWARC-Refers-To-Date: {date}\r\n"
        f"WARC-Payload-Digest: sha256:00\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


LIKE_A_HEADER = b"A: b\r\nWARC-Refers-To-Date: 2026-01-02T03:04:05.678901Z\r\n"


@given(st.binary(max_size=300) | st.just(LIKE_A_HEADER))
def test_only_the_one_header_is_cut(block: bytes) -> None:
    member = to_the_second(_record("2026-01-01T00:00:01.999999Z", block), "x", 0)
    (cut,) = reader.stream(BytesIO(member), "x")
    (before,) = reader.stream(BytesIO(_record("2026-01-01T00:00:01.999999Z", block)), "x")
    assert cut.block == before.block == block
    changed = {name for name in before.headers if before.headers[name] != cut.headers[name]}
    assert changed == {"warc-refers-to-date"}
    assert cut.headers["warc-refers-to-date"] == "2026-01-01T00:00:01Z"
    assert to_the_second(member, "x", 0) is member, "what is right stays as it is stored"


def test_a_damaged_record_is_an_error() -> None:
    with pytest.raises(RecordError):
        to_the_second(_record("2026-01-01T00:00:01.5Z", b"")[:-9], "x", 0)
