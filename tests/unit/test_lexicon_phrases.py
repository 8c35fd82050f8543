"""What a page says when there is nothing, beside what real documents say that sounds like it."""

from __future__ import annotations

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
