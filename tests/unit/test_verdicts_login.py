"""A login wall stands in place of the text; a pop-up, a corner or a comment form beside it."""

from __future__ import annotations

import pytest

from evidence.changes.compare import compare
from evidence.verdicts import judge
from evidence.vocabulary import Cause
from tests.unit.pages import baseline, html, look, words

ARTICLE = "<h1>Plan de acción 2018</h1>" + "".join(
    f"<p>Compromiso {n}: la dependencia publicará el informe trimestral número {n}.</p>"
    for n in range(9)
)
OTHER = f"<p>{words(60)}</p>"
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


BARE = "<label>Usuario <input name=u></label><input type=password><button>Entrar</button>"


def after(before: str, now: str) -> Cause:
    return judge(
        look(now, baseline=baseline(before), change=compare(html(before), html(now)))
    ).cause


@pytest.mark.parametrize(
    "wall",
    [
        f"<h1>Acceso para usuarios registrados</h1><form>{BARE}</form>",
        f"<title>Intranet</title><main><form>{BARE}</form></main>",
        f"<h1>Espace membre</h1><p>Identifiant et mot de passe.</p>{BARE}",
        "<h1>Área restrita</h1><p>Senha</p><INPUT name=s TYPE = 'password'>",
        '<h1>Members</h1><p>User, password</p><input id="p" type="Password" name="p">',
    ],
)
def test_a_form_for_a_password_in_place_of_a_text_is_a_wall(wall: str) -> None:
    assert after(ARTICLE, wall) is Cause.LOGIN


@pytest.mark.parametrize(
    ("before", "now", "cause"),
    [
        (
            ARTICLE + FORM,
            f"<h1>Otro asunto</h1><p>Nada de lo anterior.</p>{OTHER}{FORM}",
            Cause.REPLACED,
        ),
        (ARTICLE, f"<h1>Página no encontrada</h1><form>{BARE}</form>", Cause.SOFT_404),
        (ARTICLE, f"<h1>Este dominio está a la venta</h1><form>{BARE}</form>", Cause.PARKED),
        (ARTICLE, ARTICLE + FORM, Cause.COSMETIC),
    ],
    ids=["the form stood there before", "a page says that there is nothing", "parked", "beside"],
)
def test_a_form_for_a_password_decides_nothing_else(before: str, now: str, cause: Cause) -> None:
    assert after(before, now) in {cause, Cause.BOILERPLATE if cause is Cause.COSMETIC else cause}
