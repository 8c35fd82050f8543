"""Records are the schema's tables, column for column, and lose nothing on the way there and back."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from evidence.store import Store, records
from evidence.store.records import Record
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = [
    cls for cls in vars(records).values() if isinstance(cls, type) and Record in cls.__mro__[1:]
]


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_a_record_has_the_columns_of_its_table(cls: type[Record], tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    columns = {column.name for column in store.db[cls.TABLE].columns}
    store.close()
    assert {field.name for field in fields(cls)} == columns


def test_words_are_enums_in_a_record_and_words_in_a_row() -> None:
    row = dict.fromkeys(field.name for field in fields(records.Check))
    row |= {"id": "a", "verdict": "missing", "cause": "http-404", "at_most": "confirmed"}
    check = records.Check.from_row({**row, "url": "a column that a query adds"})
    assert check.verdict is Verdict.MISSING
    assert (check.cause, check.at_most) == (Cause.HTTP_404, Certainty.CONFIRMED)
    assert check.row() == row


def test_an_unknown_word_and_a_missing_column_are_no_record() -> None:
    row = dict.fromkeys(field.name for field in fields(records.Check))
    row |= {"verdict": "missing", "cause": "eaten by the dog", "at_most": "confirmed"}
    with pytest.raises(ValueError, match="eaten by the dog"):
        records.Check.from_row(row)
    with pytest.raises(KeyError):
        records.Check.from_row({"id": "a"})
