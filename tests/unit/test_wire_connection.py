"""A connection in memory: however an answer is cut into pieces, the exchange is the same."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from OpenSSL import SSL
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from twisted.internet import error
from twisted.internet.defer import CancelledError
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure as TwistedFailure

from crawler.wire import failures
from crawler.wire.connection import Connection
from crawler.wire.exchange import Exchange
from crawler.wire.failures import FetchError
from crawler.wire.handler import request_block
from crawler.wire.pool import Pool
from crawler.wire.room import Room
from evidence.custody.warc.http import MessageError
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

REQUEST = b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhola!"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhol\r\n2\r\na!\r\n0\r\n\r\n"
EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + PLAIN
CLOSING = b"HTTP/1.1 200 OK\r\n\r\nhola!"


class Transport(StringTransport):
    """Remembers how it was ended."""

    def __init__(self) -> None:
        super().__init__()
        self.ended = ""

    def abortConnection(self) -> None:  # noqa: N802
        self.ended = "aborted"

    def loseConnection(self) -> None:  # noqa: N802
        self.ended = "closed"


class Line:
    """One connection, and what came of the exchange on it."""

    def __init__(self, limit: int = 1000, room: Room | None = None) -> None:
        self.free = 0
        self.outcome: Any = None
        self.transport = Transport()
        self.connection = Connection(
            lambda _: setattr(self, "free", self.free + 1), room or Room(Reactor())
        )
        self.connection.makeConnection(self.transport)
        self.ask(limit)

    def ask(self, limit: int = 1000) -> None:
        self.exchange = Exchange("http://a.example/", limit)
        self.waiting = self.connection.ask(self.exchange, REQUEST)
        self.waiting.addCallbacks(lambda _: self.ends("answered"), self.ends)

    def ends(self, outcome: Any) -> None:
        assert self.outcome is None, "an exchange ends once"
        self.outcome = outcome.value if isinstance(outcome, TwistedFailure) else outcome

    def feed(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.connection.dataReceived(piece)

    def lose(self, reason: BaseException | None = None) -> None:
        self.connection.connectionLost(TwistedFailure(reason or error.ConnectionDone()))

    @property
    def payload(self) -> bytes:
        assert self.exchange.message is not None
        return self.exchange.message.payload


@pytest.mark.parametrize("answer", [PLAIN, CHUNKED, EARLY])
@given(data=st.data())
def test_pieces_make_no_difference(answer: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(answer) - 1))))
    line = Line()
    line.feed(*(answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)))
    assert line.outcome == "answered"
    assert line.payload == b"hola!"
    assert line.exchange.response_block == answer
    assert (line.exchange.size, line.exchange.truncated) == (len(answer), None)
    assert (line.free, line.transport.ended) == (1, "")
    assert line.transport.value() == REQUEST == line.exchange.request_block


@given(st.integers(1, len(PLAIN) - 1), st.booleans())
def test_an_answer_that_breaks_off_is_cut_or_none(size: int, clean: bool) -> None:
    line = Line()
    line.feed(PLAIN[:size])
    line.lose(error.ConnectionDone() if clean else error.ConnectionLost())
    if b"\r\n\r\n" in PLAIN[:size]:
        assert line.outcome == "answered"
        assert line.exchange.truncated == "disconnect"
        assert b"hola!".startswith(line.payload)
    else:
        assert isinstance(line.outcome, error.ConnectionClosed)
        assert line.exchange.message is None
    assert line.exchange.response_block == PLAIN[:size]
    assert line.free == 0


@pytest.mark.parametrize(
    ("reason", "truncated"),
    [(error.ConnectionDone(), None), (error.ConnectionLost(), "disconnect")],
)
def test_a_body_that_ends_with_the_connection_is_whole_if_it_was_closed_in_peace(
    reason: BaseException, truncated: str | None
) -> None:
    line = Line()
    line.feed(CLOSING)
    assert line.outcome is None
    line.lose(reason)
    assert (line.outcome, line.payload) == ("answered", b"hola!")
    assert line.exchange.truncated == truncated
    assert line.free == 0


@pytest.mark.parametrize("limit", [0, 1, 4])
def test_a_body_beyond_the_limit_ends_the_connection(limit: int) -> None:
    line = Line(limit)
    line.feed(CLOSING)
    assert (line.outcome, line.exchange.truncated) == ("answered", "length")
    assert line.transport.ended == "aborted"
    assert line.free == 0
    line.lose()  # and what follows on it is nobody's


def test_a_body_of_the_limit_is_whole() -> None:
    line = Line(5)
    line.feed(PLAIN)
    assert line.exchange.truncated is None
    assert line.free == 1


def test_giving_up_before_the_head_is_no_answer_and_after_it_a_cut_one() -> None:
    before, after = Line(), Line()
    before.feed(b"HTTP/1.1 200")
    after.feed(PLAIN[:-2])
    for line in (before, after):
        line.waiting.cancel()
        assert line.transport.ended == "aborted"
        line.lose()
    assert isinstance(before.outcome, CancelledError)
    assert (after.outcome, after.exchange.truncated, after.payload) == ("answered", "time", b"hol")


@pytest.mark.parametrize(
    "noise", [b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"\x00\x01\x02" * 50 + b"\r\n\r\n"]
)
def test_what_is_no_http_fails_and_its_bytes_are_kept(noise: bytes) -> None:
    line = Line()
    line.feed(noise)
    line.lose()
    assert isinstance(line.outcome, MessageError | error.ConnectionClosed)
    assert line.exchange.response_block == noise
    assert line.free == 0


def test_a_connection_carries_one_exchange_after_the_other_and_keeps_them_apart() -> None:
    line = Line()
    line.feed(PLAIN)
    first, line.outcome = line.exchange, None
    line.ask()
    line.feed(CHUNKED)
    assert (first.response_block, line.exchange.response_block) == (PLAIN, CHUNKED)
    assert (line.free, line.connection.carried) == (2, 2)


@pytest.mark.parametrize("more", [PLAIN, b"x"])
def test_bytes_that_nobody_asked_for_end_the_connection(more: bytes) -> None:
    line = Line()
    line.feed(PLAIN)
    line.feed(more)
    assert line.transport.ended == "aborted"
    assert line.exchange.response_block == PLAIN


def test_a_server_that_says_close_is_not_asked_again_on_that_connection() -> None:
    line = Line()
    line.feed(PLAIN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert line.outcome == "answered"
    assert (line.free, line.transport.ended) == (0, "closed")


@given(st.integers(1, len(PLAIN) - 1))
def test_times_rise_and_the_first_byte_is_the_first(cut: int) -> None:
    line = Line()
    assert line.exchange.first_byte_us is None
    line.feed(PLAIN[:cut])
    first = line.exchange.first_byte_us
    line.feed(PLAIN[cut:])
    assert line.exchange.first_byte_us == first
    assert first is not None
    assert 0 <= first <= line.exchange.elapsed_us()


# --- connections kept for a host ----------------------------------------------------------------


class Reactor:
    """``callLater`` that nobody's clock drives."""

    def __init__(self) -> None:
        self.late: list[Any] = []

    def callLater(self, _: float, call: Any, *__: Any) -> Any:  # noqa: N802
        self.late.append(call)
        return SimpleNamespace(cancel=lambda: None)

    def callFromThread(self, call: Callable[..., None], *told: Any) -> None:  # noqa: N802
        call(*told)


