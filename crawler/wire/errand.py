"""One small exchange with somebody whom the configuration names, outside of any crawl.

What comes back is bounded in bytes and in time, redirects are not followed, and the address is guarded
as it is connected to (:mod:`crawler.wire.addresses`): private networks are the operator's own choice
here, link-local ones are never asked.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTP_PORT, HTTPS_PORT, HTTPConnection, HTTPException
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.wire.addresses import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHUNK = 1 << 14


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole."""

    status: int
    content_type: str
    body: bytes


def run(
    method: str,
    url: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    most: int,
    seconds: float,
    context: ssl.SSLContext | None = None,
) -> Reply:
    """Ask ``url``, http or https; ``context`` is for https, and makes the usual checks where none is given. Raises
    OSError when no whole reply of at most ``most`` bytes came within ``seconds``, from the first question for its
    name on, and for an address that is not asked."""
    parts = urlsplit(url)
    until = time.monotonic() + seconds
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    secure = (context or ssl.create_default_context()) if is_tls else None
    asking = _Asking(host, parts.port or (HTTPS_PORT if is_tls else HTTP_PORT), until, secure)
    ending = threading.Timer(seconds, _cut, [asking])
    ending.daemon = True
    ending.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asking.request(method, target, body, dict(headers or {}))
        answer = asking.getresponse()
        data = b""
        # a piece at a time: a server that drips must not outwit the time
        while part := answer.read1(_CHUNK):
            data += part
            if len(data) > most or time.monotonic() > until:
                raise OSError("the reply is too long")
        if time.monotonic() > until or answer.length:
            raise OSError("the reply was cut off")
        return Reply(answer.status, answer.headers.get("Content-Type", ""), data)
    except (HTTPException, ValueError) as error:
        raise OSError(f"no HTTP answer ({type(error).__name__})") from error
    finally:
        ending.cancel()
        asking.close()


class _Asking(HTTPConnection):
    """A guarded connection that is to be through ``until`` then, by the monotonic clock."""

    def __init__(self, host: str, port: int, until: float, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port)
        self.default_port = HTTP_PORT if context is None else HTTPS_PORT
        self._until = until
        self._secure = context

    def connect(self) -> None:
        """To the first address that may be asked and answers; raises OSError."""
        problem = OSError(f"{self.host} has no address")
        for *_, place in _addresses(self.host, self.port, self._left()):
            refused = refusal(str(place[0]), allow_private=True)
            if refused is not None:
                problem = OSError(f"{refused} is never asked")
                continue
            try:
                self.sock = socket.create_connection((str(place[0]), self.port), self._left())
            except OSError as error:
                problem = error
            else:
                self._secured()
                return
        raise problem

    def _secured(self) -> None:
        if self._secure is not None:
            self.sock = self._secure.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )  # what shakes hands is at hand then, to be cut
        self.sock.settimeout(self._left())
        if isinstance(self.sock, ssl.SSLSocket):
            self.sock.do_handshake()

    def _left(self) -> float:
        """Seconds; raises TimeoutError where none are."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return left


def _addresses(host: str, port: int, seconds: float) -> list[Any]:
    """Those of a host, as ``getaddrinfo`` gives them, whose own patience may be minutes."""
    told: Queue[list[Any] | OSError | UnicodeError] = Queue()

    def ask() -> None:
        try:
            told.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as problem:
            told.put(problem)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = told.get(timeout=seconds)
    except Empty:
        raise TimeoutError("timed out") from None
    if isinstance(found, Exception):
        raise found
    return found


def _cut(asking: HTTPConnection) -> None:
    """The time is up: whoever reads from it is woken."""
    if asking.sock is not None:
        with suppress(OSError):
            asking.sock.shutdown(socket.SHUT_RDWR)
