"""The network between the program and the world: connections in memory, no byte leaves the process.

Twisted's reactor, plain sockets, and names are given by it; who stands behind an address, and what
becomes of a connection, is asked of the :class:`World`.
"""

from __future__ import annotations

import errno
import io
import os
import socket
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol

from twisted.internet import error
from twisted.internet.address import IPv4Address
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from tests.simulation import clock
from tests.simulation.steps import step

if TYPE_CHECKING:
    from collections.abc import Callable

_FAR = 0.02
"""Seconds to any host and back."""


@dataclass(frozen=True)
class Answer:
    """What comes back over a connection: pieces, each so many seconds after the one before, and then
    its end."""

    pieces: tuple[tuple[float, bytes], ...]
    end: str = "keep"
    """keep, close, reset; stall: nothing more ever comes"""


class World(Protocol):
    """Who answers."""

    def names(self, host: str) -> tuple[float, list[str] | int]:
        """Seconds that it takes, and addresses or the number of a gaierror."""

    def connects(self, address: str, port: int) -> str:
        """``ok``, ``refused``, ``timeout`` or ``unreachable``."""

    def answers(self, address: str, port: int, request: bytes) -> Answer:
        """What a whole request is answered with."""

    def speaks(self, address: str, port: int) -> Dialogue | None:
        """Who speaks first there, and answers line by line; None where requests are answered."""


class Dialogue(Protocol):
    """A connection that is no request and its answer."""

    def greeting(self) -> Answer:
        """What is said first."""

    def told(self, data: bytes) -> Answer:
        """What is said to that."""


def _whole(data: bytes) -> int:
    """How long the first request in ``data`` is; 0 while it is not whole."""
    head, mark, body = data.partition(b"\r\n\r\n")
    if not mark:
        return 0
    size = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            size = int(line.partition(b":")[2])
    return len(head) + 4 + size if len(body) >= size else 0


class _Transport:
    """A connection of Twisted's, as its protocol sees it."""

    disconnecting = False

    def __init__(self, reactor: Any, world: World, peer: tuple[str, int], protocol: Any) -> None:
        self._reactor, self._world, self._peer, self._protocol = reactor, world, peer, protocol
        self._sent = b""
        self._open = True
        self._timers: list[Any] = []

    def write(self, data: bytes) -> None:
        self._sent += data
        size = _whole(self._sent)
        if self._open and size:
            request, self._sent = self._sent[:size], self._sent[size:]
            step("request")
            answer = self._world.answers(*self._peer, request)
            at = _FAR
            for wait, piece in answer.pieces:
                at += wait
                self._later(at, self._deliver, piece)
            self._end(at, answer.end)

    def _end(self, at: float, how: str) -> None:
        if how == "close":
            self._later(at, self._lose, error.ConnectionDone())
        elif how == "reset":
            self._later(at, self._lose, error.ConnectionLost("Connection reset by peer"))

    def writeSequence(self, pieces: Any) -> None:  # noqa: N802
        self.write(b"".join(pieces))

    def loseConnection(self, *_: Any) -> None:  # noqa: N802
        self._later(0, self._lose, error.ConnectionDone())

    def abortConnection(self, *_: Any) -> None:  # noqa: N802
        self._later(0, self._lose, error.ConnectionAborted())

    def getPeer(self) -> IPv4Address:  # noqa: N802
        return IPv4Address("TCP", *self._peer)

    def getHost(self) -> IPv4Address:  # noqa: N802
        return IPv4Address("TCP", "198.51.100.7", 40_000)

    def registerProducer(self, *_: Any) -> None:  # noqa: N802
        """Memory never fills."""

    def unregisterProducer(self) -> None:  # noqa: N802
        """See above."""

    def _later(self, seconds: float, act: Callable[..., None], *values: Any) -> None:
        self._timers.append(self._reactor.callLater(seconds, act, *values))

    def _deliver(self, piece: bytes) -> None:
        if self._open:
            step("answer")
            self._protocol.dataReceived(piece)

    def _lose(self, why: Exception) -> None:
        if self._open:
            self._open = False
            for timer in self._timers:
                if timer.active():
                    timer.cancel()
            self._protocol.connectionLost(Failure(why))


class _Connector:
    """A connection that is being made."""

    def __init__(
        self, reactor: Any, world: World, peer: tuple[str, int], factory: Any, timeout: float
    ) -> None:
        self._factory, self._peer, self._made = factory, peer, (reactor, world, peer)
        factory.doStart()
        factory.startedConnecting(self)
        outcome = world.connects(*peer)
        act, wait = {
            "ok": (self._connected, _FAR),
            "refused": (lambda: self._failed(error.ConnectionRefusedError()), _FAR),
            "unreachable": (lambda: self._failed(error.NoRouteError()), _FAR),
            "timeout": (lambda: self._failed(error.TimeoutError()), timeout),
        }[outcome]
        self._timer = reactor.callLater(wait, act)

    def _connected(self) -> None:
        step("connect")
        protocol = self._factory.buildProtocol(IPv4Address("TCP", *self._peer))
        if protocol is not None:
            protocol.makeConnection(_Transport(*self._made, protocol))

    def _failed(self, why: Exception) -> None:
        self._factory.clientConnectionFailed(self, Failure(why))

    def stopConnecting(self) -> None:  # noqa: N802
        if self._timer.active():
            self._timer.cancel()
            self._failed(error.UserError())

    disconnect = stopConnecting

    def getDestination(self) -> IPv4Address:  # noqa: N802
        return IPv4Address("TCP", *self._peer)


