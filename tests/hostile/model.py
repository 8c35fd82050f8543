"""What a hostile answer is, and the plain answers that most of them come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

Make = Callable[[], "bytes | Callable[[socket.socket], None]"]
"""Makes the bytes of an answer, or what writes it to the socket; called anew for each request."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One hostile host: what it answers under its cited address, and to whoever asks for its rules."""

    name: str
    page: Make
    robots: Make | None = None


def ok(body: bytes, media_type: str = "text/html", *headers: str) -> bytes:
    """A plain answer that closes the connection."""
    lines = [
        "HTTP/1.1 200 OK",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
        *headers,
        "Connection: close",
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def html(inner: str | bytes, head: str = "") -> bytes:
    """An answer that is a page with a sentence of its own, and ``inner``."""
    body = inner.encode("utf-8", "surrogatepass") if isinstance(inner, str) else inner
    before = f"<!doctype html><html><head><title>Plan de obras</title>{head}</head><body>"
    return ok(
        before.encode() + b"<p>El plan tiene metas y plazos.</p>" + body + b"</body></html>",
        "text/html; charset=utf-8",
    )


def raw(body: str | bytes, media_type: str = "text/html") -> bytes:
    """An answer with just these bytes as its body."""
    return ok(body.encode() if isinstance(body, str) else body, media_type)


GOOD = raw("<title>Plan</title><p>El plan tiene metas y plazos.</p>")
"""What a host answers that is hostile by its rules alone."""
