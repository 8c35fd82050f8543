"""Where answers are read and unpacked, and where no further: both sides of each limit."""

from __future__ import annotations

import gzip

import pytest

from evidence.custody.warc import http
from evidence.custody.warc.coding import decode, zstd

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
LAST = b"0\r\n\r\n"


def head_of(size: int) -> bytes:
    """A header section of so many bytes."""
    name = b"X: "
    return OK + name + b"x" * (size - len(OK) - len(name) - 4) + b"\r\n\r\n"


@pytest.mark.parametrize("pieces", [1, 7])
def test_a_header_section_is_as_long_as_firefox_takes_it(pieces: int) -> None:
    longest, longer = head_of(393_216), head_of(393_217)
    step = len(longest) // pieces + 1
    reader = http.AnswerReader()
    for at in range(0, len(longest), step):
        reader.feed(longest[at : at + step])
    assert reader.head_size == 393_216
    reader = http.AnswerReader()
    with pytest.raises(http.MessageError, match="more than 393216 bytes"):
        for at in range(0, len(longer), step):
            reader.feed(longer[at : at + step])


def test_a_header_section_that_does_not_end_is_given_up_at_the_limit() -> None:
    reader = http.AnswerReader()
    reader.feed(head_of(393_300)[:393_216])
    with pytest.raises(http.MessageError, match="more than"):
        reader.feed(b"x")


@pytest.mark.parametrize(
    ("before", "read"), [(b"", True), (b"\r\n\r\n", True), (b"abcd", True), (b"abcde", False)]
)
def test_four_bytes_of_anything_may_stand_before_an_answer(before: bytes, read: bool) -> None:
    block = before + OK + b"Content-Length: 2\r\n\r\nhi"
    if not read:
        with pytest.raises(http.MessageError, match="no HTTP"):
            http.parse(block)
        return
    message = http.parse(block)
    assert (message.status, message.payload, block[message.head_size :]) == (200, b"hi", b"hi")


def test_eight_bytes_tell_that_it_is_no_answer() -> None:
    reader = http.AnswerReader()
    assert not reader.feed(b"SSH-2.0")
    with pytest.raises(http.MessageError, match="no HTTP"):
        reader.feed(b"-")


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (b"", "no HTTP status line"),
        (b"\r\nHTT", "no HTTP status line"),
        (OK, "the header section does not end"),
        (OK + b"X: y", "the header section does not end"),
    ],
)
def test_an_answer_that_broke_off_in_its_head_says_where(block: bytes, why: str) -> None:
    with pytest.raises(http.MessageError, match=why):
        http.parse(block)


@pytest.mark.parametrize(
    ("line", "version", "status", "reason"),
    [
        ("HTTP/1.1 404 Not Found", "1.1", 404, "Not Found"),
        ("HTTP/1.1 404", "1.1", 404, ""),
        ("HTTP/2 200", "2", 200, ""),
        ("HTTP 503 x", "1.0", 503, "x"),
        ("ICY 200 OK", "1.0", 200, "OK"),
        ("HTTP/1.1", "1.1", 200, ""),
        ("HTTP/1.1 200 " + "r" * 499, "1.1", 200, "r" * 499),
        ("HTTP/1.1 200 " + "r" * 500, "1.1", 200, "r" * 499),  # the space before it counts
    ],
)
def test_a_status_line_is_read_as_browsers_read_it(
    line: str, version: str, status: int, reason: str
) -> None:
    message = http.parse(f"{line}\r\n\r\n".encode())
    assert (message.version, message.status, message.reason) == (version, status, reason)


@pytest.mark.parametrize(
    ("length", "is_one"),
    [("2", True), ("0" * 30 + "2", True), ("9" * 18, True), ("9" * 19, False), ("-1", False)],
)
def test_a_length_fits_sixty_four_bits(length: str, is_one: bool) -> None:
    """What is none announces nothing: the body ends with the connection, and is whole."""
    message = http.parse(OK + f"Content-Length: {length}\r\n\r\n".encode() + b"h")
    assert (message.payload, message.complete) == (b"h", not is_one)


@pytest.mark.parametrize(
    ("size", "is_one"),
    [("f" * 15, True), ("7" + "f" * 15, True), ("8" + "0" * 15, False), ("1" + "0" * 16, False)],
)
def test_a_chunk_s_size_fits_sixty_four_bits(size: str, is_one: bool) -> None:
    reader = http.AnswerReader()
    ended = reader.feed(CHUNKED + size.encode() + b"\r\nabc")
    assert ended is not is_one
    assert reader.message().payload == (b"abc" if is_one else b"")


@pytest.mark.parametrize(("line", "taken"), [(16_384, True), (16_385, False)])
def test_a_chunk_s_line_has_at_most_sixteen_kilobytes(line: int, taken: bool) -> None:
    size = b"2;" + b"x" * (line - 4) + b"\r\n"
    message = http.parse(CHUNKED + size + b"hi\r\n" + LAST)
    assert (message.payload, message.complete) == ((b"hi", True) if taken else (b"", False))


def test_trailers_end_at_an_empty_line_and_nothing_behind_it_belongs_to_the_answer() -> None:
    reader = http.AnswerReader()
    assert not reader.feed(CHUNKED + b"2\r\nhi\r\n0\r\nX: y\r\n")
    assert reader.message().complete
    assert reader.feed(b"\r\n")
    assert reader.reusable
    reader.feed(b"more")
    assert (reader.message().payload, reader.reusable) == (b"hi", False)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("cut", [False, True])
def test_chunks_are_believed_in_an_old_answer_only_where_it_begins_with_one(
    version: str, cut: bool
) -> None:
    head = CHUNKED.replace(b"1.1", version.encode(), 1)
    whole = head + b"2\r\nhi\r\n" + (b"" if cut else LAST)
    assert http.parse(whole).payload == b"hi"
    assert http.parse(whole).complete is not cut
    plain = http.parse(head + b"<p>plain\ntext")
    old = version == "1.0"
    assert (plain.payload, plain.complete) == ((b"<p>plain\ntext", True) if old else (b"", False))


@pytest.mark.parametrize(("layers", "left"), [(10, 0), (11, 1)])
def test_ten_codings_are_undone(layers: int, left: int) -> None:
    packed = plain = b"acta"
    for layer in range(layers):
        packed = gzip.compress(packed, mtime=0)
        if layer < left:
            plain = packed
    assert decode(packed, ", ".join(["gzip"] * layers), 10_000).data == plain


@pytest.mark.parametrize(("window", "read"), [(23, True), (24, False)])
def test_a_zstandard_window_is_as_large_as_browsers_take_it(window: int, read: bool) -> None:
    text = b"acta " * 100
    press = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: window})
    packed = press.compress(text) + press.flush()  # a stream: its size is not told beforehand
    assert decode(packed, "zstd", 10_000) == ((text, True) if read else (packed, False))
