"""What went wrong with an exchange, in the words of the evidence room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from OpenSSL import SSL
from scrapy.exceptions import IgnoreRequest
from twisted.internet import defer, error

from crawler.wire.own_domains import NotOursError
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from crawler.wire.exchange import Exchange


_GIVEN_UP = (defer.CancelledError, error.TimeoutError, error.ConnectingCancelledError)
"""How Twisted says that we stopped waiting."""


STALLED = "the answer stalled"
"""Detail of a timeout in the middle of an answer."""


class FetchError(Exception):
    """An exchange gave no answer; ``failure`` says how far it came and why it ended."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.stage}: {failure.kind} {failure.detail}")
        self.failure = failure


def of(problem: BaseException, exchange: Exchange) -> Failure:
    """The failure that ``problem``, raised by Twisted, OpenSSL or the reading, stands for."""
    if isinstance(problem, FetchError):
        return problem.failure
    if isinstance(problem, SSL.Error):
        return Failure(Stage.TLS, "handshake", _openssl(problem))
    if isinstance(problem, _GIVEN_UP):
        detail = STALLED if exchange.size else "no answer"
        return Failure(Stage.TIMEOUT, "timeout", detail)
    if isinstance(problem, error.ConnectionRefusedError):
        return Failure(Stage.TCP, "refused", "connection refused")
    if isinstance(problem, error.ConnectError):
        return Failure(Stage.TCP, "unreachable", _line(problem))
    if exchange.size:
        return Failure(Stage.HTTP, "no-http", _line(problem))
    return Failure(Stage.HTTP, "broken", "the connection was closed without an answer")


def of_request(problem: BaseException | None) -> Failure:
    """The failure that a request ended in, as Scrapy hands it on."""
    if isinstance(problem, FetchError):
        return problem.failure
    if isinstance(problem, NotOursError):
        return Failure(Stage.INTERNAL, "not-ours", f"another process asks {problem.domain} tonight")
    if isinstance(problem, IgnoreRequest):
        return Failure(Stage.ROBOTS, "denied", "robots.txt")
    return Failure(Stage.INTERNAL, type(problem).__name__, " ".join(str(problem).split())[:200])


def _openssl(problem: SSL.Error) -> str:
    if problem.args and problem.args[0]:
        return ", ".join(str(part[-1]) for part in problem.args[0])
    return type(problem).__name__


def _line(problem: BaseException) -> str:
    return " ".join(str(problem).split())[:200] or type(problem).__name__
