"""A connection that carries exchanges one after the other, each recorded to the byte.

Twisted's own HTTP client refuses answers that every browser shows, and hands on neither the bytes
nor the case and order of the headers. The reading is done by
:class:`evidence.custody.warc.http.AnswerReader`, which also reads answers back from the WARC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import Protocol, connectionDone

from crawler.wire.tls import facts_of
from evidence.custody.warc.http import AnswerReader, MessageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from twisted.python.failure import Failure

    from crawler.wire.exchange import Exchange
    from crawler.wire.room import Room
    from crawler.wire.tls import TlsFacts


class Connection(Protocol):
    """The client's side of HTTP/1.1, one exchange at a time."""

    transport: Any

    def __init__(self, is_free: Callable[[Connection], None], room: Room) -> None:
        """``is_free`` is called when the connection may carry another exchange."""
        self._is_free = is_free
        self._room = room
        self._exchange: Exchange | None = None
        self._reader = AnswerReader()
        self._finished: Deferred[None] = Deferred()
        self._tls: TlsFacts | None = None
        self.carried = 0
        """exchanges begun"""
        self.lost = False

    def ask(self, exchange: Exchange, request: bytes) -> Deferred[None]:
        """Send ``request``; fires when the answer has ended, whole or not, and is in ``exchange``.

        Fails with MessageError when what comes is no answer, and with Twisted's or OpenSSL's own
        error when the connection ends before the head of one. Cancelling it ends the exchange: what
        came is kept as cut by time, or it fails with CancelledError where no head has come.
        """
        exchange.restart()
        peer = self.transport.getPeer()
        exchange.ip, exchange.port = peer.host, peer.port
        exchange.request_block = request
        self._exchange, self._reader = exchange, AnswerReader()
        self._finished = Deferred(self._give_up)
        self.carried += 1
        self.transport.write(request)
        return self._finished

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Bytes have come."""
        exchange, reader = self._exchange, self._reader
        if exchange is None:  # bytes that nobody asked for
            self.transport.abortConnection()
            return
        if not exchange.size:
            exchange.first_byte_us = exchange.elapsed_us()
            exchange.tls = self._tls_facts()
        exchange.received.pieces.append(data)
        exchange.size += len(data)
        self._room.took(self, exchange, len(data))
        try:
            ended = reader.feed(data)
        except MessageError as problem:
            self._end(problem)
            return
        exchange.headed = reader.headed
        if not ended and reader.headed and exchange.size - reader.head_size > exchange.limit:
            exchange.truncated = "length"
            ended = True
        if ended:
            self._end()

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802
        """The connection has ended."""
        self.lost = True
        exchange = self._exchange
        if exchange is None:
            return
        if not exchange.headed:
            self._end(reason.value)
            return
        if not self._reader.delimited and not reason.check(ConnectionDone):
            exchange.truncated = "disconnect"
        self._end()

    def close(self) -> None:
        """Cut the connection."""
        self.transport.abortConnection()

    def _give_up(self, _: Deferred[None]) -> None:
        exchange = self._exchange
        assert exchange is not None
        if exchange.headed:
            exchange.truncated = "time"
            self._end()
        else:
            self._end(CancelledError())

    def _end(self, problem: BaseException | None = None) -> None:
        """The exchange is over: read what came of it, and free the connection or close it."""
        exchange, self._exchange = self._exchange, None
        assert exchange is not None
        self._room.ended(self, exchange)
        if exchange.broke_off:
            exchange.truncated = "time" if isinstance(problem, CancelledError) else "disconnect"
        reader, self._reader = self._reader, AnswerReader()  # it holds the body
        if problem is None:
            exchange.message = reader.message()
            exchange.share(reader.head)
            if not exchange.message.complete and exchange.truncated is None:
                exchange.truncated = "disconnect"
        if problem is not None or exchange.truncated is not None:
            self.transport.abortConnection()
        elif reader.reusable and not self.lost:
            self._is_free(self)
        else:
            self.transport.loseConnection()
        if problem is None:
            self._finished.callback(None)
        else:
            self._finished.errback(problem)

    def _tls_facts(self) -> TlsFacts | None:
        if self._tls is None and hasattr(self.transport, "getPeerCertificate"):
            self._tls = facts_of(self.transport.getHandle())
        return self._tls
