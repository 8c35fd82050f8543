"""What Testigo makes in a folder is for who keeps it: nobody else on the machine can read it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from evidence import files
from tests.conftest import Bench


@pytest.fixture(autouse=True)
def _open_handed() -> None:
    """A user whose files are open to all, as most systems have it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_that_testigo_makes_and_all_in_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "evidence")
    assert bench.testigo("init").code == 0
    report = tmp_path / "report.md"
    report.write_text("See <http://127.0.0.1:9/a>.")
    assert bench.testigo("add", str(report)).code == 0
    assert bench.testigo("run", "--no-archive", "--allow-private").code == 3
    assert bench.testigo("report").code == 0
    open_ones = [
        str(path)
        for path in (bench.path, *bench.path.rglob("*"))
        if mode(path) != (0o700 if path.is_dir() else 0o600)
    ]
    assert open_ones == []
    assert {"evidence.db", "run.lock", "testigo.toml", "key.pem"} <= {
        path.name for path in bench.path.iterdir()
    }


def test_a_folder_that_somebody_made_keeps_its_mode_and_doctor_says_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "evidence")
    bench.path.mkdir(mode=0o755)
    assert bench.testigo("init").code == 0
    assert mode(bench.path) == 0o755
    assert mode(bench.folder.database) == 0o600
    assert "others on this machine can read it" in bench.testigo("doctor").out
    bench.path.chmod(0o700)
    assert "nobody else on this machine can read the folder" in bench.testigo("doctor").out


def test_what_is_written_for_others_has_the_mode_that_the_user_gives_new_files(
    tmp_path: Path,
) -> None:
    files.write_whole(tmp_path / "out" / "report.html", "x", mode=files.HANDED_OVER)
    assert mode(tmp_path / "out" / "report.html") == 0o644
    assert mode(tmp_path / "out") == 0o755
    files.write_whole(tmp_path / "in" / "report.html", "x")
    assert (mode(tmp_path / "in"), mode(tmp_path / "in" / "report.html")) == (0o700, 0o600)
