"""Reading HTTP/1 messages from the bytes of the wire."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.malformed_answers import FIRST, LAST, Answer, answers
from evidence.custody.warc import framing, http

BODIES = st.binary(max_size=2000)
ANSWERS = [answer for answer in answers() if answer.end == "close"]


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


@pytest.mark.parametrize(
    "answer",
    [a for a in ANSWERS if a.shown in ("whole", "part")],
    ids=lambda answer: f"{answer.kind}: {answer.name}",
)
def test_what_browsers_show_is_read(answer: Answer) -> None:
    body = http.parse(answer.wire).decoded(1_000_000)
    assert FIRST.encode() in body
    assert answer.shown == "part" or LAST.encode() in body


@given(st.sampled_from(ANSWERS), st.lists(st.integers(0, 20_000), max_size=5))
def test_an_answer_is_the_same_however_it_comes_in_pieces(answer: Answer, cuts: list[int]) -> None:
    bounds = [0, *sorted(cut % (len(answer.wire) + 1) for cut in cuts), len(answer.wire)]
    pieces = [answer.wire[a:b] for a, b in pairwise(bounds)]
    assert _read(pieces) == _read([answer.wire])


def _read(pieces: list[bytes]) -> tuple[http.Message, bool] | str:
    """The answer, and whether its connection may be used again; or why there is none."""
    reader = http.AnswerReader()
    try:
        for piece in pieces:
            if reader.feed(piece):
                break
        return reader.message(), reader.reusable
    except http.MessageError as problem:
        return str(problem)


@pytest.mark.parametrize(
    ("head", "body", "reusable"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", b"hi", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", b"hi!", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n", b"hi", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n", b"hi", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: Keep-Alive\r\n\r\n", b"hi", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"zz\r\n", False),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", b"", True),
    ],
)
def test_a_connection_is_used_again_only_where_the_end_is_sure(
    head: bytes, body: bytes, reusable: bool
) -> None:
    reader = http.AnswerReader()
    assert reader.feed(head + body)
    assert reader.reusable is reusable


@pytest.mark.parametrize(
    "lengths", ["Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5, 6\r\n"]
)
def test_two_lengths_that_differ_are_refused_as_browsers_refuse_them(lengths: str) -> None:
    with pytest.raises(http.MessageError, match="contradict"):
        http.parse(f"HTTP/1.1 200 OK\r\n{lengths}\r\nhello!".encode())


def test_interim_answers_are_borne_up_to_a_megabyte() -> None:
    interim = b"HTTP/1.1 102 Processing\r\n\r\n"
    message = http.parse(interim * 30_000 + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
    assert (message.status, message.payload) == (200, b"hi")
    assert message.head_size == len(interim) * 30_000 + 38
    reader = http.AnswerReader()
    with pytest.raises(http.MessageError, match="1048576 bytes of interim answers"):
        for _ in range(50):
            reader.feed(interim * 1000)


def test_of_a_value_only_blanks_are_taken_off() -> None:
    lines = b"A: \t x \t \r\r\n" + "Location: /città\r\n".encode() + b"B: \x85y\xa0\r\n\r\n"
    message = http.parse(b"HTTP/1.1 302 Found\r\n" + lines)
    assert message.header("a") == "x"
    assert message.header("location").encode("latin-1") == "/città".encode()
    assert message.header("b") == "\x85y\xa0"


def test_what_is_no_answer_is_told_before_the_connection_ends() -> None:
    with pytest.raises(http.MessageError, match="no HTTP"):
        http.AnswerReader().feed(b"SSH-2.0-OpenSSH_9.2\r\n")


def test_values_of_several_lines_are_one_list() -> None:
    message = http.parse(b"HTTP/1.1 200 OK\r\nVia: a\r\nX: y\r\nvia: b\r\n\r\n")
    assert message.values("via") == "a, b"
    assert message.values("none") == ""


@given(st.binary(max_size=3000))
def test_any_bytes_either_parse_or_are_refused(block: bytes) -> None:
    for candidate in (block, b"HTTP/1.1 200 OK\r\n" + block):
        try:
            http.parse(candidate)
        except http.MessageError:
            continue


def test_chunks_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of one byte cost far more than the bytes that they bring."""
    monkeypatch.setattr(framing, "_CHUNKS", 3)
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk, last = b"1\r\na\r\n", b"0\r\n\r\n"
    as_many = http.parse(head + 2 * chunk + last)
    assert (as_many.payload, as_many.complete) == (b"aa", True)
    more = http.parse(head + 4 * chunk + last)
    assert (more.payload, more.complete) == (b"aaa", False)
