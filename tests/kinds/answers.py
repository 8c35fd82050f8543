"""Answers of servers, down to the bytes, and what a host shows under its addresses."""

from __future__ import annotations

from collections.abc import Callable

from tests.kinds.model import Ask, Show
from tests.kinds.pages import GONE, HOME

Shown = bytes | Callable[[Ask], bytes]


def ok(body: bytes, *headers: str, media_type: str = "text/html; charset=utf-8") -> bytes:
    """A plain answer with success."""
    return status("200 OK", body, *headers, media_type=media_type)


def status(
    line: str, body: bytes = b"", *headers: str, media_type: str = "text/html; charset=utf-8"
) -> bytes:
    """An answer with this status line."""
    head = [f"HTTP/1.1 {line}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    return raw(*head, *headers, "Connection: close") + body


def raw(*lines: str) -> bytes:
    """The head of an answer from its lines."""
    return "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n"


def not_found(body: bytes = GONE) -> bytes:
    """What most servers answer for what is not there."""
    return status("404 Not Found", body)


def to(place: str, line: str = "302 Found") -> bytes:
    """A redirect."""
    return status(line, b"", f"Location: {place}")


def site(
    path: str, *steps: tuple[int, Shown], siblings: Shown | None = None, **others: Shown
) -> Show:
    """A host that shows under ``path`` what the last step until a night says; ``siblings`` under any
    address that can't exist; in ``others`` a name is a path without its slash, ``_`` standing for
    another."""
    there = {"/": ok(HOME), **{f"/{name.replace('_', '/')}": page for name, page in others.items()}}

    def show(ask: Ask) -> bytes:
        shown: Shown | None = there.get(ask.path) or there.get(ask.path.partition("?")[0])
        if ask.path == path:
            shown = [page for since, page in steps if since <= ask.night][-1]
        elif ask.path == "/robots.txt":
            shown = not_found(b"")
        elif shown is None:
            shown = siblings if siblings is not None else not_found()
        return shown if isinstance(shown, bytes) else shown(ask)

    return show