class _Socket:
    """A plain socket, for what asks without the reactor."""

    def __init__(self, world: World, *_: Any, **__: Any) -> None:
        self._world = world
        self._timeout: float | None = None
        self._peer = ("", 0)
        self._sent = b""
        self._pieces: list[tuple[float, bytes]] = []
        self._close = "close"
        self._dialogue: Dialogue | None = None

    def __enter__(self) -> _Socket:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def settimeout(self, seconds: float | None) -> None:
        self._timeout = seconds

    def setsockopt(self, *_: Any) -> None:
        """Memory knows no delay."""

    def connect(self, place: Any) -> None:
        self._peer = (str(place[0]), int(place[1]))
        outcome = self._world.connects(*self._peer)
        if outcome == "timeout":
            clock.pass_time(self._timeout or 60.0)
            raise TimeoutError("timed out")
        clock.pass_time(_FAR)
        if outcome != "ok":
            number = errno.ECONNREFUSED if outcome == "refused" else errno.ENETUNREACH
            raise OSError(number, os.strerror(number))
        self._dialogue = self._world.speaks(*self._peer)
        if self._dialogue is not None:
            self._take(self._dialogue.greeting())

    def _take(self, answer: Answer) -> None:
        self._pieces += answer.pieces
        self._close = answer.end

    def sendall(self, data: bytes) -> None:
        if self._dialogue is not None:
            step("request")
            self._take(self._dialogue.told(bytes(data)))
            return
        self._sent += bytes(data)
        if size := _whole(self._sent):
            request, self._sent = self._sent[:size], self._sent[size:]
            step("request")
            self._take(self._world.answers(*self._peer, request))

    def recv_into(self, buffer: Any) -> int:
        if not self._pieces:
            if self._close == "reset":
                raise ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
            if self._close in ("stall", "keep"):
                clock.pass_time(self._timeout or 3600.0)
                raise TimeoutError("timed out")
            return 0
        wait, piece = self._pieces.pop(0)
        if self._timeout is not None and wait > self._timeout:
            self._pieces.insert(0, (wait - self._timeout, piece))
            clock.pass_time(self._timeout)
            raise TimeoutError("timed out")
        clock.pass_time(wait)
        step("answer")
        taken, rest = piece[: len(buffer)], piece[len(buffer) :]
        if rest:
            self._pieces.insert(0, (0.0, rest))
        buffer[: len(taken)] = taken
        return len(taken)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self))

    def shutdown(self, *_: Any) -> None:
        """There is nobody to tell."""

    def close(self) -> None:
        """Likewise."""

    def fileno(self) -> int:
        return -1


class _Reading(io.RawIOBase):
    def __init__(self, connection: _Socket) -> None:
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._connection.recv_into(buffer)


def _looked_up(world: World) -> Callable[..., list[Any]]:
    def getaddrinfo(host: str, port: Any, *_: Any, **__: Any) -> list[Any]:
        seconds, found = world.names(str(host))
        clock.pass_time(seconds)
        if isinstance(found, int):
            raise socket.gaierror(
                found, "Name or service not known" if found == -2 else "no answer"
            )
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port or 0)) for one in found]

    return getaddrinfo


def _deferred(reactor: Any, _pool: Any, act: Callable[..., Any], *values: Any) -> Deferred[Any]:
    """What a thread would do, done now; how long it took is waited for."""
    done: Deferred[Any] = Deferred()
    before = clock.CELLS[clock.MONOTONIC]
    result = act(*values)
    took = clock.CELLS[clock.MONOTONIC] - before
    clock.CELLS[clock.MONOTONIC] = before  # others go on meanwhile
    reactor.callLater(took, done.callback, result)
    return done


class _Thread:
    """What a thread would do, done at once by the one that starts it."""

    def __init__(self, target: Callable[[], None], daemon: bool = False, name: str = "") -> None:
        self._target = target
        self._took = 0.0
        self._waited = float("inf")

    def start(self) -> None:
        before = clock.CELLS[clock.MONOTONIC]
        self._target()
        self._took = clock.CELLS[clock.MONOTONIC] - before

    def join(self, seconds: float = float("inf")) -> None:
        self._waited = seconds

    def is_alive(self) -> bool:
        return self._took > self._waited


def install(world: World) -> None:
    """All that asks the network asks ``world`` from now on; a reactor by :func:`on_reactor`."""
    import urllib3.util.connection

    from crawler.wire import connectivity, resolver
    from schedules.notices import bounded

    def connected(place: tuple[str, int], timeout: Any = None, *_: Any, **__: Any) -> _Socket:
        connection = _Socket(world)
        connection.settimeout(timeout if isinstance(timeout, int | float) else None)
        found = looked_up(place[0], place[1])
        connection.connect(found[0][4])
        return connection

    looked_up = _looked_up(world)
    socket.getaddrinfo = looked_up  # type: ignore[assignment]
    socket.create_connection = connected  # type: ignore[assignment]
    urllib3.util.connection.create_connection = connected  # type: ignore[assignment]
    near: Any = connectivity
    near.socket = SimpleNamespace(
        getaddrinfo=looked_up,
        socket=lambda *_: _Socket(world),
        SOCK_STREAM=socket.SOCK_STREAM,
    )
    near.Thread = _Thread
    names: Any = resolver
    names.deferToThreadPool, names._threads = _deferred, lambda: None
    waits: Any = bounded
    waits.threading = SimpleNamespace(Thread=_Thread, Lock=bounded.threading.Lock)


def on_reactor(reactor: Any, world: World) -> None:
    """Connections of ``reactor`` are made in memory."""

    def connect(host: str, port: int, factory: Any, timeout: float = 30, **_: Any) -> _Connector:
        return _Connector(reactor, world, (host, port), factory, timeout)

    reactor.connectTCP = connect
