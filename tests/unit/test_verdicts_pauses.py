"""Sites that are worked on, that an election hides, or that are not there yet; and what only speaks of it."""

from __future__ import annotations

import pytest

from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import ARTICLE, look

DEBIAN = (
    "<title>Apache2 Debian Default Page: It works</title><h1>Apache2 Debian Default Page</h1><p>It works!</p>"
    "<p>This is the default welcome page used to test the Apache2 server after installation.</p><p>If you are "
    "a normal user of this web site, this probably means that the site is currently unavailable due to "
    "maintenance.</p>"
)
CPANEL = (
    "<title>Coming Soon</title><h1>Future home of something quite cool.</h1><p>If you're the site owner, "
    "log in to launch this site</p><p>If you are a visitor, check back soon.</p>"
)


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        ("<p>Hola, estamos en mantenimiento, disculpa las molestias</p>", Cause.SERVER_ERROR),
        ("<h1>Volvemos pronto</h1><p>Nuestro portal se está renovando.</p>", Cause.SERVER_ERROR),
        ("<p>We are currently undergoing scheduled maintenance.</p>", Cause.SERVER_ERROR),
        ("<p>This website is being updated. Please come back.</p>", Cause.SERVER_ERROR),
        ("<p>Estamos em manutenção.</p>", Cause.SERVER_ERROR),
        ("<p>The site is currently unavailable.</p>", Cause.SERVER_ERROR),
        ("<p>Por el proceso electoral, el contenido ha sido suspendido.</p>", Cause.LEGAL),
        ("<p>Esta sección permanecerá oculta hasta la jornada electoral.</p>", Cause.LEGAL),
        (DEBIAN, Cause.PARKED),
        (CPANEL, Cause.PARKED),
    ],
)
def test_a_pause_is_told(page: str, cause: Cause) -> None:
    assert judge(look(page)).cause is cause


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Puente Tampico</h1><p>Estamos en mantenimiento, dijo la delegada.</p>{ARTICLE['es']}",
        f"<h1>Comunicado</h1><p>El portal se está renovando con recursos del fondo.</p>{ARTICLE['es']}",
        "<h1>Proceso electoral 2024</h1><p>El padrón de candidaturas se publicó en mayo.</p>",
    ],
)
def test_what_speaks_of_one_is_alive(page: str) -> None:
    assert judge(look(page)).verdict is Verdict.ALIVE
