"""A notice that came first is no baseline; a short act is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.changes import compare
from evidence.looks.finding import Finding
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement, Look
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import ARTICLE, baseline, look, words

DOCUMENT = f"<h1>Compromiso 4</h1><p>{ARTICLE['es'] * 8}</p>"


def came_after(before: str, now: str = DOCUMENT) -> tuple[Look, Judgement]:
    seen = look(now, baseline=baseline(before))
    assert seen.content is not None
    assert seen.baseline is not None
    assert seen.baseline.content is not None
    seen = replace(seen, change=compare(seen.baseline.content, seen.content))
    return seen, judge(seen)


@pytest.mark.parametrize(
    "notice",
    [
        "<p>Hola, estamos en mantenimiento, disculpa las molestias</p>",
        "<h1>Aviso</h1><p>El contenido de esta página ha sido suspendido del 1 de marzo al 2 de junio.</p>",
        "<h1>Sesión expirada</h1><p>Su sesión ha expirado por inactividad. Por favor ingrese nuevamente.</p>",
        "<h1>Consulta pública</h1><p>El documento fue dado de baja del sistema por el sujeto obligado.</p>",
        "<h1>Volvemos pronto</h1><p>Nuestro portal se está renovando. Agradecemos su comprensión.</p>",
        "<h1>We'll be back soon</h1><p>We are performing an upgrade. Sorry for the inconvenience.</p>",
        "<h1>Aviso</h1><p>O conteúdo deste site está temporariamente suspenso. Tente mais tarde.</p>",
        # what today's rules would not take for a baseline, however it became one
        "<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>",
        "<title>404 Not Found</title><h1>Not Found</h1>",
    ],
)
def test_the_document_that_comes_after_a_notice_is_no_change(notice: str) -> None:
    seen, judgement = came_after(notice)
    assert (judgement.cause, judgement.reasons[0].rule) == (
        Cause.INCOMPARABLE,
        "alive.after-notice",
    )
    assert Finding(seen, judgement).is_next_baseline


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("<p>Acta aprobada por unanimidad.</p>", DOCUMENT),
        ("<h1>Acta 4</h1><p>Se aprobó el plan de acción. Votos a favor: 12.</p>", DOCUMENT),
        # an act about something that was suspended says more than that
        (
            "<p>El sistema fue suspendido.<p>La comisión dará el diagnóstico de los registros a las dos cámaras.",
            DOCUMENT,
        ),
        # what was said still stands there, and more
        (
            "<p>El documento fue dado de baja del sistema por el sujeto obligado.</p>",
            f"<p>El documento fue dado de baja del sistema por el sujeto obligado.</p>{DOCUMENT}",
        ),
        # a document of more words
        (f"<p>El sitio está en mantenimiento.</p><p>{words(56)}</p>", DOCUMENT),
    ],
)
def test_what_comes_in_the_place_of_a_short_document_is_a_change(before: str, now: str) -> None:
    seen, judgement = came_after(before, now)
    assert judgement.verdict is Verdict.CHANGED
    assert not Finding(seen, judgement).is_next_baseline
