"""What a run says while it is at work and at its end, in a real terminal and elsewhere."""

from __future__ import annotations

import re
import shlex
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import commands, shards
from tests.servers import RawServer, ok, page
from tests.terminals import Seen

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

    from tests.conftest import Bench

GOOD = ok(page("El plan tiene metas y plazos. " * 30))
GONE = ok(page("No existe.")).replace(b"200 OK", b"404 Not Found")
COLOUR = re.compile(rb"\x1b\[[\d;]*m")


@pytest.fixture
def server(gate: threading.Event) -> Iterator[RawServer]:
    def held(connection: socket.socket, _: bytes) -> None:
        gate.wait(60)
        connection.sendall(GOOD)

    with RawServer({"/good": GOOD, "/gone": GONE, "/held/informe": held}) as server:
        yield server


def _run(bench: Bench, *arguments: str, columns: int = 80, **environment: str) -> Seen:
    words = ("run", *arguments, "--folder", str(bench.path))
    return Seen(*words, columns=columns, **environment)


@pytest.mark.parametrize(
    ("columns", "language"),
    [(60, "es"), (80, "en"), pytest.param(200, "es", marks=pytest.mark.slow)],
)
def test_a_terminal_shows_how_far_a_run_is_what_it_found_and_what_it_looks_at(
    bench: Bench, server: RawServer, gate: threading.Event, columns: int, language: str
) -> None:
    bench.configure(timeout=60)
    bench.cite(server.url("/good"), server.url("/gone"), server.url("/held/informe"))
    seen = _run(bench, "--lang", language, columns=columns, COLUMNS="80")
    tally = {"es": "1 desaparecido, 1 disponible", "en": "1 missing, 1 alive"}[language]
    lines = seen.until(lambda lines: tally in lines and " 2/3" in lines[0])
    at = server.url("/held/informe").removeprefix("http://")
    assert lines[-1].endswith(at)
    assert all(len(line) <= columns for line in lines)
    assert COLOUR.search(seen.raw)
    gate.set()
    assert seen.end() == 0
    assert "/held" not in "".join(seen.lines), "the drawing is gone"
    assert not seen.screen.cursor.hidden
    assert ", ".join(sorted(tally.split(", "))) not in seen.lines


def test_a_night_that_several_walk_shows_how_far_it_is_and_what_it_found(
    bench: Bench, gate: threading.Event
) -> None:
    def held(connection: socket.socket, _: bytes) -> None:
        gate.wait(60)
        connection.sendall(GOOD)

    bench.configure(timeout=60)
    with shards.site() as site:
        site.servers[0].replies["/0"] = held
        site.servers[1].replies["/0"] = GONE
        bench.cite(*site.urls)
        seen = _run(bench, "--workers", "2")
        count = len(site.urls)
        tally = f"1 missing, {count - 2} alive"
        seen.until(lambda lines: tally in lines and f" {count - 1}/{count}" in lines[0])
        gate.set()
        assert seen.end() == 0
        assert not any("/72" in line for line in seen.lines), "the drawing is gone"


def test_without_colours_it_draws_all_the_same(
    bench: Bench, server: RawServer, gate: threading.Event
) -> None:
    gate.set()
    bench.cite(server.url("/good"))
    seen = _run(bench, NO_COLOR="1")
    assert seen.end() == 0
    assert b"addresses" in seen.raw
    assert not re.search(rb"\x1b\[[\d;]*3[0-9]m", seen.raw)


@pytest.mark.parametrize("how", ["dumb", "quiet", "verbose", "none"])
def test_nothing_is_drawn_where_it_would_be_in_the_way(
    bench: Bench, server: RawServer, how: str
) -> None:
    bench.cite(server.url("/good"))
    options = {"quiet": ["--quiet"], "verbose": ["--verbose"]}.get(how, [])
    seen = _run(bench, *options, **{"dumb": {"TERM": "dumb"}, "none": {"TERM": ""}}.get(how, {}))
    assert seen.end() == 0
    assert b"\x1b[" not in seen.raw
    assert "1 alive" in seen.lines


def test_a_pipe_and_a_service_get_lines_only(bench: Bench, server: RawServer) -> None:
    bench.cite(server.url("/good"))
    done = bench.testigo("run", FORCE_COLOR="1", INVOCATION_ID="a", JOURNAL_STREAM="8:1")
    assert (done.code, done.out) == (0, "1 alive\n")
    assert done.err == f"next: testigo status --folder {bench.path}\n"


