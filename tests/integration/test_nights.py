"""The demo world through two nights; cut-off runs; what is stored twice and what is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing

import pytest

from evidence.custody.warc import announced, reader
from evidence.store import Store
from testigo.demo.hosts import BOARD
from testigo.demo.world import World
from tests.commands import ROOT
from tests.conftest import Bench
from tests.servers import RawServer, ok, page


def _register(bench: Bench, world: World) -> None:
    report = bench.path.parent / "informe.md"
    report.write_text(world.report(), "utf-8")
    assert bench.testigo("add", str(report)).code == 0
    assert bench.testigo("add", world.urls[BOARD.name], "--kind", "board").code == 0


def test_two_nights_and_every_verdict_is_right(bench: Bench, world: World) -> None:
    _register(bench, world)
    for world.night in (1, 2):
        bench.testigo("run", "--only", "all")
        expected = {url: str(cause) for url, cause in world.expected().items()}
        causes = bench.causes()  # of parts, too
        assert {url: causes.get(url) for url in expected} == expected
    assert bench.testigo("verify").code == 0
    certainties = Counter(
        (row["verdict"], row["certainty"])
        for row in bench.rows("SELECT verdict, certainty FROM standings")
    )
    assert certainties[("missing", "suspected")] == 5  # one look is never more than a suspicion
    assert not any(
        certainty != "suspected" for verdict, certainty in certainties if verdict == "missing"
    )


def test_an_unchanged_night_stores_no_body_twice(bench: Bench, world: World) -> None:
    _register(bench, world)
    bench.testigo("run", "--only", "all")
    bench.testigo("run", "--only", "all")
    night2 = bench.rows("SELECT * FROM captures WHERE record_type = 'revisit'")
    assert {row["status"] for row in night2} == {200, 304} or {row["status"] for row in night2} == {
        304
    }
    for row in night2:
        original = bench.rows("SELECT * FROM captures WHERE id = ?", row["refers_to"])[0]
        assert original["record_type"] == "response"
        assert original["payload_sha256"] == row["payload_sha256"]
        record = reader.read_at(bench.path, row["warc"], row["offset"])
        assert record.headers["warc-refers-to"] == f"<{original['id']}>"
        assert record.headers["warc-profile"].endswith(
            "server-not-modified" if row["status"] == 304 else "identical-payload-digest"
        )


def test_nothing_is_due_twice_in_one_night(bench: Bench) -> None:
    with RawServer({"/a": ok(page("Texto. " * 50))}) as server:
        bench.cite(server.url("/a"))
        assert bench.testigo("run").code == 0
        done = bench.testigo("run")
        assert (done.code, done.out.strip()) == (0, "nothing was due")
        assert server.asked["/a"] == 1


def test_two_runs_at_once_are_refused(bench: Bench) -> None:
    bench.cite("http://127.0.0.1:2/x")
    with bench.folder.hold():
        done = bench.testigo("run")
    assert done.code == 75
    assert f"process {os.getpid()}" in done.err


def _start_run(bench: Bench) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "testigo", "run", "--folder", str(bench.path)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_for(server: RawServer, count: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while sum(n for path, n in server.asked.items() if path != "/robots.txt") < count:
        assert process.poll() is None, "the run ended too soon"
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.parametrize(
    "after", [pytest.param(3, marks=pytest.mark.slow), 30, pytest.param(70, marks=pytest.mark.slow)]
)
def test_kill_9_loses_no_finished_check_and_repeats_none(bench: Bench, after: int) -> None:
    paths = [f"/{n}" for n in range(90)]
    with RawServer(
        {path: ok(page(f"Página {path} con su texto. " * 30)) for path in paths}
    ) as server:
        bench.cite(*(server.url(path) for path in paths))
        config = bench.folder.config.read_text("utf-8").replace("delay = 0.0", "delay = 0.01")
        bench.folder.config.write_text(config, "utf-8")
        process = _start_run(bench)
        _wait_for(server, after, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept = {row["id"]: row for row in bench.rows("SELECT * FROM checks")}
        assert len(kept) < len(paths)
        findings = bench.testigo("verify")
        assert findings.code == 0, findings.out
        asked_before = Counter(server.asked)
        done = bench.testigo("run")
        assert done.code == 0, done.err
    rows = bench.rows("SELECT * FROM checks")
    assert {row["id"]: row for row in rows if row["id"] in kept} == kept
    assert len(rows) == len(paths) == len({row["url_id"] for row in rows})
    assert {row["run_id"] for row in rows} == {bench.rows("SELECT id FROM runs")[0]["id"]}
    finished = {row["url"] for row in bench.rows(
        "SELECT u.url FROM checks k JOIN urls u ON u.id = k.url_id WHERE k.id IN (SELECT value FROM json_each(?))",
        "[" + ",".join(f'"{key}"' for key in kept) + "]")}  # fmt: skip
    for url in finished:
        path = "/" + url.rpartition("/")[2]
        assert server.asked[path] == asked_before[path], "a finished check was asked for again"
    assert bench.testigo("verify").code == 0


def test_sigterm_ends_cleanly_and_the_run_goes_on_later(bench: Bench) -> None:
    paths = [f"/{n}" for n in range(60)]
    with RawServer({path: ok(page(f"Página {path}. " * 30)) for path in paths}) as server:
        bench.cite(*(server.url(path) for path in paths))
        config = bench.folder.config.read_text("utf-8").replace("delay = 0.0", "delay = 0.03")
        bench.folder.config.write_text(config, "utf-8")
        process = _start_run(bench)
        _wait_for(server, 10, process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 3
        assert bench.rows("SELECT state FROM runs") == [{"state": "interrupted"}]
        assert bench.testigo("run").code == 0
    assert bench.rows("SELECT state FROM runs") == [{"state": "finished"}]
    assert len(bench.rows("SELECT * FROM checks")) == len(paths)


def test_a_night_stops_at_the_end_of_its_time_and_the_rest_comes_first(bench: Bench) -> None:
    paths = [f"/{n}" for n in range(40)]
    with RawServer({path: ok(page(f"Página {path}. " * 30)) for path in paths}) as server:
        bench.cite(*(server.url(path) for path in paths))
        bench.configure(extra="concurrency = 4\n")  # a run finishes what it has begun
        config = bench.folder.config.read_text("utf-8").replace("delay = 0.0", "delay = 0.1")
        bench.folder.config.write_text(config, "utf-8")
        done = bench.testigo("run", "--time-budget", str(1 / 3600))
        assert done.code == 3, done.err
        assert "the time is up" in done.err
        assert bench.rows("SELECT state, ended_by FROM runs") == [
            {"state": "interrupted", "ended_by": "time-budget"}
        ]
        first = bench.rows("SELECT u.url FROM checks k JOIN urls u ON u.id = k.url_id")
        assert 0 < len(first) < len(paths)
        assert "stopped at the end of its time" in bench.testigo("status").out
        bench.folder.config.write_text(config.replace("delay = 0.1", "delay = 0.0"), "utf-8")
        assert bench.testigo("run").code == 0
    assert bench.rows("SELECT state, ended_by FROM runs") == [
        {"state": "finished", "ended_by": None}
    ]
    assert len(bench.rows("SELECT * FROM checks")) == len(paths)
    assert {server.asked[path] for path in paths} == {1}
    assert bench.testigo("verify").code == 0


def test_half_a_record_left_by_a_crash_is_cut_off_and_recorded(bench: Bench) -> None:
    with RawServer({"/a": ok(page("Texto. " * 50))}) as server:
        bench.cite(server.url("/a"))
        bench.testigo("run")
        (warc,) = bench.folder.warc.glob("*.warc.gz")
        stray = bench.folder.warc / "testigo-20200101000000000000-00000000.warc.gz"
        with closing(Store(bench.folder.database)) as store:
            announced.begin(store, f"warc/{stray.name}")
        stray.write_bytes(warc.read_bytes()[:-40])
        assert "not sealed" in bench.testigo("verify").out
        bench.testigo("run", "--only", "all")
    (row,) = bench.rows("SELECT * FROM warc_files WHERE cut_bytes IS NOT NULL")
    assert row["bytes"] == stray.stat().st_size
    assert bench.testigo("verify").code == 0


def test_a_full_disk_stops_the_run_and_loses_nothing(bench: Bench) -> None:
    """A limit on file size is what a full disk looks like to the writer."""
    paths = [f"/{n}" for n in range(40)]
    noise = {path: ok(page(" ".join(str(hash((path, n))) for n in range(3000)))) for path in paths}
    with RawServer(noise) as server:
        bench.cite(*(server.url(path) for path in paths))
        full = subprocess.run(
            ["bash", "-c", f"trap '' XFSZ; ulimit -f 600; exec {sys.executable} -m testigo run --folder {bench.path}"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert full.returncode == 2, full.stderr
        assert "File too large" in full.stderr
        assert full.stderr.count("\n") <= 2
        kept = len(bench.rows("SELECT * FROM checks"))
        assert 0 < kept < len(paths)
        assert bench.testigo("verify").code == 0
        assert bench.testigo("run").code == 0
    assert len(bench.rows("SELECT * FROM checks")) == len(paths)
    assert bench.testigo("verify").code == 0
