"""SIGTERM ends any command within seconds, whatever it waits for, and what is finished is kept."""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests import commands
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Bench

SECONDS = 15
"""A command has five; how busy the machine is must not decide, and what it waits for takes a minute."""
GOOD = ok(page("El plan tiene metas y plazos. " * 30))
BUSY = b"<html><body>" + b"<b><i><u><a href=x>" * 400_000
"""A page that keeps a worker busy for as long as it may."""


@pytest.fixture
def server(gate: threading.Event) -> Iterator[RawServer]:
    def held(_: socket.socket, __: bytes) -> None:
        gate.wait(90)

    with RawServer({"/good": GOOD, "/held": held, "/busy": ok(BUSY)}) as server:
        yield server


def _stopped(
    bench: Bench,
    arguments: tuple[str, ...],
    is_busy: Callable[[], bool],
    by: signal.Signals = signal.SIGTERM,
) -> tuple[int, str]:
    """Start a command, stop it when it is busy; returns its exit code and what it said."""
    with bench.started(*arguments, busy=is_busy) as process:
        process.send_signal(by)
        _, err = process.communicate(timeout=SECONDS)
    assert "Traceback" not in err
    return process.returncode, err


@pytest.mark.parametrize("path", ["/held", "/busy"])
def test_a_run_keeps_what_is_finished(bench: Bench, server: RawServer, path: str) -> None:
    bench.configure(timeout=60)
    bench.cite(server.url("/good"), server.url(path))

    def is_busy() -> bool:
        return server.asked[path] > 0 and bool(bench.rows("SELECT * FROM checks"))

    code, err = _stopped(bench, ("run",), is_busy)
    assert (code, err.count("\n")) == (3, 1)
    assert "interrupted" in err
    told = bench.rows("SELECT u.url FROM checks k JOIN urls u ON u.id = k.url_id")
    assert [row["url"] for row in told] == [server.url("/good")]
    assert [row["state"] for row in bench.rows("SELECT state FROM runs")] == ["interrupted"]
    assert bench.testigo("verify").code == 0


@pytest.mark.parametrize("path", ["/held", "/busy"])
def test_a_check_is_cut_off(bench: Bench, server: RawServer, path: str) -> None:
    bench.configure(timeout=60)
    code, err = _stopped(bench, ("check", server.url(path)), lambda: server.asked[path] > 0)
    assert (code, "interrupted" in err) == (3, True)


def test_a_source_that_is_being_read_is_let_go(bench: Bench, tmp_path: Path) -> None:
    source = tmp_path / "informe.html"
    source.write_bytes(BUSY)
    began = time.monotonic()
    code, err = _stopped(bench, ("add", str(source)), lambda: time.monotonic() > began + 2)
    assert (code, err.strip()) == (3, "testigo: interrupted")
    assert bench.rows("SELECT * FROM sources") == []


def test_a_pass_over_an_archive_is_cut_off(bench: Bench, server: RawServer) -> None:
    bench.configure(timeout=60)
    config = bench.folder.config
    asked = server.url("/held").removesuffix("/held")
    server.replies = {"/good": GOOD}
    bench.cite(server.url("/good"))
    assert bench.testigo("run").code == 0
    given = config.read_text("utf-8").replace("enabled = false", f'base_url = "{asked}"')
    config.write_text(given, "utf-8")
    gate = threading.Event()

    class Held(dict[str, object]):
        def get(self, *_: object) -> object:  # whatever the archive is asked for
            return lambda *_: gate.wait(90)

    server.replies = Held()
    before = server.asked.total()
    code, err = _stopped(bench, ("archive",), lambda: server.asked.total() > before)
    gate.set()
    assert (code, err.splitlines()[-1]) == (3, "testigo: interrupted")
    assert bench.testigo("verify").code == 0


BOTH = pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])


@BOTH
@pytest.mark.parametrize("command", ["scan", "compare"])
def test_what_reads_files_is_let_go(
    bench: Bench, tmp_path: Path, command: str, by: signal.Signals
) -> None:
    files = [tmp_path / "informe.html", tmp_path / "otro.html"][: 1 + (command == "compare")]
    for number, file in enumerate(files):
        file.write_bytes(BUSY + b"<p>%d" % number)
    began = time.monotonic()
    told = (command, *map(str, files))
    code, err = _stopped(bench, told, lambda: time.monotonic() > began + 1, by)
    assert (code, err.strip()) == (3, "testigo: interrupted")


_SIGNALLED = """
import atexit, os, sys

def signalled():
    os.kill(os.getpid(), int(os.environ["BY"]))

def called(frame, event, _):
    # a text that is run, such as dataclasses are made by, once the module is being loaded
    is_text = (frame.f_code.co_filename, frame.f_code.co_name) == ("<string>", "<module>")
    if event == "call" and is_text and os.environ["WHEN"] in sys.modules:
        sys.setprofile(None)
        signalled()

if os.environ["WHEN"] == "the end":
    atexit.register(signalled)
else:
    sys.setprofile(called)
"""
"""A Python that sends itself a signal while it loads a module, or when all is done."""


def _signalled(bench: Bench, when: str, by: signal.Signals, command: str) -> commands.Done:
    """A command that is run by such a Python; by ``-m``, where Python has a say in the exit code."""
    place = bench.path.parent / "python"
    place.mkdir()
    (place / "sitecustomize.py").write_text(_SIGNALLED, "utf-8")
    told = {"PYTHONPATH": str(place), "WHEN": when, "BY": str(int(by))}
    return commands.python("-m", "testigo", command, "--folder", str(bench.path), **told)


@BOTH
@pytest.mark.parametrize("command", ["verify", "report"])
@pytest.mark.parametrize("module", ["click", "testigo.app"])
def test_a_command_that_is_being_loaded_is_let_go(
    bench: Bench, module: str, command: str, by: signal.Signals
) -> None:
    done = _signalled(bench, module, by, command)
    assert (done.code, done.out, done.err.strip()) == (3, "", "testigo: interrupted")


@BOTH
def test_what_is_over_is_not_interrupted(bench: Bench, by: signal.Signals) -> None:
    assert _signalled(bench, "the end", by, "verify") == bench.testigo("verify")
