"""One small exchange with somebody whom the configuration names, outside of any crawl.

What comes back is bounded in bytes and in time, redirects are not followed, and the address is guarded
as it is connected to (:mod:`crawler.wire.addresses`): private networks are the operator's own choice
here, link-local ones are never asked.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING
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
) -> Reply:
    """Ask ``url``, http or https. Raises OSError when no whole reply of at most ``most`` bytes came
    within ``seconds``, and for an address that is not asked."""
    parts = urlsplit(url)
    kind = _Tls if parts.scheme == "https" else _Plain
    until = time.monotonic() + seconds
    asking = kind(parts.hostname or "", parts.port or kind.default_port, timeout=seconds)
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


class _Plain(HTTPConnection):
    def connect(self) -> None:
        """To the first address that may be asked and answers; raises OSError."""
        problem = OSError(f"{self.host} has no address")
        for *_, place in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            refused = refusal(str(place[0]), allow_private=True)
            if refused is not None:
                problem = OSError(f"{refused} is never asked")
                continue
            try:
                self.sock = socket.create_connection((str(place[0]), self.port), self.timeout)
            except OSError as error:
                problem = error
            else:
                return
        raise problem


class _Tls(HTTPSConnection, _Plain):
    """TLS over the guarded connection."""


def _cut(asking: HTTPConnection) -> None:
    """The time is up: whoever reads from it is woken."""
    if asking.sock is not None:
        with suppress(OSError):
            asking.sock.shutdown(socket.SHUT_RDWR)
