"""The hosts of the table: names that lead to one server, which answers by the name it is asked as."""

from __future__ import annotations

import re
import socket
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from tests.certificates import Authority
from tests.kinds.model import Ask, Kind
from tests.servers import RawServer, deaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_HOST = re.compile(rb"(?i)\r\nhost: *([\w-]+)\.example")
_SECURE = "127.0.0.1"
_SYSTEM = socket.getaddrinfo
_ERRORS = {"nxdomain": socket.EAI_NONAME, "no-answer": socket.EAI_AGAIN}


class World:
    """All hosts, running. ``world.night`` is the night that they show; ``world.urls`` holds the cited
    addresses by name."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self.night = 0
        self.urls: dict[str, str] = {}
        self._kinds = {kind.name: kind for kind in kinds}

    @contextmanager
    def running(self, place: Path) -> Iterator[World]:
        """Serve; certificates are put into ``place``."""
        with ExitStack() as stack:
            plain = stack.enter_context(RawServer(Every(self._by_name)))
            tls = Authority("Nobody's root").serving(place)
            secure = stack.enter_context(RawServer(Every(self._by_path), tls=tls))
            for name, kind in self._kinds.items():
                self.urls[name] = plain.url(kind.path, f"{name}.example")
                if kind.secure:
                    self.urls[name] = secure.url(kind.path, _SECURE)
                if kind.refuses:
                    self.urls[name] = stack.enter_context(deaf())
            yield self

    def addresses(self, host: Any, *others: Any, **named: Any) -> Any:
        """``socket.getaddrinfo``, as the name servers of this world answer it tonight."""
        if not isinstance(host, str) or not host.endswith(".example"):
            return _SYSTEM(host, *others, **named)
        kind = self._kinds.get(host.removesuffix(".example"))
        said = [what for since, what in kind.names if since <= self.night] if kind else ["nxdomain"]
        if said and said[-1] != "ok":
            raise socket.gaierror(_ERRORS[said[-1]], f"the world says {said[-1]}")
        return _SYSTEM("127.0.0.1", *others, **named)

    def report(self) -> str:
        """A report in Markdown that cites every address, with notes."""
        claims = [f"{kind.claim}[{n}]\n" for n, kind in enumerate(self._kinds.values(), 1)]
        notes = [f"[{n}] Disponible en: {url}.\n" for n, url in enumerate(self.urls.values(), 1)]
        return "\n".join(["# Informe sombra\n", *claims, "## Notas\n", *notes])

    def _by_name(self, connection: socket.socket, request: bytes) -> None:
        host = _HOST.search(request)
        kind = self._kinds[host[1].decode()] if host else None
        self._answer(kind, connection, request)

    def _by_path(self, connection: socket.socket, request: bytes) -> None:
        path = request.split(b" ", 2)[1].decode()
        found = (kind for kind in self._kinds.values() if kind.secure and kind.path == path)
        self._answer(next(found, None), connection, request)

    def _answer(self, kind: Kind | None, connection: socket.socket, request: bytes) -> None:
        head = request.partition(b"\r\n\r\n")[0].decode("latin-1")
        if kind is None:
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        connection.sendall(kind.show(Ask(self.night, head.split(" ", 2)[1], head)))


class Every(dict[str, Any]):
    """One reply for every path."""

    def __init__(self, reply: Callable[[socket.socket, bytes], None]) -> None:
        super().__init__()
        self._reply = reply

    def get(self, path: str, default: Any = None) -> Any:
        return self._reply
