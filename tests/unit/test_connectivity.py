"""Whose fault it is when nothing answers, and when a name is gone."""

from __future__ import annotations

import socket
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from crawler.wire import connectivity, resolver
from crawler.wire.dates import http_date
from evidence.config import Crawl
from evidence.errors import Offline
from tests.servers import RawServer, ok

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTCOMES = {
    "near.test:80": connectivity._Outcome.NEAR,
    "near-dead.test:80": connectivity._Outcome.NEAR_FAILED,
    "far.test:80": connectivity._Outcome.REACHED,
    "far-dead.test:80": connectivity._Outcome.FAILED,
    "neutral.test:443": connectivity._Outcome.FAILED,
}


@pytest.mark.parametrize(
    ("hosts", "offline"),
    [
        (("far",), False),
        (("far", "far-dead"), False),
        (("far-dead",), True),
        (("near", "far-dead"), True),  # our own machine answers without any network
        (("near",), False),
        (("near", "near-dead"), False),
        (("near-dead",), True),
    ],
)
def test_only_a_public_host_that_answers_proves_the_network(
    monkeypatch: pytest.MonkeyPatch, hosts: tuple[str, ...], offline: bool
) -> None:
    monkeypatch.setattr(connectivity, "_connect", lambda place, _: OUTCOMES[place])
    crawl = Crawl(allow_private=True, neutral_hosts=("neutral.test:443",))
    urls = [f"http://{host}.test/x" for host in hosts]
    if offline:
        with pytest.raises(Offline):
            connectivity.require_network(urls, crawl)
    else:
        connectivity.require_network(urls, crawl)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "nxdomain"),
        (socket.gaierror(socket.EAI_NODATA, "No address"), "no-answer"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "no-answer"),
        (socket.gaierror(socket.EAI_MEMORY, "Memory"), "no-answer"),
        (OSError(24, "Too many open files"), "no-answer"),
    ],
)
def test_only_a_name_server_that_says_so_makes_a_name_gone(
    monkeypatch: pytest.MonkeyPatch, error: OSError, kind: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    failure = resolver._getaddrinfo("www.gob.mx").failure
    assert failure is not None
    assert failure.kind == kind


@pytest.mark.parametrize(
    ("controls", "answering", "theirs"),
    [
        (["FAILED", "REACHED"], 0, True),
        (["REACHED"], 5, True),  # most fail again
        (["REACHED"], 6, False),  # half of them answer now: it was us
        (["REACHED"], 12, False),
        (["FAILED", "FAILED"], 0, False),  # the network is down
        (["NEAR"], 0, False),  # our own machine answers without any network
        ([], 0, False),
    ],
)
def test_hosts_fail_by_themselves_where_they_fail_again_and_the_network_is_up(
    monkeypatch: pytest.MonkeyPatch, controls: list[str], answering: int, theirs: bool
) -> None:
    outcomes = [connectivity._Outcome[name] for name in controls]
    monkeypatch.setattr(connectivity, "_try", lambda *_, **__: outcomes)
    asked: list[str] = []

    def answers(place: str, url: str, _: Crawl) -> bool:
        asked.append(url)
        return int(place.partition(".")[0].removeprefix("h")) < answering

    monkeypatch.setattr(connectivity, "_answers", answers)
    urls = [f"https://h{n}.example/x" for n in range(12)]
    assert connectivity.is_theirs(urls, ["https://good.example/"], Crawl()) is theirs
    assert len(asked) <= 12


def test_of_many_hosts_twelve_are_asked_and_of_none_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def is_silent(place: str, *_: object) -> bool:
        asked.append(place)
        return False

    monkeypatch.setattr(connectivity, "_try", lambda *_, **__: [connectivity._Outcome.REACHED])
    monkeypatch.setattr(connectivity, "_answers", is_silent)
    crawl = Crawl()
    assert connectivity.is_theirs([f"https://h{n}.example/" for n in range(500)], (), crawl)
    assert len(set(asked)) == 12
    # all of them said something: our network was up
    assert connectivity.is_theirs([], (), crawl)
    assert len(asked) == 12


def test_a_private_address_is_not_asked_anew() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        place = f"127.0.0.1:{port}"
        assert not connectivity._answers(place, f"http://{place}/", Crawl())
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()


def resolved(monkeypatch: pytest.MonkeyPatch, *addresses: str, port: int) -> None:
    places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)


