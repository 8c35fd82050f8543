"""What a report shows of a redline: the changes, a little around each, and no word cut in two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.changes.redline import Act, Operation, redline
from evidence.reports.excerpts import _shortened, _start

WORDS = st.lists(st.text("áb.", min_size=1, max_size=30), max_size=200)
GAP = "[…]"


@given(WORDS, WORDS, WORDS)
def test_no_word_is_cut(before: list[str], changed: list[str], after: list[str]) -> None:
    old = [" ".join([*before, "deberá", *after])]
    new = [" ".join([*before, "podrá", *changed, *after])]
    shown = list(_shortened(redline(old, new)))
    told = " ".join(one.new or one.old for one in shown).split()
    known = {word for line in (*old, *new) for word in line.split()}
    assert set(told) - {GAP} <= known
    assert len(shown) > 1


def test_what_is_left_out_is_said() -> None:
    long = "palabra " * 100
    first, gap, last = _shortened((
        Operation(Act.REMOVED, "deberá ", ""), Operation(Act.EQUAL, long, long),
    ))  # fmt: skip
    assert (first.old, gap.new, last.new) == ("deberá ", "palabra " * 20, f" {GAP} ")


def test_a_word_without_end_is_shown_as_far_as_there_is_room() -> None:
    assert _start("x" * 500, 160) == "x" * 160
    assert _start("dos palabras", 5) == "dos "
    assert _start("dos", 3) == "dos"