class Endpoints:
    """Opens connections in memory."""

    def __init__(self) -> None:
        self.opened: list[Transport] = []
        self.protocols: list[Connection] = []

    def endpoint(self, *_: Any) -> Any:
        return self

    async def connect(self, factory: Any) -> Connection:
        connection: Connection = factory.buildProtocol(None)
        self.opened.append(Transport())
        self.protocols.append(connection)
        connection.makeConnection(self.opened[-1])
        return connection


def asking(pool: Pool, host: str = "a.example", request: bytes = REQUEST) -> tuple[Any, Exchange]:
    from twisted.internet.defer import Deferred

    exchange = Exchange(f"http://{host}/", 1000)
    return Deferred.fromCoroutine(pool.ask(("http", host, 80), exchange, request)), exchange


def test_a_connection_that_is_free_is_used_again_for_its_own_place_only() -> None:
    endpoints = Endpoints()
    pool = Pool(Reactor(), endpoints, 2, Room(Reactor()))  # type: ignore[arg-type]
    for host, opened in (("a.example", 1), ("a.example", 1), ("b.example", 2)):
        done, exchange = asking(pool, host)
        endpoints.protocols[opened - 1].dataReceived(PLAIN)
        assert done.called
        assert exchange.response_block == PLAIN
        assert len(endpoints.opened) == opened


def test_two_at_once_have_two_connections_and_no_more_than_allowed_are_kept() -> None:
    endpoints = Endpoints()
    pool = Pool(Reactor(), endpoints, 2, Room(Reactor()))  # type: ignore[arg-type]
    waiting = [asking(pool) for _ in range(3)]
    assert len(endpoints.opened) == 3
    for protocol in endpoints.protocols:
        protocol.dataReceived(PLAIN)
    assert all(done.called for done, _ in waiting)
    assert [transport.ended for transport in endpoints.opened] == ["", "", "aborted"]


