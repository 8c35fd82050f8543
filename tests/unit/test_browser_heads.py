"""What a browser says to our proxy, and what anybody else may say."""

from __future__ import annotations

import asyncio

import pytest

from crawler.browser.heads import Head, NotAHead, read_head


def read(raw: bytes) -> Head:
    async def run() -> Head:
        reader = asyncio.StreamReader(limit=1 << 16)
        reader.feed_data(raw)
        reader.feed_eof()
        return await read_head(reader)

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("CONNECT site.example:443 HTTP/1.1", ("site.example", 443, "")),
        ("CONNECT [::1]:8443 HTTP/1.1", ("::1", 8443, "")),
        ("GET http://site.example/a?b HTTP/1.1", ("site.example", 80, "/a?b")),
        ("GET http://site.example:8080 HTTP/1.1", ("site.example", 8080, "/")),
        ("GET http://[::1]:81/a HTTP/1.1", ("::1", 81, "/a")),
    ],
)
def test_where_a_request_wants_to_go(line: str, place: tuple[str, int, str]) -> None:
    head = read(f"{line}\r\nHost: x\r\n\r\n".encode())
    assert (head.host, head.port, head.target) == place


def test_the_host_hears_nothing_that_is_between_the_browser_and_us() -> None:
    head = read(
        b"POST http://site.example/a HTTP/1.1\r\nHost: site.example\r\n"
        b"Proxy-Authorization: Basic c2VjcmV0\r\nProxy-Connection: keep-alive\r\n"
        b"Content-Length: 3\r\nX: \xe1\r\n\r\nabc"
    )
    assert head.length == 3
    assert head.for_origin() == (
        b"POST /a HTTP/1.1\r\nHost: site.example\r\nContent-Length: 3\r\nX: \xe1\r\n"
        b"Connection: close\r\n\r\n"
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /a HTTP/1.1\r\nHost: site.example\r\n\r\n",
        b"GET https://site.example/ HTTP/1.1\r\n\r\n",
        b"GET http:///a HTTP/1.1\r\n\r\n",
        b"CONNECT :443 HTTP/1.1\r\n\r\n",
        b"CONNECT site.example:99999 HTTP/1.1\r\n\r\n",
        b"CONNECT [::1 HTTP/1.1\r\n\r\n",
        b"GET http://a/ b HTTP/1.1\r\n\r\n",
        b"GET http://site.example/ HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET http://site.example/ HTTP/1.1\r\n folded: x\r\n\r\n",
        b"POST http://site.example/ HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST http://site.example/ HTTP/1.1\r\nContent-Length: \xb2\r\n\r\n",
        b"POST http://site.example/ HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"GET http://site.example/" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\r\n\r\n",
    ],
)
def test_anything_else_is_no_request(raw: bytes) -> None:
    with pytest.raises(NotAHead):
        read(raw)
