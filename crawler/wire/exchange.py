"""One request and its answer, recorded on the transport itself: the exact bytes, after TLS.

Scrapy and Twisted hand on a body without its chunks and headers in another case and order; evidence
needs what was really sent. The two classes below stand between the transport and Twisted's HTTP
client. They lean on its private names, which ``tests/integration/test_wire.py`` holds to account.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.web.http_headers import Headers

from crawler.wire.tls import facts_of
from evidence import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import Request as TwistedRequest
    from twisted.web.iweb import IResponse

    from crawler.wire.tls import TlsFacts
    from evidence.custody.warc.http import Message


@dataclass(slots=True, eq=False)
class Exchange:
    """What went over the wire for one request. Grows while it is under way."""

    url: str
    limit: int
    """bytes of answer after which the connection is cut"""
    started: datetime = field(default_factory=clock.now)
    began: float = field(default_factory=time.monotonic)
    """``started`` by the clock that nobody sets; the two times below are counted from it"""
    first_byte_us: int | None = None
    ended_us: int | None = None
    sent: list[bytes] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    size: int = 0
    """bytes received"""
    addresses: tuple[str, ...] = ()
    """all that the name servers gave for the host"""
    ip: str | None = None
    port: int | None = None
    """of the peer"""
    tls: TlsFacts | None = None
    truncated: str | None = None
    """``length``, ``time`` or ``disconnect``"""
    message: Message | None = None
    """the answer, parsed from ``received``"""

    @property
    def request_block(self) -> bytes:
        """The request as sent."""
        return b"".join(self.sent)

    @property
    def response_block(self) -> bytes:
        """The answer as received."""
        return b"".join(self.received)

    def elapsed_us(self) -> int:
        """Microseconds since the exchange began."""
        return round((time.monotonic() - self.began) * 1e6)

    def restart(self) -> None:
        """Twisted sends a request again when a kept-alive connection turned out to be closed."""
        self.sent.clear()
        self.received.clear()
        self.size = 0


class TaggedHeaders(Headers):
    """Request headers that remember their exchange on the way through Twisted's agent."""

    exchange: Exchange


class _Tee:
    """A transport that notes what is written to it."""

    def __init__(self, transport: Any, protocol: RecordingProtocol) -> None:
        self._transport = transport
        self._protocol = protocol

    def write(self, data: bytes) -> None:
        self._protocol.note_sent(data)
        self._transport.write(data)

    def writeSequence(self, data: Iterable[bytes]) -> None:  # noqa: N802 - Twisted's name
        self.write(b"".join(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class RecordingProtocol(_LenientHTTP11ClientProtocol):
    """Twisted's HTTP/1.1 client, with both directions noted in the exchange under way."""

    transport: Any
    _exchange: Exchange | None = None
    _tls: TlsFacts | None = None

    def makeConnection(self, transport: Any) -> None:  # noqa: N802
        super().makeConnection(_Tee(transport, self))

    def request(self, request: TwistedRequest) -> Deferred[IResponse]:
        self._exchange = exchange = request.headers.exchange
        exchange.restart()
        peer = self.transport.getPeer()
        exchange.ip, exchange.port = peer.host, peer.port
        return super().request(request)

    def note_sent(self, data: bytes) -> None:
        """Called by the tee for every write."""
        if self._exchange is not None:
            self._exchange.sent.append(data)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        exchange = self._exchange
        if exchange is not None:
            if not exchange.size:
                exchange.first_byte_us = exchange.elapsed_us()
                exchange.tls = self._tls_facts()
            exchange.received.append(data)
            exchange.size += len(data)
            if exchange.size > exchange.limit:
                exchange.truncated = "length"
                self.transport.abortConnection()
                return
        super().dataReceived(data)

    def _tls_facts(self) -> TlsFacts | None:
        if self._tls is None and hasattr(self.transport, "getPeerCertificate"):
            self._tls = facts_of(self.transport.getHandle())
        return self._tls


class RecordingFactory(_LenientHTTP11ClientFactory):
    """Builds recording protocols for the connection pool."""

    def buildProtocol(self, addr: IAddress | None) -> RecordingProtocol:  # noqa: N802, ARG002
        return RecordingProtocol(self._quiescentCallback)
