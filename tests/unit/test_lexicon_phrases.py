"""What a page says when there is nothing, beside what real documents say that sounds like it."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from evidence.content.model import Content
from evidence.verdicts.score import says_missing

PHRASES = tomllib.loads(
    (Path(__file__).parents[2] / "benchmarks" / "phrases.toml").read_text("utf-8")
)
PROSE = (
    "El documento describe los compromisos del plan con sus indicadores y fechas de entrega. " * 4
)
MISSING = [(code, text) for code, lists in PHRASES.items() for text in lists["missing"]]
PRESENT = [(code, text) for code, lists in PHRASES.items() for text in lists["present"]]


@pytest.mark.parametrize(("language", "text"), MISSING)
def test_a_page_that_says_so_is_missing(language: str, text: str) -> None:
    heading = Content("text/html", (text, "Home"), (text, "Home"), "Portal", (text,))
    sentence = Content("text/html", (f"{text}.",), (f"{text}.",), "Portal")
    assert says_missing(heading), "as a heading"
    assert says_missing(sentence), "as a sentence"


@pytest.mark.parametrize(("language", "text"), PRESENT)
def test_a_document_that_sounds_like_it_is_not(language: str, text: str) -> None:
    lines = (text, f"{text}.", PROSE)
    assert not says_missing(Content("text/html", lines, lines, f"{text} | Portal", (text,)))


@pytest.mark.parametrize("title", ["Página no encontrada", "Page introuvable", "Page not found"])
def test_a_page_with_a_text_of_its_own_is_what_it_tells_of(title: str) -> None:
    novel = (
        "La novela cuenta la historia de una archivista que vuelve a su pueblo para ordenar los papeles de "
        "su abuelo, y encuentra entre ellos las cartas de una mujer de la que nadie había hablado jamás."
    )
    lines = (f"{title}: novela", novel)
    assert not says_missing(Content("text/html", lines, lines, f"{title}: novela", lines[:1]))
    beside = (title, "Lo sentimos.", novel)
    assert says_missing(Content("text/html", beside, beside, title, (title,)))


def test_a_hostile_page_of_half_sentences_is_read_quickly() -> None:
    for half in ("the page you are looking for ", "la pagina que busca no ", "le lien que vous "):
        text = half * 200
        started = time.process_time()
        says_missing(Content("text/html", (text,), (text[:4000],), "Portal"))
        assert time.process_time() - started < 1.0
