"""Records are the schema's tables, column for column, and lose nothing on the way there and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from evidence.errors import StoreDamaged, StoreError
from evidence.store import Store, records
from evidence.store.ledger import row_digest
from evidence.store.records import Record, Result
from evidence.store.tables import TABLES, UNLOGGED
from evidence.vocabulary import Cause, Certainty, MementoState, PartRole, SourceKind, Verdict

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = [
    cls for cls in vars(records).values() if isinstance(cls, type) and Record in cls.__mro__[1:]
]


@dataclass(frozen=True, slots=True)
class Stands(Result):
    verdict: Verdict | None


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_a_record_has_the_columns_of_its_table(cls: type[Record], tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    columns = {column.name for column in store.db[cls.TABLE].columns}
    store.close()
    assert {field.name for field in fields(cls)} == columns


def test_every_table_that_evidence_stands_in_has_a_record() -> None:
    tables = {table.name for table in TABLES} | UNLOGGED.keys() - {"merged_custody"}
    assert tables - {cls.TABLE for cls in RECORDS} == set()


def test_words_are_enums_in_a_record_and_words_in_a_row() -> None:
    row = dict.fromkeys(field.name for field in fields(records.Check))
    row |= {"id": "a", "verdict": "missing", "cause": "http-404", "at_most": "confirmed"}
    check = records.Check.from_row({**row, "url": "a column that a query adds"})
    assert check.verdict is Verdict.MISSING
    assert (check.cause, check.at_most) == (Cause.HTTP_404, Certainty.CONFIRMED)
    assert check.row() == row


def test_a_truth_has_the_digest_in_the_log_that_its_stored_row_has(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    made = records.Part("a", "page", "part", PartRole.EMBEDDED, "2026-11-01T05:30:00Z", True)
    store.db.execute("PRAGMA foreign_keys = OFF")
    store.db["parts"].insert(made.row())
    (row,) = store.all("SELECT * FROM parts")
    store.close()
    assert row_digest(row) == row_digest(made.row())


def test_an_unknown_word_and_a_missing_column_are_no_record() -> None:
    row = dict.fromkeys(field.name for field in fields(records.Check))
    row |= {"verdict": "missing", "cause": "eaten by the dog", "at_most": "confirmed"}
    with pytest.raises(ValueError, match="eaten by the dog"):
        records.Check.from_row(row)
    with pytest.raises(KeyError):
        records.Check.from_row({"id": "a"})


def test_a_record_has_the_digest_that_its_row_always_had() -> None:
    """Rows sealed by earlier versions left out what was NULL, and had words instead of enums."""
    earlier = {"id": "m1", "url_id": "u1", "archive": "wayback", "memento_url": "https://a/1/http://b/",
               "captured_at": "2024-05-31T00:00:00Z", "state": "kept", "cause": "http-404"}  # fmt: skip
    columns = dict.fromkeys(records.Memento.columns()) | earlier
    record = records.Memento.from_row(columns)
    assert record.state is MementoState.KEPT
    assert row_digest(record.row()) == row_digest(earlier)
    assert row_digest(earlier) == "zwpD4Z4n05iFHtSs_S6zltrlVWodj-Dp04gsbRZcH2Q"


def test_the_store_gives_and_takes_records(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    source = records.Source(
        "r", SourceKind.REPORT, "r.html", None, "2024-05-31", None, "2024-06-01T00:00:00Z"
    )
    with store.transaction("test") as act:
        act.add(source)
    with store.transaction("test") as act:
        act.put(replace(source, title="A report"))
    sql = "SELECT 1 AS other, s.* FROM sources s WHERE id = :id"
    assert store.first(records.Source, sql, id="r") == replace(source, title="A report")
    assert store.first(records.Source, sql, id="none") is None
    assert store.value("SELECT COUNT(*) FROM sources WHERE kind = ?", "report") == 1
    assert store.value("SELECT id FROM sources WHERE kind = ?", "board") is None
    logged = list(store.values("SELECT rows_json FROM custody ORDER BY seq"))
    assert [json.loads(text)["sources"]["r"] for text in logged] == [
        row_digest(source.row()), row_digest({**source.row(), "title": "A report"})
    ]  # fmt: skip
    with pytest.raises(StoreError), store.transaction("test") as act:
        act.add(source)
    store.close()


def test_a_result_reads_the_columns_it_names_in_whatever_order(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    assert store.first(Stands, "SELECT 7 AS seven, 'alive' AS verdict") == Stands(Verdict.ALIVE)
    assert store.first(Stands, "SELECT NULL AS verdict") == Stands(None)
    with pytest.raises(KeyError):
        store.first(Stands, "SELECT 7 AS seven")
    store.close()


def test_a_word_that_nobody_writes_is_damage_and_named(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    sql = "SELECT 'h' AS id, 'eaten by the dog' AS verdict, 'http://a/' AS url"
    with pytest.raises(StoreDamaged, match="eaten by the dog"):
        store.first(Stands, sql)
    with pytest.raises(StoreDamaged, match="testigo verify"):
        list(store.pairs(records.AtUrl, Stands, sql))
    store.close()


def test_a_row_that_joins_is_read_as_two_records(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    found = store.pairs(
        Stands, records.AtUrl, "SELECT 'alive' AS verdict, :url AS url", url="http://a/"
    )
    assert list(found) == [(Stands(Verdict.ALIVE), records.AtUrl("http://a/"))]
    store.close()


class _Pair(NamedTuple):
    id: str
    state: MementoState | None


def test_a_named_tuple_is_read_by_its_fields_in_their_order(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    sql = "SELECT 'a' AS id, :state AS state"
    assert list(store.tuples(_Pair, sql, state="kept")) == [_Pair("a", MementoState.KEPT)]
    assert list(store.tuples(_Pair, sql, state=None)) == [_Pair("a", None)]
    with pytest.raises(StoreError):
        list(store.tuples(_Pair, sql, state="eaten by the dog"))
    with pytest.raises(KeyError):
        list(store.tuples(_Pair, "SELECT 'kept' AS state, 'a' AS id"))
    store.close()