@pytest.mark.parametrize("busy", [True, False])
def test_what_a_person_stops_leaves_no_empty_line(
    bench: Bench, server: RawServer, tmp_path: Path, busy: bool
) -> None:
    bench.configure(timeout=60)
    bench.cite(server.url("/held/informe"))
    if busy:
        seen = _run(bench)
        seen.until(lambda lines: "/held" in "".join(lines))
    else:
        slow = tmp_path / "slow.html"
        slow.write_bytes(b"<html><body>" + b"<b><i><u><a href=x>" * 400_000)
        seen = Seen("scan", str(slow))
        with pytest.raises(Exception, match="Timeout"):  # it says nothing while it reads
            seen.process.read_nonblocking(1, timeout=2)
    seen.process.sendintr()
    assert seen.end() == 3
    assert all(line.strip() for line in seen.screen.display[: len(seen.lines)])
    assert seen.lines[-1].startswith(("interrupted: 1 of 1", "testigo: interrupted"))
    assert "^C" not in "".join(seen.lines)


def test_the_end_says_what_is_new_why_and_what_next(bench: Bench, server: RawServer) -> None:
    config = bench.folder.config
    asked = config.read_text("utf-8").replace('contact = "tests@example.org"\n', "")
    config.write_text(asked.replace("allow_private = true\n", ""), "utf-8")
    bench.cite(server.url("/good"), "http://10.1.2.3/a")
    first = bench.testigo("run")
    assert first.code == 3, first
    assert "private network: 2 (--allow-private)" in first.err
    assert first.err.count("no contact is set") == 1
    assert f"next: testigo status --folder {bench.path}" in first.err

    bench.cite(server.url("/good"))
    assert bench.testigo("run", "--only", "all", "--allow-private").code == 0
    server.replies["/good"] = GONE
    told = bench.testigo("run", "--only", "all", "--allow-private", "--lang", "es", "--report")
    assert told.code == 0
    assert "1 pérdida o modificación nueva:\n" in told.out
    assert (
        f"  {server.url('/good')}: desaparecido, sospecha (página no encontrada (404))" in told.out
    )
    assert Path(told.out.splitlines()[-1]).is_file()
    assert "1 es solo una sospecha" in told.err

    server.replies["/good"] = GOOD
    back = bench.testigo("run", "--only", "all", "--allow-private", "--quiet")
    assert (back.code, back.err) == (0, "")
    assert f"1 that is back:\n  {server.url('/good')}: alive" in back.out


def test_what_is_broken_stands_on_a_night_with_nothing_due(bench: Bench, server: RawServer) -> None:
    bench.cite(server.url("/gone"))
    assert bench.testigo("run", "--strict").code == 1
    nothing = bench.testigo("run", "--strict")
    assert (nothing.code, nothing.out) == (1, "nothing was due\n")
    assert "exit code 1: 1 document stands as lost or changed" in nothing.err
    assert bench.testigo("run").code == 0, "one look is a suspicion"

    report = bench.path.parent / "report.md"
    report.write_text("It cites nothing any more.\n", "utf-8")
    assert bench.testigo("run", "--strict").code == 0, "what is no longer cited is nobody's alarm"


def test_an_export_tells_the_command_that_checks_it(bench: Bench, server: RawServer) -> None:
    bench.cite(server.url("/good"))
    bench.testigo("run")
    done = bench.testigo("export", "--wacz", str(bench.path.parent / "out.wacz"))
    (told,) = (line for line in done.err.splitlines() if line.startswith("checked with: "))
    words = shlex.split(told.removeprefix("checked with: "))
    assert words[0] == "testigo"
    assert commands.run(*words[1:]).code == 0
    wrong = "0" * 64
    assert commands.run(*words[1:-1], wrong).code == 1


def test_doctor_says_that_nobody_is_told_and_no_night_is_scheduled(bench: Bench) -> None:
    for _ in range(2):  # before there is any evidence, and after
        told = bench.testigo("doctor").out.splitlines()
        notes = [line for line in told if line.startswith("note ")]
        assert [line.split(":")[0] for line in notes] == ["note notices", "note next run"]
        bench.cite("http://127.0.0.1:9/")
    bench.configure(extra="[notify]\nto = ['mailto:a@b.mx']\n[[schedule]]\ncron = '0 3 * * *'\n")
    assert "note " not in bench.testigo("doctor").out