@pytest.mark.parametrize(
    ("request_line", "again"), [(REQUEST, True), (REQUEST.replace(b"GET", b"POST"), False)]
)
def test_a_kept_connection_that_was_closed_costs_no_answer_but_a_post_leaves_once(
    request_line: bytes, again: bool
) -> None:
    endpoints = Endpoints()
    pool = Pool(Reactor(), endpoints, 2, Room(Reactor()))  # type: ignore[arg-type]
    asking(pool)
    endpoints.protocols[0].dataReceived(PLAIN)
    done, exchange = asking(pool, request=request_line)
    endpoints.protocols[0].connectionLost(TwistedFailure(error.ConnectionLost()))
    if again:
        endpoints.protocols[1].dataReceived(PLAIN)
        assert exchange.response_block == PLAIN
    else:
        assert len(endpoints.opened) == 1
        done.addErrback(lambda failure: failure.trap(error.ConnectionLost))
    assert done.called


LATE = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("request_line", "again"), [(REQUEST, True), (REQUEST.replace(b"GET", b"POST"), False)]
)
def test_a_kept_connection_whose_server_waited_in_vain_answers_nothing(
    request_line: bytes, again: bool
) -> None:
    endpoints = Endpoints()
    pool = Pool(Reactor(), endpoints, 2, Room(Reactor()))  # type: ignore[arg-type]
    asking(pool)
    endpoints.protocols[0].dataReceived(PLAIN)
    done, exchange = asking(pool, request=request_line)
    endpoints.protocols[0].dataReceived(LATE)
    assert done.called is not again
    if again:  # asked over a connection of its own, where such an answer is one
        endpoints.protocols[1].dataReceived(LATE)
    assert done.called
    assert exchange.response_block == LATE
    assert len(endpoints.opened) == 1 + again


def test_a_new_connection_that_is_closed_is_no_second_chance() -> None:
    endpoints = Endpoints()
    done, _ = asking(Pool(Reactor(), endpoints, 2, Room(Reactor())))  # type: ignore[arg-type]
    endpoints.protocols[0].connectionLost(TwistedFailure(error.ConnectionDone()))
    assert len(endpoints.opened) == 1
    failed: list[Any] = []
    done.addErrback(failed.append)
    assert failed


# --- what is sent, and what went wrong -----------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "line", "host"),
    [
        ("http://a.example", b"GET / HTTP/1.1", b"a.example"),
        ("http://a.example/", b"GET / HTTP/1.1", b"a.example"),
        ("http://a.example:8080/x?y=1#z", b"GET /x?y=1 HTTP/1.1", b"a.example:8080"),
        ("http://a.example?y=1", b"GET /?y=1 HTTP/1.1", b"a.example"),
        ("https://u:p@a.example/x", b"GET /x HTTP/1.1", b"a.example"),
        ("http://[::1]:81/x", b"GET /x HTTP/1.1", b"[::1]:81"),
        ("http://a.example/x//y/../z;a=1", b"GET /x//y/../z;a=1 HTTP/1.1", b"a.example"),
    ],
)
def test_what_is_asked_for_is_what_stands_in_the_address(
    url: str, line: bytes, host: bytes
) -> None:
    sent = request_block(Request(url, headers={"Accept": "*/*"})).split(b"\r\n")
    assert sent[0] == line
    assert b"Host: " + host in sent
    assert b"Accept: */*" in sent
    assert sent[-2:] == [b"", b""]


