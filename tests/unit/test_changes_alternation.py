"""Flipping is not news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes.alternation import alternates


@pytest.mark.parametrize(
    ("history", "flips"),
    [
        ("", False),
        ("A", False),
        ("AAAA", False),
        ("AB", False),
        ("ABA", False),
        ("ABAB", True),
        ("AABBBAAB", True),
        ("ABACA", True),
        ("ABABC", False),
        ("XYZABAB", True),
        ("ABCDABCD", False),
        ("AAABBBBAAAA" + 9 * "B", True),
        ("AAABBBBAAAA" + 10 * "B", False),  # edited, taken back, edited again: that stands
    ],
)
def test_the_newest_text_is_one_of_a_few_in_turn(history: str, flips: bool) -> None:
    assert alternates(history) is flips


@given(st.lists(st.sampled_from("ABCD"), max_size=80))
def test_a_text_never_seen_before_is_always_news(history: list[str]) -> None:
    assert not alternates([*history, "new"])
