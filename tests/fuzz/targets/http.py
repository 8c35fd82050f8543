"""Answers from the wire and out of WARC records, content codings, headers, and requests of ours."""

from __future__ import annotations

import gzip
import zlib
from http.cookiejar import Cookie
from typing import TYPE_CHECKING

import brotli
from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

from crawler.wire import cookies
from crawler.wire.handler import request_block
from crawler.wire.retry_after import retry_after
from crawler.wire.urls import problem_of
from evidence import addresses
from evidence.custody.warc import coding
from evidence.custody.warc.http import AnswerReader, Message, MessageError, parse
from evidence.identity import fetch_url
from tests.fuzz.target import Target, hold

try:
    import h11
except ImportError:  # it comes with the fuzzer
    h11 = None

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = (
    b"HTTP/1.1 200 OK\r\n", b"HTTP/1.0 ", b"HTTP/1.1 100 Continue\r\n\r\n", b"ICY 200 OK\r\n", b"\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Content-Length: ", b"Connection: close\r\n", b"Connection: keep-alive",
    b"Content-Encoding: gzip\r\n", b"Content-Type: ", b"Content-Range: bytes 0-4/5\r\n", b"0\r\n\r\n",
    b"5\r\nhello\r\n", b"\n", b"\r", b" \t", b"\x00", b"\xb2", b"99999999999999999999", b"; charset=", b"identity",
)  # fmt: skip


def _answer(data: bytes) -> None:
    whole = _read(data)
    size = 1 + (data[-1] % 7 if data else 0)
    pieces = _read(data, size)
    hold(whole == pieces, f"the same answer in pieces of {size}")
    if isinstance(whole, str):
        return
    hold(len(whole.payload) <= len(data), "a payload is part of what came")
    hold(
        all(name == name.lower() and "\n" not in value for name, value in whole.headers),
        "a header is a line",
    )
    hold(parse(data) == whole, "a stored answer is read as it was on the wire")
    whole.decoded(10_000)
    _as_h11_reads(data, whole)


def _read(data: bytes, size: int = 1 << 20) -> Message | str:
    reader = AnswerReader()
    try:
        for at in range(0, len(data), size):
            if reader.feed(data[at : at + size]):
                break
        return reader.message()
    except MessageError as problem:
        return str(problem)


def _as_h11_reads(data: bytes, ours: Message) -> None:
    """Where the strict reader finds a whole answer and nothing more, ours says the same."""
    if h11 is None:
        return
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "a.mx")]))
    connection.send(h11.EndOfMessage())
    connection.receive_data(data)
    connection.receive_data(b"")
    status, payload = 0, b""
    try:
        while not isinstance(
            event := connection.next_event(), h11.EndOfMessage | h11.ConnectionClosed
        ):
            if isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                payload += event.data
    except h11.RemoteProtocolError:
        return
    if isinstance(event, h11.EndOfMessage):
        hold(ours.status == status, f"status {status} as h11 reads it, not {ours.status}")
        hold(ours.payload == payload, "the payload that h11 reads")
        hold(ours.complete, "whole, as h11 says")


def _coded(data: bytes) -> None:
    name, body = ("gzip", "deflate", "br", "zstd", "gzip, br")[data[0] % 5 if data else 0], data[1:]
    limit = 10_000
    found = coding.decode(body, name, limit)
    hold(len(found.data) <= limit, "no more than the limit")
    hold(found == coding.decode(body, name, limit), "the same each time")
    if found.whole and name == "gzip":
        hold(_python(body).startswith(found.data), "what Python's own zlib reads")


def _python(body: bytes) -> bytes:
    stream = zlib.decompressobj(31)
    out = stream.decompress(body)
    while stream.eof and stream.unused_data[:2] == b"\x1f\x8b":
        stream, rest = zlib.decompressobj(31), stream.unused_data
        try:
            out += stream.decompress(rest)
        except zlib.error:
            break
    return out


