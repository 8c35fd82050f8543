"""Words as a comparison sees them, and how two texts line up."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes import words as module
from evidence.changes.words import align, changed, key, shingles, spans, straight, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El plan, dijo: ¡sí!", ["el", "plan", "dijo", "sí"]),
        ("1,250 y 1.5 y 3/2025", ["1,250", "y", "1.5", "y", "3/2025"]),
        ("12:30 h; 31-03-2020.", ["12:30", "h", "31-03-2020"]),
        ("el 25% o 25 %", ["el", "25%", "o", "25"]),
        ("40° al sol", ["40°", "al", "sol"]),
        ("plan_de_acción", ["plan", "de", "acción"]),
        ("can’t and can't", ["can't", "and", "can't"]),
        ("costo—beneficio y costo-beneficio", ["costo-beneficio", "y", "costo-beneficio"]),
        ("l’État", ["l'état"]),
        ("l`etat", ["l'etat"]),
        ("a@b.mx", ["a", "b.mx"]),
        ("fin. Otra", ["fin", "otra"]),
        ("…«»", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=120))
def test_spans_are_where_the_words_stand(text: str) -> None:
    found = list(spans(text))
    assert [word for word, _, _ in found] == words(text)
    for word, start, stop in found:
        assert straight(text[start:stop]).lower() == word
    assert all(stop <= start for (_, _, stop), (_, start, _) in pairwise(found))


@given(st.text(max_size=80))
def test_plain_signs_keep_every_place(text: str) -> None:
    plain = straight(text)
    assert len(plain) == len(text)
    assert straight(plain) == plain
    assert not set(plain) & set("‘’“”«»–—−")


@given(st.lists(st.sampled_from("abcd"), max_size=20), st.integers(1, 5))
def test_shingles_are_all_runs_of_their_size(tokens: list[str], size: int) -> None:
    found = shingles(tokens, size)
    for start in range(len(tokens) - size + 1):
        assert tuple(tokens[start : start + size]) in found
    assert len(found) <= max(1, len(tokens) - size + 1)
    assert bool(found) == bool(tokens)


def test_a_text_shorter_than_a_shingle_is_one() -> None:
    assert shingles(["a", "b"], 3) == {("a", "b")}
    assert shingles([], 3) == set()


tokens = st.lists(st.sampled_from("el plan de la meta no 3 datos".split()), max_size=40)


def rebuilt(old: list[str], new: list[str]) -> None:
    """What every alignment keeps: the steps cover both sides without a gap, and tell the truth."""
    i = j = 0
    for tag, i1, i2, j1, j2 in align(old, new):
        assert (i1, j1) == (i, j)
        i, j = i2, j2
        if tag == "equal":
            assert old[i1:i2] == new[j1:j2]
            assert i2 > i1
        else:
            assert tag == ("insert" if i1 == i2 else "delete" if j1 == j2 else "replace")
            assert i2 > i1 or j2 > j1
    assert (i, j) == (len(old), len(new))


@given(tokens, tokens)
def test_the_steps_lead_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    rebuilt(old, new)
    kinds = [tag == "equal" for tag, *_ in align(old, new)]
    assert all(one != other for one, other in pairwise(kinds)), "neighbours of a kind are one step"


@given(tokens)
def test_a_text_lines_up_with_itself(text: list[str]) -> None:
    assert list(changed(align(text, text))) == []
    assert align(text, text) == ([("equal", 0, len(text), 0, len(text))] if text else [])


@given(tokens, tokens, tokens, tokens)
def test_what_both_share_at_either_end_is_at_least_that_much_equal(
    head: list[str], old: list[str], new: list[str], tail: list[str]
) -> None:
    steps = align([*head, *old, *tail], [*head, *new, *tail])
    same = sum(i2 - i1 for tag, i1, i2, _, _ in steps if tag == "equal")
    assert same >= len(head) + len(tail)


@pytest.fixture
def small_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way for long texts, for texts of a few dozen words."""
    monkeypatch.setattr(module, "_CELLS", 1000)


LONG = [f"p{n}" for n in range(100)]


@pytest.mark.usefixtures("small_cells")
def test_long_texts_line_up_between_runs_that_stand_once_on_each_side() -> None:
    new = [*LONG[:40], "uno", "dos", *LONG[45:]]
    rebuilt(LONG, new)
    assert list(changed(align(LONG, new))) == [("replace", 40, 45, 40, 42)]


@pytest.mark.usefixtures("small_cells")
def test_runs_that_cross_keep_the_longer_order() -> None:
    new = [*LONG[60:], *LONG[:60]]
    steps = align(LONG, new)
    rebuilt(LONG, new)
    assert ("equal", 0, 60, 40, 100) in steps


@pytest.mark.usefixtures("small_cells")
def test_a_long_stretch_without_a_shared_run_is_one_replacement() -> None:
    one, other = [f"a{n}" for n in range(50)], [f"b{n}" for n in range(50)]
    assert align([*LONG, *one], [*LONG, *other])[-1] == ("replace", 100, 150, 100, 150)


@given(st.data())
def test_the_way_for_long_texts_tells_the_truth_too(data: st.DataObject) -> None:
    text = data.draw(st.lists(st.integers(0, 30).map(str), min_size=20, max_size=60))
    cut = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(cut, len(text)))
    new = [*text[:cut], *data.draw(tokens), *text[end:]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CELLS", 400)
        rebuilt(text, new)


def test_one_word_changed_in_a_law_book_is_found_in_no_long_time() -> None:
    old = [f"p{n}" for n in range(200_000)]
    new = old.copy()
    new[123_456] = "otra"
    before = time.process_time()
    assert list(changed(align(old, new))) == [("replace", 123_456, 123_457, 123_456, 123_457)]
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("500 m² de oficinas", "500 m2 de oficinas"),
        ("12 hab/km² y 3 cm³", "12 hab/km2 y 3 cm3"),
        ("Artículo 4º, 3ª sesión", "Artículo 4o, 3a sesión"),
        ("½ del gasto, 3½ años", "1/2 del gasto, 3 1/2 años"),
        ("Oficio № 4", "Oficio No. 4"),
    ],
)
def test_what_keyboards_write_otherwise_is_the_same_word(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10² casos", "102 casos"),
        ("x² casos", "x2 casos"),
        ("el anexo²", "el anexo2"),
        ("500 m²", "500 m³"),
        ("500 m²", "500 m"),
        ("½ del gasto", "¼ del gasto"),
        ("3½ años", "31/2 años"),
        ("4º lugar", "40 lugar"),
    ],
)
def test_what_says_another_figure_is_another_word(one: str, other: str) -> None:
    assert key(one) != key(other)
