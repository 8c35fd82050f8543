"""A login wall stands in place of the text; a pop-up, a corner or a comment form beside it."""

from __future__ import annotations

import pytest

from evidence.verdicts import judge
from evidence.vocabulary import Cause
from tests.unit.pages import look

ARTICLE = "<h1>Plan de acción 2018</h1>" + "".join(
    f"<p>Compromiso {n}: la dependencia publicará el informe trimestral número {n}.</p>"
    for n in range(9)
)
FORM = "<form><input name=u><input type=password><button>Entrar</button></form>"


@pytest.mark.parametrize(
    "beside",
    [
        f"<div class='modal'><ul class='nav-tabs'><li>Log in</li><li>Register</li></ul>{FORM}</div>",
        f"<div class='popup'><h4>Iniciar sesión</h4>{FORM}</div>",
        f"<div id=popup><h2>Log in</h2><p>Enter your username and password</p>{FORM}</div>",
        f"<div role=dialog><h2>Log in</h2>{FORM}</div>",
        "<div class=top><a href=/login>Iniciar sesión</a></div>",
        "<p>You must be logged in to post a comment.</p>",
        "<p>Debes iniciar sesión para comentar.</p>",
        "<p>Inicia sesión para dejar un comentario.</p>",
        "<p>Faça login para comentar.</p>",
        "<p>Vous devez vous connecter pour laisser un commentaire.</p>",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_an_article_with_a_login_beside_it_is_an_article(beside: str, first: bool) -> None:
    page = beside + ARTICLE if first else ARTICLE + beside
    assert judge(look(page)).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize(
    "wall",
    [
        f"<title>Iniciar sesión | Portal</title>{ARTICLE}",
        f"<h1>Iniciar sesión</h1>{FORM}",
        f"<div class=tabs><li>Log in</li><li>Register</li></div>{FORM}",
        f"<p>Enter your username and password</p>{FORM}",
        "<h1>Acceso</h1><p>Debe iniciar sesión para ver este documento.</p>" + ARTICLE,
        "<p>Inicia sesión para seguir leyendo.</p>" + ARTICLE,
        "<p>You must be logged in to view this page.</p>" + ARTICLE,
    ],
)
def test_a_wall_is_a_wall(wall: str) -> None:
    assert judge(look(wall)).cause is Cause.LOGIN
