"""Whose fault it is when nothing answers, and when a name is gone."""

from __future__ import annotations

import socket

import pytest

from crawler.wire import connectivity, resolver
from evidence.config import Crawl
from evidence.errors import Offline

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
