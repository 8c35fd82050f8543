"""A wall that wants consent to cookies stands in place of the document; a banner beside it."""

from __future__ import annotations

import pytest

from evidence.changes.compare import compare
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement
from evidence.vocabulary import Cause
from tests.unit.pages import ARTICLE, baseline, html, look, words

TEXT = f"<p>{words(60)}</p>"
DOCUMENT = f"<h1>Plan 2018</h1><p>{ARTICLE['es'] * 10}</p>"
WALLS = [
    "<title>Before you continue to YouTube</title><p>We use cookies and data.</p><b>Accept all</b>",
    "<h1>Before you continue</h1><p>This site uses cookies to measure visits.</p>",
    "<h1>Cookies</h1><p>To access the content, please accept the cookies or manage your choices.</p>",
    "<h1>Antes de continuar</h1><p>Usamos cookies propias y de terceros.</p>",
    "<p>Para acceder a este contenido debe aceptar las cookies de terceros.</p>",
    "<p>Acepte las cookies para seguir leyendo.</p>",
    "<h1>Avant de continuer</h1><p>Nous utilisons des cookies.</p>",
    "<p>Pour lire cette page, acceptez les cookies ou gérez vos choix.</p>",
    "<h1>Antes de prosseguir</h1><p>Este site usa cookies.</p>",
    "<p>Aceite todos os cookies para acessar a página.</p>",
]
BANNERS = [
    "<div><h2>Before you continue</h2><p>We use cookies. Accept all cookies to continue.</p></div>",
    "<p>Usamos cookies. Para ver los mapas, acepte las cookies de terceros.</p>",
]


def seen(now: str, before: str = "") -> Judgement:
    if not before:
        return judge(look(now))
    change = compare(html(before), html(now))
    return judge(look(now, baseline=baseline(before), change=change))


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_in_place_of_the_document_is_blocked(wall: str) -> None:
    assert seen(wall, DOCUMENT).cause is Cause.FORBIDDEN


def test_a_wall_by_its_title_is_no_first_look() -> None:
    assert seen(WALLS[0]).cause is Cause.FORBIDDEN


@pytest.mark.parametrize("banner", BANNERS)
def test_a_banner_beside_the_document_changes_nothing(banner: str) -> None:
    assert seen(banner + DOCUMENT).cause is Cause.FIRST_LOOK
    assert seen(banner + DOCUMENT, DOCUMENT).cause is not Cause.FORBIDDEN


@pytest.mark.parametrize(
    ("now", "cause"),
    [
        (
            "<h1>Página no encontrada</h1><p>Acepte las cookies para seguir leyendo.</p>",
            Cause.SOFT_404,
        ),
        (
            "<h1>Este dominio está en venta</h1><p>Antes de continuar, acepte cookies.</p>",
            Cause.PARKED,
        ),
        (
            f"<h1>Otro asunto</h1><p>Antes de continuar con la obra se pide permiso.</p>{TEXT}",
            Cause.REPLACED,
        ),
        (
            f"<h1>Recetas</h1><p>Cookies de avena: mezcle la harina y hornee diez minutos.</p>{TEXT}",
            Cause.REPLACED,
        ),
    ],
    ids=["nothing there", "parked", "no cookies", "biscuits"],
)
def test_what_is_lost_or_replaced_stays_so(now: str, cause: Cause) -> None:
    assert seen(now, DOCUMENT).cause is cause
