"""What can only be said of what was asked for stays a suspicion where the server answers 404 for others."""

from __future__ import annotations

import pytest

from evidence.changes import compare
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement, Probe
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import ARTICLE, URL, baseline, html, look

REFUSED = tuple(Probe(f"{URL}{name}", 404) for name in "ab")
TOMBSTONES = [
    "Este contenido ya no está disponible",
    "Esta página ha sido eliminada.",
    "La página que busca ya no existe",
    "El contenido solicitado fue dado de baja",
    "La publicación ya no está disponible",
    "Contenido no disponible",
    "Página eliminada",
    "Este enlace ha caducado",
    "The page you requested has been removed",
    "This content is no longer available.",
    "This document has been withdrawn.",
    "The page no longer exists",
    "Page removed",
    "Este conteúdo não está mais disponível",
    "Esta página foi removida",
    "Ce contenu n'est plus disponible",
    "Cette page a été supprimée",
]
NEWS = [
    "La cooperativa ya no existe.",
    "No se encontraron los documentos que acreditan el gasto.",
    "El documento fue retirado por la secretaria y firmado el martes.",
    "Esta convocatoria ya no está disponible para personas morales.",
    "El artículo 6 fue eliminado de la ley.",
    "Obra retirada",
    "The document is no longer available in print, only here.",
    "The committee did not find the record.",
    "O programa não existe mais desde 2016.",
    "Le dispositif n'existe plus depuis 2016.",
]


@pytest.mark.parametrize("words", TOMBSTONES)
def test_a_tombstone_is_suspected_whatever_its_siblings_answer(words: str) -> None:
    page = f"<title>Portal</title><main><p>{words}</p></main>"
    assert judge(look(page)).cause is Cause.SOFT_404
    judgement = judge(look(page, probes=REFUSED))
    assert (judgement.cause, judgement.at_most) == (Cause.SOFT_404, Certainty.SUSPECTED)


@pytest.mark.parametrize("words", NEWS)
def test_a_sentence_about_something_that_is_gone_is_cleared_by_them(words: str) -> None:
    page = f"<title>Portal</title><main><p>{words}</p></main>"
    assert judge(look(page, probes=REFUSED)).verdict is Verdict.ALIVE


@pytest.mark.parametrize(
    "beside",
    [
        "<p>El comité de la cuenca acordó publicar las actas de 2019 en el tomo segundo.</p>",
        "<p><a href=/files/norma-rev5.pdf>Revisión 5</a></p>",
    ],
    ids=["a text", "a file"],
)
def test_what_stands_beside_it_makes_a_page_of_it(beside: str) -> None:
    page = f"<title>Portal</title><main><p>This document has been withdrawn.</p>{beside}</main>"
    assert judge(look(page, probes=REFUSED)).verdict is Verdict.ALIVE


WAS = f"<main><h1>Plan</h1><p>{ARTICLE['es'] * 12}</p></main>"


def _in_place_of(before: str, body: str, probes: tuple[Probe, ...] = REFUSED) -> Judgement:
    stood = baseline(before)
    assert stood.content is not None
    return judge(
        look(body, probes=probes, baseline=stood, change=compare(stood.content, html(body)))
    )


@pytest.mark.parametrize("words", TOMBSTONES)
@pytest.mark.parametrize("probes", [REFUSED, ()], ids=["honest siblings", "none asked"])
def test_one_in_place_of_a_text_may_become_probable(words: str, probes: tuple[Probe, ...]) -> None:
    judgement = _in_place_of(WAS, f"<title>Portal</title><main><p>{words}</p></main>", probes)
    assert (judgement.cause, judgement.at_most) == (Cause.SOFT_404, Certainty.PROBABLE)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Este contenido no está disponible en este momento</p>",
        "<p>Este contenido ya no está disponible.</p><p>Pruebe de nuevo.</p>",
        "<p>Contenido no disponible</p><p>Vuelva más tarde</p>",
        "<p>Página eliminada</p><p>El portal se actualiza</p>",
    ],
)
def test_what_is_away_for_a_while_stays_a_suspicion(body: str) -> None:
    judgement = _in_place_of(WAS, f"<title>Portal</title><main>{body}</main>")
    assert (judgement.cause, judgement.at_most) == (Cause.SOFT_404, Certainty.SUSPECTED)


def test_so_does_one_where_a_few_words_stood_and_where_the_text_goes_on() -> None:
    said = "<p>Esta página ha sido eliminada.</p>"
    judgement = _in_place_of(
        "<main><p>Plan de 2019, en dos tomos.</p></main>", f"<main>{said}</main>"
    )
    assert judgement.at_most is Certainty.SUSPECTED
    judgement = _in_place_of(WAS, f"<main><p>{ARTICLE['es'] * 12}</p>{said}</main>")
    assert judgement.verdict is not Verdict.MISSING
