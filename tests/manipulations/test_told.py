"""What is found is told where people look: by the run that finds it, by ``doctor``, in the log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import testigo
from tests.manipulations import entries, schema, table
from tests.manipulations.model import Kept, copied, machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.manipulations.model import Copy


def test_a_run_tells_it_once_and_leaves_it_where_it_is(kept: Kept, tmp_path: Path) -> None:
    copy = copied(kept, tmp_path / "evidence")
    table.planted(copy)
    name = next(path.name for path in copy.warcs if "00000000." in path.name)
    copy.execute(table._TRIGGER)
    with machine(kept.config):
        first = copy.bench.testigo("run", "--no-archive").err
        assert f"found, and not ours: warc/{name}: planted" in first
        assert "found, and not ours: evidence.db trigger quiet: put in" in first
        second = copy.bench.testigo("run", "--no-archive").err
        assert "found, and not ours" not in second
        assert "2 things that are not ours were found before" in second
        doctor = copy.bench.testigo("doctor").out
        assert "not ours: " in doctor
    assert (copy.folder.warc / name).exists()
    assert copy.bench.rows("SELECT * FROM warc_files WHERE id = ?", f"warc/{name}") == []
    assert copy.bench.rows("SELECT * FROM sqlite_master WHERE name = 'quiet'") == []
    (entry,) = copy.bench.rows("SELECT * FROM custody WHERE act = 'found-not-ours'")
    found = json.loads(entry["detail_json"])["found"]
    assert "UPDATE checks SET verdict = 'alive'" in next(
        one["problem"] for one in found if "quiet" in one["where"]
    ), "the log keeps what it did"


def test_a_view_and_a_table_of_somebodys_own_are_their_affair(kept: Kept, tmp_path: Path) -> None:
    copy = copied(kept, tmp_path / "evidence")
    copy.execute(
        "CREATE VIEW mine AS SELECT * FROM broken; CREATE TABLE notes (text TEXT);"
        "CREATE INDEX by_text ON notes(text);"
        "CREATE TRIGGER kept AFTER INSERT ON NOTES BEGIN DELETE FROM notes WHERE text = ''; END;"
        "ANALYZE; REINDEX; VACUUM"
    )
    with machine(kept.config):
        assert copy.bench.testigo("run", "--no-archive").err.count("not ours") == 0
        done = copy.bench.testigo("verify")
    assert done.code == 0, done.out
    assert "note: evidence.db view mine: a view of somebody's own" in done.out
    assert "evidence.db table notes" not in done.out


TRIGGERS = {
    "on a table in capitals": schema.IN_CAPITALS,
    "with a name like SQLite's": schema.NAMED_AS_SQLITES,
    "whose kind is in capitals": schema.OF_ANOTHER_KIND,
    "whose name is in capitals": schema.OF_ANOTHER_NAME,
}


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_trigger_is_taken_out_before_it_acts(kept: Kept, tmp_path: Path, name: str) -> None:
    copy = copied(kept, tmp_path / "evidence")
    alter: Callable[[Copy], None] = TRIGGERS[name]
    alter(copy)
    with machine(kept.config):
        done = copy.bench.testigo("run", "--only", "all", "--no-archive")
        assert "found, and not ours: evidence.db trigger" in done.err
        assert copy.bench.rows("SELECT * FROM sqlite_master WHERE lower(type) = 'trigger'") == []
        verdicts = copy.bench.rows("SELECT verdict FROM checks WHERE verdict != 'alive'")
        assert len(verdicts) > 2, "it would have called each alive"
        told = copy.bench.testigo("verify").out
    assert "altered since" not in told
    assert "damaged" not in told


def test_a_trigger_that_comes_again_is_taken_out_again(kept: Kept, tmp_path: Path) -> None:
    copy = copied(kept, tmp_path / "evidence")
    with machine(kept.config):
        for _ in range(2):
            schema.IN_CAPITALS(copy)
            done = copy.bench.testigo("run", "--no-archive")
            assert done.err.count("found, and not ours: evidence.db trigger quiet") == 1
            assert copy.bench.rows("SELECT * FROM sqlite_master WHERE type = 'trigger'") == []
        done = copy.bench.testigo("run", "--no-archive")
        assert "found, and not ours" not in done.err, "there is none"
    assert len(copy.bench.rows("SELECT * FROM custody WHERE act = 'found-not-ours'")) == 2


PLANTED = {
    "that an entry put in announces": entries.planted,
    "that an entry put in calls a copy of a merge": entries.merging,
    "that an entry put in says was found": entries.found_already,
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_file_stays_a_strangers(kept: Kept, tmp_path: Path, name: str) -> None:
    copy = copied(kept, tmp_path / "evidence")
    PLANTED[name](copy)
    with machine(kept.config):
        first = copy.bench.testigo("run", "--no-archive")
        assert f"found, and not ours: {entries.NAME}: planted" in first.err
        second = copy.bench.testigo("run", "--no-archive")
        assert "found, and not ours" not in second.err
    assert (copy.path / entries.NAME).exists(), "it is not ours to take away"
    assert copy.bench.rows("SELECT * FROM warc_files WHERE id = ?", entries.NAME) == []
    assert (
        copy.bench.rows(
            "SELECT * FROM custody WHERE act = 'sealed' AND rows_json LIKE '%00000000.warc%'"
        )
        == []
    )


def test_a_trigger_that_a_stranger_says_was_found_is_taken_out(kept: Kept, tmp_path: Path) -> None:
    copy = copied(kept, tmp_path / "evidence")
    schema.IN_CAPITALS(copy)
    with machine(kept.config):
        (found,) = [
            one
            for one in testigo.verify(testigo.open(copy.path)).findings
            if one.where.endswith("quiet")
        ]
        entries.put(copy, "found-not-ours", {"found": [found.logged()]})
        assert (
            "found, and not ours: evidence.db trigger quiet"
            in copy.bench.testigo("run", "--no-archive").err
        )
    assert copy.bench.rows("SELECT * FROM sqlite_master WHERE type = 'trigger'") == []


def test_a_schema_that_a_tool_wrote_with_other_quotes_is_ours(kept: Kept, tmp_path: Path) -> None:
    """SQLite itself does so where something is renamed, and named back."""
    copy = copied(kept, tmp_path / "evidence")
    before = copy.bench.rows("SELECT sql FROM sqlite_master")
    copy.execute(
        "ALTER TABLE checks RENAME TO looks; ALTER TABLE looks RENAME TO checks;"
        "ALTER TABLE standings RENAME COLUMN verdict TO said; ALTER TABLE standings RENAME COLUMN said TO verdict"
    )
    assert copy.bench.rows("SELECT sql FROM sqlite_master") != before
    with machine(kept.config):
        assert copy.bench.testigo("run", "--no-archive").err.count("not ours") == 0
        done = copy.bench.testigo("verify")
    assert done.code == 0, done.out
