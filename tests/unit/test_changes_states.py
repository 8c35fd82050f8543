"""States that stand in no word: ticks, bars, icons by their names, colours of cells."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from evidence.changes import Change, compare
from evidence.content import Content, extract
from evidence.content.marks import differing_marks
from evidence.reports.redline import Redline
from evidence.verdicts.judging import judge
from evidence.verdicts.series import Seen, Standing
from evidence.verdicts.standing import advance
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import baseline, look

if TYPE_CHECKING:
    from evidence.bilingual import Language

PROSE = (
    "<p>" + "El programa atiende a las comunidades de la sierra y publica sus actas. " * 5 + "</p>"
)
YES = "<i class='fa fa-check' title=Cumplido aria-label=Cumplido></i>"
NO = "<i class='fa fa-times' title=Incumplido aria-label=Incumplido></i>"
HALF = "<i class='fa fa-clock' title='En proceso' aria-label='En proceso'></i>"


def html(inside: str, beside: str = "") -> str:
    return f"<title>Tablero</title><main>{PROSE}{inside}</main>{beside}"


def page(inside: str, beside: str = "", day: str = "") -> Content:
    content = extract(html(inside, beside).encode(), "text/html; charset=utf-8")
    return Content(**{**vars(content), "day": day}) if day else content


def board(*cells: str, attributes: str = "") -> str:
    rows = "".join(
        f"<tr><td>Compromiso {n} de agua</td><td{attributes}>{cell}</td></tr>"
        for n, cell in enumerate(cells, 1)
    )
    return f"<table><tr><th>Compromiso</th><th>Estado</th></tr>{rows}</table>"


def painted(*classes: str) -> str:
    rows = "".join(
        f"<tr><td>Compromiso {n} de agua</td><td class='{name}'></td></tr>"
        for n, name in enumerate(classes, 1)
    )
    return f"<table>{rows}</table>"


def between(before: str, after: str) -> Change:
    return compare(page(before), page(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (board(YES, YES, NO), board(YES, NO, NO)),
        (board("<i title=Cumplido></i>"), board("<i title=Incumplido></i>")),
        (board("<i aria-label=Met></i>"), board("<i aria-label=Missed></i>")),
        (
            board("<span role=img aria-label=Cumplido></span>"),
            board("<span role=img aria-label=Vencido></span>"),
        ),
        (
            board("<svg><title>Cumplido</title></svg>"),
            board("<svg><title>Incumplido</title></svg>"),
        ),
        (board("<svg aria-label=Cumprido></svg>"), board("<svg aria-label='Não cumprido'></svg>")),
        (board("<img src=v.png title=Cumplido>"), board("<img src=r.png title=Incumplido>")),
        (board("", attributes=" title=Cumplido"), board("", attributes=" title=Incumplido")),
        (board("<i data-bs-title=Cumplido></i>"), board("<i data-bs-title=Incumplido></i>")),
        (
            "<p>Avance<div role=progressbar aria-valuenow=80 aria-valuemax=100></div>",
            "<p>Avance<div role=progressbar aria-valuenow=20 aria-valuemax=100></div>",
        ),
        (
            "<p>Meta <b role=meter aria-valuetext='8 de 10'></b>",
            "<p>Meta <b role=meter aria-valuetext='2 de 10'></b>",
        ),
        (
            "<p><span role=checkbox aria-checked=true></span> Publicado</p>",
            "<p><span role=checkbox aria-checked=false></span> Publicado</p>",
        ),
        (
            "<p>Plazo: <time datetime=2026-03-31></time></p>",
            "<p>Plazo: <time datetime=2027-03-31></time></p>",
        ),
        ("<p>Meta: <data value=80></data></p>", "<p>Meta: <data value=20></data></p>"),
        (
            "<p>Estado <abbr title=Cumplido>C</abbr></p>",
            "<p>Estado <abbr title=Cancelado>C</abbr></p>",
        ),
    ],
)
def test_another_state_beside_the_same_words_is_a_change(before: str, after: str) -> None:
    for old, new in ((before, after), (after, before)):
        change = between(old, new)
        assert change.kind == "edited"
        assert change.flags == ("state",)
        assert change.hunks


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<p><label><input type=checkbox checked> Cumplido</label>",
            "<p><label><input type=checkbox> Cumplido</label>",
        ),
        (
            "<p><input type=radio name=a checked>Sí</p><p><input type=radio name=a>No</p>",
            "<p><input type=radio name=a>Sí</p><p><input type=radio name=a checked>No</p>",
        ),
        (
            "<p>Avance<div class='progress-bar' style='width: 80%'></div>",
            "<p>Avance<div class='progress-bar' style='width: 20%'></div>",
        ),
        (painted("verde", "verde", "rojo"), painted("verde", "rojo", "rojo")),
        (
            board(*["<i class='fa fa-check'></i>"] * 4, "<i class='fa fa-times'></i>"),
            board(
                "<i class='fa fa-times'></i>",
                *["<i class='fa fa-check'></i>"] * 3,
                "<i class='fa fa-times'></i>",
            ),
        ),
        (
            board("<img src=/v.png>", "<img src=/v.png>", "<img src=/r.png>"),
            board("<img src=/v.png>", "<img src=/r.png?2>", "<img src=/r.png>"),
        ),
        (
            board(
                "<b style='background: #0a0'></b>",
                "<b style='background: #0a0'></b>",
                "<b style='background: #a00'></b>",
            ),
            board(
                "<b style='background:#0a0'></b>",
                "<b style='background:#a00'></b>",
                "<b style='background:#a00'></b>",
            ),
        ),
        # a light by the name of its file alone
        (
            "<p>Compromiso 4 <img src=/img/circulo_verde.png></p>",
            "<p>Compromiso 4 <img src=/img/circulo_rojo.png></p>",
        ),
        (
            board("<img src=verde.png alt=Semáforo>", "<img src=rojo.png alt=Semáforo>"),
            board("<img src=rojo.png alt=Semáforo>", "<img src=rojo.png alt=Semáforo>"),
        ),
        # what opens beside a word
        (
            "<p><b data-toggle=tooltip title='Presupuesto de 500 millones de pesos'>Compromiso 4</b>",
            "<p><b data-toggle=tooltip title='Presupuesto de 5 millones de pesos'>Compromiso 4</b>",
        ),
        (
            "<p>Uno <button data-bs-content='Lo hará la dirección general'>Compromiso 4</button>",
            "<p>Uno <button data-bs-content='No lo hará la dirección general'>Compromiso 4</button>",
        ),
        # what stands behind it, or what became of it?
        ("<p><i title=Fecha></i> 3 de marzo</p>", "<p><i title='Publicado el'></i> 3 de marzo</p>"),
        ("<p><i title=Autor></i> Ana Pérez</p>", "<p><i title=Redacción></i> Ana Pérez</p>"),
        # all of one state are called otherwise: the state, or its name?
        (board(YES, YES, NO), board(HALF, HALF, NO)),
    ],
)
def test_what_a_site_or_a_visitor_may_have_switched_is_suspected_and_no_more(
    before: str, after: str
) -> None:
    change = between(before, after)
    assert change.flags == ("state", "unsure")
    told = judge(look(html(after), baseline=baseline(html(before)), change=change))
    assert (told.verdict, told.at_most) == (Verdict.CHANGED, Certainty.SUSPECTED)
    assert told.reasons[-1].rule == "changed.unsure"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # names that are given to icons, or taken from them
        (
            board("<i class='fa fa-check'></i>"),
            board("<i class='fa fa-check' aria-label=Cumplido></i>"),
        ),
        (board("<i title=Cumplido></i>"), board("<i title=Cumplido aria-label=Icono></i>")),
        (board("<i title=cumplido></i>"), board("<i title=Cumplido></i>")),
        # rows that are sorted anew, come or go take their states with them
        (
            "<table><tr><td>Uno<td><i title=Sí></i><tr><td>Dos<td><i title=No></i></table>",
            "<table><tr><td>Dos<td><i title=No></i><tr><td>Uno<td><i title=Sí></i></table>",
        ),
        # what a click does
        (
            "<p>Ver <a href=/x><i title=Abrir></i></a></p>",
            "<p>Ver <a href=/x><i title=Leer></i></a></p>",
        ),
        (
            "<p>Ver <button><i title=Abrir></i></button></p>",
            "<p>Ver <button><i title=Cerrar></i></button></p>",
        ),
        (
            "<p>Zoom<div role=slider aria-valuenow=1></div>",
            "<p>Zoom<div role=slider aria-valuenow=2></div>",
        ),
        # style alone
        (painted("verde", "verde", "rojo"), painted("css-1a2b", "css-1a2b", "css-9f8e")),
        (painted("verde", "verde", "rojo"), painted("verde", "verde", "css-9f8e")),
        (painted("odd", "even", "odd", "even"), painted("even", "odd", "even", "odd")),
        (board("<i class='fa fa-check'></i>"), board("<i class='bi bi-check'></i>")),
        (f"<div class='c-77'>{board(YES)}</div>", f"<div class='c-78' data-v=1>{board(YES)}</div>"),
        (
            "<table class=striped><tr class=odd><td>Uno<td class=a><tr class=even><td>Dos<td class=b></table>",
            "<table class=striped><tr class=odd><td>Dos<td class=a><tr class=even><td>Uno<td class=b></table>",
        ),
        # pictures that name no light, and one that is stored elsewhere
        ("<p>Uno <img src=/img/a1.png></p>", "<p>Uno <img src=/img/b2.png></p>"),
        ("<p>Uno <img src=/img/verde.png></p>", "<p>Uno <img src=/cdn/x/verde.svg?v=2></p>"),
        ("<p>Uno <img src=/img/verde.png></p>", "<p>Uno <img src=/img/plan-de-obra.png></p>"),
        (
            "<p>Uno <img src=/f/vista-de-la-plaza-verde-al-amanecer-en-2019.jpg></p>",
            "<p>Uno <img src=/f/vista-de-la-plaza-roja-al-anochecer-en-2020.jpg></p>",
        ),
        # names and moments that show when a word is pointed at
        ("<p><span title=Autora>Ana Pérez</span>", "<p><span title=Redacción>Ana Pérez</span>"),
        (
            "<p><b data-toggle=tooltip title='Editado por Ana el 26/11/2026'>Compromiso 4</b>",
            "<p><b data-toggle=tooltip title='Editado por Ana el 27/11/2026'>Compromiso 4</b>",
        ),
        (
            "<p><b data-toggle=tooltip title='Publicado por Ana hace 3 días'>Compromiso 4</b>",
            "<p><b data-toggle=tooltip title='Publicado por Ana hace 4 días'>Compromiso 4</b>",
        ),
        (
            "<p><span title='Por qué mi nombre fue rechazado'>Plan</span>",
            "<p><span title='Reglas de seguridad del sitio'>Plan</span>",
        ),
        (
            "<p><a href=/x title='Leer el plan de 2019'>Plan</a>",
            "<p><a href=/x title='Abrir el plan de 2020'>Plan</a>",
        ),
        # the moment of the look, for a script
        (
            "<p>Hoy <time datetime=2026-11-01T10:00:00></time>",
            "<p>Hoy <time datetime=2026-11-09T11:30:00></time>",
        ),
    ],
)
def test_names_and_styles_alone_are_no_change(before: str, after: str) -> None:
    assert not between(before, after).substantial
    assert not between(after, before).substantial


def test_the_day_of_the_look_is_no_state() -> None:
    old = page("<p>Hoy <time datetime=2026-11-01></time>", day="2026-11-01")
    assert not compare(
        old, page("<p>Hoy <time datetime=2026-11-09></time>", day="2026-11-09")
    ).substantial
    assert compare(
        old, page("<p>Hoy <time datetime=2026-12-31></time>", day="2026-11-09")
    ).substantial


@pytest.mark.parametrize("frame", ["<aside>{}</aside>", "<nav>{}</nav>", "<footer>{}</footer>"])
def test_states_around_the_document_are_none_of_it(frame: str) -> None:
    before, after = (page("", frame.format(board(state))) for state in (YES, NO))
    assert not compare(before, after).substantial


def test_a_state_is_told_with_the_words_beside_it_and_both_of_its_names() -> None:
    before, after = board(YES, YES, NO), board(YES, NO, NO)
    told = judge(look(html(after), baseline=baseline(html(before)), change=between(before, after)))
    (said,) = told.reasons
    assert said.rule == "changed.state"
    assert said.facts["place"] == "Compromiso 2 de agua"
    assert (said.facts["before"], said.facts["now"]) == ("Cumplido", "Incumplido")
    assert told.at_most is Certainty.CONFIRMED


def nights(states: list[str]) -> Standing:
    first, standing = page(states[0]), None
    for number, state in enumerate(states):
        change = compare(first, page(state))
        cause = Cause.EDITED if change.substantial else Cause.COSMETIC
        at = datetime(2026, 11, 1, 3, tzinfo=UTC) + timedelta(days=number)
        standing = advance(standing, Seen(cause, at, text_sha256="same", hunks=change.hunks))
    assert standing is not None
    return standing


def test_a_state_that_stays_is_confirmed_and_one_that_moves_never_is() -> None:
    assert nights([board(YES), *[board(NO)] * 9]).certainty is Certainty.CONFIRMED
    weather = [board(f"<i title='{grades} grados'></i>") for grades in range(20, 40)]
    assert nights(weather).certainty is Certainty.SUSPECTED


def test_pages_that_differ_in_no_such_attribute_are_not_read_again() -> None:
    one, other = html(board(YES)), html(f"<p>Una línea más.</p>{board(YES)}", "<p id=n-1>x</p>")
    assert differing_marks(one, other) is None


def test_a_text_that_changes_beside_a_state_is_told_with_it() -> None:
    change = between(
        "<p>El plazo es marzo para todas las obras.</p>" + board(YES),
        "<p>El plazo es mayo para todas las obras.</p>" + board(NO),
    )
    assert {"date", "state"} <= set(change.flags)
    assert change.words_removed == 1


@pytest.mark.parametrize(
    ("language", "flag"), [("en", "says another state"), ("es", "indica otro estado")]
)
def test_the_comparison_shows_what_no_word_tells(language: Language, flag: str) -> None:
    redline = Redline.between(page(board(YES)), page(board(NO)), "then", "now")
    for form in ("text", "unified", "html"):
        told = redline.render(form, language)
        assert "Compromiso 1 de agua: Cumplido → Incumplido" in told
        assert flag in told
    (beside,) = json.loads(redline.render("json", language))["change"]["beside"]
    assert (beside["before"], beside["now"]) == ("Cumplido", "Incumplido")
