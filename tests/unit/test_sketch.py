"""How alike two texts are, by their sketches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes.words import shingles
from evidence.content import Content
from evidence.looks.sketch import may_be_alike, resemblance, sketch_of

TEXT = [f"palabra{n}" for n in range(600)]


def content(words: list[str]) -> Content:
    return Content("text/html", main=(" ".join(words),))


@pytest.mark.parametrize("kept", [600, 540, 480, 300, 60])
def test_the_estimate_is_near_what_is_shared(kept: int) -> None:
    other = TEXT[:kept] + [f"otra{n}" for n in range(600 - kept)]
    one, two = shingles(TEXT, 3), shingles(other, 3)
    true = len(one & two) / len(one | two)
    sketches = sketch_of(content(TEXT)), sketch_of(content(other))
    assert resemblance(*sketches) == pytest.approx(true, abs=0.1)
    assert may_be_alike(*sketches) or true < 0.8
    assert not may_be_alike(*sketches) or true > 0.2


WORDS = st.lists(st.sampled_from("abcde"), max_size=30)


@given(WORDS, WORDS)
def test_alike_is_alike_both_ways_and_a_text_is_like_itself(one: list[str], two: list[str]) -> None:
    first, second = sketch_of(content(one)), sketch_of(content(two))
    assert resemblance(first, second) == resemblance(second, first)
    assert 0 <= resemblance(first, second) <= 1
    assert resemblance(first, sketch_of(content(one))) == 1
