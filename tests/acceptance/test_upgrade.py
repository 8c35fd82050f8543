"""A folder that an earlier version left opens, says what it said, and goes on.

``tests/data/folder-0.1.0.tar.xz`` is what `testigo demo` of 0.1.0 left after its two nights, made by the
version before looks had a room of their own (schema up to m0008).
"""

from __future__ import annotations

import json
import tarfile
from typing import TYPE_CHECKING

import pytest

from tests.commands import ROOT
from tests.conftest import Bench

if TYPE_CHECKING:
    from pathlib import Path

STANDINGS = {
    "alive": 5,
    "blocked": 1,
    "changed": 1,
    "missing": 5,
    "moved": 1,
    "unreachable": 3,
}
"""What that version's own `testigo status` said."""


@pytest.fixture
def old(tmp_path: Path) -> Bench:
    place = tmp_path / "evidence"
    with tarfile.open(ROOT / "tests" / "data" / "folder-0.1.0.tar.xz") as archive:
        archive.extractall(place, filter="data")
    return Bench(place)


def test_it_is_verified_and_stands_as_it_stood(old: Bench) -> None:
    done = old.testigo("verify")
    # it has no signing key, as all that were not made by `init`: nothing is altered, nobody signed
    assert (done.code, done.out) == (3, ""), done.out
    assert "signed by nobody: all as recorded" in done.err
    rows = old.rows("SELECT verdict, COUNT(*) AS n FROM standings GROUP BY verdict")
    assert {row["verdict"]: row["n"] for row in rows} == STANDINGS


def test_its_looks_are_judged_as_they_were(old: Bench) -> None:
    done = old.testigo("run", "--rejudge")
    assert done.code == 0
    assert ", 0 would differ" in done.err


def test_it_is_reported_and_asked(old: Bench, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    done = old.testigo("report", "--all", "--format", "json", "--out", str(out))
    assert done.code == 0, done.err
    report = json.loads(out.read_text("utf-8"))
    assert len(report["citations"]) == sum(STANDINGS.values())
    url = next(c["url"] for c in report["citations"] if c["verdict"] == "changed")
    assert old.testigo("history", url).code == 0
    assert old.testigo("diff", url).code == 1


def test_a_night_goes_on_with_it_and_is_verified(old: Bench) -> None:
    # its hosts are gone from this machine: ports that nobody listens on
    done = old.testigo("run", "--only", "all", "--no-archive")
    assert done.code in (1, 3), done.err
    assert "no signing key" in done.err
    assert old.testigo("verify").code == 3
    basis = old.rows("SELECT COUNT(*) AS n FROM checks WHERE basis_json IS NULL")
    assert basis[0]["n"] > 0


def test_a_key_that_it_is_given_is_not_said_to_have_seen_what_was_there_before(
    old: Bench, tmp_path: Path
) -> None:
    (count,) = old.rows("SELECT COUNT(*) AS n FROM custody")
    assert old.testigo("init", "--key").code == 0
    (made,) = old.rows("SELECT seq FROM custody WHERE act = 'key-made'")
    assert made["seq"] >= count["n"]
    assert old.testigo("export", "--wacz", str(tmp_path / "all.wacz")).code == 0
    done = old.testigo("verify")
    assert done.code == 0, done.out
    told = f"note: custody {made['seq']}: signed from here on"
    assert told in done.out
    assert f"the {made['seq'] - 1} entries before were written without a key" in done.out
