"""Serve the world: a port of 127.0.0.1 for every cited address, raw sockets."""

from __future__ import annotations

import itertools
import re
import socket
import struct
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from benchmarks.truth_world.model import Asked
from tests.servers import request_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.truth_world.model import Answer, Fate

_HEADER = rb"(?im)^%s: *([^\r\n]*)"


class World:
    """All hosts of some fates, running. ``urls`` holds each address as it is cited, by its fate's name."""

    def __init__(self, fates: Sequence[Fate]) -> None:
        self._hosts = [_Host(self, fate) for fate in fates]
        self._night = 1
        self.urls = {host.fate.name: host.url for host in self._hosts}
        self.count = itertools.count()
        self.closed = threading.Event()

    def __enter__(self) -> Self:
        for host in self._hosts:
            threading.Thread(target=host.accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closed.set()
        for host in self._hosts:
            host.listening.close()

    @property
    def night(self) -> int:
        """1, or 2 for all nights from the second on."""
        return self._night

    @night.setter
    def night(self, night: int) -> None:
        if night == self._night:
            return
        self._night = night
        for host in self._hosts:
            if night > 1 and getattr(host.fate.after, "refused", False):
                host.refuse()


class _Host:
    def __init__(self, world: World, fate: Fate) -> None:
        self._world = world
        self.fate = fate
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._port: int = self.listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}{fate.path}"

    def refuse(self) -> None:
        """Listen no more; the port stays bound, so that nobody else takes it."""
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.listening = socket.socket()
        self.listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listening.bind(("127.0.0.1", self._port))

    def accept(self) -> None:
        listening = self.listening
        with suppress(OSError):  # it was closed
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:  # clients may hang up
            connection.settimeout(30)
            request = request_head(connection)
            if not request:
                return
            self._send(connection, self.fate.at(self._world.night, self._asked(request)))

    def _asked(self, request: bytes) -> Asked:
        path = request.split(b" ", 2)[1].decode("latin-1")
        number = next(self._world.count)
        return Asked(path, _header(request, b"user-agent"), _header(request, b"cookie"), number)

    def _send(self, connection: socket.socket, answer: Answer) -> None:
        if answer.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        if answer.wait and self._world.closed.wait(answer.wait):
            return
        connection.sendall(answer.wire)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass


def _header(request: bytes, name: bytes) -> str:
    found = re.search(_HEADER % name, request)
    return found[1].decode("latin-1") if found else ""
