"""The browser's way to the network: who may use it, where it leads, and where it ends."""

from __future__ import annotations

import asyncio
import base64
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from crawler.browser.passage import Passage
from crawler.browser.proxy import USER, Proxy
from tests.servers import RawServer

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + b"x" * 50_000


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer({"/": ANSWER}) as one:
        yield one


async def _said(proxy: Proxy, request: bytes, password: str) -> bytes:
    """Everything that the proxy gives for a request; ends in "!" where it is broken off."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    word = base64.b64encode(f"{USER}:{password}".encode())
    writer.write(request.replace(b"\r\n\r\n", b"\r\nProxy-Authorization: Basic %b\r\n\r\n" % word))
    got = b""
    try:
        while more := await asyncio.wait_for(reader.read(65536), 5):
            got += more
            if got.startswith(b"HTTP/1.1 407 ") and got.endswith(b"\r\n\r\n"):
                break  # it may be asked again, with the password
    except ConnectionError:
        got += b"!"
    writer.close()
    return got


def asked(
    request: bytes,
    *,
    most: int = 1_000_000,
    allowed: bool = True,
    password: str = "",
    from_address: str = "",
) -> tuple[bytes, Passage]:
    async def run() -> tuple[bytes, Passage]:
        proxy = Proxy()
        passage = Passage(most, allow_private=allowed, from_address=from_address)
        await proxy.start()
        proxy.let_pass(passage)
        try:
            return await _said(proxy, request, password or proxy.password), passage
        finally:
            await proxy.close()

    return asyncio.run(run())


def get(server: RawServer, host: str = "127.0.0.1") -> bytes:
    return f"GET http://{host}:{server.port}/ HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def test_what_a_host_answers_comes_as_it_is(server: RawServer) -> None:
    got, passage = asked(get(server))
    assert got == ANSWER
    assert [(one.host, one.ip) for one in passage.reached] == [("127.0.0.1", "127.0.0.1")]
    assert b"Proxy-Authorization" not in server.heard[0]


@pytest.mark.parametrize(
    ("given", "seen"), [("", "127.0.0.1"), ("127.0.0.2", "127.0.0.2"), ("::1", "127.0.0.1")]
)
def test_it_asks_from_the_address_that_is_configured(given: str, seen: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        heard: list[str] = []

        def answer() -> None:
            connection, (host, _) = door.accept()
            with connection:
                heard.append(host)
                connection.recv(65536)
                connection.sendall(ANSWER)

        thread = threading.Thread(target=answer)
        thread.start()
        port = door.getsockname()[1]
        request = f"GET http://127.0.0.1:{port}/ HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        assert asked(request, from_address=given)[0] == ANSWER
        thread.join()
    assert heard == [seen]


def test_whoever_has_not_the_password_of_the_page_comes_through_nowhere(server: RawServer) -> None:
    for request in (get(server), b"CONNECT 127.0.0.1:%d HTTP/1.1\r\n\r\n" % server.port):
        got, passage = asked(request, password="guessed")
        assert got.startswith(b"HTTP/1.1 407 ")
        assert (server.heard, passage.reached) == ([], ())


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1"]
)
def test_a_private_address_gets_no_word_of_ours_that_could_be_the_site_s(
    server: RawServer, host: str
) -> None:
    got, passage = asked(get(server, host), allowed=False)
    assert got in (b"", b"!")
    assert len(passage.refused) == 1
    assert server.heard == []


def test_a_page_ends_with_its_bytes_and_by_no_clean_end(server: RawServer) -> None:
    """A clean end would make the half of a body without a length the whole."""
    got, passage = asked(get(server), most=20_000)
    assert len(got) < 50_000
    assert got.endswith(b"!")
    assert passage.spent


def test_the_password_of_a_page_that_was_closed_is_worth_nothing(server: RawServer) -> None:
    async def run() -> bytes:
        proxy, first = Proxy(), Passage(1_000_000, allow_private=True)
        await proxy.start()
        proxy.let_pass(first)
        old = proxy.password
        proxy.let_pass(Passage(1_000_000, allow_private=True))
        assert first.closed
        try:
            return await _said(proxy, get(server), old)
        finally:
            await proxy.close()

    assert asyncio.run(run()).startswith(b"HTTP/1.1 407 ")
    assert server.heard == []
