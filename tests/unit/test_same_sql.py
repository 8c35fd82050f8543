"""Which statements are the same to SQLite, and which only look so."""

from __future__ import annotations

import time

import pytest

from evidence.custody.continuity import sql

NAMES = frozenset({"checks", "verdict", "id", "offset"})
MADE = "CREATE VIEW v AS SELECT id, \"offset\" FROM checks WHERE verdict IN ('missing', 'it''s') AND id IS NOT NULL"


def same(one: str, other: str) -> bool:
    return sql.tokens(one, NAMES) == sql.tokens(other, NAMES)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("CREATE VIEW", "create\n  view"),
        ("SELECT id,", "SELECT\tid ,"),
        ('"offset"', "offset"),
        ('"offset"', "[offset]"),
        ("checks", '"Checks"'),
        ("verdict", "`verdict`"),
        ("FROM", "/* of all */ FROM -- the looks\n"),
    ],
)
def test_spaces_capitals_quotes_around_names_and_remarks_say_nothing(was: str, now: str) -> None:
    assert was in MADE
    assert same(MADE, MADE.replace(was, now))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("'missing'", "'MISSING'"),
        ("'missing'", "'miss ing'"),
        ("'missing'", "'miss\"ing'"),
        ("'missing'", '"missing"'),
        ("'missing'", "missing"),
        ("it''s", "its"),
        ("it''s", "it'' s"),
        ("NULL", '"NULL"'),
        ("NOT NULL", '"NOT NULL"'),
        ("IS NOT", "ISNOT"),
        ("IS NOT", "IS" + chr(0xA0) + "NOT"),
        ("'missing', ", "'missing' --, "),
        ("id IS", "ID\u0131 IS"),
        ("checks", "chec\u212as"),
    ],
)
def test_what_is_a_value_or_another_word_is_not_the_same(was: str, now: str) -> None:
    assert was in MADE
    assert not same(MADE, MADE.replace(was, now))


@pytest.mark.parametrize("sign", ["[", '"', "`", "'", "/*", "--", "''", "[]", " ", "a "])
def test_what_does_not_end_is_read_once(sign: str) -> None:
    begun = time.process_time()
    sql.tokens("x" + sign * 200_000, NAMES)
    assert time.process_time() - begun < 3
