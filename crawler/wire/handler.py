"""The download handler: Scrapy asks for a request, and gets the answer with its exchange.

The exchange is at ``request.meta["exchange"]``, with the answer parsed. Responses carry the payload
as it came, still in its content coding: decoding is the evidence room's work, within its limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred

from crawler.wire import cookies, failures
from crawler.wire.agent import user_agent
from crawler.wire.chains import Chains
from crawler.wire.endpoint import GuardedEndpoints
from crawler.wire.exchange import Exchange
from crawler.wire.pool import Pool
from crawler.wire.resolver import Resolver
from crawler.wire.room import Room
from crawler.wire.tls import RecordingTLS
from crawler.wire.urls import problem_of
from evidence import addresses
from evidence.verdicts.facts import REDIRECTS
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler

    from crawler.wire.pool import Place
    from crawler.wire.throttle import Throttle
    from evidence.config import Crawl
    from evidence.custody.warc.http import Message

_ROOM = 65_536
"""Bytes of chunk marks allowed on top of the body limit."""
_CERTIFICATE = 65_536
"""Bytes of a published certificate; bundles of PKCS #7 have a few thousand."""
_CERTIFICATE_HOPS = 3
"""Addresses asked for one: authorities have moved theirs, and no further than once or twice."""
_BODY_TIMES = 10
"""A body may take this many times the timeout, as long as it never stalls for one: a 40 MB scan on
a slow ministry line is evidence too."""
_PORTS = {"http": 80, "https": 443}


