"""One probe that a browser opened: what it says of a page that scripts draw, and what it doesn't."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from evidence.content import extract
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Look, Probe
from evidence.verdicts.probe import compare, drawn_key, drawn_url, probe_key
from evidence.views import View, view_of
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from evidence.content import Content

URL = "https://plan.example.mx/compromiso/7"
NONE = "https://plan.example.mx/compromiso/qpwoeirutyalskdjfhgz"
HTML = "text/html; charset=utf-8"
NOTHING = "<h1>Página no encontrada</h1><p>El contenido que busca no existe.</p>"
DOWN = "<h1>Aviso</h1><p>En este momento no es posible mostrar la información.</p>"
BRIEF = "<h1>Compromiso 7</h1><p>Acta firmada el 3 de mayo.</p>"
LOST = "<h1>Compromiso 7</h1><p>Lista de archivos.</p><p>Documento no encontrado: 12 expedientes se perdieron.</p>"


def drawn(body: str, title: str = "Plan de acción") -> Content:
    frame = "<header><a href=/>Inicio</a> <a href=/c>Compromisos</a></header>"
    page = f"<html><head><title>{title}</title></head><body>{frame}<div id=root>{body}</div></body></html>"
    return extract(page.encode(), HTML, URL)


def probe(body: str) -> Probe:
    return Probe(view_of(NONE, View.DOM), 200, NONE, drawn(body))


def look(content: Content, *probes: Probe) -> Look:
    at = datetime(2026, 11, 27, tzinfo=UTC)
    return Look(URL, at, final_url=URL, status=200, content=content, probes=probes)


def test_the_page_for_nothing_is_one_that_says_so_and_is_drawn_anywhere() -> None:
    judged = judge(look(drawn(NOTHING), probe(NOTHING)))
    assert judged.cause is Cause.SOFT_404
    assert judged.at_most is Certainty.CONFIRMED
    told = judged.reasons[0]
    assert (told.rule, told.facts["probe"]) == ("soft-404.drawn", NONE)


@pytest.mark.parametrize("page", [BRIEF, DOWN])
def test_what_is_drawn_alike_everywhere_and_says_nothing_is_not_missing(page: str) -> None:
    judged = judge(look(drawn(page), probe(page)))
    assert judged.cause is Cause.UNRENDERED
    assert judged.reasons[0].rule == "unrendered.drawn-alike"


def test_a_text_that_is_drawn_everywhere_is_a_text() -> None:
    long = "".join(
        f"<p>La comisión número {n} publicará sus acuerdos cada mes.</p>" for n in range(60)
    )
    assert judge(look(drawn(long), probe(long))).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize("page", [BRIEF, LOST])
@pytest.mark.parametrize("nothing", [NOTHING, DOWN])
def test_a_route_that_lives_is_none_of_those(page: str, nothing: str) -> None:
    content = drawn(page, "Compromiso 7")
    assert compare(content, (probe(nothing),), URL).refuted
    assert judge(look(content, probe(nothing))).cause is Cause.FIRST_LOOK


def test_one_probe_that_no_browser_opened_says_nothing() -> None:
    plain = Probe(NONE, 200, NONE, drawn(NOTHING))
    assert not compare(drawn(NOTHING), (plain,), URL).same


def test_routes_behind_the_sign_are_probed_there() -> None:
    url = "https://plan.example.mx/app/#/acuerdo/5"
    other = drawn_url(url, "seed")
    assert other is not None
    assert other.startswith("https://plan.example.mx/app/#/acuerdo/")
    assert other != url
    assert drawn_url(url, "seed") == other
    assert drawn_key(url) == drawn_key("https://plan.example.mx/app/#/acuerdo/6")
    assert drawn_key(url) != drawn_key("https://plan.example.mx/app/#/compromiso/6")
    assert drawn_url("https://plan.example.mx/app/#!acta", "s").startswith(  # type: ignore[union-attr]
        "https://plan.example.mx/app/#!"
    )
    assert drawn_url("https://plan.example.mx/", "seed") is None


def test_routes_of_plain_probes_are_others() -> None:
    assert drawn_key(URL) != probe_key(URL)
    assert drawn_key(URL) == drawn_key(NONE)
