"""Spiders one after another in one process: what they share, how they stop, and what is left."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import testigo
from crawler.run.journey import Journey
from crawler.sources import refresh
from crawler.sources.fetch import fetch
from crawler.wire.handler import WireHandler
from evidence.config import Crawl
from evidence.errors import Interrupted, SourceError
from tests.commands import ROOT
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

CRAWL = Crawl(timeout=2.0, delay=0.0, allow_private=True)
REPORT = b"<html><title>Informe</title><body><p>Un compromiso. <a href='/doc'>Acta</a></p></body>"
BOARD = b"<html><title>Tablero</title><body><h2>Agua</h2><a href=/b/1>Uno</a><a href=/d.pdf>Dos</a>"

OPEN = Path("/proc/self/fd")


def held(gate: threading.Event) -> object:
    """A reply that does not come while the test lasts."""

    def answer(connection: socket.socket, _: bytes) -> None:
        gate.wait(60)

    return answer


@pytest.mark.parametrize("times", [2, 10])
def test_one_process_fetches_again_and_again(times: int) -> None:
    with RawServer({"/informe": ok(REPORT)}) as server:
        url = server.url("/informe", "localhost")
        fetch(url, CRAWL)
        threads, files = _threads(), len(list(OPEN.iterdir()))
        for _ in range(times):
            assert fetch(url, CRAWL).data == REPORT
        assert server.asked["/informe"] == times + 1
        assert server.asked["/robots.txt"] == times + 1
    assert _threads() == threads
    assert len(list(OPEN.iterdir())) <= files + 1


def _threads() -> set[str]:
    """Those of the crawls, which the threads of servers are not: of the one beside them, and of those
    of earlier tests, which may end meanwhile."""
    of_servers = ("(_", "(serve)", "(process_request_thread)")
    names = (thread.name for thread in threading.enumerate())
    return {name for name in names if not any(mark in name for mark in of_servers)}


def test_threads_fetch_one_after_the_other() -> None:
    found: list[bytes] = []
    with RawServer({"/informe": ok(REPORT)}) as server:
        url = server.url("/informe")
        threads = [
            threading.Thread(target=lambda: found.append(fetch(url, CRAWL).data)) for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [REPORT] * 3


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nada", "status 404"),
        ("/private", "robots.txt"),
        ("/circle", "hops, last to"),
        ("/ftp", "can't be fetched"),
    ],
)
def test_what_can_not_be_fetched_says_why(path: str, words: str) -> None:
    def moved(to: str) -> bytes:
        return (
            f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ).encode()

    replies = {
        "/robots.txt": ok(b"User-agent: testigo\nDisallow: /private\n", media_type=b"text/plain"),
        "/private": ok(REPORT),
        "/circle": moved("/circle"),
        "/ftp": moved("ftp://a.example/x"),
    }
    with RawServer(replies) as server, pytest.raises(SourceError, match=words):
        fetch(server.url(path), CRAWL)


@pytest.mark.parametrize("where", [WireHandler, Journey])
def test_what_breaks_over_a_source_is_said_of_it(
    monkeypatch: pytest.MonkeyPatch, where: type
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("unforeseen")

    with RawServer({"/informe": ok(REPORT)}) as server:
        with monkeypatch.context() as patch:
            patch.setattr(where, "_exchange" if where is WireHandler else "first_request", broken)
            with pytest.raises(SourceError, match=r"can't be fetched .*KeyError 'unforeseen'"):
                fetch(server.url("/informe"), CRAWL)
        assert fetch(server.url("/informe"), CRAWL).data == REPORT


def test_a_source_that_ends_us_ends_no_night(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer({"/a": ok(page("Una página citada. " * 30))}) as server:
        bench.cite(server.url("/a"))
        report = bench.path.parent / "report.md"
        report.write_text(report.read_text("utf-8") + "\nMore.\n", "utf-8")

        def broken(*_: object) -> None:
            raise KeyError("unforeseen")

        monkeypatch.setattr(refresh, "_read", broken)
        done = testigo.run(testigo.open(bench.path))
        assert done.walked.finished
        assert done.remarks == (
            f"{report}: can't be read (KeyError: 'unforeseen'); its last reading stands",
        )
        assert server.asked["/a"] == 1


def test_a_source_that_never_ends_is_given_up(gate: threading.Event) -> None:
    with (
        RawServer({"/informe": held(gate)}) as server,
        pytest.raises(SourceError, match="no answer in time"),
    ):
        fetch(server.url("/informe"), Crawl(timeout=0.2, delay=0.0, allow_private=True))


def test_a_signal_ends_a_fetch_at_once_and_its_handler_is_back(gate: threading.Event) -> None:
    def told(number: int, frame: object) -> None:
        """Whoever handled the signal before."""

    def answer(connection: socket.socket, _: bytes) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        gate.wait(60)

    before = signal.signal(signal.SIGTERM, told)
    began = time.monotonic()
    try:
        for path in ("/informe", "/robots.txt"):  # the second one's request is shared, and shielded
            with RawServer({path: answer}) as server, pytest.raises(Interrupted):
                fetch(server.url("/informe"), Crawl(timeout=60.0, delay=0.0, allow_private=True))
            assert signal.getsignal(signal.SIGTERM) is told
    finally:
        signal.signal(signal.SIGTERM, before)
    assert time.monotonic() - began < 30
    with RawServer({"/informe": ok(REPORT)}) as server:  # what was cut off is in nobody's way
        assert fetch(server.url("/informe"), CRAWL).data == REPORT


def _started(bench: Bench, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "testigo", *arguments, "--folder", str(bench.path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def _wait_for(server: RawServer, path: str, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 30
    while not server.asked[path]:
        assert process.poll() is None, "the command ended too soon"
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("kind", ["report", "board"])
def test_a_stopped_command_says_so_and_stores_nothing(
    bench: Bench, gate: threading.Event, kind: str, number: signal.Signals
) -> None:
    bench.configure(timeout=60.0)
    with RawServer({"/": ok(BOARD), "/b/1": held(gate), "/informe": held(gate)}) as server:
        path, until = ("/", "/b/1") if kind == "board" else ("/informe", "/informe")
        with _started(bench, "add", server.url(path), "--kind", kind) as process:
            _wait_for(server, until, process)
            process.send_signal(number)
            out, err = process.communicate(timeout=30)
    *made, said = err.splitlines()
    assert (process.returncode, out, said) == (3, "", "testigo: interrupted; run again to go on")
    key = "this folder is signed by a key that was made now: "
    assert [line[: len(key)] for line in made] == [key] * (kind == "board")  # its walk was logged
    assert bench.rows("SELECT * FROM sources") == []
    assert bench.rows("SELECT * FROM captures") == []


def test_a_walk_that_is_killed_leaves_all_as_it_was_and_the_next_run_seals_its_file(
    bench: Bench, gate: threading.Event
) -> None:
    bench.configure(timeout=60.0)
    replies = {"/": ok(BOARD), "/b/1": held(gate)}
    with RawServer(replies) as server:
        with _started(bench, "add", server.url("/"), "--kind", "board", "--id", "t") as process:
            _wait_for(server, "/b/1", process)
            process.kill()
        assert len(list(bench.folder.warc.glob("*-board.warc.gz"))) == 1
        assert bench.rows("SELECT * FROM sources") == []
        replies["/b/1"] = ok(page("Sin enlaces. " * 30))
        assert bench.testigo("add", server.url("/"), "--kind", "board", "--id", "t").code == 0
        bench.testigo("run")
    files = {f"warc/{path.name}" for path in bench.folder.warc.glob("*.warc.gz")}
    assert {row["id"] for row in bench.rows("SELECT id FROM warc_files")} == files
    assert bench.testigo("verify").code == 0


def test_source_board_and_night_are_one_process_that_a_signal_stops(
    bench: Bench, gate: threading.Event
) -> None:
    """The signal comes in the night; what source and board brought before it is stored."""
    body = ok(page("Texto de una página. " * 50))
    replies = {"/": ok(BOARD), "/informe": ok(REPORT), "/b/1": body, "/d.pdf": body, "/doc": body}
    with RawServer(replies) as server:
        for path, kind in (("/informe", "report"), ("/", "board")):
            assert bench.testigo("add", server.url(path), "--kind", kind).code == 0
        before = dict(server.asked)

        def in_time(connection: socket.socket, _: bytes) -> None:
            gate.wait(1.0)
            connection.sendall(body)

        replies["/doc"] = in_time
        with _started(bench, "run", "--only", "all") as process:
            _wait_for_more(server, "/doc", before.get("/doc", 0), process)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=30)
        assert process.returncode == 3, err
        assert "interrupted" in err
        assert "Traceback" not in err
        assert server.asked["/informe"] == before["/informe"] + 1
        assert bench.rows("SELECT COUNT(*) AS n FROM board_visits") == [{"n": 2}]
        assert [row["state"] for row in bench.rows("SELECT state FROM runs")] == ["interrupted"]
        asked = [row["url"] for row in bench.rows(
            "SELECT u.url FROM checks k JOIN urls u ON u.id = k.url_id")]  # fmt: skip
        assert server.url("/doc") in asked, "what was under way is finished"
        replies["/doc"] = body
        assert bench.testigo("run").code in (0, 1)
    assert bench.testigo("verify").code == 0


def _wait_for_more(server: RawServer, path: str, than: int, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 30
    while server.asked[path] <= than:
        assert process.poll() is None, "the command ended too soon"
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_second_signal_cuts_a_night_off(bench: Bench, gate: threading.Event) -> None:
    bench.configure(timeout=60.0)
    with RawServer({"/doc": held(gate)}) as server:
        bench.cite(server.url("/doc"))
        with _started(bench, "run") as process:
            _wait_for(server, "/doc", process)
            process.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):  # the look under way is waited for
                process.wait(0.3)
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=30)
    assert process.returncode == 3, err
    assert "Traceback" not in err
    assert bench.rows("SELECT * FROM checks") == []


CUT_OFF = """
import sys, threading
from crawler.sources.fetch import fetch
from evidence.config import Crawl
from evidence.errors import Interrupted
from testigo.stopping import over

try:
    fetch(sys.argv[1], Crawl(timeout=60.0, delay=0.0, allow_private=True))
except Interrupted:
    threading.Thread(target=threading.Event().wait).start()  # reads for nobody
    print("cut off")
    over(3)
"""


def test_what_a_walk_that_was_cut_off_left_is_not_waited_for(gate: threading.Event) -> None:
    with RawServer({"/informe": held(gate)}) as server:
        script = [sys.executable, "-c", CUT_OFF, server.url("/informe")]
        with subprocess.Popen(script, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            _wait_for(server, "/informe", process)
            process.send_signal(signal.SIGTERM)
            try:
                out, _ = process.communicate(timeout=60)
            finally:
                process.kill()
    assert (process.returncode, out) == (3, "cut off\n")