def test_a_form_is_sent_with_its_length() -> None:
    sent = request_block(Request("http://a.example/", method="POST", body=b"a=1"))
    assert sent.startswith(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n")
    assert sent.endswith(b"\r\n\r\na=1")


def test_no_header_can_break_into_another() -> None:
    sent = request_block(Request("http://a.example/", headers={"X": "1\r\nHost: evil.example"}))
    assert b"\r\nHost: evil" not in sent
    assert sent.count(b"\r\nHost: ") == 1


@pytest.mark.parametrize(
    ("problem", "size", "stage", "kind"),
    [
        (FetchError(Failure(Stage.ADDRESS, "private")), 0, Stage.ADDRESS, "private"),
        (SSL.Error([("SSL routines", "", "wrong version number")]), 0, Stage.TLS, "handshake"),
        (SSL.ZeroReturnError(), 9, Stage.TLS, "handshake"),
        (CancelledError(), 0, Stage.TIMEOUT, "timeout"),
        (error.TimeoutError(), 0, Stage.TIMEOUT, "timeout"),
        (error.ConnectionRefusedError(), 0, Stage.TCP, "refused"),
        (error.NoRouteError(), 0, Stage.TCP, "unreachable"),
        (error.ConnectionDone(), 0, Stage.HTTP, "broken"),
        (error.ConnectionLost(), 9, Stage.HTTP, "no-http"),
        (MessageError("no status line"), 9, Stage.HTTP, "no-http"),
    ],
)  # fmt: skip
def test_how_far_an_exchange_came(
    problem: BaseException, size: int, stage: Stage, kind: str
) -> None:
    exchange = Exchange("http://a.example/", 1000)
    exchange.size = size
    failure = failures.of(problem, exchange)
    assert (failure.stage, failure.kind) == (stage, kind)
    assert failure.detail or stage is Stage.ADDRESS
    assert "\n" not in failure.detail


@pytest.mark.parametrize(
    ("problem", "stage", "kind"),
    [
        (FetchError(Failure(Stage.DNS, "nxdomain")), Stage.DNS, "nxdomain"),
        (IgnoreRequest("robots.txt"), Stage.ROBOTS, "denied"),
        (KeyError("a\nb" * 200), Stage.INTERNAL, "KeyError"),
        (None, Stage.INTERNAL, "NoneType"),
    ],
)
def test_how_a_request_ended(problem: BaseException | None, stage: Stage, kind: str) -> None:
    failure = failures.of_request(problem)
    assert (failure.stage, failure.kind) == (stage, kind)
    assert len(failure.detail) <= 200
    assert "\n" not in failure.detail


@pytest.mark.parametrize(
    ("headers", "conditional"),
    [
        (b'If-None-Match: "x"', True),
        (b"if-modified-since: x", True),
        (b"X-If-None-Match: x", False),
        (b"Accept: */*", False),
    ],
)
def test_a_304_is_an_answer_only_to_who_asked_for_it(headers: bytes, conditional: bool) -> None:
    exchange = Exchange("http://a.example/", 1000)
    exchange.request_block = b"GET / HTTP/1.1\r\n" + headers + b"\r\n\r\n"
    assert exchange.conditional is conditional


LARGE = PLAIN.replace(b"5\r\n", b"9000000\r\n") + bytes(1_000_000)


def test_large_answers_wait_for_room_and_one_of_them_never_does() -> None:
    told: list[int] = []
    room = Room(Reactor(), most=3_500_000, on_waiting=told.append)
    lines = [Line(limit=10_000_000, room=room) for _ in range(6)]
    for line in lines:
        line.feed(LARGE)
    last = [line.transport.producerState for line in lines[2:]]
    assert last == [
        "producing",
        "producing",
        "paused",
        "paused",
    ]  # the fourth reads on without room
    lines[3].feed(bytes(8_000_000))  # it is whole: now it is its turn to be kept
    assert lines[3].outcome == "answered"
    assert [line.exchange.waits for line in lines[4:]] == [True, True]
    del lines[:4]  # nobody holds them any more
    gc.collect()
    assert [line.exchange.waits for line in lines] == [False, False]
    assert told == [1, 2, 1, 0]  # who waits keeps nobody else from being asked


def test_one_reads_on_where_nothing_else_moves() -> None:
    """Looks may wait for their probes, and those for a slot that a waiting sender holds."""
    reactor = Reactor()
    room = Room(reactor, most=1_000_000)
    whole, waiting = Line(limit=10_000_000, room=room), Line(limit=10_000_000, room=room)
    whole.feed(LARGE, bytes(8_000_000))
    waiting.feed(LARGE)
    assert waiting.exchange.waits
    reactor.late.pop()()
    assert not waiting.exchange.waits


def test_small_answers_do_not_wait_until_there_are_very_many() -> None:
    room = Room(Reactor(), most=2 * len(PLAIN))
    lines = [Line(room=room) for _ in range(4)]
    for line in lines:
        line.feed(PLAIN)
        assert line.outcome == "answered"
        assert line.transport.producerState == "producing"
    late = Line(room=room)
    late.feed(PLAIN[:-1])
    assert late.exchange.waits
    del lines, line
    gc.collect()
    assert not late.exchange.waits


def test_whose_answer_is_whole_when_it_would_have_to_wait_may_carry_another() -> None:
    room = Room(Reactor(), most=len(PLAIN))
    held = [Line(room=room) for _ in range(3)]
    for line in held:
        line.feed(PLAIN)
    line = held[-1]  # there was no room for its answer, which came in one piece
    assert (line.outcome, line.free, line.transport.producerState) == ("answered", 1, "producing")
    part = Line(room=room)
    part.feed(PLAIN[:-1])
    assert part.transport.producerState == "paused", "whose answer is not whole waits all the same"
    del held, line
    gc.collect()
    assert part.transport.producerState == "producing"


@pytest.mark.parametrize("answer", [PLAIN, EARLY, CLOSING, CHUNKED])
def test_a_body_lies_in_memory_once(answer: bytes) -> None:
    line = Line()
    line.feed(answer[:-4], answer[-4:])
    line.lose()
    assert line.payload == b"hola!"
    is_shared = any(one is line.payload for one in line.exchange.received.pieces)
    assert is_shared == (answer is not CHUNKED)
    assert line.exchange.response_block == answer
