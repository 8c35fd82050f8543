"""What can only be said of what was asked for stays a suspicion where the server answers 404 for others."""

from __future__ import annotations

import pytest

from evidence.verdicts import judge
from evidence.verdicts.model import Probe
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import URL, look

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
