"""Connections to hosts: opened when they are needed, kept for a while, used again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from OpenSSL import SSL
from twisted.internet.error import ConnectionClosed
from twisted.internet.protocol import Factory

from crawler.wire.connection import Connection

if TYPE_CHECKING:
    from twisted.internet.interfaces import IAddress

    from crawler.wire.endpoint import GuardedEndpoints
    from crawler.wire.exchange import Exchange
    from crawler.wire.room import Room

Place = tuple[str, str, int]
"""scheme, host and port"""
_TIMED_OUT = 408
"""The server waited for a request in vain (RFC 9110, 15.5.9); over a connection that was used before,
Chromium takes it for no answer, too."""
_IDLE = 240.0
"""Seconds that a connection is kept unused; Twisted's own client keeps them as long."""


class Pool:
    """Connections by place. Twisted calls from one thread only."""

    def __init__(
        self, reactor: Any, endpoints: GuardedEndpoints, per_host: int, room: Room
    ) -> None:
        """At most ``per_host`` unused connections are kept to each place."""
        self._reactor = reactor
        self._endpoints = endpoints
        self._per_host = per_host
        self._room = room
        self._idle: dict[Place, list[tuple[Connection, Any]]] = {}

    async def ask(self, place: Place, exchange: Exchange, request: bytes) -> None:
        """Send ``request`` and wait until its answer is in ``exchange``; see
        :meth:`crawler.wire.connection.Connection.ask`.

        A kept connection may have been closed by the server meanwhile, some of which say so first
        with a 408 that answers nothing: the request is then sent again, unless it posts something.
        """
        connection = self._take(place)
        while True:
            connection = connection or await self._open(place)
            may_ask_again = connection.carried > 0 and request.startswith(b"GET ")
            try:
                await connection.ask(exchange, request)
            except (ConnectionClosed, SSL.Error):
                if exchange.size or not may_ask_again:
                    raise
                connection = self._take(place)
            else:
                message = exchange.message
                if message is None or message.status != _TIMED_OUT or not may_ask_again:
                    return
                connection = None

    def close(self) -> None:
        """Cut all connections that are kept."""
        for kept in self._idle.values():
            for connection, timer in kept:
                timer.cancel()
                connection.close()
        self._idle.clear()

    def _take(self, place: Place) -> Connection | None:
        kept = self._idle.get(place)
        while kept:
            connection, timer = kept.pop()
            timer.cancel()
            if not connection.lost:
                return connection
        return None

    def _keep(self, place: Place, connection: Connection) -> None:
        kept = self._idle.setdefault(place, [])
        if len(kept) >= self._per_host:
            connection.close()
            return
        timer = self._reactor.callLater(_IDLE, self._drop, place, connection)
        kept.append((connection, timer))

    def _drop(self, place: Place, connection: Connection) -> None:
        kept = [one for one in self._idle.pop(place, ()) if one[0] is not connection]
        if kept:
            self._idle[place] = kept
        connection.close()

    async def _open(self, place: Place) -> Connection:
        scheme, host, port = place
        endpoint = self._endpoints.endpoint(scheme, host, port)
        connection: Connection = await endpoint.connect(_Factory(self, place))
        return connection


class _Factory(Factory):
    """Makes the one connection that an endpoint opens."""

    noisy = False

    def __init__(self, pool: Pool, place: Place) -> None:
        self._pool = pool
        self._place = place

    def buildProtocol(self, addr: IAddress | None) -> Connection:  # noqa: N802, ARG002
        pool = self._pool
        return Connection(lambda connection: pool._keep(self._place, connection), pool._room)
