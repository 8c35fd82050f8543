"""Plans that were made to cost time: what became of them is told in bounded time, or not at all."""

from __future__ import annotations

import pytest

from crawler.sources.taken import _in_common
from evidence.reports.series.words import problem
from evidence.series.align import align
from evidence.series.chains import Version, series_of
from evidence.series.differing import Whole, differing
from evidence.series.fate import between
from evidence.series.model import Fate, Plan, Problem, Unit
from evidence.series.room import A_PASSAGE, Room, TooMuch


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


def _units(count: int, says: str) -> tuple[Unit, ...]:
    """Units that have words in common with many others, in pairs of few."""
    return tuple(
        Unit(f"{n}", f"Compromiso {n}", f"Tema {n}", f"{says} {' '.join(_words(n))} en {n} plazos.")
        for n in range(count)
    )


def _words(number: int) -> list[str]:
    return [f"t{number * step % 29}x{step}" for step in range(1, 20)]


def test_lining_up_is_counted_too() -> None:
    old, new = _units(300, "Publicar"), _units(300, "Impulsar")
    room = Room()
    assert align(old, new, room).pairs == {n: n for n in range(300)}
    used = Room().left - room.left
    with pytest.raises(TooMuch):
        align(old, new, Room(used - 1))
    twice = Room()
    align(_units(600, "Publicar"), _units(600, "Impulsar"), twice)
    assert Room().left - twice.left > 2 * used, "units times those that share their words"


def test_titles_without_an_end_are_not_compared() -> None:
    old, new = (
        (Unit("1", "Compromiso 1", says * 150_000, "Publicar el padrón."),)
        for says in ("agua ", "luz ")
    )
    with pytest.raises(TooMuch):
        align(old, new, Room())


def test_what_is_told_of_each_sentence_is_counted() -> None:
    old, new = _units(1, "Deberá publicar")[0].whole, _units(1, "Procurará impulsar")[0].whole
    room = Room()
    assert len(differing(old, new, Whole(room=room), Whole(room=room)).passages) == 1
    assert Room().left - room.left > A_PASSAGE


def test_what_can_not_be_lined_up_may_be_a_version_all_the_same() -> None:
    old, new = (
        Plan("text/plain", (Unit("1", "Compromiso 1", says * 150_000, "Publicar."),))
        for says in ("agua ", "luz ")
    )
    assert _in_common(old, new)


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
    assert "difiere" in spanish
