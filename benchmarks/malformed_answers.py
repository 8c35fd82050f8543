"""Answers that are off, as servers send them: what ``malformed.py`` shows to every client, and tests
to ours.

Every answer holds the same page, whose first words are :data:`FIRST` and whose last are
:data:`LAST`; answers that forward lead to ``/target``, whose page says :data:`TARGET`.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import brotli

from evidence.custody.warc.coding import zstd

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST, LAST, TARGET = "PRIMERA", "ULTIMA", "DESTINO"
Shown = Literal["whole", "part", "target", "nothing"]
"""What a reader gets to see: the whole page, its beginning, the page that it forwards to, or
nothing of it (an error, or signs that mean nothing)."""
End = Literal["close", "reset", "silence"]
"""What the server does behind its answer."""

_TEXT = "".join(
    f"<p>Compromiso {n}: la dependencia publicará el informe trimestral número {n}.</p>"
    for n in range(1, 61)
)
PAGE = (
    f"<!doctype html><html><head><title>Informe</title></head><body><main><p>{FIRST} palabra.</p>"
    f"{_TEXT}<p>{LAST} palabra.</p></main></body></html>"
).encode()
HALF = len(PAGE) // 2
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_CLOSE = b"Connection: close\r\n"
_SIZE = b"Content-Length: %d\r\n" % len(PAGE)
_CHUNKED = b"Transfer-Encoding: chunked\r\n"
TARGET_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer and how it ends."""

    kind: str
    name: str
    wire: bytes
    shown: Shown
    """by Chromium, where it was seen to; ours is to show as much"""
    end: End = "close"


def answers() -> list[Answer]:
    """All answers, a kind after the other."""
    return [
        *_starts(), *_heads(), *_lengths(), *_chunks(), *_ends(), *_codings(), *_statuses(),
        *_forwards(),
    ]  # fmt: skip


def _plain(before: bytes = b"", status: bytes = b"HTTP/1.1 200 OK", headers: bytes = b"") -> bytes:
    head = status + b"\r\nContent-Type: text/html; charset=utf-8\r\n" + headers
    return before + head + _SIZE + _CLOSE + b"\r\n" + PAGE


def _starts() -> Iterator[Answer]:
    kind = "Before and in the status line"
    for name, before in (
        ("a blank line first", b"\r\n"),
        ("two blank lines first", b"\r\n\r\n"),
        ("blank lines of LF first", b"\n\n"),
        ("two blanks first", b"  "),
        ("a byte order mark first", b"\xef\xbb\xbf"),
        ("four bytes of anything first", b"abcd"),
    ):
        yield Answer(kind, name, _plain(before), "whole")
    yield Answer(kind, "five bytes of anything first", _plain(b"abcde"), "nothing")
    for line in (
        b"HTTP/1.1 200", b"HTTP/1.1  200  OK", b"http/1.1 200 ok", b"HTTP/1.1 200OK", b"HTTP/1.1",
        b"HTTP/1.1 OK", b"HTTP 200 OK", b"HTTP/2 200 OK", b"HTTP/1.10 200 OK", b"HTTP/1,1 200 OK",
        b"HTTP/1.1\t200\tOK", b"HTTP/1.1 0200 OK", b"HTTPS/1.1 200 OK", b"ICY 200 OK",
        b"HTTP/1.1 200 Informaci\xf3n",
    ):  # fmt: skip
        name = f"`{line.decode('latin-1')}`".replace("\t", "⇥")
        yield Answer(kind, name, _plain(status=line), "whole")
    long = b"HTTP/1.1 200 " + b"OK " * 25_000
    yield Answer(kind, "a reason of 75 KB", _plain(status=long), "whole")
    yield Answer(kind, "no head at all (HTTP/0.9)", PAGE, "nothing")
    yield Answer(kind, "nothing", b"", "nothing")


