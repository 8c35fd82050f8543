"""The server: Twisted's HTTP, with a bound on everything that a stranger can make us hold."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.error import CannotListenError
from twisted.internet.protocol import connectionDone
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure
from twisted.python.threadpool import ThreadPool
from twisted.web.http import HTTPChannel, HTTPFactory, Request

from crawler.listen.model import Answer, Asked
from evidence.bilingual import Words
from evidence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.listen.model import Endpoint

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
SECONDS = 15.0
"""A request must have come whole so long after its connection, or after the answer before it: a
checkpoint on the slowest line takes one, and who drips bytes holds a connection no longer."""
CONNECTIONS = 64
"""Open at once, as Scrapy's own default for a crawl is 16 and a folder has a handful of peers."""
FROM_ONE = 16
"""Of these from one address; behind a proxy all come from one, so the proxy should bound its own."""
THREADS = 4
WAITING = 32
"""Requests that may be under way at once; further ones are answered with status 503."""


@contextmanager
def listening(
    endpoints: Sequence[Endpoint], *, host: str = LOOPBACK, port: int = 0
) -> Iterator[str]:
    """Answer for ``endpoints`` meanwhile; yields where: ``http://127.0.0.1:8417``. Port 0 is a free one.

    What is under way at the end is waited for. Raises UsageError where the place can't be bound.
    """
    loop = asyncio.new_event_loop()
    reactor: Any = AsyncioSelectorReactor(loop)
    site = _Site(reactor, endpoints)
    try:
        bound = reactor.listenTCP(port, site, interface=host)
    except CannotListenError as error:
        loop.close()
        raise UsageError(
            Words(
                "can't listen on {host} port {port}: {why}",
                "no se puede escuchar en {host}, puerto {port}: {why}",
            ),
            host=host,
            port=port,
            why=error.socketError,
        ) from error
    pool = site.pool
    pool.start()
    thread = threading.Thread(
        target=reactor.run, kwargs={"installSignalHandlers": False}, name="listen", daemon=True
    )
    thread.start()
    try:
        named = f"[{host}]" if ":" in host else host
        yield f"http://{named}:{bound.getHost().port}"
    finally:
        pool.stop()
        reactor.callFromThread(reactor.stop)
        thread.join()
        loop.close()


class _Site(HTTPFactory):
    """Hands each connection a channel, within the bounds."""

    def __init__(self, reactor: Any, endpoints: Sequence[Endpoint]) -> None:
        super().__init__(timeout=SECONDS, reactor=reactor)
        self.endpoints = endpoints
        self.pool = ThreadPool(0, THREADS, "endpoints")
        self.under_way = 0
        self.open: Counter[str] = Counter()

    def buildProtocol(self, addr: Any) -> Any:
        """None, by which Twisted closes the connection, where there are too many."""
        if self.open.total() >= CONNECTIONS or self.open[addr.host] >= FROM_ONE:
            log.warning(
                Words(
                    "too many connections: one from {host} is closed",
                    "demasiadas conexiones: se cierra una de {host}",
                ).of(host=addr.host)
            )
            return None
        channel: Any = _Channel()
        channel.site, channel.peer = self, addr.host
        channel.callLater = self.reactor.callLater
        channel.timeOut = self.timeOut
        channel.requestFactory = _Request
        return channel

    def log(self, request: Any) -> None:
        """One line a request, for who asked for them."""
        where = request.path.decode("latin-1") if request.path else "?"
        log.info("%s %r: %s", request.method.decode("latin-1"), where, request.code)


class _Channel(HTTPChannel):
    site: _Site
    peer: str
    requestFactory: Any

    def connectionMade(self) -> None:
        self.site.open[self.peer] += 1
        super().connectionMade()

    def connectionLost(self, reason: Any = connectionDone) -> None:
        self.site.open -= Counter({self.peer: 1})
        super().connectionLost(reason)

    def resetTimeout(self) -> None:
        """Bytes that come buy no time: a request has :data:`SECONDS` in all."""


class _Request(Request):
    channel: Any

    def __init__(self, channel: _Channel, *_: object) -> None:
        super().__init__(channel, parsePOSTFormSubmission=False)
        self._site = channel.site
        self._body = BytesIO()
        self._most = 0
        self._refused = False
        """it was too long, and its connection is being closed"""

    def gotLength(self, length: int | None) -> None:
        """The head has come: ``length`` is what it says of the body, None where that comes in
        chunks."""
        self.content = self._body = BytesIO()
        path = _path(self.channel._path)
        self._most = max(
            (one.most for one in self._site.endpoints if one.is_meant(path)), default=0
        )
        if length is not None and length > self._most:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:
        """A part of the body."""
        if not self._refused and self._body.tell() + len(data) > self._most:
            self._refuse()
        if not self._refused:
            self._body.write(data)

    def _refuse(self) -> None:
        self._refused = True
        self.channel.transport.write(
            b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
        self.channel.loseConnection()

    def process(self) -> None:
        """The request has come whole: find its endpoint, and answer in a thread."""
        if self._refused:
            return
        site, path = self._site, self.path.decode("latin-1")
        meant = [one for one in site.endpoints if one.is_meant(path)]
        endpoint = next((one for one in meant if one.method.encode() == self.method), None)
        if endpoint is None:
            allowed = {"Allow": ", ".join(one.method for one in meant)}
            self._send(Answer(405, headers=allowed) if meant else Answer(404))
        elif site.under_way >= WAITING:
            self._send(Answer(503, headers={"Retry-After": "10"}))
        else:
            site.under_way += 1
            asked = Asked(path, _headers(self), self._body.getvalue())
            told = deferToThreadPool(site.reactor, site.pool, endpoint.answer, asked)
            told.addBoth(self._answered)

    def _answered(self, answer: Answer | Failure) -> None:
        self._site.under_way -= 1
        if isinstance(answer, Failure):
            log.error(
                Words(
                    "{path!r} could not be answered: {why}",
                    "no se pudo responder a {path!r}: {why}",
                ).of(path=self.path, why=answer.getTraceback())
            )
            answer = Answer(500)
        if not self._disconnected:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.setResponseCode(answer.status)
        self.setHeader("Content-Type", answer.content_type)
        self.setHeader("Content-Length", str(len(answer.body)))
        self.setHeader("X-Content-Type-Options", "nosniff")
        for name, value in answer.headers.items():
            self.setHeader(name, value)
        if self.method != b"HEAD":
            self.write(answer.body)
        self.finish()


def _path(target: bytes) -> str:
    """The path of a request's target, as :class:`twisted.web.http.Request` takes it later."""
    return target.partition(b"?")[0].decode("latin-1")


def _headers(request: Request) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in request.requestHeaders.getAllRawHeaders()
    }
