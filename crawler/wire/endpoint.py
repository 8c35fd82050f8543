"""Connect to a host by addresses that were looked up and allowed, and to no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twisted.internet import error
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.interfaces import IStreamClientEndpoint
from zope.interface import implementer

from crawler.wire.addresses import origin, refusal
from crawler.wire.failures import FetchError
from crawler.wire.resolver import failed
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from twisted.internet.interfaces import IProtocol, IProtocolFactory

    from crawler.wire.resolver import Resolver
    from crawler.wire.tls import RecordingTLS

_ATTEMPTS = 4
"""Addresses tried of one host, in the order the system gives them (RFC 6724)."""


@implementer(IStreamClientEndpoint)
class GuardedEndpoint:
    """One host and port. The check is on the literal address that is then connected to, so neither
    a redirect nor a second DNS answer (rebinding) can get around it."""

    def __init__(
        self,
        reactor: Any,
        resolver: Resolver,
        host: str,
        port: int,
        *,
        timeout: float,
        allow_private: bool,
        from_address: str = "",
    ) -> None:
        self._reactor = reactor
        self._resolver = resolver
        self._from_address = from_address
        self._host = host
        self._port = port
        self._timeout = timeout
        self._allow_private = allow_private

    def connect(self, factory: IProtocolFactory) -> Deferred[IProtocol]:
        """The connected protocol, or a failure: FetchError or one of Twisted's own."""
        return Deferred.fromCoroutine(self._connect(factory))

    async def _connect(self, factory: IProtocolFactory) -> IProtocol:
        answer = await self._resolver.lookup(self._host)
        refusals = [
            refusal(address, allow_private=self._allow_private) for address in answer.addresses
        ]
        allowed = [
            address
            for address, refused in zip(answer.addresses, refusals, strict=True)
            if not refused
        ]
        if refusals and not allowed:
            raise FetchError(Failure(Stage.ADDRESS, "private", refusals[0] or ""))
        if not allowed:
            raise failed(answer)
        problem: error.ConnectError | None = None
        for address in allowed[:_ATTEMPTS]:
            kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
            try:
                return await kind(
                    self._reactor,
                    address,
                    self._port,
                    self._timeout,
                    origin(self._from_address, address),
                ).connect(factory)
            except error.ConnectError as caught:
                problem = caught
        raise problem or error.ConnectError()


class GuardedEndpoints:
    """Makes the endpoint for a place; TLS goes around the guarded connection."""

    def __init__(
        self,
        reactor: Any,
        resolver: Resolver,
        tls: RecordingTLS,
        *,
        timeout: float,
        allow_private: bool,
        from_address: str = "",
    ) -> None:
        self._reactor = reactor
        self._resolver = resolver
        self._from = from_address
        self._tls = tls
        self._timeout = timeout
        self._allow_private = allow_private

    def endpoint(self, scheme: str, host: str, port: int) -> Any:
        """The endpoint of ``host`` (a name or a literal address) and ``port``; with TLS where
        ``scheme`` is https."""
        endpoint: Any = GuardedEndpoint(
            self._reactor,
            self._resolver,
            host,
            port,
            timeout=self._timeout,
            allow_private=self._allow_private,
            from_address=self._from,
        )
        if scheme == "https":
            endpoint = wrapClientTLS(self._tls.creator_for(host), endpoint)  # type: ignore[arg-type]
        return endpoint
