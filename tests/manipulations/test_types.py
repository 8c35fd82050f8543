"""A value of another type than belongs in its column ends a command with one line that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manipulations.model import Kept, copied, machine

ALTERED = {
    "UPDATE captures SET status = X'00'": "captures ",
    "UPDATE checks SET reasons_json = 7": "checks ",
    "UPDATE standings SET looks = 'many'": "standings ",
}


@pytest.mark.parametrize("script", ALTERED)
def test_it_is_named_in_one_line(kept: Kept, tmp_path: Path, script: str) -> None:
    copy = copied(kept, tmp_path / "evidence")
    copy.execute(script)
    (url,) = (row["url"] for row in copy.bench.rows("SELECT url FROM urls WHERE url LIKE '%/c'"))
    with machine(kept.config):
        told = [
            copy.bench.testigo("report", "--out", str(tmp_path / "report.html")),
            copy.bench.testigo("status"),
            copy.bench.testigo("history", url),
        ]
    assert any(one.code == 2 for one in told)
    for one in told:
        assert "run again with -v" not in one.err, "a fault that nobody expected"
        if one.code == 2:
            assert f"{ALTERED[script]}" in one.err
            assert "another type" in one.err
            assert one.err.count("\n") == 1
