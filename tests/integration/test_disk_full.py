"""A disk that is full, out of files or read-only at any point of a night: one line, nothing lost, and the
next night goes on.

The disk is real: a tmpfs that has so many pages left. A page is what a write asks a disk for, so leaving
0, 1, 2 … of them fails a night at every write that can fail. ``make diskfull`` tries each; here it is
some.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests import commands
from tests.commands import ROOT
from tests.conftest import Bench
from tests.disks import Disk, disk
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.commands import Done

ALL = os.environ.get("TESTIGO_DISK_FULL") == "all"
"""Whether every point is tried: ``make diskfull``."""
PATHS = [f"/{number}" for number in range(6)]
GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_LINE = re.compile(r"testigo: \S+: .*(full|No space left|read-only|Read-only|limit).*\n")


def points(every: range, some: list[int]) -> list[int]:
    return list(every) if ALL else some


@dataclass
class Stage:
    """An evidence folder with its key on a small disk, after one night."""

    disk: Disk
    bench: Bench
    before: Path
    """the content of the disk after that night"""
    server: RawServer

    def cited(self) -> list[str]:
        return [self.server.url(path) for path in PATHS]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    place = tmp_path_factory.mktemp("full")
    pages = {path: ok(page(f"Texto propio de la página {path}. " * 300)) for path in PATHS}
    with (
        RawServer(pages) as server,
        disk(place / "disk") as small,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("XDG_CONFIG_HOME", str(small.path / "config"))
        bench = Bench(small.path / "evidence")
        assert bench.testigo("init").code == 0
        bench.configure()
        (place / "report.md").write_text(
            "".join(f"A claim of its own. See <{server.url(path)}>.\n\n" for path in PATHS)
        )
        assert bench.testigo("add", str(place / "report.md"), "--id", "report").code == 0
        assert bench.testigo("run").code == 0
        shutil.copytree(small.path, place / "before")
        server.replies["/1"] = GONE
        server.replies["/2"] = ok(page("Otro texto, que no es el de antes. " * 900))
        yield Stage(small, bench, place / "before", server)


@pytest.fixture
def small(stage: Stage) -> Stage:
    """The disk as it was after the first night."""
    stage.disk.put(stage.before)
    return stage


def refused(done: Done) -> None:
    assert done.code == 2, done
    # where the keys lie on the same disk, that it is full may be said of what they hold, too
    *noted, error = done.err.splitlines(keepends=True)
    assert _LINE.fullmatch(error), done.err
    assert all("would not be known as one" in line and "No space left" in line for line in noted)
    assert "Errno" not in done.err
    assert "rollback" not in done.err


def goes_on(stage: Stage) -> None:
    """With room, the next night makes up for what is left, and all is as recorded."""
    bench = stage.bench
    looked_at = bench.rows("SELECT id, url_id FROM checks")
    assert bench.testigo("verify").code == 0  # what was left behind is no tampering
    assert bench.testigo("run", "--only", "all").code == 0
    kept = {row["id"] for row in bench.rows("SELECT id FROM checks")}
    assert {row["id"] for row in looked_at} <= kept
    last = "SELECT id, state FROM runs ORDER BY started_at DESC LIMIT 1"
    (run,) = bench.rows(last)
    assert run["state"] == "finished"
    checks = bench.rows("SELECT url_id FROM checks WHERE run_id = ?", run["id"])
    assert len(checks) == len({row["url_id"] for row in checks}) == len(PATHS)
    verified = bench.testigo("verify")
    assert verified.code == 0, verified.out
    assert "next run" not in verified.out


@pytest.mark.parametrize("pages", points(range(80), [0, 37, 52]))
def test_a_night_on_a_disk_with_so_many_pages_left(small: Stage, pages: int) -> None:
    small.disk.leave(pages)
    done = small.bench.testigo("run", "--only", "all")
    small.disk.make_room()
    if done.code != 0:
        refused(done)
    else:
        assert pages >= 50, "a night needs more"
    goes_on(small)


@pytest.mark.parametrize("files", points(range(9), [4]))
def test_a_night_on_a_disk_that_takes_so_many_more_files(small: Stage, files: int) -> None:
    told = os.statvfs(small.disk.path)
    used = told.f_files - told.f_ffree
    small.disk.mount_again(f"nr_inodes={used + files}")
    done = small.bench.testigo("run", "--only", "all")
    small.disk.mount_again("nr_inodes=100000")
    if done.code != 0:
        refused(done)
    else:
        assert files >= 5, "a night needs more"
    goes_on(small)


@pytest.mark.parametrize("kilobytes", points(range(8, 600, 16), [24]))
def test_a_night_under_a_limit_on_the_size_of_files(small: Stage, kilobytes: int) -> None:
    """The database meets it as an I/O error, as it does a quota."""
    command = (
        f"trap '' XFSZ; ulimit -f {kilobytes}; exec {sys.executable} -m testigo run --only all"
    )
    done = subprocess.run(
        ["bash", "-c", f"{command} --folder {small.bench.path}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        assert done.returncode == 2, done.stderr
        assert _LINE.fullmatch(done.stderr), done.stderr
    else:
        assert kilobytes > 100, "a night needs more"
    goes_on(small)


@pytest.mark.parametrize("pages", points(range(0, 330, 3), [150]))
def test_the_first_steps_on_a_disk_with_so_many_pages_left(
    stage: Stage, tmp_path: Path, pages: int
) -> None:
    (tmp_path / "nothing").mkdir()
    stage.disk.put(tmp_path / "nothing")
    stage.disk.leave(pages)
    report = stage.before.parent / "report.md"
    for command in (["init"], ["add", str(report), "--id", "report"]):
        done = stage.bench.testigo(*command)
        if done.code != 0:
            refused(done)
            stage.disk.make_room()
            assert stage.bench.testigo(*command).code == 0
        if command == ["init"]:
            assert stage.bench.folder.key.exists()
            told = stage.bench.folder.config.read_text()
            assert "[crawl]" in told
    stage.disk.make_room()
    stage.bench.configure()
    goes_on(stage)


OTHERS = {
    "check": ["check", "{url}"],
    "accept": ["accept", "{url}", "--note", "as it is"],
    "report": ["report"],
    "export": ["export", "--wacz", "{disk}/package.wacz"],
    "verify": ["verify"],
    "status": ["status"],
    "doctor": ["doctor"],
}


@pytest.mark.parametrize("pages", points(range(0, 40, 3), [9]))
@pytest.mark.parametrize("command", OTHERS if ALL else ["check", "export"])
def test_another_command_on_a_disk_with_so_many_pages_left(
    small: Stage, command: str, pages: int
) -> None:
    url = small.server.url("/2")
    arguments = [text.format(url=url, disk=small.disk.path) for text in OTHERS[command]]
    small.disk.leave(pages)
    done = small.bench.testigo(*arguments)
    small.disk.make_room()
    if command == "doctor":
        assert done.code == 2
        assert "BAD  disk" in done.out
    elif done.code != 0:
        refused(done)
    assert not list(small.disk.path.glob("*.new"))
    assert not list(small.disk.path.glob(".*.new"))
    goes_on(small)


READING = {
    "verify": ["verify"],
    "status": ["status"],
    "history": ["history", "{url}"],
    "diff": ["diff", "{url}"],
    "report": ["report", "--out", "{out}/report.html"],
    "export": ["export", "--wacz", "{out}/package.wacz"],
}
WRITING = {
    "run": ["run"],
    "add": ["add", "{report}"],
    "check": ["check", "{url}"],
    "archive": ["archive"],
}


@pytest.fixture(scope="module")
def read_only(stage: Stage) -> Iterator[Stage]:
    """Two nights on a medium that can't be written any more."""
    stage.disk.put(stage.before)
    assert stage.bench.testigo("run", "--only", "all").code == 0
    stage.disk.mount_again("ro")
    yield stage
    stage.disk.mount_again("rw")


