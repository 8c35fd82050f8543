"""Names and addresses: who waits for what, and which doors are knocked on. No name server is asked."""

from __future__ import annotations

import ipaddress
import socket
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.task import Clock

from crawler.wire import connectivity, resolver
from crawler.wire.addresses import refusal
from crawler.wire.resolver import Answer, Resolver, failed
from crawler.wire.throttle import Throttle
from evidence.config import Crawl
from evidence.errors import Offline
from evidence.vocabulary import Stage


class Loop(Clock):
    """Twisted's clock for tests, to which other threads may hand over."""

    def __init__(self) -> None:
        super().__init__()
        self.handed_over = threading.Event()
        self._calls: list[Any] = []

    def callFromThread(self, call: Any, *args: Any, **facts: Any) -> None:  # noqa: N802
        self._calls.append((call, args, facts))
        self.handed_over.set()

    def turn(self) -> None:
        """Run what another thread handed over, once it has."""
        assert self.handed_over.wait(10)
        self.handed_over.clear()
        while self._calls:
            call, args, facts = self._calls.pop(0)
            call(*args, **facts)


class Names:
    """``getaddrinfo`` that answers when it is let, and counts who asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.let = threading.Event()
        self.found: Answer | Exception = Answer(("192.0.2.7",))

    def __call__(self, host: str) -> Answer:
        self.asked.append(host)
        assert self.let.wait(10)
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    names = Names()
    monkeypatch.setattr(resolver, "_getaddrinfo", names)
    return names


def got(waiter: Any) -> Any:
    """What a waiter was told; None while it waits."""
    told: list[Any] = []
    waiter.addCallback(lambda answer: told.append(answer) or answer)
    return told[0] if told else None


def test_a_name_is_looked_up_once_for_all_who_wait_and_remembered(names: Names) -> None:
    loop = Loop()
    one = Resolver(loop, 5)
    waiting = [one.lookup("a.example") for _ in range(3)]
    assert [got(waiter) for waiter in waiting] == [None] * 3
    names.let.set()
    loop.turn()
    assert [got(waiter) for waiter in waiting] == [names.found] * 3
    assert got(one.lookup("a.example")) == names.found
    assert names.asked == ["a.example"]
    assert loop.getDelayedCalls() == []


def test_a_name_server_that_keeps_silent_is_not_waited_for(names: Names) -> None:
    loop = Loop()
    one = Resolver(loop, 5)
    waiter = one.lookup("a.example")
    loop.advance(4.9)
    assert got(waiter) is None
    loop.advance(0.2)
    failure = got(waiter).failure
    assert (failure.stage, failure.kind) == (Stage.DNS, "no-answer")
    names.let.set()
    loop.turn()  # what comes too late changes nothing
    assert got(one.lookup("a.example")).failure == failure
    assert names.asked == ["a.example"]


def test_who_gives_up_leaves_the_others_waiting(names: Names) -> None:
    loop = Loop()
    one = Resolver(loop, 5)
    impatient, patient = one.lookup("a.example"), one.lookup("a.example")
    impatient.addErrback(lambda _: None)
    impatient.cancel()
    names.let.set()
    loop.turn()
    assert got(patient) == names.found


def test_an_error_of_our_own_is_no_word_on_the_name(names: Names) -> None:
    loop = Loop()
    names.found = RuntimeError("no thread left")
    waiter = Resolver(loop, 5).lookup("a.example")
    names.let.set()
    loop.turn()
    assert got(waiter).failure.kind == "no-answer"


def test_addresses_are_told_in_one_order_and_as_they_came() -> None:
    one = Resolver(Loop(), 5)
    one._finish("a.example", Answer(("192.0.2.9", "192.0.2.7")))
    assert one.known("a.example") == ("192.0.2.7", "192.0.2.9")
    assert one.known("b.example") == ()
    assert got(one.lookup("a.example")).addresses == ("192.0.2.9", "192.0.2.7")


def test_a_name_without_an_address_is_gone() -> None:
    assert failed(Answer()).failure.kind == "nxdomain"


@pytest.mark.parametrize(
    ("host", "addresses"),
    [("127.0.0.1", ("127.0.0.1",)), ("::1", ("::1",)), ("0x7f.1", ("127.0.0.1",))],
)
def test_a_literal_address_is_its_own_answer(host: str, addresses: tuple[str, ...]) -> None:
    assert resolver._getaddrinfo(host).addresses == addresses


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example"])
def test_what_can_be_no_name_is_gone_and_breaks_nothing(host: str) -> None:
    failure = resolver._getaddrinfo(host).failure
    assert failure is not None
    assert failure.stage is Stage.DNS


# --- which addresses ------------------------------------------------------------------------------

v4 = st.ip_addresses(v=4)
v6 = st.ip_addresses(v=6)
CLOTHES = {
    "mapped": lambda ip: f"::ffff:{ip}",
    "6to4": lambda ip: str(ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80))),
    "nat64": lambda ip: str(ipaddress.IPv6Address((0x64FF9B << 96) | int(ip))),
}


@given(v4 | v6)
def test_leave_for_private_networks_opens_no_public_door_and_shuts_none(address: Any) -> None:
    strict, loose = (refusal(str(address), allow_private=leave) for leave in (False, True))
    assert loose is None or strict is not None
    if address.is_global and not address.is_multicast and strict:
        assert isinstance(address, ipaddress.IPv6Address)  # an inner address that is refused
    if strict:
        assert str(address) in strict


@pytest.mark.parametrize("way", CLOTHES)
@given(ip=v4, leave=st.booleans())
def test_an_ipv4_address_in_other_clothes_is_the_same_door(
    way: str, ip: ipaddress.IPv4Address, leave: bool
) -> None:
    plain = refusal(str(ip), allow_private=leave)
    dressed = refusal(CLOTHES[way](ip), allow_private=leave)
    assert (plain is None) == (dressed is None)


@given(st.sampled_from(["169.254.0.0/16", "fe80::/10", "224.0.0.0/4", "ff00::/8"]), st.data())
def test_no_leave_opens_the_doors_of_cloud_metadata_and_of_no_host(
    network: str, data: st.DataObject
) -> None:
    address = data.draw(st.ip_addresses(network=network))
    assert refusal(str(address), allow_private=True)


# --- is it our own network? -----------------------------------------------------------------------


@pytest.fixture
def listening() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def refusing() -> Any:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{bound.getsockname()[1]}"


def test_our_own_machine_proves_no_network(listening: str, refusing: str) -> None:
    outcome = connectivity._Outcome
    assert connectivity._connect(listening, True) is outcome.NEAR
    assert connectivity._connect(refusing, True) is outcome.NEAR_FAILED
    assert connectivity._connect(listening, False) is outcome.NOT_ALLOWED


@pytest.mark.parametrize("place", ["", "nada", "a.example:port", ":80", "a..b:80"])
def test_what_is_no_place_is_not_reached(place: str) -> None:
    assert connectivity._connect(place, True) in {
        connectivity._Outcome.FAILED,
        connectivity._Outcome.NEAR_FAILED,
        connectivity._Outcome.NEAR,
    }


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://a.example/x", "a.example:80"),
        ("https://a.example/x", "a.example:443"),
        ("HTTP://A.example", "a.example:80"),
        ("https://a.example:8443/", "a.example:8443"),
    ],
)
def test_each_host_is_tried_at_the_port_that_is_cited(url: str, place: str) -> None:
    assert connectivity._with_port(url) == place


def test_a_dozen_hosts_are_asked_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def connect(place: str, _: bool) -> Any:
        tried.append(place)
        return connectivity._Outcome.FAILED

    monkeypatch.setattr(connectivity, "_connect", connect)
    urls = [f"http://h{n % 30}.example/{n}" for n in range(90)]
    crawl = Crawl(neutral_hosts=("n.example:443",))
    with pytest.raises(Offline):
        connectivity.require_network(urls, crawl)
    assert sorted(tried) == sorted([*(f"h{n}.example:80" for n in range(12)), "n.example:443"])


def test_without_anything_to_ask_nobody_is_offline() -> None:
    connectivity.require_network([], Crawl(neutral_hosts=()))
    connectivity.require_network(["mailto:a@b", "ftp://x"], Crawl(neutral_hosts=()))


# --- how long a host is left alone ----------------------------------------------------------------


class Time:
    """A monotonic clock that stands until it is set."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr("crawler.wire.throttle.time", SimpleNamespace(monotonic=time.monotonic))
    return time


