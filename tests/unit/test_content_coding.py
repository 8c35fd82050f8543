"""Content codings are undone, as far as the data goes and no further than the limit."""

from __future__ import annotations

import gzip
import time
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.custody.warc import coding as content_coding
from evidence.custody.warc.coding import decode, unnamed, zstd
from evidence.custody.warc.http import parse

BODIES = st.binary(max_size=2000)
LINES = b"".join(b"line %d\n" % n for n in range(5000))
PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=4),
    "zstd": zstd.compress,
}


@given(BODIES)
def test_codings_are_undone(body: bytes) -> None:
    raw = zlib.compressobj(wbits=-15)
    for payload, coding in (
        (gzip.compress(body), "gzip"),
        (gzip.compress(body[:7]) + gzip.compress(body[7:]), "x-gzip"),
        (zlib.compress(body), "deflate"),
        (raw.compress(body) + raw.flush(), "deflate"),
        (gzip.compress(zlib.compress(body)), "deflate, gzip"),
        (gzip.compress(brotli.compress(body)), "br, gzip"),
        (zstd.compress(body), "ZSTD"),
        (gzip.compress(body), '"gzip";q=1.0'),
    ):
        assert decode(payload, coding, 10_000) == (body, True)


@pytest.mark.parametrize("coding", ["", "identity", "utf-8", "none", "foo, bar", ",,"])
def test_what_is_no_coding_changes_nothing_and_proves_no_end(coding: str) -> None:
    assert decode(LINES, coding, 1_000_000) == (LINES, False)


@pytest.mark.parametrize("coding", PACK)
def test_a_bomb_costs_about_the_limit(coding: str) -> None:
    bomb = PACK[coding](b"\0" * 50_000_000)
    assert decode(bomb, coding, 100_000) == (bytes(100_000), False)