def _heads() -> Iterator[Answer]:
    kind = "Header section"
    for name, line in (
        ("a name with a blank", b"Last Updated: hoy"),
        ("a blank before the colon", b"X-A : b"),
        ("a tab before the colon", b"X-A\t: b"),
        ("a line without a colon", b"whatever"),
        ("an empty name", b": b"),
        ("a name in UTF-8", "Año: 2018".encode()),
        ("a warning of PHP as a line", b"<b>Warning</b>: Cannot modify header information"),
        ("control characters in a value", b"X-A: a\x01\x02b"),
        ("a CR inside a value", b"X-A: a\rb"),
        ("CR CR LF at a line's end", b"X-A: a\r"),
        ("a folded line", b"X-A: a\r\n  b\r\n\tc"),
        ("Latin-1 in a value", b"X-A: \xe9\xff"),
        ("17 KB in one line", b"X-A: " + b"x" * 17_000),
        ("110 KB in one line", b"X-A: " + b"x" * 110_000),
        ("250 KB in one line", b"X-A: " + b"x" * 250_000),
        ("a NUL in a value", b"X-A: a\0b"),
        ("a status line again", b"HTTP/1.1 404 Not Found"),
        ("120 lines", b"\r\n".join(b"X-%d: a" % n for n in range(120))),
        ("5,000 lines", b"\r\n".join(b"X-%d: a" % n for n in range(5000))),
    ):
        yield Answer(
            kind, name, _plain(headers=line + b"\r\n"), "nothing" if b"\0" in line else "whole"
        )
    yield Answer(
        kind, "450 KB in one line", _plain(headers=b"X: " + b"x" * 450_000 + b"\r\n"), "nothing"
    )
    first = b"HTTP/1.1 200 OK\r\n folded: here\r\nContent-Type: text/html; charset=utf-8\r\n"
    yield Answer(kind, "a folded line behind the status", first + _SIZE + b"\r\n" + PAGE, "whole")
    bare = (_OK + _SIZE + _CLOSE + b"\r\n").replace(b"\r\n", b"\n")
    yield Answer(kind, "lines that end with LF", bare + PAGE, "whole")
    yield Answer(kind, "no header", b"HTTP/1.1 200 OK\r\n\r\n" + PAGE, "whole")
    yield Answer(kind, "no blank line behind it", _OK + _SIZE + _CLOSE + PAGE, "nothing")
    for name, interim in (
        ("100 before it", b"HTTP/1.1 100 Continue\r\n\r\n"),
        ("30 times 102 before it", b"HTTP/1.1 102 Processing\r\n\r\n" * 30),
        ("101 before it", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
        ("103 before it", b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"),
        ("25,000 times 102 before it", b"HTTP/1.1 102 x\r\n\r\n" * 25_000),
    ):
        yield Answer(kind, name, _plain(interim), "whole")


def _lengths() -> Iterator[Answer]:
    kind = "Content-Length"
    size = len(PAGE)
    for name, value, shown in (
        ("empty", "", "whole"),
        ("a word", "abc", "whole"),
        ("negative", "-1", "whole"),
        ("with a plus", f"+{size}", "whole"),
        ("with a unit", f"{size} bytes", "whole"),
        ("with a fraction", f"{size}.0", "whole"),
        ("in hexadecimal", f"0x{size:x}", "whole"),
        ("in quotes", f'"{size}"', "whole"),
        ("of 26 digits", "9" * 26, "whole"),
        ("with leading zeros", f"000{size}", "whole"),
        ("twice in one line", f"{size}, {size}", "whole"),
        ("two that differ", f"{size}, {size - 10}", "nothing"),
        ("and a comma", f"{size},", "nothing"),
        ("and half of it", f"{size} {HALF}", "whole"),
        ("half of the page", str(HALF), "part"),
        ("one byte too many", str(size + 1), "whole"),
        ("5,000 bytes too many", str(size + 5000), "whole"),
        ("zero", "0", "nothing"),
    ):
        head = _OK + _CLOSE + f"Content-Length: {value}\r\n\r\n".encode()
        yield Answer(kind, name, head + PAGE, shown)  # type: ignore[arg-type]
    twice = _OK + _CLOSE + _SIZE
    yield Answer(kind, "in two lines", twice + _SIZE + b"\r\n" + PAGE, "whole")
    other = b"Content-Length: %d\r\n\r\n" % HALF
    yield Answer(kind, "two lines that differ", twice + other + PAGE, "nothing")
    both = _OK + _CLOSE + b"Content-Length: 10\r\n" + _CHUNKED + b"\r\n"
    yield Answer(kind, "beside chunks", both + chunked(PAGE) + b"0\r\n\r\n", "whole")
    packed = gzip.compress(PAGE)
    coded = _OK + _CLOSE + b"Content-Encoding: gzip\r\n" + _SIZE + b"\r\n"
    yield Answer(kind, "of the page before it was packed", coded + packed, "whole")


def chunked(body: bytes, size: bytes = b"%x", most: int = 1500) -> bytes:
    """``body`` in chunks of ``most`` bytes, without the last chunk; ``size``: how sizes are
    written."""
    parts = [body[at : at + most] for at in range(0, len(body), most)]
    return b"".join(size % len(part) + b"\r\n" + part + b"\r\n" for part in parts)


def _chunks() -> Iterator[Answer]:
    kind = "Chunks"
    last = b"0\r\n\r\n"
    for name, value, body, shown in (
        ("`Chunked`", b"Chunked", chunked(PAGE) + last, "whole"),
        ("`identity, chunked`", b"identity, chunked", chunked(PAGE) + last, "whole"),
        ("`chunked, chunked`", b"chunked, chunked", chunked(PAGE) + last, "whole"),
        ("`identity`", b"identity", PAGE, "whole"),
        ("`none`", b"none", PAGE, "whole"),
        ("an empty Transfer-Encoding", b"", PAGE, "whole"),
        ("announced and not there", b"chunked", PAGE, "nothing"),
        ("sizes with blanks behind", b"chunked", chunked(PAGE, b"%-8x") + last, "whole"),
        ("sizes with a tab behind", b"chunked", chunked(PAGE, b"%x\t") + last, "nothing"),
        ("sizes with a blank before", b"chunked", chunked(PAGE, b" %x") + last, "nothing"),
        ("sizes with 20 leading zeros", b"chunked", chunked(PAGE, b"%024x") + last, "whole"),
        ("sizes in capitals", b"chunked", chunked(PAGE, b"%X") + last, "whole"),
        ("sizes with 0x", b"chunked", chunked(PAGE, b"0x%x") + last, "nothing"),
        ("sizes with extensions", b"chunked", chunked(PAGE, b'%x ; a="b;c"') + last, "whole"),
        ("lines that end with LF", b"chunked", (chunked(PAGE) + last).replace(b"\r\n", b"\n"), "whole"),
        ("a blank line before the first", b"chunked", b"\r\n" + chunked(PAGE) + last, "nothing"),
        ("trailers", b"chunked", chunked(PAGE) + b"0\r\nX-A: b\r\n\r\n", "whole"),
        ("anything behind the last", b"chunked", chunked(PAGE) + last + b"more", "whole"),
        ("a last one of `000`", b"chunked", chunked(PAGE) + b"000\r\n\r\n", "whole"),
        ("no last one", b"chunked", chunked(PAGE), "whole"),
        ("a last one without a blank line", b"chunked", chunked(PAGE) + b"0\r\n", "whole"),
        ("a last one without a line's end", b"chunked", chunked(PAGE) + b"0", "whole"),
        ("cut in the middle", b"chunked", chunked(PAGE)[:HALF], "part"),
        ("a size of 63 bits", b"chunked", b"7fffffffffffffff\r\n" + PAGE, "whole"),
        ("a size below nothing, halfway", b"chunked", chunked(PAGE[:HALF]) + b"-5\r\n", "nothing"),
        ("no line's end behind a chunk", b"chunked", b"%x\r\n%s0\r\n\r\n" % (len(PAGE), PAGE), "part"),
        ("an extension of 10 KB", b"chunked", chunked(PAGE, b"%x;" + b"a" * 10_000) + last, "whole"),
        ("a trailer of 10 KB", b"chunked", chunked(PAGE) + b"0\r\nX: " + b"a" * 10_000 + b"\r\n\r\n", "whole"),
        ("a size that is none, halfway", b"chunked", chunked(PAGE[:HALF]) + b"zz\r\n", "nothing"),
    ):  # fmt: skip
        head = _OK + _CLOSE + b"Transfer-Encoding: " + value + b"\r\n\r\n"
        yield Answer(kind, name, head + body, shown)  # type: ignore[arg-type]
    old = (_OK + _CLOSE + _CHUNKED + b"\r\n").replace(b"HTTP/1.1", b"HTTP/1.0")
    yield Answer(kind, "in an answer of HTTP/1.0", old + chunked(PAGE) + last, "whole")
    yield Answer(kind, "announced by HTTP/1.0, not there", old + PAGE, "whole")


def _ends() -> Iterator[Answer]:
    kind = "How the connection ends"
    for name, headers, body, end in (
        ("reset behind the page", b"", PAGE, "reset"),
        ("reset short of the length", b"Content-Length: 99999\r\n", PAGE, "reset"),
        ("silence behind the page", b"", PAGE, "silence"),
        ("silence behind an empty length", b"Content-Length:\r\n", PAGE, "silence"),
        ("silence short of the length", b"Content-Length: 99999\r\n", PAGE, "silence"),
        ("silence before the last chunk", _CHUNKED, chunked(PAGE), "silence"),
    ):
        yield Answer(kind, name, _OK + headers + b"\r\n" + body, "whole", end)  # type: ignore[arg-type]


def _codings() -> Iterator[Answer]:
    kind = "Content-Encoding"
    packed = gzip.compress(PAGE)
    twice = gzip.compress(packed)
    raw = zlib.compressobj(wbits=-15)
    bare = raw.compress(PAGE) + raw.flush()
    br, zst = brotli.compress(PAGE), zstd.compress(PAGE)
    for name, value, body, shown in (
        ("`GZIP`", "GZIP", packed, "whole"),
        ("`x-gzip`", "x-gzip", packed, "whole"),
        ("`deflate` with zlib's head", "deflate", zlib.compress(PAGE), "whole"),
        ("`deflate` without it", "deflate", bare, "whole"),
        ("`br`", "br", br, "whole"),
        ("`zstd`", "zstd", zst, "whole"),
        ("`gzip, gzip`", "gzip, gzip", twice, "whole"),
        ("`br, gzip`", "br, gzip", gzip.compress(br), "whole"),
        ("six times gzip", ", ".join(["gzip"] * 6), _packed(6), "whole"),
        ("`utf-8`", "utf-8", PAGE, "whole"),
        ("`none`", "none", PAGE, "whole"),
        ("empty", "", PAGE, "whole"),
        ("gzip without its last 8 bytes", "gzip", packed[:-8], "whole"),
        ("gzip with a wrong checksum", "gzip", packed[:-8] + bytes(8), "whole"),
        ("gzip and anything behind", "gzip", packed + bytes(100) + b"more", "whole"),
        ("gzip in two members", "gzip", gzip.compress(PAGE[:HALF]) + gzip.compress(PAGE[HALF:]), "part"),
        ("gzip, cut", "gzip", packed[:-60], "part"),
        ("`br`, cut", "br", br[:-20], "part"),
        ("`zstd` in two frames", "zstd", zstd.compress(PAGE[:HALF]) + zstd.compress(PAGE[HALF:]), "whole"),
        ("`zstd`, and anything behind", "zstd", zst + b"more" * 9, "whole"),
        ("`identity, gzip`", "identity, gzip", packed, "nothing"),
        ("`deflate`, and is gzip", "deflate", packed, "nothing"),
        ("`gzip`, and is not", "gzip", PAGE, "nothing"),
        ("`br`, and is not", "br", PAGE, "nothing"),
        ("`gzip, gzip`, and is once", "gzip, gzip", packed, "nothing"),
    ):  # fmt: skip
        head = f"Content-Encoding: {value}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        yield Answer(kind, name, _OK + _CLOSE + head + body, shown)  # type: ignore[arg-type]
    line = b"Content-Encoding: gzip\r\n"
    yield Answer(kind, "gzip in two lines", _OK + _CLOSE + line * 2 + b"\r\n" + twice, "whole")


def _packed(times: int) -> bytes:
    body = PAGE
    for _ in range(times):
        body = gzip.compress(body)
    return body


def _statuses() -> Iterator[Answer]:
    kind = "Status"
    for status in (
        b"201 Created",
        b"202 Accepted",
        b"203 Non-Authoritative Information",
        b"207 Multi-Status",
        b"226 IM Used",
        b"299 x",
    ):
        wire = _plain(status=b"HTTP/1.1 " + status)
        yield Answer(kind, f"`{status.decode()}`", wire, "whole")
    part = b"Content-Range: bytes 0-%d/%d\r\n" % (HALF - 1, len(PAGE))
    head = _OK.replace(b"200 OK", b"206 Partial Content") + _CLOSE + part
    size = b"Content-Length: %d\r\n\r\n" % HALF
    yield Answer(kind, "`206` nobody asked for", head + size + PAGE[:HALF], "part")
    for status in (b"204 No Content", b"304 Not Modified"):
        head = _OK.replace(b"200 OK", status) + _CLOSE + b"\r\n"
        yield Answer(kind, f"`{status.decode()}` nobody asked for", head, "nothing")
    moved = _OK.replace(b"200 OK", b"302 Found") + _CLOSE + _SIZE
    yield Answer(kind, "`302` that says not where", moved + b"\r\n" + PAGE, "whole")
    yield Answer(
        kind, "`300` with a page", _plain(status=b"HTTP/1.1 300 Multiple Choices"), "whole"
    )
    away = _plain(status=b"HTTP/1.1 306 x", headers=b"Location: /target\r\n")
    yield Answer(kind, "`306` with a Location", away, "whole")
    yield Answer(kind, "`302` with an empty Location", moved + b"Location:\r\n\r\n" + PAGE, "whole")


def _forwards() -> Iterator[Answer]:
    kind = "Forwards"
    for name, line in (
        ("`Location : /target`", b"Location : /target"),
        ("`Location:/target`", b"location:/target"),
        (r"`Location: \target`", b"Location: \\target"),
        ("`Location: ///target-host/…`", b"Location: ///{host}/target"),
        ("`Location: http:/target`", b"Location: http:/target"),
        ("two of them, the same", b"Location: /target\r\nLocation: /target"),
        ("`Location` in Latin-1", b"Location: /informaci\xf3n"),
        ("`Location` in UTF-8", "Location: /año".encode()),
        ("`Location` with a tab inside", b"Location: /tar\tget"),
        ("`Location` with blanks around", b"Location:   /target   "),
        ("`Location` that ends in a byte like a blank", "Location: /targetà".encode()),
        ("`Location: //target-host/…`", b"Location: //{host}/target"),
        ("`Location: http:target`", b"Location: http:target"),
        ("`Location` with a user and a fragment", b"Location: HTTP://a:b@{host}/target#c"),
        ("`Location` folded", b"Location:\r\n /target"),
    ):
        head = b"HTTP/1.1 302 Found\r\n" + _CLOSE + line + b"\r\nContent-Length: 0\r\n\r\n"
        yield Answer(kind, name, head, "target")
    for value in (
        "0; url=/target", "0;/target", "0; URL = /target", "0; url='/target'", "0,url=/target",
        "0 url=/target", ".5; url=/target", "0; url='/target' more",
    ):  # fmt: skip
        head = f"Refresh: {value}\r\nContent-Length: 0\r\n\r\n".encode()
        yield Answer(kind, f"`Refresh: {value}`", _OK + _CLOSE + head, "target")
    head = b"HTTP/1.1 302 Found\r\nLocation:\r\nRefresh: 0; url=/target\r\nContent-Length: 0\r\n"
    yield Answer(kind, "`Refresh` beside an empty Location", head + _CLOSE + b"\r\n", "target")
    stays = _plain(headers=b"Refresh: 0; url=javascript:void(0)\r\n")
    yield Answer(kind, "`Refresh` to a script", stays, "whole")
    meta = b"<meta http-equiv=refresh content='0; url=/target'><p>Espere, por favor.</p>"
    for name, tag in (
        ("`<meta>` refresh", meta),
        ("`<meta>` refresh without `url=`", meta.replace(b"url=", b"")),
        ("`<meta>` refresh behind 70 KB of style", b"<style>" + b" " * 70_000 + b"</style>" + meta),
        ("`<meta>` refresh in UTF-16", b"\xff\xfe" + meta.decode().encode("utf-16-le")),
        ("`<meta>` refresh in the body", b"<body><p>Espere.</p>" + meta),
    ):
        size = b"Content-Length: %d\r\n\r\n" % len(tag)
        yield Answer(kind, name, _OK + _CLOSE + size + tag, "target")
    packed = gzip.compress(meta)
    head = _OK + _CLOSE + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed)
    yield Answer(kind, "`<meta>` refresh, packed", head + packed, "target")
