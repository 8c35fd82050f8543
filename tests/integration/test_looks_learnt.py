"""What nights teach of a page: where it shows something else each time, and that the rest is news."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from evidence.looks.rejudge import rejudge_all
from evidence.looks.standings import standing_of
from evidence.store import looks
from evidence.store.sources import url_id
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.looks import MAX_BODY, URL, Lab, Told, answer
from tests.unit.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ARTICLE = "".join(
    f"<p>El programa número {n} atiende a las comunidades de la sierra y publica sus actas." for n in
    ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho")
)  # fmt: skip
NAMES = "agua bosque camino dato escuela finca grano hospital iglesia jardín kilo lago".split()

SAYINGS = [f"{name}{ending}" for name in NAMES for ending in ("", "s", "ero", "ada", "ito")]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "evidence")
    yield lab
    lab.store.close()


def page(body: str) -> Told:
    return Told(answer(f"<title>Plan</title><main><h1>Plan</h1>{ARTICLE}{body}</main>"))


def counter(night: int) -> str:
    return f"<p>Esta página del plan estatal ha tenido ya {1207 + 31 * night} lecturas desde enero.</p>"


def box(night: int) -> str:
    shown = [NAMES[(5 * night + step) % 12] for step in range(3)]
    return "".join(
        f"<p>También le puede interesar: obras de {name}, nota completa.</p>" for name in shown
    )


def stirred(night: int) -> str:
    said = Random(night).sample(SAYINGS, 9)
    return f"<p>Cita del día: {' '.join(said)}.</p>"


MOVING = {"a counter in a sentence": counter, "rotating links": box, "a line of the day": stirred,
          "all of them": lambda night: counter(night) + box(night) + stirred(night)}  # fmt: skip


@pytest.fixture(params=MOVING)
def moving(request: pytest.FixtureRequest) -> Callable[[int], str]:
    return MOVING[request.param]


def verdict(lab: Lab) -> Verdict:
    return lab.findings[-1].judgement.verdict


def certainty(lab: Lab) -> tuple[Verdict, Certainty]:
    record = looks.standing(lab.store, url_id(URL))
    assert record is not None
    return record.verdict, standing_of(record).certainty


def test_what_moves_each_night_is_learnt_and_then_no_news(
    lab: Lab, moving: Callable[[int], str]
) -> None:
    told = []
    for night in range(12):
        lab.look(page(moving(night)))
        told.append(verdict(lab))
        assert certainty(lab) != (Verdict.CHANGED, Certainty.CONFIRMED)
    assert told[-4:] == [Verdict.ALIVE] * 4
    assert lab.findings[-1].judgement.reasons[0].rule == "alive.moving"
    assert [told.difference for told in rejudge_all(lab.folder, lab.store, MAX_BODY)] == [None] * 12


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("número dos atiende a las", "número dos ya no atiende a las"),
        (
            "<p>El programa número ocho atiende a las comunidades de la sierra y publica sus actas.",
            "",
        ),
    ],
    ids=["reworded", "removed"],
)
def test_a_real_change_beside_it_is_told_and_confirmed(
    lab: Lab, moving: Callable[[int], str], old: str, new: str
) -> None:
    for night in range(9):
        lab.look(page(moving(night)))
    assert old in ARTICLE
    for night in range(9, 11):
        body = page(moving(night)).block
        assert body is not None
        lab.look(Told(body.replace(old.encode(), new.encode())))
        assert verdict(lab) is Verdict.CHANGED
    assert certainty(lab) == (Verdict.CHANGED, Certainty.CONFIRMED)


def test_a_number_beside_a_counter_in_the_same_sentence_is_told(lab: Lab) -> None:
    def line(night: int, visits: int) -> Told:
        return page(
            f"<p>Hasta hoy, {300 + 7 * night} personas vieron que habrá {visits} visitas.</p>"
        )

    for night in range(9):
        lab.look(line(night, 12))
    assert verdict(lab) is Verdict.ALIVE
    for night in range(9, 12):
        lab.look(line(night, 2))
        assert verdict(lab) is Verdict.CHANGED


def test_what_comes_to_stand_still_where_something_moved_is_told_after_a_week(lab: Lab) -> None:
    for night in range(9):
        lab.look(page(stirred(night)))
    told = []
    for _ in range(12):
        lab.look(page("<p>Cita del día: la secretaría cerró el programa y retiró los datos.</p>"))
        told.append(verdict(lab))
    assert told[0] is Verdict.ALIVE
    assert told[-1] is Verdict.CHANGED
    assert certainty(lab) == (Verdict.CHANGED, Certainty.CONFIRMED)


def test_a_page_rewritten_on_three_nights_is_not_one_that_moves(lab: Lab) -> None:
    goals = ["doce aulas nuevas", "once aulas nuevas", "diez aulas", "nueve aulas", "ocho aulas"]
    lab.look(page(f"<p>El plan construirá {goals[0]} en la sierra.</p>"))
    for goal in goals[1:]:
        for _ in range(2):
            lab.look(page(f"<p>El plan construirá {goal} en la sierra.</p>"))
            assert verdict(lab) is Verdict.CHANGED
    assert certainty(lab) == (Verdict.CHANGED, Certainty.CONFIRMED)


def test_what_became_readable_is_what_later_looks_are_compared_with(lab: Lab) -> None:
    def paper(*lines: str) -> Told:
        pictures = [] if lines else [b"\x80" * 4096]
        return Told(answer(pdf([list(lines)], pictures=pictures), kind="application/pdf"))

    lines = [f"El artículo {n} obliga a publicar cada acta del comité." for n in range(1, 9)]
    causes = []
    for told in (paper(), paper(*lines), paper(*lines), paper(*lines[:5])):
        lab.look(told)
        causes.append(lab.findings[-1].judgement.cause)
    assert causes == [Cause.FIRST_LOOK, Cause.INCOMPARABLE, Cause.IDENTICAL, Cause.REMOVED]