class WireHandler(BaseDownloadHandler):
    """Fetches http and https, recording the wire."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # noqa: PLC0415 - not before Scrapy has chosen one

        config: Crawl = crawler.settings["TESTIGO_CRAWL"]
        self._reactor: Any = reactor
        self._limit = config.max_body + _ROOM
        self._timeout = config.timeout
        self._resolver = Resolver(self._reactor, min(config.timeout, 15.0))
        tls = RecordingTLS()
        endpoints = GuardedEndpoints(
            self._reactor,
            self._resolver,
            tls,
            timeout=config.timeout,
            allow_private=config.allow_private,
            from_address=config.from_address,
        )
        self._concurrency = config.concurrency
        room = Room(self._reactor, on_waiting=self._make_way)
        self._pool = Pool(self._reactor, endpoints, config.per_host, room)
        self._chains = Chains(tls.roots, self._certificate, config.timeout)
        self._agent = user_agent(config)

    def _make_way(self, waiting: int) -> None:
        """Let others be asked while so many large answers wait for room: looks that are whole may wait for
        their probes, and go from memory only when these are through."""
        if self.crawler.engine is not None:
            self.crawler.engine.downloader.total_concurrency = self._concurrency + waiting

    async def download_request(self, request: Request) -> Response:
        """The answer to ``request``; raises FetchError when there is none that can be read."""
        throttle: Throttle = self.crawler.spider.throttle  # type: ignore[union-attr]
        place = request.meta.get("download_slot", "")
        async with throttle.slot(place):
            if not await throttle.wait(place):
                seconds = round(throttle.remaining(place))
                raise failures.FetchError(Failure(Stage.WAIT, "retry-after", f"{seconds} s"))
            most = request.meta.get("most", self._limit)
            exchange = request.meta["exchange"] = Exchange(request.url, most)
            if "journey" in request.meta:
                request.meta["journey"].begin(exchange)
            message = await self._exchange(request, exchange)
            # here and not in the spider: the next request to the host leaves when this one returns
            throttle.note(place, message.status, message.header("retry-after"))
        # all that Scrapy's own parts are to read; the body is in the exchange, and leaves memory with it
        lines = [value for name, value in message.headers if name == "set-cookie"]
        said = cookies.heeded(lines, urlsplit(request.url).hostname or "")
        headers = Headers({"Set-Cookie": [line.encode("latin-1") for line in said]} if said else {})
        return Response(request.url, message.status, headers)

    async def _exchange(self, request: Request, exchange: Exchange) -> Message:
        """One exchange, recorded and parsed."""
        try:
            await maybe_deferred_to_future(Deferred.fromCoroutine(self._fetch(request, exchange)))
        finally:
            exchange.ended_us = exchange.elapsed_us()
            exchange.addresses = self._resolver.known(urlsplit(request.url).hostname or "")
        assert exchange.message is not None
        if exchange.tls is not None:
            exchange.tls = await self._chains.completed(exchange.tls)
        return exchange.message

    async def _fetch(self, request: Request, exchange: Exchange, times: int = _BODY_TIMES) -> None:
        asking = Deferred.fromCoroutine(
            self._pool.ask(_place(request.url), exchange, request_block(request))
        )
        patience = _Patience(self._reactor, exchange, self._timeout, times, asking.cancel)
        try:
            await asking
        except (
            Exception
        ) as problem:  # whatever Twisted, TLS or the server raise is how the exchange ended
            raise failures.FetchError(failures.of(problem, exchange)) from problem
        finally:
            patience.end()

    async def _certificate(self, url: str) -> bytes:
        """The certificate at ``url``; empty where none can be had."""
        for _ in range(_CERTIFICATE_HOPS):
            message = await self._published(url)
            if message is None or message.status == 200:
                return message.decoded(_CERTIFICATE) if message else b""
            location = message.header("location") if message.status in REDIRECTS else ""
            try:
                url = addresses.location(url, location) if location else ""
            except ValueError:
                return b""
        return b""

    async def _published(self, url: str) -> Message | None:
        """The answer of an authority; None where there is no whole one."""
        try:
            url = addresses.resolve("", url)
        except ValueError:
            return None
        if problem_of(url) is not None or not url.startswith("http://"):
            return None  # RFC 5280 warns of https here: it may need the very certificate
        exchange = Exchange(url, _CERTIFICATE)
        request = Request(url, headers={"User-Agent": self._agent})
        try:
            asking = Deferred.fromCoroutine(self._fetch(request, exchange, times=0))
            await maybe_deferred_to_future(asking)
        except failures.FetchError:
            return None
        return exchange.message if exchange.truncated is None else None

    async def close(self) -> None:
        """Close the connections that are kept alive."""
        self._pool.close()


class _Patience:
    """Ends an exchange whose head does not come in time, whose body stalls, or that takes too
    long."""

    def __init__(
        self,
        reactor: Any,
        exchange: Exchange,
        timeout: float,
        times: int,
        give_up: Callable[[], None],
    ) -> None:
        """``times``: of the timeout that a body may take on top of the first."""
        self._reactor = reactor
        self._exchange = exchange
        self._timeout = timeout
        self._give_up = give_up
        self._left = times
        self._before = 0
        self._timer = reactor.callLater(timeout, self._look)

    def _look(self) -> None:
        if self._exchange.waits:  # for us
            self._timer = self._reactor.callLater(self._timeout, self._look)
            return
        came = self._exchange.size if self._exchange.headed else 0
        if came == self._before or not self._left:
            self._give_up()
            return
        self._before = came
        self._left -= 1
        self._timer = self._reactor.callLater(self._timeout, self._look)

    def end(self) -> None:
        """The exchange is over."""
        if self._timer.active():
            self._timer.cancel()


def request_block(request: Request) -> bytes:
    """``request`` as it is sent."""
    fields = {name.title(): values for name, values in request.headers.items()}
    fields.setdefault(b"Host", [_authority(request.url).encode("ascii")])
    lines = [f"{request.method} {_target(request.url)} HTTP/1.1".encode("ascii")]
    if request.body or request.method == "POST":
        lines.append(b"Content-Length: %d" % len(request.body))
    lines += [
        name + b": " + b" ".join(value.splitlines())
        for name, values in fields.items()
        for value in values
    ]
    return b"\r\n".join([*lines, b"", request.body])


def _authority(url: str) -> str:
    """Host and port of ``url`` as written, without user and password."""
    return url.split("/", 3)[2].rpartition("@")[2].split("?")[0].split("#")[0]


def _target(url: str) -> str:
    """Path and query of ``url`` as written."""
    rest = url.partition("://")[2].partition("#")[0]
    path, mark, query = rest.partition("?")
    return "/" + path.partition("/")[2] + mark + query


def _place(url: str) -> Place:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]
