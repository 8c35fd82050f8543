"""A redline as sentences: the sentence before and after, the cited one first, and the word for a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.changes.altered import about, altered
from evidence.changes.flags import Flag
from evidence.changes.redline import redline

_DUTY = "La Comisión deberá publicar los volúmenes concesionados cada trimestre."
_REST = "El padrón tiene 1200 registros, según el art. 5 del reglamento. Las minutas se difunden en el sitio."
PLAN = [
    "Compromiso 4. Acceso a la información hídrica",
    f"{_DUTY} {_REST}",
    "La persona responsable es la directora de planeación.",
]


def test_the_sentence_and_the_word() -> None:
    now = [PLAN[0], PLAN[1].replace("deberá publicar", "podrá publicar"), PLAN[2]]
    (one,) = altered(redline(PLAN, now))
    assert one.before == _DUTY
    assert one.after == "La Comisión podrá publicar los volúmenes concesionados cada trimestre."
    assert one.swap == ("deberá", "podrá")
    assert one.flags == {Flag.MODAL}


def test_a_sentence_that_is_taken_out_and_one_that_is_put_in() -> None:
    now = [
        PLAN[0],
        PLAN[1].replace(" Las minutas se difunden en el sitio.", ""),
        PLAN[2],
        "Se crea un comité.",
    ]
    gone, come = altered(redline(PLAN, now))
    assert (gone.before, gone.after) == ("Las minutas se difunden en el sitio.", "")
    assert (come.before, come.after) == ("", "Se crea un comité.")
    assert gone.swap is come.swap is None


def test_the_cited_sentence_comes_first_then_what_turns_it_around() -> None:
    now = [PLAN[0], PLAN[1].replace("deberá", "podrá").replace("1200", "900"),
           PLAN[2].replace("la directora", "el director")]  # fmt: skip
    swaps = [one.swap for one in altered(redline(PLAN, now))]
    assert swaps == [("deberá", "podrá"), ("1200", "900"), ("la directora", "el director")]
    claim = "La responsable de planeación es la directora."
    assert altered(redline(PLAN, now), claim)[0].swap == ("la directora", "el director")
    claim = "El padrón del reglamento tiene más de mil registros."
    assert altered(redline(PLAN, now), claim)[0].swap == ("1200", "900")


@pytest.mark.parametrize("kind", ["moved", "signs"])
def test_what_only_moved_or_differs_in_signs_is_no_altered_sentence(kind: str) -> None:
    now = PLAN[::-1] if kind == "moved" else [line.replace(",", ";") for line in PLAN]
    assert [one for one in altered(redline(PLAN, now)) if one.swap] == []


def test_no_word_is_cut_and_length_is_bounded() -> None:
    long = " ".join(f"palabra{number}" for number in range(20_000))
    other = long.replace("palabra", "otra")
    old, new = f"{long} deberá {other}", f"{long} podrá {other}"
    (one,) = altered(redline([old], [new]))
    assert one.swap == ("deberá", "podrá")
    assert len(one.before) < 1_000
    assert set(one.before.replace("…", " ").split()) <= set(old.split())


@given(st.lists(st.text(max_size=60), max_size=6), st.lists(st.text(max_size=60), max_size=6))
def test_whatever_the_texts_are_each_sentence_says_something_else_now(
    old: list[str], new: list[str]
) -> None:
    for one in altered(redline(old, new), "x" * 9):
        assert one.before != one.after


def test_the_sentence_that_says_what_is_cited() -> None:
    claim = "La Comisión está obligada a publicar los volúmenes concesionados."
    assert about(claim, PLAN).startswith("La Comisión deberá publicar los volúmenes")
    assert about("Nada de esto consta en ninguna parte.", PLAN) == ""
    assert about("", PLAN) == ""
