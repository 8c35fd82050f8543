"""Plans that were made to cost time: what became of them is told in bounded time, or not at all."""

from __future__ import annotations

import pytest

from evidence.reports.series.words import problem
from evidence.series.chains import Version, series_of
from evidence.series.differing import Whole, differing
from evidence.series.fate import between
from evidence.series.model import Fate, Plan, Problem, Unit
from evidence.series.room import Room, TooMuch


def _plan(sentences: list[str]) -> Plan:
    unit = Unit("1", "Compromiso 1", "Agua", "\n".join(sentences))
    return Plan("text/plain", (unit,), language="es")


def _sentences(count: int, says: str) -> list[str]:
    return [f"{says} {n * n} informes de la cuenca {n} en {n % 7} plazos" for n in range(count)]


def test_a_commitment_of_very_many_sentences_is_neither_kept_nor_weakened() -> None:
    old = _plan(_sentences(8_000, "La Comisión deberá publicar"))
    new = _plan(_sentences(8_000, "Se procurará impulsar"))
    series = series_of("Agua", [Version("a", "2016", old), Version("b", "2017", new)])
    ((_, _, told),) = series.steps
    assert told.problem == Problem.TOO_MUCH
    assert not told.outcomes
    assert not series.is_whole
    assert not series.is_alarming


def test_the_same_very_many_sentences_are_still_told_to_be_the_same() -> None:
    old = _plan(_sentences(8_000, "La Comisión deberá publicar"))
    assert [one.fate for one in between(old, old).outcomes] == [Fate.KEPT]


def test_one_sentence_without_an_end_is_not_lined_up() -> None:
    old = " ".join(f"deberá{n}" for n in range(60_000))
    new = " ".join(f"podrá{n}" for n in range(60_000))
    with pytest.raises(TooMuch):
        differing(old, new)


def test_a_long_honest_commitment_is_compared() -> None:
    old = _sentences(300, "La Comisión deberá publicar")
    new = [*old[:-1], old[-1].replace("deberá", "podrá")]
    assert [one.fate for one in between(_plan(old), _plan(new)).outcomes] == [Fate.WEAKENED]


def test_letters_that_stand_there_are_never_taken_for_absent() -> None:
    text = "La Secretaría publicará un padrón único, cada año, en 32 entidades."
    whole = Whole.of([text, text], "", Room())
    letters = whole.letters.split("\n")[1]
    for start in range(len(letters)):
        for end in range(start + 1, len(letters) + 1):
            assert whole.may_have(letters[start:end])
    assert not whole.may_have("programasdesalud")


def test_it_is_said_in_both_languages() -> None:
    english, spanish = (problem(Problem.TOO_MUCH, one) for one in ("en", "es"))
    assert "more differs" in english
    assert "difieren" in spanish
