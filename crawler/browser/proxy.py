"""The only way of a browser to the network: a proxy on loopback that looks where it is sent.

It speaks what Chromium asks of a proxy: ``CONNECT`` for https and WebSockets, and one plain request a
connection for http. Every name is looked up here and every literal address checked before it is
connected to (:func:`crawler.wire.addresses.refusal`), so neither a redirect nor a second answer of a
name server leads into our own network. Whoever has not the password of the page that is open is let
through nowhere: other users of this machine, and pages that should be closed.

What is refused gets no answer at all: an answer of ours would look like one of the site.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import secrets
import socket
import struct
from typing import TYPE_CHECKING

from crawler.browser.heads import Head, NotAHead, read_head
from crawler.browser.passage import Passage, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = 20.0
"""Seconds for a request's head, which Chromium sends in one piece."""
_PIECE = 1 << 16
_ASK = (
    b"HTTP/1.1 407 Proxy Authentication Required\r\n"
    b'Proxy-Authenticate: Basic realm="testigo"\r\nContent-Length: 0\r\n\r\n'
)
_OPEN = b"HTTP/1.1 200 Connection established\r\n\r\n"
_NO_WAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
USER = "page"


class Proxy:
    """Listens at a port that the system chooses, for one page at a time."""

    def __init__(self) -> None:
        self.port = 0
        self.password = ""
        self._passage: Passage | None = None
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_PIECE)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """End all connections and listen no more."""
        self.let_pass(None)
        if self._server is not None:
            self._server.close()

    def let_pass(self, passage: Passage | None) -> None:
        """The page that is open from now on, with a new password; None: no page."""
        if self._passage is not None:
            self._passage.close()
        self._passage = passage
        self.password = secrets.token_urlsafe(24)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (NotAHead, Unreachable, OSError, TimeoutError, asyncio.IncompleteReadError):
            _break(writer)
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Serve one request; whether another may follow on the same connection."""
        head = await asyncio.wait_for(read_head(reader), _HEAD)
        passage = self._passage
        if passage is None or not self._is_known(head.header("proxy-authorization")):
            writer.write(_ASK)
            await writer.drain()
            return passage is not None and head.length == 0
        if head.method == "CONNECT":
            await _tunnel(passage, head, reader, writer)
        else:
            await _plain(passage, head, reader, writer)
        return False

    def _is_known(self, given: str) -> bool:
        wanted = base64.b64encode(f"{USER}:{self.password}".encode()).decode("ascii")
        return secrets.compare_digest(given.encode(), f"Basic {wanted}".encode())


def _break(writer: asyncio.StreamWriter) -> None:
    """End a connection by a reset. A clean end would make the half of a body without a length the
    whole."""
    place = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        place.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _tunnel(
    passage: Passage, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    is_open = False
    try:
        async with passage.connected(head.host, head.port) as (far, out):
            writer.write(_OPEN)
            is_open = True
            await _both(passage, (reader, writer), (far, out), None)
    except Unreachable:
        if is_open:
            raise
        writer.write(_NO_WAY)  # seen by the browser alone, which gives no page what a tunnel says
        await writer.drain()


async def _plain(
    passage: Passage, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    async with passage.connected(head.host, head.port) as (far, out):
        out.write(head.for_origin())
        await _both(passage, (reader, writer), (far, out), head.length)


async def _both(
    passage: Passage,
    near: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    far: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    length: int | None,
) -> None:
    """Carry bytes both ways until either side ends. Raises OSError where the far side breaks off, and
    Unreachable where the page's bytes are used up.

    ``length`` is how much the near side may still say: the body of the one request that a plain
    connection is for. What Chromium says after it needs another connection, and gets one when
    this ends.
    """
    up = asyncio.ensure_future(_carry(near[0], far[1], passage.sent, length))
    down = asyncio.ensure_future(_carry(far[0], near[1], passage.received, None))
    try:
        await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (up, down):
            task.cancel()
        ends = await asyncio.gather(up, down, return_exceptions=True)
    if isinstance(ends[1], OSError | Unreachable):
        raise ends[1]


async def _carry(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    count: Callable[[int], None],
    length: int | None,
) -> None:
    while length is None or length > 0:
        piece = await reader.read(_PIECE if length is None else min(_PIECE, length))
        if not piece:
            return
        count(len(piece))
        writer.write(piece)
        await writer.drain()
        length = None if length is None else length - len(piece)
    await reader.read(1)
