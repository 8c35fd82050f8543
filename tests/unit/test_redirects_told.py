"""Error pages and front pages behind a redirect, and addresses that only look like one."""

from __future__ import annotations

import pytest

from evidence.changes.model import Change, Kind
from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import ARTICLE, baseline, redirected

TEXT = f"<p>{ARTICLE['es'] * 20}</p>"
HOST = "https://dependencia.example"


@pytest.mark.parametrize(
    ("cited", "final"),
    [
        ("/programa/acta.aspx", "/Error.aspx"),
        ("/programa/acta.aspx", "/Error.aspx?aspxerrorpath=/programa/acta.aspx"),
        ("/programa/acta.aspx", "/programa/Error.aspx"),
        ("/transparencia/docs/plan.pdf", "/transparencia/Default.aspx"),
        ("/transparencia/ver.aspx?id=44", "/transparencia/default.aspx"),
        ("/sitio/2015/informe.html", "/sitio/index.php"),
        ("/sitio/2015/informe.html", "/sitio/inicio"),
        ("/a/b", "/errores/404"),
        ("/a/b", "/error/404.html"),
        ("/a/b", "/pagina-no-encontrada"),
        ("/a/b", "/PaginaNoEncontrada.aspx"),
        ("/a/b", "/page-introuvable.html"),
        ("/a/b", "/pagina-nao-encontrada"),
        ("/a/b", "/erro.html"),
        ("/a/b", "/home/error?status=404"),
        ("/a/b", "/Errors/NotFound"),
    ],
)
def test_what_is_gone_behind_a_redirect(cited: str, final: str) -> None:
    for facts in ({}, {"baseline": baseline(TEXT), "change": Change(Kind.REPLACED, 1.0, 280, 3)}):
        seen = redirected(HOST + final, "<p>Portal ciudadano</p>", HOST + cited, **facts)
        assert judge(seen).cause is Cause.REDIRECT_HOME


@pytest.mark.parametrize(
    ("cited", "final"),
    [
        ("/node/5", "/decreto-404"),
        ("/node/5", "/leyes/ley-404-2015.pdf"),
        ("/ver?id=404", "/documento?id=404"),
        ("/node/9", "/noticias/error-en-el-padron"),
        ("/node/9", "/blog/que-es-un-error-404-y-como-evitarlo"),
        ("/transparencia", "/transparencia/Default.aspx"),
        ("/transparencia/", "/transparencia/index.html"),
        ("/transparencia/index.html", "/transparencia/Default.aspx"),
        ("/transparencia/ver.aspx?id=4", "/transparencia/Default.aspx?id=4"),
        ("/plan2015", "/planes/2015/index.html"),
        ("/programa/acta.html", "/programa/acta/index.html"),
        ("/es/acta.html", "/actas/404/acta.html"),
    ],
)
def test_what_stands_elsewhere_is_not_gone(cited: str, final: str) -> None:
    assert judge(redirected(HOST + final, TEXT, HOST + cited)).verdict is not Verdict.MISSING


def test_an_error_page_that_tells_of_trouble_is_unreachable() -> None:
    trouble = redirected(f"{HOST}/Error.aspx", "<h1>Error interno del servidor</h1>")
    assert judge(trouble).verdict is Verdict.UNREACHABLE


@pytest.mark.parametrize("final", ["/error/500", "/Error.aspx?code=403", "/errors/503.html"])
def test_an_error_page_of_another_status_is_not_missing_for_its_address(final: str) -> None:
    seen = redirected(HOST + final, "<p>Portal ciudadano</p>", f"{HOST}/a/b")
    assert judge(seen).verdict is not Verdict.MISSING