def _filled(stage: Stage, arguments: list[str], out: Path) -> list[str]:
    url, report = stage.server.url("/2"), stage.before.parent / "report.md"
    return [text.format(url=url, out=out, report=report) for text in arguments]


@pytest.mark.parametrize("command", READING)
def test_a_read_only_medium_can_be_looked_at(
    read_only: Stage, tmp_path: Path, command: str
) -> None:
    done = read_only.bench.testigo(*_filled(read_only, READING[command], tmp_path))
    assert done.code == 0, done.err
    assert "Errno" not in done.err


def test_a_read_only_folder_is_merged_into_another(read_only: Stage, tmp_path: Path) -> None:
    into = ["--folder", str(tmp_path / "together")]
    # no key can be made, because the place of keys lies on the same medium
    done = commands.run("merge", str(read_only.bench.path), *into)
    assert done.code == 0, done.err
    assert "no signing key can be made" in done.err
    assert commands.run("verify", *into).code == 3
    elsewhere = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    into = ["--folder", str(tmp_path / "signed")]
    assert commands.run("merge", str(read_only.bench.path), *into, **elsewhere).code == 0
    assert commands.run("verify", *into, **elsewhere).code == 0


@pytest.mark.parametrize("command", WRITING)
def test_what_writes_says_so_in_one_line(read_only: Stage, tmp_path: Path, command: str) -> None:
    done = read_only.bench.testigo(*_filled(read_only, WRITING[command], tmp_path))
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert str(read_only.bench.path) in done.err
    assert "Errno" not in done.err
