"""Answers that are hostile before anybody reads a body: heads, chunks, codings, redirects, time."""

from __future__ import annotations

import gzip
import itertools
import time
import zlib
from typing import TYPE_CHECKING

import brotli
from backports import zstd

from tests.hostile.model import ok

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable

    from tests.hostile.model import Make

MB = 1_000_000
_OK = b"HTTP/1.1 200 OK\r\n"


def _coded(body: bytes, coding: str, media_type: str = "text/html") -> bytes:
    return ok(body, media_type, f"Content-Encoding: {coding}")


def _packed(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = gzip.compress(data, 9)
    return data


def _bomb(size: int = 2_000) -> bytes:
    """A gzip stream of ``size`` MB of a page."""
    return gzip.compress(b"<p>a</p>" * (size * MB // 8), 1)


def _zstd_frames(count: int, size: int) -> bytes:
    return zstd.compress(b"a" * size) * count


def _chunks(piece: bytes, count: int) -> bytes:
    head = _OK + b"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + (b"%x\r\n%s\r\n" % (len(piece), piece)) * count + b"0\r\n\r\n"


def _headers(lines: Iterable[str], status: str = "200 OK") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""])
    return head.encode("latin-1") + b"<p>El plan tiene metas"


def _to(target: str) -> bytes:
    return _headers([f"Location: {target}", "Content-Length: 0"], "302 Found")


def _drip(head: bytes, piece: bytes, seconds: float = 0.5) -> Callable[[socket.socket], None]:
    """Sends ``piece`` again and again until the client hangs up."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            time.sleep(seconds)
            connection.sendall(piece)

    return reply


def _flood(head: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    """Sends ``piece`` without end, as fast as it is taken."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return reply


def _silent(connection: socket.socket) -> None:
    connection.recv(1)


_NUMBERS = itertools.count()

HEADS: dict[str, Make] = {
    "3,000 headers": lambda: _headers(f"X-{n}: {n}" for n in range(3_000)),
    "a million headers": lambda: _headers(f"X-{n}: {n}" for n in range(MB)),
    "100,000 Set-Cookie": lambda: _headers(f"Set-Cookie: a{n}=b; Path=/" for n in range(100_000)),
    "12,000 Set-Cookie": lambda: _headers(f"Set-Cookie: a{n}=b; Path=/" for n in range(12_000)),
    "a cookie of 300 KB": lambda: _headers([f"Set-Cookie: a={'b;' * 150_000}"]),
    "300 KB of folds": lambda: _headers(["X-A: b" + "\r\n " * 100_000]),
    "blanks before a line end": lambda: _headers(["X-A:" + " " * 380_000 + "b" + " \t" * 100]),
    "a status line of 300 KB": lambda: _headers([], "200 " + "O" * 300_000),
    "a status of 5,000 digits": lambda: _headers([], "2" * 5_000),
    "a length of 5,000 digits": lambda: _headers([f"Content-Length: {'9' * 5_000}"]),
    "a length of ²": lambda: _headers(["Content-Length: \xb2"]),
    "a length that is more": lambda: _headers(["Content-Length: 999999999"]),
    "a Retry-After of 5,000 digits": lambda: _headers(
        [f"Retry-After: {'9' * 5_000}", "Content-Length: 0"], "503 No"
    ),
    "a Retry-After of ²": lambda: _headers(["Retry-After: \xb2", "Content-Length: 0"], "429 No"),
    "a type of 300 KB": lambda: _headers([f"Content-Type: text/html;{' charset=' * 33_000}"]),
    "300 KB of content types": lambda: _headers(["Content-Type: a/b"] * 15_000),
    "codings of 300 KB": lambda: _headers([f"Content-Encoding: {'gzip,' * 60_000}"]),
    "a Refresh header of 300 KB": lambda: _headers([f"Refresh: {'1.' * 150_000}"]),
    "a Refresh header without end": lambda: _headers([f"Refresh: 0;url=/{next(_NUMBERS)}"]),
    "an ETag of 300 KB": lambda: _headers([f'ETag: "{"a" * 300_000}"']),
    "a date of 300 KB": lambda: _headers([f"Last-Modified: {'1 Jan ' * 50_000}"]),
    "interim answers without end": lambda: _flood(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1_000),
    "blank lines without end": lambda: _flood(b"", b"\r\n" * 30_000),
    "a head that never ends": lambda: _flood(_OK, b"X-A: b\r\n" * 8_000),
    "no head": lambda: b"\0" * MB,
    "an answer of nothing": lambda: b"",
}

BODIES: dict[str, Make] = {
    "a million chunks of a byte": lambda: _chunks(b"a", MB),
    "3 million chunks of a byte": lambda: _chunks(b"a", 3 * MB),
    "chunks with extensions of 16 KB": lambda: (
        _OK
        + b"Transfer-Encoding: chunked\r\n\r\n"
        + (b"1;" + b"a=b;" * 4_000 + b"\r\nx\r\n") * 2_000
    ),
    "chunks with trailers without end": lambda: _flood(
        _OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", b"X-A: b\r\n" * 8_000
    ),
    "a body without end": lambda: _flood(
        _OK + b"Content-Type: text/html\r\n\r\n", b"<p>a" * 16_000
    ),
    "a gzip bomb of 2 GB": lambda: _coded(_bomb(), "gzip"),
    "a gzip bomb in a gzip bomb": lambda: _coded(_packed(_bomb(500), 2), "gzip, gzip, gzip"),
    "ten codings": lambda: _coded(_packed(b"<p>El plan" * 1_000, 10), ", ".join(["gzip"] * 10)),
    "20 MB of empty gzip members": lambda: _coded(gzip.compress(b"", mtime=0) * MB, "gzip"),
    "900,000 gzip members of a byte": lambda: _coded(
        gzip.compress(b"a", mtime=0) * 900_000, "gzip"
    ),
    "gzip with a wrong end": lambda: _coded(_bomb(400)[:-8] + b"\0" * 8, "gzip"),
    "gzip broken in the middle": lambda: _coded(
        gzip.compress(bytes(range(256)) * 150_000, 1)[:200_000] + b"\xff" * MB, "gzip"
    ),
    "a gzip name of 10 MB": lambda: _coded(
        b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"a" * 10 * MB, "gzip"
    ),
    "a deflate bomb": lambda: _coded(zlib.compress(b"<p>a</p>" * 60 * MB, 9), "deflate"),
    "a Brotli bomb": lambda: _coded(brotli.compress(b"<p>a</p>" * 12 * MB, quality=5), "br"),
    "Brotli inside gzip inside Brotli": lambda: _coded(
        brotli.compress(gzip.compress(brotli.compress(b"a" * 50 * MB, quality=3))), "br, gzip, br"
    ),
    "a Zstandard bomb": lambda: _coded(zstd.compress(b"<p>a</p>" * 60 * MB), "zstd"),
    "a million Zstandard frames": lambda: _coded(_zstd_frames(MB, 1), "zstd"),
    "a Zstandard window of 2 GB": lambda: _coded(
        zstd.compress(b"a" * MB, options={zstd.CompressionParameter.window_log: 27}), "zstd"
    ),
    "a gzip file that is no coding": lambda: ok(_bomb(1_000), "application/gzip"),
    "gzip of 49 MB that is nothing": lambda: _coded(b"\x1f\x8b" + b"\x9c" * 45 * MB, "gzip"),
}

WAYS: dict[str, Make] = {
    "a Location of 300 KB": lambda: _to("/" + "a" * 300_000),
    "a Location of a megabyte": lambda: _to("/" + "a" * MB),
    "a Location of 100,000 steps up": lambda: _to("../" * 100_000),
    "a Location of bytes beyond ASCII": lambda: _to("/" + "\xf1" * 100_000),
    "a Location of percent signs": lambda: _to("/%" * 90_000),
    "a Location that is no address": lambda: _to("http://[::1"),
    "a Location with a port of digits": lambda: _to(f"http://127.0.0.1:{'9' * 5_000}/"),
    "a Location with a host of 100 KB": lambda: _to(f"http://{'a.' * 50_000}mx/"),
    "a Location in Punycode without end": lambda: _to(f"http://xn--{'a' * 60_000}/"),
    "redirects without end": lambda: _to(f"/{next(_NUMBERS)}"),
    "redirects that grow": lambda: _to("/" + "a" * (next(_NUMBERS) * 900 + 60_000)),
    "10,000 Locations": lambda: _headers(
        [*(f"Location: /{n}" for n in range(10_000)), "Content-Length: 0"], "302 Found"
    ),
    "redirects with cookies without end": lambda: _headers(
        [
            f"Location: /plan?{next(_NUMBERS)}",
            *(f"Set-Cookie: {next(_NUMBERS)}={'a' * 900}" for _ in range(180)),
            "Content-Length: 0",
        ],
        "302 Found",
    ),
}

WAITS: dict[str, Make] = {
    "silence": lambda: _silent,
    "a head by the byte": lambda: _drip(b"HTTP/1.1 2", b"0"),
    "a header by the byte": lambda: _drip(_OK + b"X-A: ", b"b"),
    "a body by the byte": lambda: _drip(_OK + b"Content-Type: text/html\r\n\r\n<p>El plan ", b"a"),
    "chunks by the byte": lambda: _drip(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "a body that stalls": lambda: _drip(_OK + b"Content-Length: 900\r\n\r\n<p>El plan", b"", 90),
}
