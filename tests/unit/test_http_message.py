"""Reading HTTP/1 messages from the bytes of the wire."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.warc import http

BODIES = st.binary(max_size=2000)


def _chunked(body: bytes, cuts: list[int]) -> bytes:
    out, at = b"", 0
    for cut in [*sorted({c % (len(body) + 1) for c in cuts}), len(body)]:
        part = body[at:cut]
        if part:
            out += b"%x;ext=1\r\n%s\r\n" % (len(part), part)
        at = cut
    return out + b"0\r\n\r\n"


@given(BODIES, st.lists(st.integers(0, 2000), max_size=6))
def test_chunks_are_taken_out(body: bytes, cuts: list[int]) -> None:
    block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + _chunked(body, cuts)
    message = http.parse(block)
    assert message.payload == body
    assert message.complete


@given(BODIES, st.data())
def test_a_chunked_body_that_breaks_off_is_incomplete(body: bytes, data: st.DataObject) -> None:
    wire = _chunked(body, [])
    cut = data.draw(st.integers(0, len(wire) - 5))
    message = http.parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + wire[:cut])
    assert not message.complete
    assert body.startswith(message.payload)


@given(BODIES)
def test_a_body_with_a_length(body: bytes) -> None:
    message = http.parse(b"HTTP/1.0 200 OK\nContent-Length: %d\n\n%s" % (len(body), body))
    assert (message.payload, message.complete) == (body, True)


def test_a_shorter_body_than_announced_is_incomplete() -> None:
    message = http.parse(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")
    assert (message.payload, message.complete) == (b"short", False)


def test_headers_keep_their_order_and_first_values_win() -> None:
    message = http.parse(
        b"HTTP/1.1 302 Found\r\nSet-Cookie: a=1\r\nLocation: /x\r\nset-cookie: b=2\r\nbroken line\r\n"
        b"X-Long: one\r\n two\r\n\r\n"
    )
    assert message.headers == (
        ("set-cookie", "a=1"), ("location", "/x"), ("set-cookie", "b=2"), ("x-long", "one two"),
    )  # fmt: skip
    assert message.header("set-cookie") == "a=1"
    assert message.header("none") == ""
    assert message.reason == "Found"


def test_interim_answers_are_skipped() -> None:
    block = b"HTTP/1.1 103 Early Hints\r\nLink: </s>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
    message = http.parse(block)
    assert (message.status, message.payload) == (200, b"hi")
    assert block[message.head_size :] == b"hi"


def test_no_body_where_none_can_be() -> None:
    assert http.parse(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n").complete
    assert http.parse(b"HTTP/1.1 204 No Content\r\n\r\n").payload == b""


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"SSH-2.0-OpenSSH_9",
        b"HTTP/1.1 200 OK\r\nA: b",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 20_000,
    ],
)
def test_what_is_no_answer_is_refused(block: bytes) -> None:
    with pytest.raises(http.MessageError):
        http.parse(block)


@given(st.binary(max_size=3000))
def test_any_bytes_either_parse_or_are_refused(block: bytes) -> None:
    for candidate in (block, b"HTTP/1.1 200 OK\r\n" + block):
        try:
            http.parse(candidate)
        except http.MessageError:
            continue


@given(BODIES)
def test_content_codings_are_undone(body: bytes) -> None:
    raw = zlib.compressobj(wbits=-15)
    for payload, coding in (
        (gzip.compress(body), "gzip"),
        (gzip.compress(body[:7]) + gzip.compress(body[7:]), "x-gzip"),
        (zlib.compress(body), "deflate"),
        (raw.compress(body) + raw.flush(), "deflate"),
        (gzip.compress(zlib.compress(body)), "deflate, gzip"),
        (body, "identity"),
        (body, ""),
    ):
        assert http.decode_content(payload, coding, 10_000) == body


def test_a_bomb_costs_no_more_than_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(http.decode_content(bomb, "gzip", 100_000)) == 100_000


def test_half_a_stream_gives_half_the_text() -> None:
    half = gzip.compress(b"".join(b"line %d\n" % n for n in range(5000)))
    text = http.decode_content(half[: len(half) // 2], "gzip", 1_000_000)
    assert text.startswith(b"line 0\nline 1\n")
