"""Every table has its line: what is forgotten there would be neither verified, exported nor
merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence.store import Store
from evidence.store.tables import TABLES, UNLOGGED, Kind, needed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "evidence.db")
    yield store
    store.close()


def test_every_table_of_the_schema_is_declared_once(store: Store) -> None:
    schema = {name for name in store.db.table_names() if not name.startswith(("_", "sqlite_"))}
    names = [table.name for table in TABLES]
    assert sorted([*names, *UNLOGGED]) == sorted(schema)


def test_keys_and_columns_are_those_of_the_schema(store: Store) -> None:
    for table in TABLES:
        columns = {column.name for column in store.db[table.name].columns}
        assert store.db[table.name].pks == [table.key]
        assert {*table.follows, *table.needs} <= columns
        assert {*table.follows.values(), *table.needs.values()} <= {other.name for other in TABLES}


def test_a_row_comes_after_those_it_refers_to(store: Store) -> None:
    place = {table.name: number for number, table in enumerate(TABLES)}
    for table in TABLES:
        for column, target in needed(store, table):
            assert target in place, (
                f"{table.name}.{column} refers to a table that the log does not speak for"
            )
            assert place[target] <= place[table.name], f"{table.name} stands before {target}"


def test_what_belongs_to_a_url_is_exported_with_it(store: Store) -> None:
    for table in TABLES:
        columns = {column.name for column in store.db[table.name].columns}
        if "url_id" in columns and table.kind is not Kind.OWN:
            assert table.follows, f"{table.name} would be left out of a package of one URL"
