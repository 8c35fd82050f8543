"""Probes prove their own worth: what every address shows is not thereby the page for nothing."""

from __future__ import annotations

import pytest

from evidence.changes import compare as compare_texts
from evidence.content import extract
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Hop, Judgement, Look, Probe
from evidence.verdicts.probe import control_url, probe_urls
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import ARTICLE, NOW, baseline, look

HOST = "https://dependencia.example"
SHORT = (
    "<title>Aviso</title><h1>Aviso de sesión</h1><p>La sesión será el martes en la sala cuatro.</p>"
)
OTHER = "<title>Buscador</title><h1>Buscador de actas</h1><p>Escriba el folio que aparece en su acuse.</p>"
GONE = "<title>Visor</title><h1>Visor</h1><p>El documento solicitado no existe.</p>"
IGNORED = [
    "/acta?usp=sharing",
    "/noticias/nota.html?share=facebook",
    "/documentos/plan?state=published",
    "/pagina?fuente=boletin2019",
    "/aviso?version=imprimible",
    "/notice?source=newsletter",
    "/page?imprimer=vraiment",
    "/nota?origem=boletim",
]


def answer(url: str, body: str, final: str = "") -> Probe:
    return Probe(url, 200, final or url, extract(body.encode(), "text/html; charset=utf-8", url))


def probed(url: str, body: str, others: str, without: str | None, **facts: object) -> Judgement:
    pair = probe_urls(url, "s")
    assert pair is not None
    left_out = control_url(url)
    last = [answer(left_out, without)] if left_out is not None and without is not None else []
    probes = (*(answer(one, others) for one in pair), *last)
    return judge(look(body, url, probes=probes, **facts))


@pytest.mark.parametrize("path", IGNORED)
def test_a_parameter_that_changes_nothing_when_left_out_is_no_identifier(path: str) -> None:
    for _ in range(3):
        judgement = probed(HOST + path, SHORT, SHORT, SHORT)
        assert judgement.cause is Cause.FIRST_LOOK
        assert [r.rule for r in judgement.reasons] == ["alive.first-look", "alive.alike"]


@pytest.mark.parametrize("path", IGNORED)
def test_without_the_control_a_parameter_proves_nothing(path: str) -> None:
    assert probed(HOST + path, SHORT, SHORT, None).verdict is Verdict.ALIVE


@pytest.mark.parametrize("path", ["/ver?doc=AB12CD34", "/view?id=778812", "/nota?clave=ABC-0012"])
def test_a_parameter_that_tells_apart_shows_what_is_gone(path: str) -> None:
    assert probed(HOST + path, SHORT, SHORT, OTHER).cause is Cause.SOFT_404


def test_words_count_even_where_the_parameter_is_ignored() -> None:
    assert probed(f"{HOST}/ver?doc=AB12CD34", GONE, GONE, GONE).cause is Cause.SOFT_404


@pytest.mark.parametrize("language", ARTICLE)
def test_a_document_of_substance_is_no_page_for_nothing(language: str) -> None:
    text = f"<title>Acta</title><p>{ARTICLE[language] * 20}</p>"
    assert probed(f"{HOST}/actas/sesion", text, text, None).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/noticia/123/informe-de-avance-trimestral", "Informe de avance trimestral"),
        ("/news/77/ministry-publishes-minutes", "Ministry publishes minutes"),
        ("/noticia/9/prefeitura-publica-edital", "Prefeitura publica edital"),
        ("/actualites/5/rapport-annuel-publie", "Rapport annuel publié"),
        ("/questions/11/como-citar-un-documento", "¿Cómo citar un documento?"),
    ],
)
def test_a_title_with_the_words_of_the_address_ignores_the_rest_of_it(
    path: str, title: str
) -> None:
    body = f"<title>{title} | Portal</title><h1>{title}</h1><p>Texto breve de la nota.</p>"
    assert probed(HOST + path, body, body, None).cause is Cause.FIRST_LOOK


def test_a_page_that_still_carries_the_baseline_is_changed_and_not_missing() -> None:
    before = f"<title>Plan</title><p>{SHORT} {ARTICLE['es']}</p>"
    after = f"<title>Plan</title><p>{SHORT} {ARTICLE['es']} Se agrega una línea nueva.</p>"
    base = baseline(before, f"{HOST}/plan/uno")
    assert base.content is not None
    content = extract(after.encode(), "text/html; charset=utf-8", f"{HOST}/plan/uno")
    change = compare_texts(base.content, content)
    judgement = probed(f"{HOST}/plan/uno", after, after, None, baseline=base, change=change)
    assert judgement.verdict is Verdict.CHANGED


def test_a_frame_for_scripts_at_every_address_can_not_be_told_from_outside() -> None:
    shell = (
        "<title>Portal</title><div id=root><p>Portal de datos de la dependencia federal</p></div>"
    )
    judgement = probed(f"{HOST}/datos/avance", shell, shell, None)
    assert (judgement.cause, judgement.reasons[0].rule) == (Cause.UNRENDERED, "unrendered.alike")


def test_where_random_values_lead_proves_nothing_if_none_leads_there_too() -> None:
    url, new = f"{HOST}/acta?fuente=boletin2019", f"{HOST}/actas/acta"
    pair = probe_urls(url, "s")
    assert pair is not None
    elsewhere = (f"{HOST}/x/otra", OTHER, Cause.REDIRECT_HOME)
    for without, shown, cause in ((new, SHORT, Cause.FIRST_LOOK), elsewhere):
        probes = (
            *(answer(one, SHORT, new) for one in pair),
            answer(f"{HOST}/acta", shown, without),
        )
        content = extract(SHORT.encode(), "text/html; charset=utf-8", new)
        hops = (Hop(url, 301),)
        seen = Look(url, NOW, final_url=new, status=200, content=content, hops=hops, probes=probes)
        assert judge(seen).cause is cause
