"""Which documents a page offers."""

from __future__ import annotations

import pytest

from evidence.looks.offers import offers_of
from tests.unit.pages import ARTICLE, html

PAGE = "https://portal.gob.example/noticias/sesion.html"
MINUTES = "https://portal.gob.example/files/acta.pdf"
LONG = f"<p>{ARTICLE['es'] * 20}</p>"


def offered(body: str) -> list[tuple[str, str]]:
    content = html(f"<body>{body}{LONG}</body>", PAGE)
    return [(link.url, link.text) for link in offers_of(content, PAGE, PAGE)]


def test_documents_are_told_in_the_order_of_the_page_each_once() -> None:
    body = """<a href=/files/acta.pdf#page=2><img src=icono.png></a>
    <a href='/otra-noticia'>Otra noticia</a> <a href='mailto:a@b.example'>Descargar</a>
    <a href='anexo.xlsx'>Anexo</a> <a href='/files/acta.pdf'>Acta de la sesión</a>"""
    assert offered(body) == [
        (MINUTES, "Acta de la sesión"),
        ("https://portal.gob.example/noticias/anexo.xlsx", "Anexo"),
    ]


@pytest.mark.parametrize("frame", ["nav", "header", "footer", "aside", "div role=navigation"])
def test_what_stands_around_the_page_is_not_offered_by_it(frame: str) -> None:
    menu = f"<{frame}><a href=/files/acta.pdf>Acta</a></{frame.split(maxsplit=1)[0]}>"
    assert offered(menu) == []
    assert offered(f"{menu}<a href=/files/acta.pdf>Acta</a>") == [(MINUTES, "Acta")]


def test_what_the_page_is_made_of_and_the_page_itself_are_not_offered() -> None:
    shown = "<embed src=/files/acta.pdf><a href=/files/acta.pdf>Descargar</a>"
    assert offered(f"{shown}<a href=''>Descargar esta página</a>") == []


def test_only_pages_offer_documents() -> None:
    content = html(f"<a href=/files/acta.pdf>Acta</a>{LONG}", PAGE)
    assert offers_of(content, PAGE, PAGE)
    assert not offers_of(type(content)("application/pdf", links=content.links), PAGE, PAGE)
