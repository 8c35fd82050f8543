"""CSV: which sign parts the cells, and what is a table at all."""

from __future__ import annotations

import pytest

from evidence.formats import csv, table
from evidence.formats.document import Body


def text(data: str) -> str:
    return csv.read(Body(data.encode(), "text/csv")).text


DELIMITERS = {
    "a comma within cells": ("Meta;Monto\nagua, luz;1,5\ngas, a, b;2\n", "agua, luz\t1,5"),
    "a tab": ("Meta\tMonto\nagua; luz\t1,5\n", "agua; luz\t1,5"),
    "a bar": ("Meta|Monto\nagua|1\n", "agua\t1"),
    "quoted": ('a,b\n"uno, dos","tres\ncuatro"\n', "uno, dos\ttres cuatro"),
    "rows of different lengths": ("a;b;c\nagua;1\nuna nota, dos, tres\n", "agua\t1"),
}


@pytest.mark.parametrize(("data", "line"), DELIMITERS.values(), ids=DELIMITERS.keys())
def test_the_sign_that_parts_the_first_lines_evenly(data: str, line: str) -> None:
    assert line in text(data).split("\n")


@pytest.mark.parametrize(
    ("words", "is_table"),
    [
        ("a,b\n1,2\n3,4", True),
        ("a,b\n1,2", False),
        ("uno\ndos\ntres", False),
        ("a,b\n1,2,3\n4", False),
        ("", False),
    ],
)
def test_three_lines_of_as_many_cells_are_a_table(words: str, is_table: bool) -> None:
    assert csv.looks_like_table(words) is is_table


def test_rows_without_a_word_are_left_out() -> None:
    assert text("a,b\n,\n1,2\n") == "a\tb\n1\t2\n"


def test_a_cell_without_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "LONGEST_FIELD", 1000)
    found = csv.read(Body(b'a,b\n1,2\n3,"' + b"x" * 5000, "text/csv"))
    assert found.text == "a\tb\n1\t2\n"
    assert found.warnings == ["reading stopped at line 3: field larger than field limit (1000)"]


def test_a_table_beyond_the_bound_is_cut_and_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_CHARACTERS", 1_000_000)
    found = csv.read(Body(b"agua,luz\n" * 1_000_000, "text/csv"))
    assert len(found.text) < 1_000_020
    assert found.warnings == ["only the first 1 million characters are read"]
