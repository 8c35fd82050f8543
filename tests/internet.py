"""The public network in a process: names, and public addresses behind which one server on loopback
stands. Everything else is what it is: whoever connects to 127.0.0.1 is there.

Only the system's look-up and its ``connect`` are replaced, under all that asks over the network; the
check of addresses, and what is connected to after it, are the program's own.
"""

from __future__ import annotations

import errno
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PUBLIC = ("200.23.8.5", "200.23.8.6")
"""Addresses that anybody may be asked at; nobody is."""
_OWN = ("127.", "0.0.0.0", "::1", "::")
_LOOK_UP = socket.getaddrinfo
_CONNECT = socket.socket.connect
_CONNECT_EX = socket.socket.connect_ex


@dataclass(frozen=True)
class Internet:
    """What a process knows of the world; :meth:`join` puts it there."""

    port: int
    """of the server on loopback that stands behind the public addresses"""
    knocks: Path
    """file in which each address stands that was connected to and is none of them"""
    names: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """what each look-up of a name gives in turn, the last one from then on; any other name that ends
    in ``.example`` is public"""
    tls: int = 0
    """port of the server on loopback that stands there at port 443, where it is another one"""

    def join(self) -> None:
        """Replace look-up and connect in this process, for good."""
        asked = {name: list(answers) for name, answers in self.names.items()}

        def getaddrinfo(host: Any, port: Any, *given: int, **named: int) -> Any:
            name = (host.decode() if isinstance(host, bytes) else str(host)).lower().rstrip(".")
            if name in asked:
                found = asked[name].pop(0) if len(asked[name]) > 1 else asked[name][0]
                return [_entry(address, port) for address in found]
            if name.endswith(".example"):
                return [_entry(PUBLIC[0], port)]
            # a literal, in any of the forms that the system reads
            wanted = dict(zip(("family", "type", "proto", "flags"), given, strict=False)) | named
            wanted["flags"] = wanted.get("flags", 0) | socket.AI_NUMERICHOST
            return _LOOK_UP(host, port, **wanted)

        def connect(one: socket.socket, address: Any) -> None:
            if (place := self._place(address)) is None:
                raise ConnectionRefusedError(errno.ECONNREFUSED, "refused")
            _CONNECT(one, place)

        def connect_ex(one: socket.socket, address: Any) -> int:
            place = self._place(address)
            return errno.ECONNREFUSED if place is None else _CONNECT_EX(one, place)

        socket.getaddrinfo = getaddrinfo
        socket.socket.connect = connect  # type: ignore[method-assign]
        socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]

    def _place(self, address: Any) -> Any:
        """Where a connection really goes; None: nowhere."""
        if not isinstance(address, tuple):
            return address
        host, port, *_ = address
        if host in PUBLIC:
            return ("127.0.0.1", self.tls if self.tls and port == 443 else self.port)
        with self.knocks.open("a", encoding="ascii") as log:
            log.write(f"{host} {port}\n")
        return address if host.startswith(_OWN) else None


def _entry(address: str, port: Any) -> Any:
    host, _, scope = address.partition("%")
    place = (address, port or 0, 0, 1 if scope else 0) if ":" in host else (host, port or 0)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", place


class Doors:
    """Private doors at one port of 127.0.0.1 and ::1: ``heard`` holds what each connection said."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._sockets = [socket.create_server(("127.0.0.1", 0))]
        self.port: int = self._sockets[0].getsockname()[1]
        with suppress(OSError):  # this machine has no IPv6
            place = ("::1", self.port)
            self._sockets.append(socket.create_server(place, family=socket.AF_INET6))

    def __enter__(self) -> Doors:
        for one in self._sockets:
            threading.Thread(target=self._serve, args=(one,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._sockets:
            one.close()

    def _serve(self, server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            said = b""
            with connection, suppress(OSError):
                connection.settimeout(1.0)
                said = connection.recv(65536)
                # another page for each host: one from many would be a captive portal
                secret = b"<p>" + b" ".join(said.split()) + b"</p>"
                head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(secret)
                connection.sendall(head + secret)
            self.heard.append(said)
