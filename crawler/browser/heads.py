"""The head of a request to a proxy, as Chromium writes it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

_MOST = 1 << 16
"""Bytes of a head: what asyncio's reader holds; Chromium's own limit of an answer's head is 256 KB,
and a URL of more than 64 KB is no citation."""
_OURS = frozenset({"proxy-authorization", "proxy-connection", "connection", "keep-alive"})
"""Headers between the browser and the proxy alone."""


class NotAHead(ValueError):
    """What came is no request to a proxy."""


@dataclass(frozen=True, slots=True)
class Head:
    """One request to a proxy."""

    method: str
    host: str
    """a name or a literal address, without brackets"""
    port: int
    target: str
    """what is asked of the host; "" for ``CONNECT``"""
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        """The first header of that name (in small letters); "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def length(self) -> int:
        """Bytes of its body. Chromium sends none of unknown length over HTTP/1.1."""
        return int(self.header("content-length") or 0)

    def for_origin(self) -> bytes:
        """The head as the host itself is asked, once and no more on this connection."""
        lines = [f"{self.method} {self.target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in self.headers if name.lower() not in _OURS]
        lines += ["Connection: close", "", ""]
        return "\r\n".join(lines).encode("latin-1")


async def read_head(reader: asyncio.StreamReader) -> Head:
    """The next head. Raises NotAHead for anything else, IncompleteReadError where the connection
    ends."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError as error:
        raise NotAHead("too long") from error
    first, *lines = raw[:-4].decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1.") or len(raw) > _MOST:
        raise NotAHead(first[:100])
    headers = tuple(_header(line) for line in lines)
    host, port, target = _place(words[0], words[1])
    head = Head(words[0], host, port, target, headers)
    length = head.header("content-length") or "0"
    if not (length.isascii() and length.isdecimal() and len(length) < 19):
        raise NotAHead("no length")
    return head


def _header(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or not name or name != name.strip():
        raise NotAHead(line[:100])
    return name, value.strip()


def _place(method: str, target: str) -> tuple[str, int, str]:
    """Host, port and what is asked of it."""
    tunnel = method == "CONNECT"
    try:
        parts = urlsplit(f"//{target}" if tunnel else target)
        host, port = parts.hostname or "", parts.port or (443 if tunnel else 80)
    except ValueError as error:
        raise NotAHead(target[:100]) from error
    if not host or (not tunnel and parts.scheme != "http"):
        raise NotAHead(target[:100])
    if tunnel:
        return host, port, ""
    return host, port, target[target.index("/", len("http://")) :] if "/" in target[7:] else "/"