@pytest.mark.parametrize("coding", PACK)
def test_half_a_stream_gives_its_beginning_and_is_not_whole(coding: str) -> None:
    text = b"".join(b"%d " % (n * n) for n in range(90_000))
    packed = PACK[coding](text)
    got = decode(packed[: len(packed) * 2 // 3], coding, 1_000_000)
    assert text.startswith(got.data)
    assert len(got.data) > 100_000
    assert not got.whole


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_what_is_not_in_the_coding_comes_back_as_it_is(coding: str) -> None:
    assert decode(LINES, coding, 1_000_000) == (LINES, False)


def test_bytes_behind_a_whole_stream_are_none_of_it() -> None:
    assert decode(gzip.compress(LINES) + b"\0\0more", "gzip", 1_000_000) == (LINES, True)


def test_damage_far_on_leaves_what_came_before() -> None:
    text = b"".join(b"%d " % (n * n) for n in range(90_000))
    packed = bytearray(gzip.compress(text))
    packed[-20_000:-19_900] = bytes(100)
    got = decode(bytes(packed), "gzip", 1_000_000)
    assert text[:100_000] == got.data[:100_000]
    assert not got.whole


def test_a_wrong_checksum_costs_nothing() -> None:
    got = decode(gzip.compress(LINES)[:-8] + bytes(8), "gzip", 1_000_000)
    assert got == (LINES, False)


def test_thousands_of_empty_members_and_codings_cost_little() -> None:
    began = time.process_time()
    decode(gzip.compress(b"") * 200_000, "gzip", 50_000_000)
    decode(LINES, "gzip, " * 100_000, 50_000_000)
    decode(zstd.compress(b"") * 200_000, "zstd", 50_000_000)
    assert time.process_time() - began < 20  # unbounded it is minutes


@given(st.binary(max_size=500), st.sampled_from([*PACK, "br, gzip", "gzip, gzip"]))
def test_any_bytes_come_back(payload: bytes, coding: str) -> None:
    assert len(decode(payload, coding, 1000).data) <= 1000


def test_members_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gzip stream may hold many members, each of which costs as much as a stream."""
    monkeypatch.setattr(content_coding, "_MEMBERS", 3)
    packed = [gzip.compress(letter) for letter in (b"a", b"b", b"c", b"d")]
    assert decode(b"".join(packed[:3]), "gzip", 100) == (b"abc", True)
    assert decode(b"".join(packed), "gzip", 100).data == b"abc"


@given(st.binary(max_size=400), st.integers(0, 500), st.sampled_from(list(PACK)), st.booleans())
def test_a_limit_cuts_the_body_and_says_whether_all_of_it_is_there(
    body: bytes, limit: int, coding: str, twice: bool
) -> None:
    packed = PACK[coding](body)
    if twice and coding in ("gzip", "zstd"):  # a stream of two members, or frames
        body, packed = body * 2, packed * 2
    got = decode(packed, coding, limit)
    assert got.data == body[:limit]
    if limit != len(body):  # where they are the same, what ends the stream may not be read
        assert got.whole == (limit > len(body))


def test_zstandard_frames_are_read_one_after_the_other() -> None:
    frame, other = zstd.compress(LINES), zstd.compress(b"y anexo")
    assert decode(frame + other, "zstd", 1_000_000) == (LINES + b"y anexo", True)
    assert decode(frame + b"\0\0more", "zstd", 1_000_000) == (LINES, True)
    assert decode(frame + other[:4] + b"\xff" * 9, "zstd", 1_000_000) == (LINES, False)
    assert decode(frame + other[:-3], "zstd", 1_000_000).whole is False
    assert decode(frame + other, "zstd", len(LINES)) == (LINES, False)


def test_a_member_that_the_limit_left_unread_is_missing() -> None:
    packed = gzip.compress(b"acta") + gzip.compress(b" y anexo")
    assert decode(packed, "gzip", 4) == (b"acta", False)
    assert decode(packed, "gzip", 100) == (b"acta y anexo", True)


@pytest.mark.parametrize("level", range(10))
def test_deflate_is_read_with_and_without_its_head(level: int) -> None:
    """RFC 1950 writes another head for each level; many servers send none (RFC 1951)."""
    bare = zlib.compressobj(level, wbits=-15)
    for packed in (zlib.compress(LINES, level), bare.compress(LINES) + bare.flush()):
        assert decode(packed, "deflate", 1_000_000) == (LINES, True)


@pytest.mark.parametrize("coding", PACK)
def test_no_body_is_none_in_any_coding(coding: str) -> None:
    assert decode(b"", coding, 1000) == (b"", False)


@pytest.mark.parametrize("coding", PACK)
def test_a_body_of_one_byte_is_read_or_comes_back(coding: str) -> None:
    for byte in range(256):
        got = decode(bytes((byte,)), coding, 1000)
        assert got.data in (b"", bytes((byte,)))
        assert not (got.whole and got.data)  # empty streams of one byte there are


PAGE = b"<!doctype html><title>Plan</title><p>" + "El plan se publica cada año. ".encode() * 40


def _answer(body: bytes, *headers: bytes, content_type: bytes = b"text/html") -> bytes:
    lines = (
        b"HTTP/1.1 200 OK",
        b"Content-Type: " + content_type,
        *headers,
        b"Content-Length: %d" % len(body),
    )
    return parse(b"\r\n".join(lines) + b"\r\n\r\n" + body).decoded(100_000)


@pytest.mark.parametrize("name", PACK)
@pytest.mark.parametrize(
    "header", [(), (b"Content-Encoding: none",), (b"Content-Encoding: utf-8",)]
)
def test_a_page_that_is_packed_without_a_word_is_read(name: str, header: tuple[bytes, ...]) -> None:
    assert _answer(PACK[name](PAGE), *header) == PAGE


@pytest.mark.parametrize("kind", [b"application/json", b"application/ld+json; charset=utf-8"])
def test_so_are_data(kind: bytes) -> None:
    assert _answer(gzip.compress(b'{"nombre": "Ana"}'), content_type=kind) == b'{"nombre": "Ana"}'


def test_so_is_one_that_is_packed_twice_and_names_it_once() -> None:
    assert _answer(gzip.compress(gzip.compress(PAGE)), b"Content-Encoding: gzip") == PAGE


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"nombre,compromiso\nAna,4\n"),
        gzip.compress(PAGE)[:-20],
        gzip.compress(b"\0" * 100),
        brotli.compress(b"texto sin marcas " * 9),
        zlib.compress(b"\x89PNG" * 9),
        bytes(range(256)) * 4,
        "Él publicó el informe en la página del municipio.".encode("latin-1"),
        PAGE,
        b"",
    ],
    ids=["a table", "cut", "binary", "no mark-up", "a picture", "any bytes", "Latin-1", "plain", "nothing"],
)  # fmt: skip
def test_anything_else_stays_as_it_came(body: bytes) -> None:
    assert _answer(body) == body


def test_an_archive_that_is_offered_as_one_stays_packed() -> None:
    packed = gzip.compress(PAGE)
    for kind in (b"application/gzip", b"application/octet-stream"):
        assert _answer(packed, content_type=kind) == packed


def test_what_is_not_in_the_coding_that_is_named_stays_as_it_came() -> None:
    packed = gzip.compress(PAGE)
    assert _answer(packed, b"Content-Encoding: br") == packed
    assert _answer(packed, b"Content-Encoding: deflate") == packed


def test_a_bomb_without_a_name_costs_its_limit() -> None:
    found = unnamed(gzip.compress(b"<p>" + b"a" * 50_000_000), 100_000)
    assert found is not None
    assert len(found.data) == 100_000
    assert not found.whole
