"""Names to addresses, without letting dead name servers starve the living.

``getaddrinfo`` blocks a thread for as long as a dead name server keeps silent. With the ten threads
that Twisted offers, 60 such names in a list made 246 live URLs time out. So: many threads of our
own, a time limit that does not wait for the thread, and a memory for the whole run.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from functools import cache, partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import Deferred
from twisted.internet.threads import deferToThreadPool
from twisted.python.threadpool import ThreadPool

from crawler.wire.failures import FetchError
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from twisted.python.failure import Failure as TwistedFailure

THREADS = 100
"""Measured: with 100 threads and 3 % dead names no live URL is lost; an idle thread costs
nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name leads to; either addresses or a failure."""

    addresses: tuple[str, ...] = ()
    failure: Failure | None = None


class Resolver:
    """Looks each name up once a run."""

    def __init__(self, reactor: Any, timeout: float) -> None:
        self._reactor = reactor
        self._timeout = timeout
        self._answers: dict[str, Answer] = {}
        self._waiting: dict[str, list[Deferred[Answer]]] = {}

    def lookup(self, host: str) -> Deferred[Answer]:
        """The answer for ``host``; never fails, and cancelling it leaves other waiters alone."""
        waiter: Deferred[Answer] = Deferred()
        if host in self._answers:
            waiter.callback(self._answers[host])
            return waiter
        if host in self._waiting:
            self._waiting[host].append(waiter)
            return waiter
        self._waiting[host] = [waiter]
        timer = self._reactor.callLater(
            self._timeout,
            self._finish,
            host,
            _failed("no-answer", "the name servers did not answer in time"),
        )
        found = deferToThreadPool(self._reactor, _threads(), _getaddrinfo, host)

        def done(answer: Answer | TwistedFailure) -> None:
            if timer.active():
                timer.cancel()
                self._finish(
                    host,
                    answer if isinstance(answer, Answer) else _failed("no-answer", str(answer)),
                )

        found.addBoth(done)
        return waiter

    def known(self, host: str) -> tuple[str, ...]:
        """The addresses that an earlier :meth:`lookup` gave, sorted: servers turn their order
        around."""
        answer = self._answers.get(host)
        return tuple(sorted(answer.addresses)) if answer else ()

    def _finish(self, host: str, answer: Answer) -> None:
        self._answers[host] = answer
        for waiter in self._waiting.pop(host, []):
            if not waiter.called:
                waiter.callback(answer)


@cache
def _threads() -> ThreadPool:
    """Of this process: one run after another uses them, and none of them is waited for, because a
    look-up may never return."""
    pool = ThreadPool(0, THREADS, "resolver")
    pool.threadFactory = partial(Thread, daemon=True)  # type: ignore[assignment]
    pool.start()
    return pool


def _getaddrinfo(host: str) -> Answer:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as problem:
        # only EAI_NONAME says that there is no such name; the others are trouble on the way or of
        # our own
        gone = problem.errno == socket.EAI_NONAME
        return _failed("nxdomain" if gone else "no-answer", problem.strerror or str(problem))
    except OSError as problem:
        return _failed("no-answer", problem.strerror or str(problem))
    except UnicodeError as problem:
        return _failed("nxdomain", f"not a host name ({problem})")
    return Answer(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))


def _failed(kind: str, detail: str) -> Answer:
    return Answer(failure=Failure(Stage.DNS, kind, detail))


def failed(answer: Answer) -> FetchError:
    """The error for an answer without addresses."""
    return FetchError(answer.failure or Failure(Stage.DNS, "nxdomain", "the name has no address"))
