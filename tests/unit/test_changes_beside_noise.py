"""A real change is confirmed whatever moves beside it, and what only moves never is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from evidence.changes import compare
from evidence.changes.model import Kind
from evidence.content import extract
from evidence.looks.standings import record_of, standing_of
from evidence.verdicts.series import Seen, Standing
from evidence.verdicts.standing import advance
from evidence.vocabulary import Cause, Certainty, Verdict

START = datetime(2026, 11, 1, 3, tzinfo=UTC)
PROSE = [
    "El programa de transparencia publica cada mes las actas de sus sesiones y los anexos completos.",
    "La dependencia deberá entregar los contratos de obra a quien los pida, sin costo y sin demora.",
    "O relatório anual descreve as metas cumpridas e as que ficaram para o próximo exercício fiscal.",
    "Le comité se réunit chaque trimestre et rend publiques les décisions prises par ses membres.",
    "The commitment covers twelve municipalities and sets a deadline for every one of the milestones.",
]
NEWS = [
    "Entregan becas a jóvenes de la sierra norte del estado",
    "Inauguran puente sobre el río después de cuatro años",
    "Câmara aprova orçamento para escolas rurais do interior",
    "Une exposition de photographies ouvre ses portes lundi prochain",
    "Farmers market returns downtown with forty new local stalls",
    "Campaña de vacunación contra la rabia llega a los barrios",
    "Publican convocatoria para el premio estatal de literatura",
    "Festival de cine documental anuncia su programa completo",
    "Aeropuerto reabre su segunda pista tras las obras nocturnas",
]


def page(paragraphs: list[str], before: str = "", after: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<main><h1>Compromiso</h1>{before}{text}{after}</main>"


def nights(pages: list[str], every: timedelta = timedelta(days=1)) -> Standing:
    """The standing after a look at each page, the first of which is the baseline."""
    contents = [extract(text.encode(), "text/html") for text in pages]
    standing: Standing | None = None
    for number, content in enumerate(contents):
        change = compare(contents[0], content)
        cause = Cause(change.kind) if number else Cause.FIRST_LOOK
        hunks = change.hunks if change.substantial else ()
        at = START + every * number
        seen = Seen(cause, at, text_sha256=content.text_sha256, hunks=hunks)
        standing = advance(standing, seen)
        standing = standing_of(record_of(standing, "url", None, "check"))
    assert standing is not None
    return standing


def box(number: int, items: int = 3) -> str:
    shown = "".join(f"<p>{NEWS[(number * 2 + item) % len(NEWS)]}</p>" for item in range(items))
    return f"<div>{shown}</div>"


MOVING = {
    "weather in its own line": lambda n: (
        f"<p>Clima en la capital: {15 + n * 7 % 11} grados, {n} km/h</p>"
    ),
    "weather in an aside": lambda n: f"<aside>Clima: {15 + n}°C</aside>",
    "counter that no mask knows": lambda n: (
        f"<p>Personas atendidas en línea hasta hoy: {1000 + 37 * n}</p>"
    ),
    "date that goes over a month": lambda n: (
        f"<p>Consulta del {28 + n if n < 3 else n - 2} de "
        f"{'noviembre' if n < 3 else 'diciembre'} de 2026 en el portal</p>"
    ),
    "rotating news": box,
    "rotating news, fewer or more": lambda n: box(n, 2 + n % 3),
    "quote of the day": lambda n: f"<p>{NEWS[n % len(NEWS)]}, dice la nota de hoy.</p>",
}
REAL = {
    "a paragraph rewritten": [
        *PROSE[:3],
        "Las decisiones del comité ya no se harán públicas nunca más.",
        PROSE[4],
    ],
    "a paragraph gone": [*PROSE[:2], *PROSE[3:]],
    "a paragraph more": [
        *PROSE[:2],
        "A partir de enero todas las solicitudes tendrán un costo de diez pesos.",
        *PROSE[2:],
    ],
    "a number": [*PROSE[:4], PROSE[4].replace("twelve", "two")],
    "a duty": [PROSE[0], PROSE[1].replace("deberá", "podrá"), *PROSE[2:]],
}


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("moving", MOVING)
def test_what_only_moves_is_never_confirmed(moving: str, place: str) -> None:
    standing = nights([page(PROSE, **{place: MOVING[moving](n)}) for n in range(9)])
    assert (standing.verdict, standing.certainty) != (Verdict.CHANGED, Certainty.CONFIRMED)


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("real", REAL)
@pytest.mark.parametrize("moving", MOVING)
def test_a_real_change_beside_it_is_confirmed_since_it_came(
    moving: str, real: str, place: str
) -> None:
    texts = [PROSE] * 4 + [REAL[real]] * 4
    pages = [page(text, **{place: MOVING[moving](n)}) for n, text in enumerate(texts)]
    standing = nights(pages)
    assert (standing.verdict, standing.certainty) == (Verdict.CHANGED, Certainty.CONFIRMED)
    assert standing.since == START + timedelta(days=4)


def test_a_page_rewritten_in_steps_is_changed_since_the_first() -> None:
    steps = [PROSE]
    for number in range(3):
        text = list(steps[-1])
        text[number] = NEWS[number] + " y otras palabras que no estaban antes en la página."
        steps.append(text)
    standing = nights([page(text) for text in steps])
    assert (standing.verdict, standing.certainty) == (Verdict.CHANGED, Certainty.CONFIRMED)
    assert standing.since == START + timedelta(days=1)
    assert standing.latest_step == START + timedelta(days=2)  # the third was seen once


def test_a_paragraph_rewritten_again_is_changed_since_the_first_time() -> None:
    texts = [[*PROSE[:3], NEWS[n], PROSE[4]] for n in (0, 0, 1, 1)]
    standing = nights([page(text) for text in (PROSE, *texts)])
    assert standing.certainty is Certainty.CONFIRMED
    assert standing.since == START + timedelta(days=1)
    once_each = nights([page(text) for text in (PROSE, texts[0], texts[2], texts[3])])
    assert once_each.certainty is Certainty.CONFIRMED
    assert once_each.since == START + timedelta(days=1)


def test_what_returns_to_the_baseline_is_not_changed() -> None:
    changed = page(REAL["a duty"])
    standing = nights([page(PROSE), changed, changed, page(PROSE)])
    assert standing.verdict is Verdict.ALIVE
    beside = [
        page(text, after=box(n))
        for n, text in enumerate([PROSE, *[REAL["a duty"]] * 3, *[PROSE] * 2])
    ]
    standing = nights(beside)
    assert standing.certainty is not Certainty.CONFIRMED or standing.verdict is Verdict.ALIVE


def test_a_place_that_moved_for_days_must_stand_still_for_a_week() -> None:
    def at(standing_still: int) -> Standing:
        shown = [*range(6), *[6] * standing_still]
        return nights([page(PROSE, after=f"<p>{NEWS[n]}, dice la nota de hoy.</p>") for n in shown])

    assert at(4).certainty is Certainty.SUSPECTED
    assert at(8).certainty is Certainty.CONFIRMED


def test_the_same_change_has_the_same_pieces_whatever_comes_beside_it() -> None:
    days = count()
    contents = [
        extract(page(text, before=box(next(days)), after=box(next(days))).encode(), "text/html")
        for text in (PROSE, *[REAL["a duty"]] * 5)
    ]
    pieces = [set(compare(contents[0], content).hunks) for content in contents[1:]]
    assert set.intersection(*pieces)
    assert compare(contents[0], contents[0]).kind is Kind.IDENTICAL
