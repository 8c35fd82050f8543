"""Every redline gives both texts back, whoever shows it."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes.redline import Act, Operation, redline, rows
from evidence.changes.renderers import html, terminal, unified
from evidence.changes.renderers.harmless import harmless

vocabulary = st.sampled_from("el plan de la meta no 3 datos abiertos".split())
texts = st.lists(st.lists(vocabulary, max_size=8).map(" ".join), max_size=10)
OLD_SIDE = {Act.EQUAL, Act.REMOVED, Act.MOVED_FROM}
NEW_SIDE = {Act.EQUAL, Act.ADDED, Act.MOVED_TO}


def split(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


@given(texts, texts)
def test_the_operations_hold_both_texts_word_for_word_and_line_for_line(
    old: list[str], new: list[str]
) -> None:
    steps = redline(old, new)
    before, after = "".join(step.old for step in steps), "".join(step.new for step in steps)
    assert before == "".join(f"{line}\n" for line in old if line)
    assert after == "".join(f"{line}\n" for line in new if line)


@given(texts, texts)
def test_each_operation_is_on_the_sides_that_its_act_names(old: list[str], new: list[str]) -> None:
    for step in redline(old, new):
        assert bool(step.old) == (step.act in OLD_SIDE)
        assert bool(step.new) == (step.act in NEW_SIDE)


@given(texts)
def test_between_a_text_and_itself_all_is_equal(text: list[str]) -> None:
    assert {step.act for step in redline(text, text)} <= {Act.EQUAL}


@given(texts, st.integers(0, 10))
def test_where_lines_break_is_no_change(text: list[str], width: int) -> None:
    flat = split(text)
    size = width + 1
    broken = [" ".join(flat[start : start + size]) for start in range(0, len(flat), size)]
    assert {step.act for step in redline(text, broken)} <= {Act.EQUAL}


@given(texts, texts)
def test_what_moved_from_somewhere_moved_to_somewhere(old: list[str], new: list[str]) -> None:
    steps = redline(old, new)
    away = sorted(word for s in steps if s.act is Act.MOVED_FROM for word in s.old.split())
    there = sorted(word for s in steps if s.act is Act.MOVED_TO for word in s.new.split())
    assert away == there


@given(texts, texts)
def test_the_way_back_takes_out_what_the_way_there_put_in(old: list[str], new: list[str]) -> None:
    def count(steps: tuple[Operation, ...], *acts: Act) -> int:
        return sum(len((s.old or s.new).split()) for s in steps if s.act in acts)

    there, back = redline(old, new), redline(new, old)
    assert len(split(old)) - count(there, Act.REMOVED, Act.MOVED_FROM) == count(there, Act.EQUAL)
    assert len(split(new)) - count(back, Act.REMOVED, Act.MOVED_FROM) == count(back, Act.EQUAL)


@given(texts, texts)
def test_neighbouring_operations_are_of_different_acts(old: list[str], new: list[str]) -> None:
    steps = redline(old, new)
    for one, other in pairwise(steps):
        assert one.act is not other.act


@given(texts, texts)
def test_rows_hold_both_sides_and_only_changed_ones_differ(old: list[str], new: list[str]) -> None:
    sides = list(rows(redline(old, new)))
    assert " ".join(text for row in sides for _, text in row.new).split() == split(new)
    gone = [step.old for step in redline(old, new) if step.act is not Act.EQUAL]
    shown = [text for row in sides for act, text in row.old if act is not Act.EQUAL]
    assert " ".join(shown).split() == " ".join(gone).split()
    for row in sides:
        assert row.old or row.new
        if not row.changed:
            assert [text.split() for _, text in row.old] == [text.split() for _, text in row.new]
        assert {act for act, _ in row.old} <= OLD_SIDE
        assert {act for act, _ in row.new} <= NEW_SIDE


@given(texts, texts)
def test_in_html_the_new_text_is_what_stays_when_the_struck_is_taken_out(
    old: list[str], new: list[str]
) -> None:
    fragment = html.inline(redline(old, new))
    kept = re.sub(r"<del[^>]*>.*?</del>", "", fragment, flags=re.DOTALL)
    assert unescape(re.sub(r"<[^>]+>", "", kept)).split() == split(new)
    struck = re.sub(r"<ins[^>]*>.*?</ins>", "", fragment, flags=re.DOTALL)
    assert unescape(re.sub(r"<[^>]+>", "", struck)).split() == split(old)


@given(texts, texts)
def test_a_terminal_shows_the_same_with_and_without_colour(old: list[str], new: list[str]) -> None:
    steps = redline(old, new)
    coloured, plain = terminal.render(steps), terminal.render(steps, colour=False)
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain
    kept = re.sub(r"\[-.*?-\]|\[~.*?~\]", "", plain, flags=re.DOTALL)
    assert re.sub(r"\{\+|\+\}|\{~|~\}", "", kept).split() == split(new)


@given(texts, texts)
def test_unified_text_leaves_out_only_what_both_sides_have(old: list[str], new: list[str]) -> None:
    steps = redline(old, new)
    if {step.act for step in steps} <= {Act.EQUAL}:
        assert unified.render(steps) in {"", "@@\n"}
        return
    shown = unified.render(steps, context=1000).splitlines()
    assert {line[:2] for line in shown} <= {"- ", "+ ", "  ", "-", "+"}
    after = " ".join(line[2:] for line in shown if line[:1] in "+ ")
    assert re.sub(r"\{\+|\+\}|\{~|~\}", "", after).split() == split(new)
    short = unified.render(steps, context=0).splitlines()
    assert [line for line in short if line[:1] in "+-"] == [
        line for line in shown if line[:1] in "+-"
    ]


@pytest.mark.parametrize("context", [0, 1, 2])
def test_as_many_lines_stay_around_a_change_as_are_asked_for(context: int) -> None:
    old = [f"Renglón número {n}" for n in range(20)]
    new = [*old[:10], "Otro", *old[11:]]
    lines = unified.render(redline(old, new), context=context).splitlines()
    assert sum(line.startswith("  ") for line in lines) == 2 * context
    assert lines.count("@@") == 2


PASSAGE = "La evaluación externa será realizada por una universidad pública"  # nine words


@pytest.mark.parametrize(("length", "moved"), [(7, False), (8, True), (9, True)])
def test_eight_words_make_a_passage_that_moved(length: int, moved: bool) -> None:
    passage = " ".join(PASSAGE.split()[:length])
    others = [f"Renglón {n} del acta {n * 7}" for n in range(8)]
    acts = {step.act for step in redline([passage, *others], [*others, passage])}
    assert (Act.MOVED_FROM in acts, Act.MOVED_TO in acts) == (moved, moved)
    assert (Act.REMOVED in acts) is not moved


def test_a_passage_that_moved_and_was_changed_is_shown_as_both() -> None:
    others = [f"Renglón {n} del acta {n * 7}" for n in range(8)]
    longer = f"{PASSAGE} elegida por sorteo"
    steps = redline([PASSAGE, *others], [*others, longer])
    assert [s.old.strip() for s in steps if s.act is Act.MOVED_FROM] == [PASSAGE]
    assert [s.new.strip() for s in steps if s.act is Act.ADDED] == ["elegida por sorteo"]


@pytest.mark.parametrize(
    ("island", "own"),
    [(1, False), (2, False), (3, True)],
)
def test_a_word_or_two_between_large_changes_read_as_part_of_them(island: int, own: bool) -> None:
    stays = " ".join(f"queda{n}" for n in range(island))
    before = " ".join(f"a{n}" for n in range(6))
    after = " ".join(f"b{n}" for n in range(6))
    steps = redline([f"{before} {stays} {before}"], [f"{after} {stays} {after}"])
    assert (Act.EQUAL in {step.act for step in steps}) is own


@pytest.mark.parametrize(
    ("around", "island", "own"), [(2, 1, True), (3, 1, False), (4, 2, True), (5, 2, False)]
)
def test_an_island_is_taken_in_by_changes_of_more_than_twice_its_words(
    around: int, island: int, own: bool
) -> None:
    stays = " ".join(f"queda{n}" for n in range(island))
    before, after = (" ".join(f"{side}{n}" for n in range(around)) for side in "ab")
    large = " ".join(f"c{n}" for n in range(9))
    for old, new in (
        (f"{before} {stays} {large}", f"{after} {stays} otra"),
        (f"{large} {stays} {before}", f"otra {stays} {after}"),
    ):
        acts = {step.act for step in redline([old], [new])}
        assert (Act.EQUAL in acts) is own


def test_what_was_taken_out_after_what_moved_is_shown_beside_it() -> None:
    others = [f"Renglón {n} del acta {n * 7}" for n in range(8)]
    steps = redline([f"{PASSAGE} y esto se quitó", *others], [*others, PASSAGE])
    shown = [(act, text) for row in rows(steps) for act, text in row.old if act is not Act.EQUAL]
    assert shown == [(Act.MOVED_FROM, f"{PASSAGE} "), (Act.REMOVED, "y esto se quitó")]


def test_a_word_between_small_changes_is_shown_as_kept() -> None:
    acts = [step.act for step in redline(["uno dos tres"], ["un dos tre"])]
    assert acts == [Act.REMOVED, Act.ADDED, Act.EQUAL, Act.REMOVED, Act.ADDED]


def test_typographic_signs_are_no_change_and_each_side_keeps_its_own() -> None:
    (step,) = redline(["dijo “no” – y se fue"], ['dijo "no" - y se fue'])
    assert step == Operation(Act.EQUAL, "dijo “no” – y se fue\n", 'dijo "no" - y se fue\n')


TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Bidirectional classes of characters that turn the direction of reading (UAX 9, table 4)."""
MARKS = {"\u200e", "\u200f", "\u061c"}
"""The three that turn nothing and still move what stands beside them."""


@given(st.text(st.characters() | st.characters(categories=["Cc", "Cf"]), max_size=80))
def test_nothing_that_acts_is_left_and_every_other_sign_stays(text: str) -> None:
    for before, after in zip(text, harmless(text), strict=True):
        control = unicodedata.category(before) == "Cc" and before != "\n"
        acts = control or unicodedata.bidirectional(before) in TURNS or before in MARKS
        assert (after != before) == acts
