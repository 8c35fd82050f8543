"""A box of the site's at the end of a page, and an addition to its document."""

from __future__ import annotations

import pytest

from evidence.changes import Change, compare
from evidence.content import Content, extract
from evidence.verdicts.judging import judge
from evidence.vocabulary import Certainty, Verdict
from tests.unit.pages import baseline, look

PROSE = (
    "<h1>Compromiso de agua potable</h1>"
    "<p>El programa atiende a las comunidades de la sierra y publica sus actas cada mes en este portal.</p>"
    "<p>La dependencia deberá entregar los contratos de obra a quien los pida, sin costo y sin demora.</p>"
)
CAMPAIGN = "<h3>¡Vacúnate ya!</h3><p>Acude a tu centro de salud más cercano y protege a tu familia este invierno.</p>"
COOKIES = "<p>Este sitio usa cookies propias y de terceros para mejorar su experiencia. <button>Aceptar</button></p>"
LETTERS = "<p>Suscríbase al boletín y reciba cada semana las noticias de la casa.</p><input type=email name=correo>"
NOTE = "<p>Nota: el compromiso de agua fue cancelado por la dependencia, que no entregará los contratos.</p>"
ADDED = "Los municipios de la costa quedan fuera, según el acuerdo del consejo."


def html(inside: str = "", before: str = "") -> str:
    return f"<title>Compromiso</title><main>{before}{PROSE}{inside}</main>"


def page(inside: str = "", before: str = "") -> Content:
    return extract(html(inside, before).encode(), "text/html; charset=utf-8")


def added(inside: str = "", before: str = "") -> Change:
    return compare(page(), page(inside, before))


@pytest.mark.parametrize("tag", ["div class=campana", "section", "aside-box", "article id=x"])
def test_a_box_that_speaks_of_something_else_is_suspected_and_no_more(tag: str) -> None:
    box = f"<{tag}>{CAMPAIGN}</{tag.split(maxsplit=1)[0]}>"
    if tag == "aside-box":
        box = f"<div><div class=row>{CAMPAIGN}</div></div>"
    for change, after in ((added(box), html(box)), (added(before=box), html(before=box))):
        assert change.kind == "added"
        assert change.flags == ("unsure",)
        told = judge(look(after, baseline=baseline(html()), change=change))
        assert (told.verdict, told.at_most) == (Verdict.CHANGED, Certainty.SUSPECTED)
        assert [said.rule for said in told.reasons] == ["changed.added", "changed.unsure"]


@pytest.mark.parametrize("box", [COOKIES, LETTERS])
def test_one_that_asks_something_of_the_visitor_is_none_of_the_document(box: str) -> None:
    change = added(f"<div class=aviso>{box}</div>")
    assert change.kind == "boilerplate"
    assert change.hunks == ()


@pytest.mark.parametrize(
    ("inside", "before"),
    [
        (NOTE, ""),
        (f"<div class=nota>{NOTE}</div>", ""),
        ("", f"<div class=nota>{NOTE}</div>"),
        (f"<p>{ADDED}</p>", ""),
        (f"<ul><li>{ADDED}</li></ul>", ""),
    ],
)
def test_what_stands_in_the_text_or_speaks_of_the_same_is_an_addition(
    inside: str, before: str
) -> None:
    change = added(inside, before)
    assert change.kind == "added"
    assert "unsure" not in change.flags


def test_a_page_whose_paragraphs_stand_in_boxes_is_added_to() -> None:
    box = "<div class=bloque><p>{}</p></div>".format
    first = "El programa atiende a las comunidades de la sierra y publica sus actas cada mes en este portal."
    old, new = (
        extract(
            f"<main>{box(first)}{box(first.replace('cada', 'todo'))}{rest}</main>".encode(),
            "text/html; charset=utf-8",
        )
        for rest in ("", box(ADDED))
    )
    assert compare(old, new).flags == ()


def test_a_box_beside_another_change_excuses_nothing() -> None:
    after = html(f"<div class=campana>{CAMPAIGN}</div>").replace("sin costo", "con costo")
    change = compare(page(), extract(after.encode(), "text/html; charset=utf-8"))
    assert change.substantial
    assert "unsure" not in change.flags


def test_a_document_on_cookies_is_added_to() -> None:
    text = (
        "<p>La política de cookies de la secretaría dice cuáles se aceptan y por cuánto tiempo.</p>"
    )
    more = f"<div class=aviso>{COOKIES}</div>"
    old, new = (
        extract(f"<main>{PROSE}{text}{rest}</main>".encode(), "text/html; charset=utf-8")
        for rest in ("", more)
    )
    assert (compare(old, new).kind, compare(old, new).flags) == ("added", ("unsure",))
