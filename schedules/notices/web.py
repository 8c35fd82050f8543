"""One HTTP request to an address that the user configured: no redirects, a bounded answer.

Loopback and private networks are allowed here, as they are nowhere else: nobody but the user names
these addresses, and a receiver on one's own network is the usual case.
"""

from __future__ import annotations

import http.client
import ssl
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit

import certifi

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ANSWER = 65_536
"""Bytes read of an answer; only its status counts."""


def tls() -> ssl.SSLContext:
    """Verifies with the roots of the system and those of certifi, which some small systems lack."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def ask(
    url: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    *,
    timeout: float,
    commit: Callable[[], None] = lambda: None,
) -> int:
    """GET, or POST with a ``body``; returns the status. ``commit`` is called when the connection
    stands, just before anything is sent. Raises OSError, http.client.HTTPException or ValueError.

    ``timeout`` (seconds) is for each wait on the socket; see :mod:`schedules.notices.bounded` for the
    whole.
    """
    place = urlsplit(url)
    connection = _connection(place, timeout)
    try:
        connection.connect()
        commit()
        target = (place.path or "/") + (f"?{place.query}" if place.query else "")
        method = "GET" if body is None else "POST"
        connection.request(method, target, body, {**(headers or {}), **_credentials(place)})
        answer = connection.getresponse()
        answer.read(MOST_ANSWER)
        return answer.status
    finally:
        connection.close()


def _connection(place: SplitResult, timeout: float) -> http.client.HTTPConnection:
    if place.scheme not in ("http", "https") or not place.hostname:
        raise ValueError("not a web address")
    if place.scheme == "http":
        return http.client.HTTPConnection(place.hostname, place.port, timeout=timeout)
    return http.client.HTTPSConnection(place.hostname, place.port, timeout=timeout, context=tls())


def _credentials(place: SplitResult) -> dict[str, str]:
    if not place.username:
        return {}
    pair = f"{unquote(place.username)}:{unquote(place.password or '')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
