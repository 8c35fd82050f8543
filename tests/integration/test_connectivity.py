"""Addresses that are not asked, names that don't resolve, and our own network being down."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Bench
from tests.servers import RawServer, deaf, ok, page

BODY = page("Texto suficiente para una página de verdad. " * 50)


def _configure_public(bench: Bench, neutral: str = "[]") -> None:
    bench.configure()
    text = bench.folder.config.read_text("utf-8").replace(
        "allow_private = true", "allow_private = false"
    )
    bench.folder.config.write_text(
        text.replace("neutral_hosts = []", f"neutral_hosts = {neutral}"), "utf-8"
    )


def test_loopback_is_not_asked_without_leave(bench: Bench) -> None:
    _configure_public(bench)
    with RawServer({"/secret": ok(BODY)}) as server:
        names = [
            server.url("/secret"),
            server.url("/secret", "localhost"),
            server.url("/secret", "127.1"),
        ]
        done = bench.testigo("check", *names)
        assert not server.heard
        assert done.code == 3
        assert set(bench.causes().values()) == {"private-address"}
        assert "private" in done.out
        assert bench.testigo("check", server.url("/secret"), "--allow-private").code == 0
        assert server.asked["/secret"] == 1


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data", "http://0.0.0.0:{port}/secret"]
)
def test_a_redirect_does_not_get_around_the_check_of_addresses(bench: Bench, target: str) -> None:
    """Even with --allow-private, link-local addresses and no-hosts stay closed, on every hop."""
    with RawServer({}) as server:
        location = target.format(port=server.port).encode()
        server.replies["/away"] = (
            b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % location
        )
        server.replies["/secret"] = ok(BODY)
        bench.testigo("check", server.url("/away"))
        assert server.asked["/secret"] == 0
    assert bench.causes() == {server.url("/away"): "private-address"}


def test_nothing_reachable_at_all_is_our_fault(bench: Bench) -> None:
    with deaf() as gone:
        bench.cite(gone, "http://no-such-host.invalid/y")
        done = bench.testigo("run")
    assert done.code == 3
    assert "offline" in done.err
    assert bench.rows("SELECT * FROM checks") == []
    assert bench.rows("SELECT state FROM runs") == [{"state": "offline"}]


def test_a_neutral_host_tells_a_dead_list_from_a_dead_network(bench: Bench) -> None:
    with deaf() as gone, RawServer({}) as alive:
        _configure_public(bench, f'["127.0.0.1:{alive.port}"]')
        bench.cite("http://no-such-host.invalid/y")
        # the neutral host is loopback and so not allowed: still offline
        assert bench.testigo("run").code == 3
        assert bench.rows("SELECT * FROM checks") == []
        bench.configure()
        bench.cite("http://no-such-host.invalid/y", gone, alive.url("/z"))
        assert bench.testigo("run", "--only", "all").code == 3
    assert bench.causes()["http://no-such-host.invalid/y"] == "domain-gone"
    assert bench.causes()[gone] == "refused"


def test_a_name_that_nobody_knows_is_told_as_a_misprint_of_one_that_is_cited(bench: Bench) -> None:
    with RawServer({}) as alive:
        _configure_public(bench, f'["127.0.0.1:{alive.port}"]')
        bench.configure()
        bench.cite("http://no-such-host.invalid/otra")
        done = bench.testigo(
            "check", "http://no-such-hots.invalid/y", alive.url("/z"), "--format", "json"
        )
    told = {reason["rule"]: reason["facts"] for reason in json.loads(done.out)[0]["reasons"]}
    host = {"host": "no-such-hots.invalid"}
    assert told == {
        "domain.unknown": host,
        "domain.never-asked": host,
        "domain.nearest": {**host, "nearest": "no-such-host.invalid"},
    }
