"""The service with real children: killed, hanging, out of memory, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from benchmarks.soak import soak
from evidence.folder import EvidenceFolder
from schedules.child import Child, last_line, prune
from tests.commands import ROOT
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

SCHEDULE = '[[schedule]]\ncron = "0 0 * * *"\n[service]\nretry_minutes = 0.001\n'


def test_kills_at_random_moments_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """The short form of ``make soak``."""
    made = soak(tmp_path, rounds=1, seed=time.time_ns())
    assert not made.wrong, (made.wrong, made.tally)


@contextmanager
def serving(bench: Bench, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The service, with last night missed: tonight's run begins at once."""
    store = sqlite3.connect(bench.folder.database)
    with closing(store), store:
        store.execute(
            "INSERT INTO nights (id, schedule, night, state, attempts)"
            " VALUES ('x', 'night', date('now', '-1 day'), 'done', 1)"
        )
    service = subprocess.Popen(
        [sys.executable, "-m", "testigo", "serve", "--folder", str(bench.path), *arguments],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield service
    finally:
        if service.poll() is None:
            service.kill()
        service.communicate()


def wait_until(what: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


def nights(bench: Bench) -> dict[str, str]:
    return {
        row["id"]: row["state"]
        for row in bench.rows("SELECT id, state FROM nights WHERE id != 'x'")
    }


def test_a_stop_in_the_middle_goes_on_later_and_a_second_service_is_refused(bench: Bench) -> None:
    paths = [f"/{n}" for n in range(60)]
    with RawServer({path: ok(page(f"Página {path}. " * 30)) for path in paths}) as server:
        bench.cite(*(server.url(path) for path in paths))
        bench.configure(extra="concurrency = 4\n" + SCHEDULE)
        text = bench.folder.config.read_text("utf-8")
        bench.folder.config.write_text(
            text.replace("delay = 0.0", "delay = 1.0"), "utf-8"
        )  # a minute
        with serving(bench, "--log-format", "json") as service:
            wait_until(lambda: server.asked.total() > 3)
            refused = bench.testigo("serve")
            assert (refused.code, refused.err.count("\n")) == (75, 1)
            assert f"process {service.pid}" in refused.err
            # between two requests: what is on its way has two seconds, which a busy machine may not give it
            wait_until(
                lambda: (
                    len(bench.rows("SELECT 1 FROM checks"))
                    == sum(server.asked[path] for path in paths)
                )
            )
            service.send_signal(signal.SIGTERM)
            _, said = service.communicate(
                timeout=15
            )  # it has five seconds, on a machine of its own
        assert service.returncode == 0
        events = [json.loads(line) for line in said.splitlines()]
        assert [event.get("event") for event in events if "event" in event] == ["started"]
        assert bench.folder.runner() is None
        assert set(nights(bench).values()) == {"interrupted"}
        assert bench.rows("SELECT state FROM runs") == [{"state": "interrupted"}]
        assert 0 < len(bench.rows("SELECT * FROM checks")) < len(paths)
        bench.folder.config.write_text(text, "utf-8")
        with closing(sqlite3.connect(bench.folder.database)) as db, db:
            db.execute("DELETE FROM nights WHERE id = 'x'")
        with serving(bench):
            wait_until(lambda: "done" in nights(bench).values())
    assert {server.asked[path] for path in paths} == {1}
    assert bench.rows("SELECT COUNT(*) AS n FROM checks") == [{"n": len(paths)}]
    assert bench.rows("SELECT attempts FROM nights WHERE id != 'x'") == [{"attempts": 2}]


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -9),
        ("raise MemoryError('no room')", 1),
    ],
    ids=["killed", "out of memory"],
)
def test_a_child_that_dies_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, problem: int
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(sys, "executable", _stub(tmp_path, program))
    child = Child([], tmp_path / "logs" / "night.log", lambda: ended.append(True))
    assert child.wait(60) == problem
    wait_until(lambda: ended)
    assert child.last_line() == ("MemoryError: no room" if problem == 1 else "")


def test_a_child_that_hangs_is_killed_with_its_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ignores SIGTERM and has started a worker that holds a socket open."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        worker = f"import socket, time; s = socket.create_connection(('127.0.0.1', {listener.getsockname()[1]}))"
        program = (
            "import signal, subprocess, sys, time\n"
            "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
            f"subprocess.Popen([{sys.executable!r}, '-c', {worker + '; time.sleep(600)'!r}])\n"
            "time.sleep(600)"
        )
        monkeypatch.setattr(sys, "executable", _stub(tmp_path, program))
        child = Child([], tmp_path / "logs" / "night.log", lambda: None)
        connection, _ = listener.accept()
        with connection:
            child.stop()
            assert child.wait(0.05) is None
            child.kill()
            assert child.poll() == -signal.SIGKILL
            connection.settimeout(30)
            assert connection.recv(1) == b""


def _stub(tmp_path: Path, program: str) -> str:
    """An interpreter that runs ``program``, whatever it is told."""
    source = tmp_path / "stub.py"
    source.write_text(program, "utf-8")
    stub = tmp_path / "python"
    stub.write_text(f"#!/bin/sh\nexec {sys.executable} {source}\n")
    stub.chmod(0o755)
    return str(stub)


def test_logs_are_read_from_their_end_and_only_the_latest_are_kept(tmp_path: Path) -> None:
    log = tmp_path / "night-2026-11-21.log"
    log.write_bytes(b"x" * 100_000 + b"\nthe last words \xff\n\n")
    assert last_line(log) == "the last words \ufffd"
    assert last_line(tmp_path / "none") == ""
    for number in range(40):
        old = tmp_path / f"old-{number}.log"
        old.touch()
        os.utime(old, (number, number))
    prune(tmp_path)
    assert len(list(tmp_path.glob("*.log"))) == 30
    assert log.exists()
    assert not (tmp_path / "old-10.log").exists()


def test_a_log_that_can_not_be_looked_at_or_taken_away_stays(tmp_path: Path) -> None:
    (tmp_path / "latest.log").symlink_to(tmp_path / "gone")
    folder = tmp_path / "folder.log"
    folder.mkdir()
    os.utime(folder, (1, 1))
    for number in range(40):
        (tmp_path / f"new-{number}.log").touch()
    prune(tmp_path)
    assert folder.is_dir()
    assert len(list(tmp_path.glob("new-*.log"))) == 30


def test_who_holds_the_folder_is_known(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    assert folder.runner() is None
    with folder.hold():
        assert folder.runner() == os.getpid()
    assert folder.runner() is None
