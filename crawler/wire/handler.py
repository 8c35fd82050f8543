"""The download handler: Scrapy asks for a request, and gets the answer with its exchange.

The exchange is at ``request.meta["exchange"]``, with the answer parsed. Responses carry the payload
as it came, still in its content coding: decoding is the evidence room's work, within its limits.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Protocol, connectionDone
from twisted.web.client import Agent, FileBodyProducer, HTTPConnectionPool, ResponseDone
from twisted.web.http import PotentialDataLoss

from crawler.wire import failures
from crawler.wire.endpoint import GuardedEndpoints
from crawler.wire.exchange import Exchange, RecordingFactory, TaggedHeaders
from crawler.wire.resolver import Resolver
from crawler.wire.tls import RecordingTLS
from evidence.custody.warc import http
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure as TwistedFailure

    from crawler.wire.throttle import Throttle
    from evidence.config import Crawl

_HEAD_ROOM = 65_536
"""Bytes of header section allowed on top of the body limit."""
_BODY_TIMES = 10
"""A body may take this many times the timeout, as long as it never stalls for one: a 40 MB scan on
a slow ministry line is evidence too."""


class WireHandler(BaseDownloadHandler):
    """Fetches http and https, recording the wire."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # noqa: PLC0415 - not before Scrapy has chosen one

        config: Crawl = crawler.settings["TESTIGO_CRAWL"]
        self._reactor: Any = reactor
        self._limit = config.max_body + _HEAD_ROOM
        self._timeout = config.timeout
        self._pool: Any = HTTPConnectionPool(reactor, persistent=True)
        self._pool.maxPersistentPerHost = config.per_host
        self._pool._factory = RecordingFactory
        self._resolver = Resolver(self._reactor, min(config.timeout, 15.0))
        endpoints = GuardedEndpoints(
            self._reactor,
            self._resolver,
            RecordingTLS(),
            timeout=config.timeout,
            allow_private=config.allow_private,
        )
        self._agent: Any = Agent.usingEndpointFactory(reactor, endpoints, self._pool)

    async def download_request(self, request: Request) -> Response:
        """The answer to ``request``; raises FetchError when there is none that can be read."""
        throttle: Throttle = self.crawler.spider.throttle  # type: ignore[union-attr]
        place = request.meta.get("download_slot", "")
        async with throttle.slot(place):
            if not await throttle.wait(place):
                seconds = round(throttle.remaining(place))
                raise failures.FetchError(Failure(Stage.WAIT, "retry-after", f"{seconds} s"))
            exchange = request.meta["exchange"] = Exchange(request.url, self._limit)
            if "journey" in request.meta:
                request.meta["journey"].begin(exchange)
            message = await self._exchange(request, exchange)
            # here and not in the spider: the next request to the host leaves when this one returns
            throttle.note(place, message.status, message.header("retry-after"))
        headers = Headers()
        for name, value in message.headers:
            headers.appendlist(name, value.encode("latin-1"))
        return Response(request.url, message.status, headers, message.payload)

    async def _exchange(self, request: Request, exchange: Exchange) -> http.Message:
        """One exchange, recorded and parsed."""
        try:
            await maybe_deferred_to_future(Deferred.fromCoroutine(self._fetch(request, exchange)))
            message = exchange.message = http.parse(exchange.response_block)
        except http.MessageError as problem:
            raise failures.FetchError(Failure(Stage.HTTP, "no-http", str(problem))) from problem
        finally:
            exchange.ended_us = exchange.elapsed_us()
            exchange.addresses = self._resolver.known(urlsplit(request.url).hostname or "")
        if not message.complete and exchange.truncated is None:
            exchange.truncated = "disconnect"
        return message

    async def _fetch(self, request: Request, exchange: Exchange) -> None:
        headers = TaggedHeaders({k.title(): v for k, v in request.headers.items()})
        headers.exchange = exchange
        if not headers.hasHeader(b"Host"):
            # a Host header of our own also keeps the agent from copying the headers (and our tag)
            headers.setRawHeaders(b"Host", [_host(request.url)])
        body = FileBodyProducer(BytesIO(request.body)) if request.body else None
        waiting = self._agent.request(
            request.method.encode(), request.url.encode("ascii"), headers, body
        )
        timer = self._reactor.callLater(self._timeout, waiting.cancel)
        try:
            response = await waiting
        except (
            Exception
        ) as problem:  # whatever Twisted, TLS or the server raise is how the exchange ended
            if exchange.truncated is None:
                raise failures.FetchError(failures.of(problem, exchange)) from problem
            return
        finally:
            if timer.active():
                timer.cancel()
        if response.length != 0:
            await self._body(response, exchange)

    async def _body(self, response: Any, exchange: Exchange) -> None:
        """Wait for the end of the body, for a stall, or for the end of patience."""
        finished: Deferred[None] = Deferred()
        body = _Body(finished, exchange)
        response.deliverBody(body)
        patience = self._reactor.callLater(self._timeout * _BODY_TIMES, body.give_up)
        stall = self._reactor.callLater(self._timeout, self._watch, body, exchange, 0)
        body.stall = stall
        try:
            await finished
        finally:
            for timer in (patience, body.stall):
                if timer.active():
                    timer.cancel()

    def _watch(self, body: _Body, exchange: Exchange, before: int) -> None:
        if exchange.size == before:
            body.give_up()
        else:
            body.stall = self._reactor.callLater(
                self._timeout, self._watch, body, exchange, exchange.size
            )

    async def close(self) -> None:
        """Close the connections that are kept alive."""
        closing: Deferred[None] = self._pool.closeCachedConnections()
        closing.addTimeout(1, self._reactor, onTimeoutCancel=lambda *_: None)
        await maybe_deferred_to_future(closing)


class _Body(Protocol):
    """Reads a body to its end; the bytes themselves are in the exchange already."""

    stall: Any
    transport: Any

    def __init__(self, finished: Deferred[None], exchange: Exchange) -> None:
        self._finished = finished
        self._exchange = exchange

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Nothing to do: the wire is recorded below us."""

    def connectionLost(self, reason: TwistedFailure = connectionDone) -> None:  # noqa: N802
        if not reason.check(ResponseDone, PotentialDataLoss) and self._exchange.truncated is None:
            self._exchange.truncated = "disconnect"
        if not self._finished.called:
            self._finished.callback(None)

    def give_up(self) -> None:
        """The body takes too long."""
        self._exchange.truncated = "time"
        self.transport._producer.abortConnection()
        if not self._finished.called:
            self._finished.callback(None)


def _host(url: str) -> bytes:
    """The Host header for ``url``: its authority without user and password."""
    return url.split("/", 3)[2].rpartition("@")[2].split("?")[0].split("#")[0].encode("ascii")
