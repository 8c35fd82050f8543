"""A database with a damaged page or row: one line that names it, exit code 2, and nothing else touched."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from evidence.store import Store, soundness
from tests import commands, shards
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = 4096


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder after one night, whose web is still there."""
    bench = Bench(tmp_path_factory.mktemp("damage") / "evidence")
    bench.configure()
    with RawServer({f"/{n}": ok(page(f"Página {n}. " * 90)) for n in range(3)}) as server:
        bench.cite(*(server.url(f"/{n}") for n in range(3)))
        assert bench.testigo("run").code == 0
        yield bench.path


def root_of(database: Path, name: str) -> int:
    db = sqlite3.connect(database)
    (number,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    db.close()
    return int(number)


def zero(database: Path, name: str) -> None:
    """The first page of a table or an index is lost."""
    data, at = bytearray(database.read_bytes()), (root_of(database, name) - 1) * PAGE
    data[at : at + PAGE] = bytes(PAGE)
    database.write_bytes(data)


def flip(database: Path, bits: int) -> None:
    """A byte in the text of a row is another: the page is sound, what it says is not."""
    db = sqlite3.connect(database)
    db.execute(
        "UPDATE standings SET series_json = CAST(char(?) || substr(series_json, 2) AS TEXT)",
        (ord("[") ^ bits,),
    )
    db.commit()
    db.close()


@pytest.mark.parametrize(
    "damage", ["standings", "checks", "runs", "custody", "checks_url", "a flipped bit"]
)
def test_a_night_ends_before_it_writes_anything(night: Path, tmp_path: Path, damage: str) -> None:
    bench = Bench(tmp_path / "evidence")
    shutil.copytree(night, bench.path)
    if damage == "a flipped bit":
        flip(bench.folder.database, 1)
    else:
        zero(bench.folder.database, damage)
    kept = {path: path.read_bytes() for path in bench.folder.warc.iterdir()}
    done = bench.testigo("run", "--only", "all")
    assert done.code == 2, done
    assert done.err.count("\n") == 1, done.err
    assert "evidence.db" in done.err
    assert "interrupted" not in done.err
    assert {path: path.read_bytes() for path in kept} == kept
    verified = bench.testigo("verify")
    assert verified.code in (1, 2)
    where = "standings " if damage == "a flipped bit" else "evidence.db"
    assert where in verified.out + verified.err
    if damage != "a flipped bit":  # to SQLite that is sound
        assert "BAD  database" in bench.testigo("doctor").out


def large() -> None:
    """Every database counts as one that is looked through while a night is under way, and what is found is
    known before anything is written; at the end nobody asks."""
    soundness.AT_ONCE = 0
    watch: Any = soundness.Watch
    watch.require, watch.end = watch.end, lambda _self: None


@pytest.mark.parametrize("damage", ["checks_capture", "mementos"])
def test_a_night_that_is_under_way_ends_before_it_writes_more(
    night: Path, tmp_path: Path, damage: str
) -> None:
    bench = Bench(tmp_path / "evidence")
    shutil.copytree(night, bench.path)
    zero(bench.folder.database, damage)
    done = commands.run("run", "--only", "all", "--folder", str(bench.path), prepare=large)
    assert done.code == 2, done
    assert "the database is damaged" in done.err
    assert len(bench.rows("SELECT id FROM checks NOT INDEXED")) == 3, "those of the night before"


def test_a_night_that_several_walk_ends_before_it_takes_more_in(bench: Bench) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        assert bench.testigo("run").code == 0
        zero(bench.folder.database, "mementos")
        command = ("run", "--only", "all", "--workers", "2", "--folder", str(bench.path))
        done = commands.run(*command, prepare=large)
    assert done.code == 2, done
    assert "the database is damaged" in done.err
    assert len(bench.rows("SELECT id FROM checks")) == len(site.urls), "those of the night before"


def test_a_large_database_that_is_sound(night: Path, tmp_path: Path) -> None:
    bench = Bench(tmp_path / "evidence")
    shutil.copytree(night, bench.path)
    done = commands.run("run", "--only", "all", "--folder", str(bench.path), prepare=large)
    assert done.code == 0, done
    assert len(bench.rows("SELECT id FROM checks")) == 6


def test_nobody_waits_for_a_look_through_that_is_of_no_more_use(
    night: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that would go on for ever: it is told to stop until it hears it."""
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
    )
    monkeypatch.setattr(soundness, "AT_ONCE", 0)
    monkeypatch.setattr(soundness, "require_sound", lambda store: store.value(endless))
    with closing(Store(night / "evidence.db")) as store:
        watch = soundness.Watch(store)
        watch.require()
        watch.close()
        assert watch._looked is not None
        assert watch._looked.done()
