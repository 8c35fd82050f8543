"""An older copy of a folder is known as one, whatever is asked of it, and a person may go on from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Bench
from tests.servers import RawServer, ok, page


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder after two nights, and the copy that was made after the first."""
    bench = Bench(tmp_path_factory.mktemp("r") / "evidence")
    bench.configure()
    with RawServer({"/a": ok(page("Texto. " * 50))}) as server:
        bench.cite(server.url("/a"))
        assert bench.testigo("run").code == 0
        copy = bench.path.with_name("copy")
        shutil.copytree(bench.path, copy)
        assert bench.testigo("run", "--only", "all").code == 0
    return bench.path, copy


@pytest.fixture
def put_back(nights: tuple[Path, Path], tmp_path: Path) -> Bench:
    """The older copy lies where the folder lay."""
    folder, copy = nights
    if not (tmp_path.parent / "newer").exists():
        shutil.copytree(folder, tmp_path.parent / "newer", dirs_exist_ok=True)
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)
    return Bench(folder)


COMMANDS = (
    ["run"],
    ["add", "examples/informe.md"],
    ["check", "http://127.0.0.1:9/"],
    ["status"],
    ["report"],
    ["export", "--wacz", "OUT"],
    ["accept", "http://127.0.0.1:9/", "--by", "Ana", "--note", "x"],
    ["init", "--key"],
    ["archive"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_whatever_is_asked_first_is_refused_in_one_line(
    put_back: Bench, tmp_path: Path, command: list[str]
) -> None:
    if command == ["archive"]:
        put_back.folder.config.write_text("", "utf-8")
    words = [str(tmp_path / "x.wacz") if word == "OUT" else word for word in command]
    for _ in range(2):
        done = put_back.testigo(*words)
        assert (done.code, done.err.count("\n")) == (2, 1), done.err
        assert "rolled back: this machine wrote entry" in done.err
    done = put_back.testigo("verify")
    assert done.code == 1
    assert "cut off or rewritten: rolled back" in done.out


def test_a_person_may_go_on_and_that_is_said_for_good(put_back: Bench) -> None:
    done = put_back.testigo("restored", "--note", "the disk failed")
    assert done.code == 0, done.err
    assert put_back.testigo("status").code == 0
    assert put_back.testigo("run", "--no-archive").code in (0, 1, 3)
    done = put_back.testigo("verify")
    assert done.code == 1
    assert "an older copy was put back" in done.out
    assert "by a person; what was logged up to entry" in done.out
    assert "the disk failed" in done.out
    assert "rolled back" not in done.out
    again = put_back.testigo("restored", "--note", "once more")
    assert (again.code, "nothing is missing" in again.err) == (2, True)


def test_an_older_copy_on_a_medium_that_cannot_be_written_is_only_called_old(
    put_back: Bench, tmp_path: Path
) -> None:
    from unittest.mock import patch

    import testigo
    from evidence.store import opening

    with patch.object(opening, "_is_writable", return_value=False):
        found = testigo.verify(testigo.open(put_back.path))
        assert testigo.status(testigo.open(put_back.path))
    assert found.sound
    assert any("rolled back" in finding.problem for finding in found.findings if finding.note)
