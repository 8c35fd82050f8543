"""A page that says there is nothing is told from one that speaks of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from evidence.content import extract
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement, Look, Probe
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.pages import ARTICLE, look

URL = "https://dependencia.example/programa/acta-2019.html"
MENU = (
    "<nav><a href=/>Inicio</a> <a href=/t>Transparencia</a> <a href=/c>Contacto ciudadano</a></nav>"
)
TEXT = "El programa atiende a las comunidades de la sierra y publica sus actas cada mes. "


ASP_NET = """<title>The resource cannot be found.</title><h1>Server Error in '/' Application.</h1>
<h2>The resource cannot be found.</h2><p>HTTP 404. The resource you are looking for could have been removed,
had its name changed, or is temporarily unavailable.</p>"""


def look_at(
    html: str, url: str = URL, *probes: Probe, content_type: str = "text/html; charset=utf-8"
) -> Look:
    content = extract(html.encode(), content_type, url)
    return Look(
        url,
        datetime(2026, 11, 1, tzinfo=UTC),
        final_url=url,
        status=200,
        content=content,
        probes=probes,
    )


def said(html: str, url: str = URL, *probes: Probe) -> Judgement:
    return judge(look_at(html, url, *probes))


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found here.</p>",
        ASP_NET,
        "<title>404 - File or directory not found.</title><h1>Server Error</h1>",
        "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location.</p>",
        "<title>Sitio</title><h1>Error 404</h1><p>La página solicitada no se encuentra en este servidor</p>",
        "<title>Página no encontrada | Gobierno</title>",
        "<title>Visor</title><p>El documento solicitado no existe o fue dado de baja.</p>",
        "<p>No se encontró el archivo solicitado.</p>",
        "<p>Lo sentimos, no pudimos localizar la página que buscas.</p>",
        "<p>El archivo que intenta consultar ya no está disponible.</p>",
        "<p>El archivo fue movido o eliminado.</p>",
        "<p>El documento pudo haber sido retirado por la dependencia.</p>",
        "<p>The page you followed may have been removed.</p>",
        "<p>El documento que intenta visualizar no se encuentra, verifique la dirección.</p>",
        "<title>Expediente inexistente</title>",
        "<p>No existe el documento solicitado.</p>",
        "<title>Página não encontrada</title><p>Desculpe, não foi possível encontrar o que você procura.</p>",
        "<p>O documento solicitado não existe.</p>",
        "<title>Page introuvable</title><p>Désolé, la page que vous cherchez n’existe plus.</p>",
        "<p>L'URL demandée n'a pas pu être trouvée sur ce serveur.</p>",
    ],
)
def test_error_pages_are_missing_in_four_languages(html: str) -> None:
    judgement = said(html)
    assert judgement.cause is Cause.SOFT_404
    assert judgement.at_most is Certainty.PROBABLE


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Media</title><p>An interview about the press.</p>",
        "<title>Acta 404 de 2019</title><p>Se aprobó el orden del día.</p>",
        "<p>This document is not available in English. The Spanish version follows.</p>",
        "<p>El documento no está disponible para personas menores de edad.</p>",
        "<p>El documento no se encuentra firmado por las partes.</p>",
        "<h1>Los archivos que no existen</h1><p>Un reportaje sobre la memoria.</p>",
        "<p>El comité no encontró irregularidades en las cuentas.</p>",
        "<p>La sección fue eliminada de la ley en 2018.</p>",
        "<title>No se encontró evidencia de desvío</title><p>Informe de la auditoría.</p>",
        "<h1>Gone fishing</h1><p>A story.</p>",
        "<title>Acta 429</title><h1>Acta 429</h1><p>Orden del día.</p>",
        "<p>Fue suspendido del cargo por orden judicial, informó la dependencia.</p>",
        f"<title>Página no encontrada, o cómo se ocultan contratos</title><p>{TEXT * 30} No existe.</p>",
        f"<title>Preguntas</title><p>{TEXT * 10} Si ve “página no encontrada”, avísenos.</p>",
        "<p>Buscamos a las personas desaparecidas. No descansaremos hasta encontrarlas.</p>",
        "<p>Sorry, the office is closed on Monday.</p>",
    ],
)
def test_real_pages_are_not_missing(html: str) -> None:
    assert said(html).verdict is Verdict.ALIVE


def test_plain_text_may_be_a_notice() -> None:
    look = look_at("404 page not found\n", content_type="text/plain")
    assert judge(look).cause is Cause.SOFT_404


def test_a_score_between_two_and_three_stays_suspected() -> None:
    judgement = said(f"{MENU}<main><h1>No encontrado</h1>{'<p>Avisos del día</p>' * 45}</main>")
    assert (judgement.cause, judgement.at_most) == (Cause.SOFT_404, Certainty.SUSPECTED)


def test_a_short_release_about_a_document_that_was_not_found_is_cleared_by_the_probes() -> None:
    release = "<p>El documento no fue localizado en los archivos de la dependencia.</p>" + (
        "<p>Se solicitó ampliar la búsqueda al archivo histórico.</p>" * 9
    )
    assert said(release).at_most is Certainty.SUSPECTED
    assert said(release, URL, *HARD).verdict is Verdict.ALIVE


@pytest.mark.parametrize(
    "sentence",
    [
        "La dependencia aseguró que el documento no existe.",
        "El documento no existe, dicen los vecinos.",
        "According to the minister the file could not be found.",
        "O documento não existe, afirma o ministro.",
        "Le document est introuvable, dit le ministre.",
    ],
)
def test_what_somebody_says_of_a_document_is_no_word_on_this_page(sentence: str) -> None:
    assert said(f"<h1>{sentence}</h1><p>{sentence}</p>").verdict is Verdict.ALIVE


def error(url: str, extra: str = "") -> Probe:
    html = f"<title>Gobierno</title>{MENU}<p>Consulte el catálogo general de trámites y servicios.{extra}</p>"
    return Probe(url, 200, url, extract(html.encode(), "text/html; charset=utf-8", url))


SOFT = (error(f"{URL}qx", " 10 visitas hoy"), error(f"{URL}zw", " 11 visitas ayer"))
HARD = (Probe(f"{URL}qx", 404), Probe(f"{URL}zw", 404))
CATCH_ALL = f"<title>Gobierno</title>{MENU}<p>Consulte el catálogo general de trámites y servicios. 9 visitas</p>"


def test_a_page_that_says_nothing_wrong_is_missing_when_random_addresses_show_it() -> None:
    assert said(CATCH_ALL).cause is Cause.FIRST_LOOK
    judgement = said(CATCH_ALL, URL, *SOFT)
    assert (judgement.cause, judgement.at_most) == (Cause.SOFT_404, Certainty.CONFIRMED)
    assert judgement.reasons[0].rule == "soft-404.probe"


def test_a_server_that_refuses_random_addresses_is_believed() -> None:
    assert said(CATCH_ALL, URL, *HARD).verdict is Verdict.ALIVE
    weak = f"{MENU}<main><h1>No encontrado</h1>{'<p>Avisos del día</p>' * 45}</main>"
    assert said(weak, URL, *HARD).verdict is Verdict.ALIVE


def test_strong_words_stay_a_suspicion_even_if_random_addresses_are_refused() -> None:
    judgement = said("<title>Página no encontrada</title><h1>Página no encontrada</h1>", URL, *HARD)
    assert (judgement.cause, judgement.at_most) == (Cause.SOFT_404, Certainty.PROBABLE)


def test_a_viewer_that_answers_200_to_anything() -> None:
    url = "https://tramites.example/Documento.aspx?doc=AB12CD34"
    empty = f"<title>Visor de documentos</title>{MENU}<p>Descargar Imprimir Compartir</p>"
    probes = tuple(
        Probe(u, 200, u, extract(f"{empty}<p>{u}</p>".encode(), "text/html; charset=utf-8", u))
        for u in (
            "https://tramites.example/Documento.aspx?doc=XK93QP07",
            "https://tramites.example/Documento.aspx?doc=LM55ZZ81",
        )
    )
    without = "https://tramites.example/Documento.aspx"
    assert said(empty, url, *probes).verdict is Verdict.ALIVE, "does doc tell anything apart?"
    assert said(empty, url, *probes, Probe(without, 404)).cause is Cause.SOFT_404
    real = f"{empty}<p>{TEXT * 4}</p>"
    assert said(real, url, *probes).verdict is Verdict.ALIVE


def test_probes_are_wanted_where_they_would_tell() -> None:
    def wanted(html: str, url: str = URL, *probes: Probe) -> frozenset[Want]:
        look = look_at(html, url, *probes)
        return wants(look, judge(look))

    assert wanted("<title>Página no encontrada</title>") == {Want.PROBES}
    assert wanted(CATCH_ALL) == {Want.PROBES}
    assert wanted(CATCH_ALL, URL, *SOFT) == frozenset()
    assert wanted(f"<p>{TEXT * 50}</p>") == frozenset()
    assert wanted(f"<p>{TEXT * 50}</p>", f"{URL}?doc=AB12CD34") == {Want.PROBES}
    assert wanted(CATCH_ALL, "https://dependencia.example/") == frozenset()
    assert wanted("<title>Just a moment...</title>") == {Want.BROWSER}


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("Acuerdo/404", False),
        ("Resolución INE/404/2021", False),
        ("Oficio SG 12/404", False),
        ("Error/404", True),
        ("404/Not found", True),
        ("Portal / 404", True),
    ],
)
def test_a_number_behind_a_stroke_numbers_an_act(title: str, is_one: bool) -> None:
    text = f"<p>Se aprueban las reglas de operación. {ARTICLE['es'] * 30}" if not is_one else ""
    judgement = judge(look(f"<title>{title}</title><main><h1>{title}</h1>{text}"))
    assert (judgement.cause is Cause.SOFT_404) == is_one


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("No results were found for the requested record.", True),
        ("The case you are trying to view cannot be located.", True),
        ("No existe información para el registro solicitado.", True),
        ("Documento no disponible en el servidor.", True),
        ("El sitio fue rediseñado y la página que busca pudo cambiar de lugar.", True),
        ("Nenhum registro foi encontrado para o identificador informado.", True),
        ("Conteúdo indisponível ou inexistente.", True),
        ("O item foi excluído pelo autor.", True),
        ("Il semble que rien n'ait été trouvé à cet endroit.", True),
        ("No existe información para el periodo auditado, señaló la contraloría.", False),
        ("Nenhum registro de violência foi encontrado para o período.", False),
        ("The case you read about was decided and could not be appealed.", False),
        ("No results were found for the vaccine in the second trial.", False),
        ("Rien n'a été trouvé lors de la perquisition au ministère.", False),
    ],
)
def test_how_registers_say_that_they_have_nothing(sentence: str, *, is_one: bool) -> None:
    judgement = judge(look(f"<title>Portal</title><main><p>{sentence}</p></main>"))
    assert (judgement.cause is Cause.SOFT_404) == is_one


@pytest.mark.parametrize(
    "sentence",
    [
        "Error: la norma solicitada no existe en el acervo.",
        "La ley consultada no se encuentra en nuestro acervo digital",
        "No existe en el catálogo ningún libro con ese número.",
        "No se encontró la norma solicitada en el acervo.",
        "El contrato que busca no figura en el padrón.",
        "Ningún expediente con ese folio existe en el archivo histórico.",
        "La clave indicada no existe en el sistema, verifique por favor.",
        "The requested title does not exist in our collection.",
        "The statute you are looking for was not found in the register.",
        "No title with this number is held in the library.",
        "The book requested is not part of our digital collection.",
        "A norma solicitada não existe no acervo.",
        "O livro procurado não consta em nosso catálogo.",
        "Nenhum processo com esse número foi localizado no sistema.",
        "La norme demandée n'existe pas dans notre base de données.",
        "L'ouvrage recherché ne figure plus au catalogue.",
        "L'ouvrage recherché est introuvable dans le catalogue.",
        "Aucun ouvrage avec cet identifiant dans notre catalogue.",
        "Aucune notice portant cette cote n'existe dans le fonds documentaire",
    ],
)
def test_how_collections_say_that_they_hold_nothing(sentence: str) -> None:
    judgement = judge(look(f"<title>Portal</title><main><p>{sentence}</p></main>"))
    assert judgement.cause is Cause.SOFT_404


@pytest.mark.parametrize(
    "sentence",
    [
        "El contrato solicitado no existe en los archivos de la Secretaría, respondió Pemex.",
        "La norma no existe en el derecho mexicano.",
        "La ley que se busca derogar no existe en otros países.",
        "El permiso solicitado no fue otorgado por la autoridad.",
        "El acta no existe en el acervo del archivo municipal, según los vecinos.",
        "El libro no se encuentra en la biblioteca desde 1999.",
        "The requested permit was not issued.",
        "The book was not found in the library of the monastery.",
        "The case you are looking at was decided in 1999.",
        "The requested grant could not be held against the ministry.",
        "A lei solicitada pelo governo não existe em outros países.",
        "O livro procurado pela polícia não foi encontrado na casa do suspeito.",
        "La loi demandée par le gouvernement n'existe pas en France.",
        "L'ouvrage recherché par la police est introuvable depuis mardi.",
        "El padrón de beneficiarios no existe en el municipio.",
        "El plan no existe.",
        "La unidad consultada no encontró irregularidades.",
        "Ningún contrato con esa empresa fue firmado.",
    ],
)
def test_what_is_said_of_laws_books_and_contracts_is_no_message(sentence: str) -> None:
    judgement = judge(look(f"<title>Portal</title><main><p>{sentence}</p></main>"))
    assert judgement.cause is not Cause.SOFT_404
