"""Two texts of any length are compared in bounded time and memory; what that costs in detail is said."""

from __future__ import annotations

import json
from importlib import import_module
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes import Kind, check_quote, compare, nearest
from evidence.changes import words as words_module
from evidence.changes.redline import Act, between
from evidence.changes.words import MOST_WORDS, align, first_words, spans, words
from evidence.content import Content
from evidence.reports.redline import Redline
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Baseline, Look

LONG = 500


def text(*lines: str, media_type: str = "text/plain") -> Content:
    return Content(media_type, lines=lines, main=lines)


def lines(stem: str, number: int, size: int = 20) -> list[str]:
    """So many lines of so many words, which no other stem has."""
    return [" ".join(f"{stem}{n}x{word}" for word in range(size)) for n in range(number)]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too long has a little over 500 words."""
    make_few(monkeypatch)


def make_few(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("differing", "redline"):
        monkeypatch.setattr(import_module(f"evidence.changes.{module}"), "MOST_WORDS", LONG)


SHARED = lines("igual", 60)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("old", "new", "kind", "removed", "added"),
    [
        (SHARED + lines("a", 40), SHARED + lines("b", 40), Kind.EDITED, 800, 800),
        (SHARED + lines("a", 40), SHARED, Kind.REMOVED, 800, 0),
        (SHARED, SHARED + lines("b", 40), Kind.ADDED, 0, 800),
        (lines("a", 40), lines("b", 40), Kind.REPLACED, 800, 800),
        (lines("a", 1, 800), lines("b", 1, 800), Kind.REPLACED, 800, 800),
    ],
)
def test_more_than_is_compared_word_by_word_is_compared_by_lines(
    old: list[str], new: list[str], kind: Kind, removed: int, added: int
) -> None:
    change = compare(text(*old), text(*new))
    assert (change.kind, change.words_removed, change.words_added) == (kind, removed, added)
    assert change.flags == ("by-lines",)
    assert kind is Kind.REPLACED or len(change.hunks) == 1


@pytest.mark.usefixtures("few")
def test_lines_of_the_same_words_are_equal_however_many() -> None:
    old = lines("a", 100)
    assert compare(text(*old), text(*map(str.upper, old))).kind is Kind.COSMETIC
    assert compare(text(*old), text(*reversed(old))).kind is Kind.COSMETIC


def test_a_plan_of_200_pages_that_is_written_anew_is_compared_word_by_word() -> None:
    old, new = (lines(stem, 2_500, 40) for stem in ("a", "b"))
    mixed = [new[n] if n % 3 == 0 else old[n] for n in range(2_500)]
    change = compare(text(*old), text(*mixed))
    assert "by-lines" not in change.flags
    assert change.words_removed == 834 * 40
    assert not between(text(*old), text(*mixed)).by_lines


def test_texts_without_a_line_end_are_not_read_to_their_end() -> None:
    one, other = (" ".join(f"{stem}{n}" for n in range(MOST_WORDS + 1)) for stem in "ab")
    change = compare(text(one), text(other))
    assert change.flags == ("by-lines",)
    redlined = between(text(one), text(other))
    assert redlined.by_lines
    assert [step.act for step in redlined.operations] == [Act.REMOVED, Act.ADDED]


@pytest.mark.usefixtures("few")
def test_one_row_of_a_long_table_is_told_word_by_word() -> None:
    old = lines("a", 100)
    new = [*old[:50], old[50].replace("a50x7", "otro"), *old[51:]]
    change = compare(text(*old), text(*new))
    assert (change.words_removed, change.words_added, change.flags) == (1, 1, ())
    redlined = between(text(*old), text(*new))
    assert not redlined.by_lines
    told = [(step.old, step.new) for step in redlined.operations if step.act is not Act.EQUAL]
    assert told == [("a50x7 ", ""), ("", "otro ")]


@given(st.lists(st.sampled_from([*lines("a", 9, 90), *lines("b", 9, 90)]), max_size=30), st.data())
def test_a_redline_by_lines_loses_no_word(old: list[str], data: st.DataObject) -> None:
    new = data.draw(st.permutations(old)) + data.draw(st.sampled_from([[], lines("c", 3, 300)]))
    with pytest.MonkeyPatch.context() as patch:
        make_few(patch)
        operations = between(text(*old), text(*new)).operations
    assert "".join(step.old for step in operations).split() == " ".join(old).split()
    assert "".join(step.new for step in operations).split() == " ".join(new).split()


@pytest.mark.usefixtures("few")
def test_a_redline_by_lines_says_so_in_every_form_and_language() -> None:
    pair = Redline.between(text(*lines("a", 90)), text(*lines("b", 90)), "antes", "ahora")
    for form in ("text", "unified", "html", "side-by-side"):
        assert "whole lines" in pair.render(form)
        assert "líneas enteras" in pair.render(form, "es")
    assert json.loads(pair.render("json"))["by_lines"] is True
    short = Redline.between(text("a"), text("b"), "antes", "ahora")
    assert "whole lines" not in short.render()
    assert json.loads(short.render("json"))["by_lines"] is False


@pytest.mark.usefixtures("few")
def test_a_verdict_by_lines_says_so() -> None:
    old, new = text(*SHARED, *lines("a", 40)), text(*SHARED, *lines("b", 40))
    base = Baseline(
        "first-good", "c", "2026-01-01T00:00:00Z", "https://a.mx/", "text/plain", "x", "y", old
    )
    look = Look(
        url="https://a.mx/",
        at="2026-01-02T00:00:00Z",
        status=200,
        content=new,
        baseline=base,
        change=compare(old, new),
    )
    judgement = judge(look)
    assert judgement.cause.value == "edited"
    assert [one.rule for one in judgement.reasons] == ["changed.by-lines"]


@given(st.lists(st.text(st.sampled_from("ab. \n\t'´-1,é—"), max_size=60), max_size=4))
def test_a_text_in_pieces_has_the_words_of_the_whole(parts: list[str]) -> None:
    whole = " ".join(parts)
    at_once, places = words(whole), list(spans(whole))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words_module, "_PIECE", 10)
        assert words(whole) == at_once
        assert list(spans(whole)) == places
        for most in range(1, 5):
            assert first_words(whole.split("\n"), most) == at_once[:most]


@given(st.data())
def test_what_is_lined_up_is_bounded_and_loses_nothing(data: st.DataObject) -> None:
    numbers = count()
    old, new = [], []
    for _ in range(data.draw(st.integers(1, 6))):
        same = [f"k{next(numbers)}" for _ in range(9)]
        size = data.draw(st.integers(0, 40))
        old += [*same, *"ab" * size]
        new += [*same, *"ba" * size]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words_module, "_CELLS", 2_000)
        patch.setattr(words_module, "_CELLS_TOGETHER", data.draw(st.integers(0, 9_000)))
        steps = align(old, new)
    assert [word for tag, i, i2, *_ in steps for word in old[i:i2]] == old
    assert [word for tag, *_, j, j2 in steps for word in new[j:j2]] == new
    assert all(old[i:i2] == new[j:j2] for tag, i, i2, j, j2 in steps if tag == "equal")
    kept = {old[n] for tag, i, i2, *_ in steps if tag == "equal" for n in range(i, i2)}
    assert {word for word in old if word[0] == "k"} <= kept


@pytest.mark.parametrize("at", [0, 3, 90, 99, 100, 101, 190, 500])
def test_a_passage_is_found_wherever_it_stands_in_a_long_text(
    monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(nearest, "MOST", 100)
    monkeypatch.setattr(nearest, "_OVERLAP", 20)
    quote = "El comité publicará sus minutas cada mes del año en curso"
    filler = [f"palabra{n}" for n in range(600)]
    said = text(" ".join([*filler[:at], quote, *filler[at:]]))
    assert check_quote(quote, said).state == "present"
    other = quote.replace("minutas", "actas")
    told = check_quote(other, said)
    assert (told.state, told.found) == ("altered", quote)
    assert (
        check_quote("Nada de esto se dijo nunca en ninguna parte del plan", said).state == "absent"
    )
