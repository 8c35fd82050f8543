"""What says an absurd length or number is named with its place, and every command ends with a line."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest

import testigo
from evidence.errors import ExitCode, TestigoError
from tests.conftest import Bench
from tests.manipulations.absurd import ABSURD, DEEP, column, entry, note
from tests.manipulations.model import Kept, copied, machine

TOLD = {
    "a row with a length of 10^18": column("captures", "length", 10**18),
    "a row that points nowhere": column("captures", "offset", "²"),
    "an entry whose rows are nested too deep": entry("rows_json", DEEP),
    "a note that is nested too deep": note(DEEP),
}


@pytest.mark.parametrize("name", ABSURD)
def test_it_is_named_with_its_place(kept: Kept, tmp_path: Path, name: str) -> None:
    alter, words = ABSURD[name]
    copy = copied(kept, tmp_path / "evidence")
    alter(copy)
    with machine(kept.config):
        found = testigo.verify(testigo.open(copy.path))
        told = [f"{one.where}: {one.problem}" for one in found.bad]
        assert any(re.search(words, line) for line in told), told
        assert found.exit_code is ExitCode.BROKEN
        with suppress(TestigoError):  # in one line; anything else is a fault of ours
            testigo.export(testigo.open(copy.path), tmp_path / "all.wacz")


@pytest.mark.parametrize("name", TOLD)
def test_every_command_ends_with_a_line(kept: Kept, tmp_path: Path, name: str) -> None:
    copy = copied(kept, tmp_path / "evidence")
    TOLD[name](copy)
    other = Bench(tmp_path / "other")
    other.configure()
    (url,) = (row["url"] for row in copy.bench.rows("SELECT url FROM urls WHERE url LIKE '%/c'"))
    with machine(kept.config):
        for done in (
            copy.bench.testigo("verify"),
            copy.bench.testigo("export", "--wacz", str(tmp_path / "all.wacz")),
            other.testigo("merge", str(copy.path)),
            copy.bench.testigo("history", url),
            copy.bench.testigo("diff", url),
            copy.bench.testigo("report", "--out", str(tmp_path / "report.html")),
            copy.bench.testigo("doctor"),
            copy.bench.testigo("run", "--no-archive"),
        ):
            assert done.code in (0, 1, 2, 3), done
            assert "Traceback" not in done.err
            assert "run again with -v" not in done.err, "a fault that nobody expected"
            assert done.code == 0 or done.out or done.err
