"""All systems of the table on one machine, under the very addresses at which the reports cite them.

Names lead to loopback, and the web's two ports to two servers there, one of them with TLS and an
authority that is trusted; a name that the table does not hold leads nowhere, so that nothing leaves the
machine.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import ssl
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from twisted.internet.endpoints import TCP4ClientEndpoint

from crawler.wire import endpoint
from tests.certificates import Authority
from tests.kinds.model import Ask
from tests.kinds.world import Every
from tests.ministries.table import ROWS, SYSTEMS
from tests.servers import RawServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HOST = re.compile(rb"(?i)\r\nhost: *([\w.-]+)")
_SYSTEM = socket.getaddrinfo
_HERE = "127.0.0.1"
_CLAIM = "El informe reconoce que la dependencia no publicó el resultado del compromiso {n}."


def _is_literal(host: Any) -> bool:
    """Whether a host is an address and no name."""
    try:
        ipaddress.ip_address(str(host).strip("[]"))
    except ValueError:
        return False
    return True


class World:
    """All hosts, running; ``world.night`` is the night that they show."""

    def __init__(self) -> None:
        self.night = 0
        self._hosts = {host: show for system in SYSTEMS for host, show in system.hosts.items()}
        self._names = {host: name for system in SYSTEMS for host, name in system.names.items()}
        self._ports: dict[int, int] = {}

    @contextmanager
    def running(self, place: Path) -> Iterator[World]:
        """Serve, and lead this process here; certificates are put into ``place``."""
        with ExitStack() as stack:
            authority = Authority("Autoridad de prueba")
            root = place / "root.pem"
            root.write_bytes(authority.pem)
            os.environ["SSL_CERT_FILE"] = str(root)
            plain = stack.enter_context(RawServer(Every(self._answer)))
            tls = self._tls(authority, place)
            secure = stack.enter_context(RawServer(Every(self._answer), tls=tls))
            self._ports = {80: plain.port, 443: secure.port}
            socket.getaddrinfo = self._addresses
            endpoint.TCP4ClientEndpoint = self._endpoint  # type: ignore[misc, assignment]
            yield self

    def report(self) -> str:
        """A report in Markdown with a note for every address that reports cite."""
        cited = [row for row in ROWS if row.cited]
        claims = [f"{_CLAIM.format(n=n)}[{n}]\n" for n, _ in enumerate(cited, 1)]
        notes = [
            f"[{n}] Disponible en: <{row.url}>.\n"
            if not row.written
            else f"[{n}] Disponible en: {row.written}.\n"
            for n, row in enumerate(cited, 1)
        ]
        return "\n".join(["# Informe sombra\n", *claims, "## Notas\n", *notes])

    def _tls(self, authority: Authority, place: Path) -> ssl.SSLContext:
        contexts = {host: authority.serving(place, host=host) for host in self._hosts}

        def choose(connection: ssl.SSLSocket | ssl.SSLObject, host: str, _: ssl.SSLContext) -> None:
            connection.context = contexts.get(host) or connection.context

        first = authority.serving(place)
        first.sni_callback = choose  # type: ignore[assignment]
        return first

    def _addresses(self, host: Any, port: Any = None, *others: Any, **named: Any) -> Any:
        """``socket.getaddrinfo``, as the name servers of this world answer it tonight."""
        since, leads_to = self._names.get(host, (99, ""))
        address = (
            _HERE if host in self._hosts else str(host).strip("[]") if _is_literal(host) else ""
        )
        address = leads_to if since <= self.night else address
        if not address:
            raise socket.gaierror(socket.EAI_NONAME, "the world knows no such name")
        return _SYSTEM(address, self._ports.get(port, port), *others, **named)

    def _endpoint(self, reactor: Any, address: str, port: int, *more: Any) -> TCP4ClientEndpoint:
        return TCP4ClientEndpoint(reactor, address, self._ports.get(port, port), *more)

    def _answer(self, connection: socket.socket, request: bytes) -> None:
        found = _HOST.search(request)
        head = request.partition(b"\r\n\r\n")[0].decode("latin-1")
        show = self._hosts.get(found[1].decode().lower()) if found else None
        if show is None:
            connection.sendall(b"HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n")
            return
        connection.sendall(show(Ask(self.night, head.split(" ", 2)[1], head)))