@pytest.mark.parametrize(
    ("addresses", "outcome"),
    [
        (("127.0.0.2", "127.0.0.1"), "NEAR"),
        (("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.1"), "NEAR"),
        (("127.0.0.1",), "NEAR"),
        (("127.0.0.2",), "NEAR_FAILED"),
        (("169.254.0.1", "127.0.0.1"), "NEAR"),
        (("169.254.0.1",), "NOT_ALLOWED"),
        (("127.0.0.2", "169.254.0.1"), "NEAR_FAILED"),
        (("169.254.0.1", "127.0.0.2"), "NEAR_FAILED"),
        ((), "FAILED"),
    ],
)
def test_a_host_is_reached_where_one_of_its_addresses_is(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...], outcome: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        resolved(monkeypatch, *addresses, port=(port := server.getsockname()[1]))
        assert connectivity._connect(f"a.example:{port}", True).name == outcome


def test_and_a_far_address_that_fails_is_no_near_one(monkeypatch: pytest.MonkeyPatch) -> None:
    resolved(monkeypatch, "192.88.99.7", "127.0.0.2", port=9)
    timeouts = []

    class Refusing:
        settimeout = staticmethod(timeouts.append)

        def __enter__(self) -> Refusing:
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing was opened."""

        def connect(self, _: object) -> None:
            raise ConnectionRefusedError

    monkeypatch.setattr(socket, "socket", lambda *_: Refusing())
    assert connectivity._connect("a.example:9", True).name == "FAILED"
    assert sum(timeouts) == connectivity._SECONDS


@pytest.mark.parametrize("addresses", [("127.0.0.2", "127.0.0.1"), ("127.0.0.1",)])
def test_and_so_does_it_answer(monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]) -> None:
    with RawServer({"/": ok(b"hola")}) as server:
        place = server.url("/").removeprefix("http://").rstrip("/")
        resolved(monkeypatch, *addresses, port=int(place.rpartition(":")[2]))
        crawl = Crawl(allow_private=True)
        assert connectivity._answers(place, server.url("/"), crawl)
        resolved(monkeypatch, "127.0.0.2", port=int(place.rpartition(":")[2]))
        assert not connectivity._answers(place, server.url("/"), crawl)


@pytest.fixture
def in_mexico(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/Mexico_City")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_mexico")
@pytest.mark.parametrize("zone", ["GMT", "-0000", "+0000", ""])
def test_the_time_that_a_host_tells_is_not_that_of_our_zone(zone: str) -> None:
    class Dated(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response_only(204)
            self.send_header("Date", f"Sat, 21 Nov 2026 03:00:00 {zone}")
            self.send_header("Age", "60")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """No log."""

    with HTTPServer(("127.0.0.1", 0), Dated) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        told = connectivity.server_time([f"127.0.0.1:{server.server_port}"], allow_private=True)
        thread.join()
    assert told == datetime(2026, 11, 21, 3, 1, tzinfo=UTC)


@pytest.mark.usefixtures("in_mexico")
def test_nor_is_any_other_date_of_a_server() -> None:
    for text in ("Saturday, 21-Nov-26 03:00:00 GMT", "Sat Nov 21 03:00:00 2026"):
        assert http_date(text) == datetime(2026, 11, 21, 3, tzinfo=UTC)
    assert http_date("Sat, 21 Nov 2026 03:00:00 -0600").hour == 9
    for text in ("", "yesterday", "0"):
        with pytest.raises(ValueError, match="no date"):
            http_date(text)