def _headers(data: bytes) -> None:
    lines = data.decode("latin-1").split("\n")
    for line in lines:
        seconds = retry_after(line)
        hold(seconds is None or 0 <= seconds <= 10**11, "a time to wait is a time")
        told = addresses.refresh(line)
        hold(told is None or told.seconds >= 0, "a refresh comes now or later")
    heeded = cookies.heeded(lines, "www.gob.mx")
    hold(len(heeded) <= cookies.MOST, "no more cookies than a browser keeps")
    request = Request("https://www.gob.mx/a")
    jar = CookieJar()
    jar.extract_cookies(
        Response(request.url, headers={"Set-Cookie": [h.encode("latin-1") for h in heeded]}),
        request,
    )
    kept: list[Cookie] = list(jar.jar)
    hold(all("gob.mx" in one.domain for one in kept), "a cookie is its site's own")
    jar.add_cookie_header(request)
    block = request_block(request)
    hold(block.count(b"\r\n\r\n") == 1 and block.endswith(b"\r\n\r\n"), "a cookie ends no request")


def _request(data: bytes) -> None:
    """What is asked for by any address is one request, and for the host that was connected to."""
    cited = data.decode("utf-8", "replace")
    if problem_of(cited) is not None:
        return
    url = fetch_url(cited)
    block = request_block(Request(url, meta={"verbatim_url": True}))
    head = block.split(b"\r\n")
    hold(len(head) == 4 and head[2:] == [b"", b""], "one request line, one header")
    hold(head[0].startswith(b"GET /") and head[0].endswith(b" HTTP/1.1"), "a request line")
    hold(head[0].count(b" ") == 2, "no blank in what is asked for")


def _answers() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello"
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x=y\r\n ab\r\n0\r\nTrailer: a\r\n\r\n"
    yield b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno chunks"
    yield b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\nX: a\n b\n\nbody until close"
    yield b"HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-4/5\r\nContent-Length: 5\r\n\r\nhello"
    yield b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"
    yield b"\r\nHTTP/1.1 200\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"
    yield b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(
        b"hello" * 20, mtime=0
    )
    yield b"HTTP/1.1 204 No Content\r\n\r\n"
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"


def _bodies() -> Iterator[bytes]:
    text = b"Texto que se repite. " * 30
    yield b"\x00" + gzip.compress(text, mtime=0)
    yield b"\x00" + gzip.compress(text, mtime=0) * 3
    yield b"\x01" + zlib.compress(text)
    yield b"\x01" + zlib.compress(text)[2:-4]
    yield b"\x02" + brotli.compress(text)
    yield b"\x03" + coding.zstd.compress(text) * 2
    yield b"\x04" + brotli.compress(gzip.compress(text, mtime=0))


def _header_lines() -> Iterator[bytes]:
    yield b"s=1; Path=/; Secure; HttpOnly; Max-Age=3600; Expires=Wed, 21 Oct 2026 07:28:00 GMT"
    yield b's=1; Domain=.gob.mx; Version=1; Path="/a"\nt="a b"; Max-Age=-1\n=c; Path\n'
    yield b"120\nFri, 31 Dec 2027 23:59:59 GMT\nSunday, 06-Nov-94 08:49:37 GMT\nSun Nov  6 08:49:37 1994"
    yield b"0; url=/a\n3;URL='b'\n5, c\n.5 ; url = \"d"


def _cited() -> Iterator[bytes]:
    yield b"http://user:pass@www.gob.mx:8080/a b?c=d e#f"
    yield "https://año.gob.mx/año?q=ñ".encode()
    yield b"http:\\\\www.gob.mx\\a\\..\\b"
    yield b"http://[2606:4700::1111]:80/%0d%0aX:%20y"
    yield b"http://0x7f.1/\thttp://a.mx/\r\nHost: b.mx"


TARGETS = (
    Target("http-answer", "an answer is the same in any pieces and from a WARC; h11 reads the same where it reads",
           _answer, _answers, _WORDS),
    Target("http-coding", "no more than the limit, the same each time, as Python's zlib reads it", _coded, _bodies),
    Target("http-headers", "waits, refreshes and cookies stay what they are, and none ends a request",
           _headers, _header_lines, (b"Max-Age=", b"Expires=", b"; ", b"Path=/", b"Domain=", b"url=", b" GMT")),
    Target("http-request", "any address is one request", _request, _cited,
           (b"http://", b"@", b"\\", b"%00", b"%0d%0a", b"[::1]", b"\t", b"\r\n", b"#", b"?")),
)  # fmt: skip
