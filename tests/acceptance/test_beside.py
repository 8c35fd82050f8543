"""A check while a night holds the folder: answered at once, and nothing of either is lost."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest

from evidence import config as configuration
from evidence.looks.settle import resettle
from evidence.store import Store, looks
from evidence.verdicts.settings import rules_of
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from tests.conftest import Bench

GOOD = ok(page("El plan tiene metas y plazos. " * 30))
OTHER = ok(page("El plan tiene otras metas y ningún plazo. " * 30))
GONE = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"


class Held:
    """Answers whoever comes first when the gate is opened, all others at once."""

    def __init__(self, first: bytes, then: bytes) -> None:
        self.gate = threading.Event()
        self._replies = [first]
        self._then = then

    def __call__(self, connection: socket.socket, _: bytes) -> None:
        if not self._replies:
            connection.sendall(self._then)
            return
        reply = self._replies.pop()
        self.gate.wait(90)
        connection.sendall(reply)


@pytest.fixture
def held() -> Iterator[Held]:
    held = Held(GOOD, GOOD)
    yield held
    held.gate.set()


@pytest.fixture
def server(held: Held) -> Iterator[RawServer]:
    with RawServer({"/plan": GOOD, "/other": OTHER, "/held": held}) as server:
        yield server


def night(
    bench: Bench, server: RawServer, path: str = "/held"
) -> AbstractContextManager[subprocess.Popen[str]]:
    before = server.asked[path]
    return bench.started("run", "--only", "all", busy=lambda: server.asked[path] > before)


def check(bench: Bench, url: str) -> tuple[int, str]:
    done = bench.testigo("check", url, "--format", "json")
    return done.code, json.loads(done.out)["verdict"]


def is_sound(bench: Bench) -> bool:
    """Nothing is wrong, and nothing was left unsealed."""
    done = bench.testigo("verify")
    assert done.code == 0, done.out
    assert "not sealed" not in done.out
    assert "not under a seal" not in done.out
    return True


def test_it_is_answered_at_once_and_the_night_seals_it(
    bench: Bench, server: RawServer, held: Held
) -> None:
    bench.configure(timeout=60)
    bench.cite(server.url("/plan"), server.url("/held"))
    with night(bench, server) as run:
        assert check(bench, server.url("/plan")) == (0, "alive")
        assert check(bench, server.url("/other")) == (0, "alive")
        assert run.poll() is None
        assert bench.testigo("verify").code == 0
        assert bench.testigo("accept", server.url("/plan"), "--note", "x").code == 75
        held.gate.set()
        assert run.wait(60) == 0
    assert is_sound(bench)
    told = bench.rows(
        "SELECT r.kind, r.state, COUNT(*) AS n FROM checks k JOIN runs r ON r.id = k.run_id GROUP BY r.id"
    )
    assert sorted((row["kind"], row["state"], row["n"]) for row in told) == [
        ("night", "finished", 2),
        ("single", "finished", 1),
        ("single", "finished", 1),
    ]
    assert "/other" in bench.folder.index.read_text("utf-8")
    assert bench.testigo("status").code == 0


@pytest.mark.parametrize(
    ("known", "then"),
    [
        pytest.param(True, GOOD, id="known-good"),
        pytest.param(False, OTHER, id="other"),
        pytest.param(True, GONE, id="known-gone"),
        pytest.param(False, GOOD, id="good", marks=pytest.mark.slow),
        pytest.param(True, OTHER, id="known-other", marks=pytest.mark.slow),
        pytest.param(False, GONE, id="gone", marks=pytest.mark.slow),
    ],
)
def test_both_look_at_one_url_and_both_count(bench: Bench, known: bool, then: bytes) -> None:
    bench.configure(timeout=60)
    with RawServer({"/plan": GOOD}) as server:
        url = server.url("/plan")
        bench.cite(url)
        if known:
            bench.testigo("run")
        held = Held(GOOD, then)
        server.replies["/plan"] = held
        with night(bench, server, "/plan") as run:
            check(bench, url)
            held.gate.set()
            run.wait(60)
    rules = rules_of(configuration.load(bench.folder.config).standing)
    store = Store(bench.folder.database)
    (row,) = store.all("SELECT url_id FROM standings")
    standing = looks.standing(store, row["url_id"])
    seen = [look.cause for look in looks.all_of(store, row["url_id"])]
    assert len(seen) == 2 + known
    assert standing == resettle(store, row["url_id"], rules)
    store.close()
    assert is_sound(bench)


def test_a_check_that_is_killed_leaves_nothing_behind(
    bench: Bench, server: RawServer, held: Held
) -> None:
    bench.configure(timeout=60)
    bench.cite(server.url("/plan"), server.url("/held"))
    slow = Held(GOOD, GOOD)
    server.replies["/slow"] = slow
    with night(bench, server) as run:
        arguments = ("check", server.url("/plan"), server.url("/slow"))

        def has_looked() -> bool:
            sql = "SELECT 1 FROM checks k JOIN runs r ON r.id = k.run_id WHERE r.kind = 'single'"
            return server.asked["/slow"] > 0 and bool(bench.rows(sql))

        with bench.started(*arguments, busy=has_looked) as asked:
            asked.send_signal(signal.SIGKILL)
            asked.wait(60)
        held.gate.set()
        slow.gate.set()
        assert run.wait(60) == 0
    assert is_sound(bench)
    assert len(bench.rows("SELECT * FROM checks")) == 3
    bench.testigo("run", "--only", "all")
    states = bench.rows("SELECT state, COUNT(*) AS n FROM runs GROUP BY state")
    assert {row["state"]: row["n"] for row in states} == {"finished": 2, "interrupted": 1}
    assert is_sound(bench)


def test_a_night_that_is_killed_is_gone_on_with(
    bench: Bench, server: RawServer, held: Held
) -> None:
    bench.configure(timeout=60)
    bench.cite(server.url("/plan"), server.url("/held"))
    slow = Held(GOOD, GOOD)
    server.replies["/slow"] = slow
    with night(bench, server) as run:
        busy = lambda: server.asked["/slow"] > 0  # noqa: E731
        with bench.started("check", server.url("/slow"), busy=busy) as asked:
            run.send_signal(signal.SIGKILL)
            run.wait(60)
            held.gate.set()
            # whoever holds the folder now does not take the open file of the check for a left one
            assert bench.testigo("run", "--only", "all").code == 0
            assert asked.poll() is None
            slow.gate.set()
            assert asked.wait(60) == 0
    assert is_sound(bench)
    nights = bench.rows("SELECT state FROM runs WHERE kind = 'night'")
    assert [row["state"] for row in nights] == ["finished"]
    assert len(bench.rows("SELECT * FROM checks")) == 3
