"""The digests that the custody log is made of."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence.store import ledger

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), TEXT)
ROWS = st.dictionaries(TEXT, VALUES, max_size=6)
JSON = st.recursive(
    st.one_of(VALUES, st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)


@given(JSON)
def test_the_canonical_form_says_what_the_value_says(value: Any) -> None:
    assert json.loads(ledger.canonical(value)) == value


@given(st.dictionaries(TEXT, JSON, max_size=6), st.randoms())
def test_the_canonical_form_knows_no_order_of_keys(value: dict[str, Any], chance: Any) -> None:
    items = list(value.items())
    chance.shuffle(items)
    assert ledger.canonical(dict(items)) == ledger.canonical(value)


@given(ROWS, st.randoms())
def test_columns_that_are_null_and_their_order_do_not_count(
    row: dict[str, Any], chance: Any
) -> None:
    items = [*row.items(), ("a column of a later version", None)]
    chance.shuffle(items)
    assert ledger.row_digest(dict(items)) == ledger.row_digest(row)


@given(ROWS, TEXT, VALUES)
def test_any_other_value_has_another_digest(row: dict[str, Any], name: str, value: Any) -> None:
    before = row.get(name)
    assume(value != before or type(value) is not type(before))
    assert ledger.row_digest({**row, name: value}) != ledger.row_digest(row)


def test_a_digest_is_that_of_every_version() -> None:
    """Written down once: the digests of folders that are years old are made by the same rule."""
    row = {"id": "é", "n": 1, "x": 0.5, "none": None}
    assert ledger.canonical(row) == '{"id":"é","n":1,"none":null,"x":0.5}'.encode()
    assert ledger.row_digest(row) == "wE9QFFm0mdmKdTZn7mMzHP2CJWaFGM99DW4uBPI8NJA"
    entry = ledger.entry(1, None, "2026-01-01T00:00:00.000000Z", "began", {"t": {"a": "b"}}, {})
    assert entry.id == "pUd5TmZa3CYFBzImI3VJ68hXVLHPDfoJKrXChzqPsKw"


FIELDS = ("seq", "previous", "at", "act", "rows", "detail")


@pytest.mark.parametrize("field", FIELDS)
def test_an_entry_s_id_depends_on_all_that_it_says(field: str) -> None:
    said: dict[str, Any] = dict(
        zip(FIELDS, (2, "p", "2026", "act", {"t": {"a": "d"}}, {"k": 1}), strict=True)
    )
    other = {**said, field: {"seq": 3, "rows": {"t": {"a": None}}, "detail": {}}.get(field, "x")}
    assert ledger.entry(**said).id != ledger.entry(**other).id
    assert len(ledger.raw_id(ledger.entry(**said).id)) == 32


@pytest.mark.parametrize("text", ["", "a", "AAAA", "é" * 43, "A" * 44])
def test_what_is_no_digest_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - base64 and we say it in different words
        ledger.raw_id(text)
