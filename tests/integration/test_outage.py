"""Our own connection fails in the middle of a run: stop, and take back what that coloured."""

from __future__ import annotations

import socket
from collections import Counter
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from crawler.wire import connectivity
from tests import commands
from tests.servers import RawServer, deaf, ok, page

if TYPE_CHECKING:
    from tests.conftest import Bench


class Cable:
    """While it is out, every host hangs up without a word."""

    def __init__(self) -> None:
        self.out_after: int | None = None
        self.answered = 0

    def reply(self, connection: socket.socket, request: bytes) -> None:
        if self.out_after is not None and self.answered >= self.out_after:
            return
        self.answered += 1
        host = request.partition(b"Host: ")[2].partition(b"\r")[0].decode()
        connection.sendall(ok(page(f"Página propia del sitio {host} y de ningún otro. " * 60)))


def _hosts(stack: ExitStack, replies: dict[str, Any], count: int) -> list[RawServer]:
    return [stack.enter_context(RawServer(replies)) for _ in range(count)]


def test_a_cable_pulled_in_mid_run_colours_nobody(bench: Bench) -> None:
    cable = Cable()
    bench.configure(extra="concurrency = 4\n")
    with ExitStack() as stack:
        hosts = _hosts(stack, {"/a": cable.reply, "/robots.txt": ok(b"")}, 60)
        urls = [host.url("/a") for host in hosts]
        bench.cite(*urls)
        assert bench.testigo("run").code == 0
        before = bench.rows("SELECT * FROM standings ORDER BY url_id")
        assert len(before) == 60
        cable.out_after, cable.answered = 20, 0
        done = bench.testigo("run", "--only", "all")
        assert done.code == 3
        assert "offline" in done.err
    after = bench.rows("SELECT * FROM standings ORDER BY url_id")
    assert {row["verdict"] for row in after} == {"alive"}
    moved = [row for row, old in zip(after, before, strict=True) if row != old]
    assert len(moved) <= 20  # only those that answered before the cable was pulled
    assert bench.rows("SELECT state FROM runs ORDER BY started_at")[-1] == {"state": "offline"}
    (outage,) = bench.rows("SELECT * FROM outages")
    assert outage["fault"] == "network"
    assert len(bench.rows("SELECT * FROM checks")) < 120  # it stopped
    assert bench.testigo("verify").code == 0


def public(seconds: float) -> None:
    """A public host takes a connection, and hosts are asked for so long."""
    connectivity._SECONDS = seconds
    connectivity._try = lambda hosts, *, allow_private: [connectivity._Outcome.REACHED]


def test_hosts_that_hold_us_up_all_together_are_no_outage_of_ours(bench: Bench) -> None:
    """They are asked anew, with timers of their own, and hold us up again; the network is up."""
    bench.configure(timeout=0.3, extra="concurrency = 8\n")
    with ExitStack() as stack:
        held = [stack.enter_context(deaf()) for _ in range(30)]
        good = _hosts(stack, {"/a": ok(page("Texto propio. " * 60)), "/robots.txt": ok(b"")}, 4)
        bench.cite(*held, *(host.url("/a") for host in good))
        done = commands.run("run", "--folder", str(bench.path), prepare=partial(public, 0.3))
    assert "offline" not in done.err
    causes = Counter(bench.causes().values())
    assert causes["first-look"] == 4
    assert causes.total() == 34
    assert bench.rows("SELECT * FROM outages") == []


def test_hosts_that_answer_when_they_are_asked_anew_were_not_down(bench: Bench) -> None:
    """The cable is back, or our loop was late: nobody is unreachable for it."""
    bench.configure(timeout=0.3, extra="concurrency = 8\n")
    with ExitStack() as stack:
        mute = {"/a": lambda connection, _: connection.recv(1), "/robots.txt": ok(b"")}
        hosts = _hosts(stack, mute, 30)
        bench.cite(*(host.url("/a") for host in hosts))
        done = commands.run("run", "--folder", str(bench.path), prepare=partial(public, 2.0))
    assert done.code == 3
    assert "offline" in done.err
    assert bench.causes() == {}


def test_a_portal_that_answers_for_everyone_is_an_outage(bench: Bench) -> None:
    portal = ok(page("Bienvenido a la red del hotel. Acepte las condiciones para navegar. " * 30))
    with ExitStack() as stack:
        hosts = [
            stack.enter_context(RawServer({"/a": ok(page(f"Página propia del sitio {n}. " * 80))}))
            for n in range(12)
        ]
        bench.cite(*(host.url("/a") for host in hosts))
        assert bench.testigo("run").code == 0
        for host in hosts:
            host.replies["/a"] = portal
        done = bench.testigo("run", "--only", "all")
    assert done.code == 3
    assert "portal" in done.err
    assert {row["cause"] for row in bench.rows("SELECT cause FROM standings")} == {"first-look"}
    assert bench.testigo("verify").code == 0


def test_first_looks_in_an_outage_leave_no_standing(bench: Bench) -> None:
    """Everything accepts a connection and says nothing, and no neutral host answers."""
    bench.configure(timeout=0.4)
    with ExitStack() as stack:
        gone = [stack.enter_context(deaf()) for _ in range(3)]
        silent = stack.enter_context(RawServer({"/a": lambda connection, _: connection.recv(1)}))
        bench.cite(*gone, silent.url("/a"))
        done = bench.testigo("run")
    # one port accepts, so the network is up and the failures are theirs
    assert done.code == 3
    assert set(bench.causes().values()) <= {"refused", "timeout"}
