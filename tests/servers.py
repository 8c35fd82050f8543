"""Servers that do exactly what a test tells them to, down to the bytes."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator


def request_head(connection: socket.socket) -> bytes:
    """What a client says up to the blank line; nothing where it hangs up before."""
    request = b""
    while b"\r\n\r\n" not in request:
        more = connection.recv(65536)
        if not more:
            return b""
        request += more
    return request


class Listener:
    """Takes connections while it is entered, each in a thread of its own: :meth:`serve` answers."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self._socket = socket.create_server((host, 0))
        self.port: int = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, peer = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection, peer[0]), daemon=True).start()

    def serve(self, connection: socket.socket, address: str) -> None:
        """Answer who asks from ``address``, and hang up."""
        raise NotImplementedError


class RawServer(Listener):
    """Answers each path with fixed bytes, or with a function that writes to the socket itself.

    ``asked`` counts requests by path, ``heard`` holds the requests as they came.
    """

    def __init__(
        self,
        replies: dict[str, Any],
        tls: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self._host = host
        self.replies = replies
        self.asked: Counter[str] = Counter()
        self.heard: list[bytes] = []
        self._tls = tls
        super().__init__(host)

    def url(self, path: str, host: str = "") -> str:
        return f"{'https' if self._tls else 'http'}://{host or self._host}:{self.port}{path}"

    def serve(self, connection: socket.socket, address: str) -> None:
        try:
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                self._answer(connection)
        except OSError:
            return

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            data = connection.recv(65536)
            if not data:
                return
            request += data
            if not any(request.startswith(method[: len(request)]) for method in (b"GET", b"POST")):
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", request)
        body = request.index(b"\r\n\r\n") + 4
        while length and len(request) < body + int(length[1]):
            request += connection.recv(65536)
        path = request.split(b" ", 2)[1].decode()
        self.asked[path] += 1
        self.heard.append(request)
        reply = self.replies.get(
            path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
        if callable(reply):
            reply(connection, request)
        else:
            connection.sendall(reply)


@contextmanager
def deaf() -> Iterator[str]:
    """A URL whose port is bound and never listens: refused, and taken by nobody else meanwhile."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}/x"


def ok(body: bytes, *headers: bytes, media_type: bytes = b"text/html") -> bytes:
    """A plain answer that closes the connection."""
    lines = [
        b"HTTP/1.1 200 OK",
        b"Content-Type: " + media_type,
        b"Content-Length: %d" % len(body),
        *headers,
    ]
    return b"\r\n".join([*lines, b"Connection: close", b"", body])


def page(text: str) -> bytes:
    """An HTML page with ``text`` as its paragraphs."""
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f"<html><head><title>Page</title></head><body><main>{body}</main></body></html>".encode()
