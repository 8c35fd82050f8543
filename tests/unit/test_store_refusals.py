"""What the database refuses is said in one line, and where it can't be written it can still be read."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from evidence.errors import StoreDamaged, StoreError
from evidence.store import Store, soundness
from evidence.store.migrations import MIGRATIONS
from evidence.store.refusals import problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "evidence.db")
    yield store
    store.close()


def put(store: Store, number: int, size: int = 40_000) -> None:
    with store.transaction("test", {"text": f"{number} " * size}):
        pass


# --- a full disk ---------------------------------------------------------------------------------


@pytest.mark.parametrize("more", range(12))
def test_at_whatever_page_the_disk_is_full_nothing_is_written_and_it_is_said(
    store: Store, more: int
) -> None:
    put(store, 1)
    pages = store.value("PRAGMA page_count")
    store.db.execute(f"PRAGMA max_page_count={pages + more}")
    with pytest.raises(StoreError, match=r"the disk is full.* make room") as caught:
        put(store, 2)
    assert "rollback" not in str(caught.value)
    store.db.execute("PRAGMA max_page_count=100000")
    assert store.value("SELECT COUNT(*) FROM custody") == 1
    put(store, 3)
    assert store.value("SELECT COUNT(*) FROM custody") == 2


def test_a_full_folder_for_temporary_files_is_said_too(store: Store) -> None:
    store.db.execute("CREATE TEMP TABLE t (text TEXT)")
    store.db.execute("PRAGMA temp.max_page_count=3")
    with pytest.raises(StoreError, match="the disk is full"), store.refusing():
        store.db.execute("INSERT INTO t VALUES (?)", ("x" * 100_000,))


@pytest.mark.parametrize(
    ("code", "text", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, "database or disk is full", StoreError, "the disk is full"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk I/O error", StoreError, "the disk refused"),
        (sqlite3.SQLITE_IOERR_FSYNC, "disk I/O error", StoreError, "the disk refused"),
        (sqlite3.SQLITE_READONLY, "attempt to write", StoreError, "read-only here"),
        (sqlite3.SQLITE_BUSY, "database is locked", StoreError, "can't be used (database is lo"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "disk image is malformed", StoreDamaged, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "file is not a database", StoreDamaged, "is damaged"),
        (sqlite3.SQLITE_ERROR, "no such table: urls", StoreDamaged, "is damaged"),
        (sqlite3.SQLITE_ERROR, "table urls already exists", StoreDamaged, "is damaged"),
    ],
)
def test_each_refusal_has_its_words(
    tmp_path: Path, code: int, text: str, kind: type[StoreError], words: str
) -> None:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    found = problem(tmp_path / "evidence.db", error)
    assert type(found) is kind
    assert words in str(found)
    assert "\n" not in str(found)


# --- a damaged page ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", range(1, 40))
def test_a_page_that_was_zeroed_is_named(tmp_path: Path, page: int) -> None:
    """A night asks before it writes anything."""
    path = tmp_path / "evidence.db"
    store = Store(path)
    put(store, 1)
    store.close()
    data = bytearray(path.read_bytes())
    data[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(data)
    with pytest.raises(StoreDamaged, match=r"is damaged .*WARC files are untouched") as caught:
        store = Store(path)
        try:
            soundness.require_sound(store)
        finally:
            store.close()
    assert "***" not in str(caught.value)


def test_a_sound_database_is_sound(store: Store) -> None:
    soundness.require_sound(store)
    assert list(soundness.damages(store)) == []


# --- where it can't be written -------------------------------------------------------------------


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be written: a medium, or another user's folder."""
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: real(path, mode & ~os.W_OK) and mode != os.W_OK
    )


def read(path: Path) -> tuple[int, Store]:
    store = Store(path)
    with pytest.raises(StoreError, match="can't be written"), store.transaction("test"):
        pass
    return store.value("SELECT COUNT(*) FROM custody"), store


def test_a_database_that_cannot_be_written_is_read(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store = Store(tmp_path / "evidence.db")
    put(store, 1)
    store.close()
    request.getfixturevalue("locked")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    count, again = read(tmp_path / "evidence.db")
    again.close()
    assert count == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_a_killed_run_left_in_the_log_of_the_database_is_read_too(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, 1)  # it is still open: nothing of it is in the file yet
    assert (tmp_path / "evidence.db-wal").stat().st_size
    request.getfixturevalue("locked")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    count, again = read(tmp_path / "evidence.db")
    assert count == 1
    assert list((tmp_path / "temporary").iterdir())
    again.close()
    assert not list((tmp_path / "temporary").iterdir())


def test_a_database_of_an_earlier_version_is_read_as_a_copy(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "evidence.db"
    earlier = Database(path)
    newest = MIGRATIONS._migrations[-1].name
    MIGRATIONS.apply(earlier, stop_before=newest)
    earlier.close()
    request.getfixturevalue("locked")
    before = path.read_bytes()
    _, again = read(path)
    assert newest in {applied.name for applied in MIGRATIONS.applied(again.db)}
    again.close()
    assert path.read_bytes() == before
