"""The database: migrations, transactions, the custody log beside every row."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from evidence.custody.continuity import schema
from evidence.errors import StoreDamaged, StoreError, StoreNewer
from evidence.store import Store, ledger
from evidence.store.migrations import MIGRATIONS

SOURCE = {
    "id": "a",
    "kind": "report",
    "location": "a.md",
    "added_at": "2026-01-01T00:00:00.000000Z",
}


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    for _ in range(2):
        store = Store(tmp_path / "evidence.db")
        assert store.one("SELECT COUNT(*) AS n FROM _sqlite_migrations") == {
            "n": len(MIGRATIONS._migrations)
        }
        store.close()


_INDEX = "idx__sqlite_migrations_migration_set_name"


@pytest.mark.parametrize("migrated", [0, 5])
def test_a_making_that_was_cut_off_is_made_whole(tmp_path: Path, migrated: int) -> None:
    """Behind the first table, and its index is not there."""
    db = Database(tmp_path / "evidence.db")
    if migrated:
        MIGRATIONS.apply(db, stop_before=MIGRATIONS._migrations[migrated].name)
        db.execute(f"DROP INDEX {_INDEX}")
    else:
        columns = "id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT"
        db.execute(f"CREATE TABLE _sqlite_migrations ({columns})")
    db.close()
    store = Store(tmp_path / "evidence.db")
    assert list(schema.differing(store)) == []
    store.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    with pytest.raises(RuntimeError), store.transaction("test") as transaction:
        transaction.insert("sources", SOURCE)
        raise RuntimeError
    assert store.all("SELECT * FROM sources") == []
    assert store.all("SELECT * FROM custody") == []


def test_evidence_is_never_written_over(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    with store.transaction("test") as transaction:
        transaction.insert("sources", SOURCE)
    with pytest.raises(StoreError), store.transaction("test") as transaction:
        transaction.insert("sources", SOURCE)
    assert store.one("SELECT COUNT(*) AS n FROM custody") == {"n": 1}


def test_rows_that_point_nowhere_are_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    with pytest.raises(StoreError, match="FOREIGN KEY"), store.transaction("test") as transaction:
        transaction.insert("standings", {"url_id": "x", "verdict": "alive", "cause": "identical",
                                         "certainty": "suspected", "since": "", "last_look": "", "looks": 1,
                                         "series_json": "", "next_look": "", "check_id": "y"})  # fmt: skip


def test_two_connections_share_one_chain(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "evidence.db"), Store(tmp_path / "evidence.db")
    for number, store in enumerate((one, other, one, other)):
        with store.transaction("test") as transaction:
            transaction.insert("sources", {**SOURCE, "id": str(number)})
    entries = one.all("SELECT * FROM custody ORDER BY seq")
    assert [entry["seq"] for entry in entries] == [1, 2, 3, 4]
    assert [entry["previous"] for entry in entries[1:]] == [entry["id"] for entry in entries[:-1]]


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    Store(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('testigo','m9','')"
        )
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreNewer, match="newer Testigo"):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["garbage", "cut"])
def test_a_damaged_database_is_refused_in_one_line(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "evidence.db"
    Store(path).close()
    data = path.read_bytes()
    path.write_bytes(b"not a database at all" * 99 if damage == "garbage" else data[:1500])
    with pytest.raises(StoreDamaged) as caught:
        Store(path).all("SELECT * FROM captures")
    assert "damaged" in str(caught.value)
    assert "\n" not in str(caught.value)


ROWS = st.dictionaries(
    st.text(min_size=1, max_size=5), st.one_of(st.none(), st.integers(), st.text(max_size=5))
)


@given(ROWS, st.text(min_size=1, max_size=5))
def test_a_column_that_comes_later_leaves_old_digests_alone(
    row: dict[str, object], column: str
) -> None:
    if column not in row:
        assert ledger.row_digest({**row, column: None}) == ledger.row_digest(row)


@given(ROWS, ROWS)
def test_rows_that_differ_have_other_digests(
    one: dict[str, object], other: dict[str, object]
) -> None:
    def present(row: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in row.items() if value is not None}

    assert (ledger.row_digest(one) == ledger.row_digest(other)) == (present(one) == present(other))