@pytest.mark.parametrize(
    ("status", "header", "left"),
    [
        (429, "120", 120.0),
        (503, "120", 120.0),
        (200, "120", 0.0),
        (301, "120", 0.0),
        (404, "120", 0.0),
        (500, "120", 0.0),
        (429, "", 0.0),
        (429, "soon", 0.0),
    ],
)
def test_who_asks_for_peace_is_left_alone(
    time: Time, status: int, header: str, left: float
) -> None:
    throttle = Throttle(Crawl())
    throttle.note("a.example", status, header)
    assert throttle.remaining("a.example") == left
    assert throttle.remaining("b.example") == 0.0
    time.now += left
    assert throttle.remaining("a.example") == 0.0


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 100)), max_size=20))
def test_the_longest_wish_holds_whatever_comes_after(wishes: list[tuple[int, int]]) -> None:
    time, throttle, until = Time(), Throttle(Crawl()), 0.0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("crawler.wire.throttle.time", SimpleNamespace(monotonic=time.monotonic))
        for seconds, pause in wishes:
            throttle.hold("a.example", seconds)
            until = max(until, time.now + seconds)
            time.now += pause
            assert throttle.remaining("a.example") == pytest.approx(max(0.0, until - time.now))


@pytest.mark.parametrize(("delay", "per_host", "at_once"), [(0.0, 3, 3), (1.0, 3, 1), (0.0, 1, 1)])
def test_with_a_delay_one_request_is_under_way_at_a_time(
    delay: float, per_host: int, at_once: int
) -> None:
    slot = Throttle(Crawl(delay=delay, per_host=per_host)).slot("a.example")
    assert slot._value == at_once
