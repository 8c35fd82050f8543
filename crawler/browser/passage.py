"""What one page may take from the network, and where it was let in and where not."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from crawler.browser.model import Address, Refusal
from crawler.wire.addresses import origin, refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_LOOK_UP = 15.0
"""Seconds for a name; as long as a resolver tries by itself (resolv.conf: 2 attempts of 5 s) and more."""
_CONNECT = 15.0
_ATTEMPTS = 4
"""Addresses tried of one host, as :mod:`crawler.wire.endpoint` does."""
_PER_HOST = 8
"""Connections to one host at a time: Chromium itself opens six for HTTP/1.1 and one for HTTP/2; WebSockets
come on top."""
_MOST = 256
"""Connections at a time to all hosts."""
_NOTED = 200
"""Refusals and hosts that are kept: a page can make any number of them."""
_NAMES = ThreadPoolExecutor(32, "names")
"""``getaddrinfo`` blocks its thread; a name that nobody answers for must not hold up the others."""


class Unreachable(Exception):
    """A host was not connected to, for the reason given."""


class Passage:
    """The way of one page through the proxy; ends when the page is closed or its bytes are used up."""

    def __init__(self, max_bytes: int, *, allow_private: bool, from_address: str = "") -> None:
        """``from_address`` is the one of this machine to ask from."""
        self._allow_private = allow_private
        self._from_address = from_address
        self._left = max_bytes
        self._open: dict[asyncio.StreamWriter, str] = {}
        self._cut: set[asyncio.StreamWriter] = set()
        self._gates: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(_PER_HOST)
        )
        self._names: dict[str, asyncio.Future[tuple[str, ...]]] = {}
        self._refused: Counter[Refusal] = Counter()
        self._reached: dict[str, str] = {}
        self.unreachable: dict[str, str] = {}
        """host -> why it was not connected to"""
        self.busy = time.monotonic()
        """when something was last carried"""
        self.closed = False
        self.spent = False
        """whether the bytes were used up"""

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What was refused, once each."""
        return tuple(self._refused)

    @property
    def reached(self) -> tuple[Address, ...]:
        """Every host that was connected to."""
        return tuple(Address(host, ip) for host, ip in self._reached.items())

    def address(self, host: str) -> str:
        """The address at which a host was reached; "" where it was not."""
        return self._reached.get(host, "")

    def sent(self, _size: int) -> None:
        """Something went out."""
        self.busy = time.monotonic()

    def received(self, size: int) -> None:
        """Something came in; what is more than the page's bytes ends it. Raises Unreachable then."""
        self.busy = time.monotonic()
        self._left -= size
        if self._left < 0:
            self.spent = True
            self.close()
            raise Unreachable("the page's bytes are used up")

    def close(self) -> None:
        """End all connections; none is made any more."""
        self.closed = True
        self.cut()

    def cut(self, host: str | None = None) -> None:
        """End the connections to a host, or all of them."""
        for writer, place in list(self._open.items()):
            if host in (None, place):
                self._cut.add(writer)
                writer.transport.abort()

    @asynccontextmanager
    async def connected(
        self, host: str, port: int
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A connection to ``host``. Raises Unreachable where there is none, and where it was cut."""
        async with self._gates[host]:
            reader, writer = await self._connect(host, port)
            self._open[writer] = host
            if self.closed:  # meanwhile
                self.cut(host)
            try:
                yield reader, writer
                if writer in self._cut:
                    raise Unreachable("cut")
            finally:
                del self._open[writer]
                self._cut.discard(writer)
                writer.transport.abort()

    async def _connect(
        self, host: str, port: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        why = "no connection is left for this page"
        if not self.closed and len(self._open) < _MOST and len(self._gates) <= _MOST:
            why = "its name could not be looked up"
            for address in (await self._allowed(host, port))[:_ATTEMPTS]:
                begun = asyncio.open_connection(
                    address, port, local_addr=origin(self._from_address, address)
                )
                try:
                    made = await asyncio.wait_for(begun, _CONNECT)
                except (OSError, TimeoutError) as error:
                    why = getattr(error, "strerror", None) or str(error) or "no answer in time"
                    continue
                self._reached.setdefault(host, address)
                return made
        self._note(host, why)
        raise Unreachable(why)

    async def _allowed(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host that may be connected to. Raises Unreachable where there are none."""
        found = await self._look_up(host)
        whys = {one: refusal(one, allow_private=self._allow_private) for one in found}
        allowed = tuple(one for one, why in whys.items() if why is None)
        if found and not allowed:
            why = whys[found[0]] or ""
            if len(self._refused) < _NOTED:
                self._refused[Refusal(host, port, why)] += 1
            self._note(host, why)
            raise Unreachable(why)
        return allowed

    async def _look_up(self, host: str) -> tuple[str, ...]:
        """Every address of a name, looked up once a page."""
        if host not in self._names:
            self._names[host] = asyncio.get_running_loop().run_in_executor(_NAMES, _addresses, host)
        with suppress(OSError, UnicodeError, TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self._names[host]), _LOOK_UP)
        return ()

    def _note(self, host: str, why: str) -> None:
        if len(self.unreachable) < _NOTED:
            self.unreachable[host] = why


def _addresses(host: str) -> tuple[str, ...]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
