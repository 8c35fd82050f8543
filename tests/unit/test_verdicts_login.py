"""A login wall stands in place of the text; a pop-up, a corner or a comment form beside it."""

from __future__ import annotations

import pytest

from evidence.changes.compare import compare
from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause
from tests.unit.pages import URL, baseline, html, look, words

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


FILES = "".join(
    f"<li><a href=/doc/{n}.pdf>Informe trimestral {n} de 2019</a></li>" for n in range(12)
)
BELOW = FILES.replace("/doc/", f"{URL}/").replace(".pdf", "")
MODULE = f"<div class=moduletable><h3>Iniciar sesión</h3>{FORM}</div>"


@pytest.mark.parametrize(
    "page",
    [
        f"<div id=content><h2>Transparencia</h2><ul>{FILES}</ul></div><div id=right>{MODULE}</div>",
        f"<div id=left>{MODULE}</div><div id=content><h2>Informes</h2><ul>{BELOW}</ul></div>",
        f"<main><h1>Informes</h1><ul>{FILES}</ul></main><aside>{MODULE}</aside>",
        "<header><h4><a href=/l>Iniciar sesión</a></h4></header><main><h1>Informes</h1>Enero</main>",
        "<header><h2>Log in</h2></header><main><h1>Reports</h1><p>One, two.</p></main>",
        f"<div><h1>Reports</h1><ul>{FILES}</ul></div><div><h3>Log in</h3>{FORM}</div>",
    ],
    ids=["beside", "before, pages", "aside", "header", "header, english", "english"],
)
def test_a_list_of_documents_beside_a_login_is_a_list(page: str) -> None:
    assert judge(look(page)).cause is Cause.FIRST_LOOK


ELSEWHERE = FILES.replace("/doc/", "/otra/").replace(".pdf", "")


@pytest.mark.parametrize(
    "page",
    [
        f"<div id=nav><ul>{ELSEWHERE}</ul></div><div>{MODULE}</div>",
        f"<nav><ul>{FILES}</ul></nav><div>{MODULE}</div>",
        f"<footer><ul>{FILES}</ul></footer><main>{MODULE}</main>",
        f"<div>{MODULE}<a href=/aviso.pdf>Aviso de privacidad</a></div>",
        f"<div>{MODULE}<a href='{URL}/login/olvido'>¿Olvidó su contraseña o su nombre de usuario?</a></div>",
        f"<title>Iniciar sesión</title><ul>{FILES}</ul>{MODULE}",
        f"<p>Debe iniciar sesión para ver este documento.</p><ul>{FILES}</ul>",
    ],
    ids=["a menu", "nav", "footer", "one file", "forgotten", "title", "says so"],
)
def test_links_around_a_wall_make_no_list_of_it(page: str) -> None:
    assert judge(look(page)).cause is Cause.LOGIN
