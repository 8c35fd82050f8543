"""The server on which others ask us: what it answers, and what no stranger can make it hold."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from crawler.listen import server, tokens
from crawler.listen.model import Answer, Asked, Endpoint
from evidence.errors import UsageError

TOKEN = tokens.made()
KEPT = tokens.hashed(TOKEN)


def _echo(asked: Asked) -> Answer:
    return Answer(200, asked.body + asked.path.encode())


def _breaks(_: Asked) -> Answer:
    raise RuntimeError("broken")


def _private(asked: Asked) -> Answer:
    return Answer(200 if tokens.known(asked, [tokens.hashed("other"), KEPT]) == KEPT else 401)


ENDPOINTS = [
    Endpoint("POST", "/echo", _echo, most=100),
    Endpoint("GET", "/*/echo", _echo),
    Endpoint("GET", "/breaks", _breaks),
    Endpoint("GET", "/private", _private),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(server, "SECONDS", 1.0)
        with server.listening(ENDPOINTS) as found:
            yield found


@contextmanager
def connection(address: str) -> Iterator[socket.socket]:
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=20) as open_:
        yield open_


def ask(
    address: str, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    asking = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        asking.request(method, path, body, headers)
        answer = asking.getresponse()
        return answer.status, answer.read()
    finally:
        asking.close()


def said(address: str, sent: bytes) -> bytes:
    """All that comes back for raw bytes, until the connection is closed."""
    with connection(address) as open_:
        found = b""
        try:
            open_.sendall(sent)
            while part := open_.recv(1 << 16):
                found += part
        except ConnectionError:
            pass
        return found


def test_an_endpoint_is_found_by_method_and_path(address: str) -> None:
    assert ask(address, "POST", "/echo?x=1", b"hello") == (200, b"hello/echo")
    assert ask(address, "GET", "/ab/echo") == (200, b"/ab/echo")
    assert ask(address, "GET", "//echo")[0] == 404
    assert ask(address, "GET", "/a/b/echo")[0] == 404
    assert ask(address, "GET", "/echo")[0] == 405
    assert ask(address, "GET", "/nothing")[0] == 404


def test_an_endpoint_that_breaks_says_nothing_of_how(address: str) -> None:
    assert ask(address, "GET", "/breaks") == (500, b"")
    assert ask(address, "POST", "/echo", b"x")[0] == 200


@pytest.mark.parametrize("length", [101, 10**12])
def test_a_body_that_is_too_long_is_not_read(address: str, length: int) -> None:
    head = f"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
    assert said(address, head.encode()).startswith(b"HTTP/1.1 413")


def test_a_body_without_an_endpoint_is_not_read(address: str) -> None:
    assert said(address, b"POST /no HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx").startswith(
        b"HTTP/1.1 413"
    )


def test_a_body_in_chunks_is_counted(address: str) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    part = b"32\r\n" + b"x" * 50 + b"\r\n"
    assert said(address, head + part * 2 + b"0\r\n\r\n").startswith(b"HTTP/1.1 200")
    assert said(address, head + part * 3 + b"0\r\n\r\n").startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00" * 1000,
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 10_000,
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"POST /echo HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /echo HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n",
    ],
)
def test_garbage_is_refused(address: str, sent: bytes) -> None:
    assert said(address, sent).split(b" ")[1:2] in ([], [b"400"])
    assert ask(address, "POST", "/echo", b"x")[0] == 200


def test_a_token_is_known_by_its_hash(address: str) -> None:
    assert ask(address, "GET", "/private", Authorization=f"Bearer {TOKEN}")[0] == 200
    for shown in ("", "Bearer", f"Basic {TOKEN}", f"Bearer {KEPT}", f"Bearer {TOKEN}x", "Bearer ñ"):
        assert ask(address, "GET", "/private", Authorization=shown)[0] == 401


def test_who_drips_bytes_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SECONDS", 0.5)
    with server.listening(ENDPOINTS) as address, connection(address) as open_:
        open_.settimeout(0.05)
        open_.sendall(b"GET /echo HTTP/1.1\r\n")
        with pytest.raises(OSError, match=r"(?i)pipe|reset|closed"):
            for _ in range(400):
                open_.sendall(b"A")
                try:
                    if open_.recv(10) == b"":
                        raise ConnectionResetError("closed")
                except TimeoutError:
                    continue


def test_connections_of_one_address_are_counted(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "FROM_ONE", 0)
    assert said(address, b"GET /breaks HTTP/1.1\r\n\r\n") == b""
    monkeypatch.undo()
    assert ask(address, "POST", "/echo", b"x")[0] == 200


def test_more_than_can_be_answered_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "WAITING", 1)
    begun, end = threading.Event(), threading.Event()

    def waits(_: Asked) -> Answer:
        begun.set()
        end.wait(20)
        return Answer(200)

    with server.listening([Endpoint("GET", "/waits", waits)]) as address:
        first = threading.Thread(target=ask, args=(address, "GET", "/waits"))
        first.start()
        assert begun.wait(20)
        assert ask(address, "GET", "/waits")[0] == 503
        end.set()
        first.join()


def test_a_place_that_is_taken_is_said(address: str) -> None:
    with (
        pytest.raises(UsageError, match="can't listen on"),
        server.listening(ENDPOINTS, port=urlsplit(address).port or 0),
    ):
        pass
