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
