"""What a page is said to say is what it says, with its accents and capitals."""

from __future__ import annotations

import unicodedata

import pytest

from evidence.content import extract
from evidence.verdicts.as_written import as_written
from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause
from tests.unit.pages import look

SORRY = "Lo sentimos, la página solicitada no fue encontrada"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("page", "cause", "words"),
    [
        (f"<p>{SORRY}.</p>", Cause.SOFT_404, "página solicitada no fue encontrada"),
        ("<p>LA PÁGINA NO EXISTE.</p>", Cause.SOFT_404, "PÁGINA NO EXISTE"),
        ("<title>Página  no\nencontrada</title><p>x</p>", Cause.SOFT_404, "Página no encontrada"),
        ("<title>x</title><p>Esta página não foi encontrada.</p>", Cause.SOFT_404, "Esta página não foi encontrada"),
        ("<p>The page could not be found.</p>", Cause.SOFT_404, "page could not be found"),
    ],
)  # fmt: skip
def test_the_page_is_quoted_as_it_is_written(
    page: str, cause: Cause, words: str, form: str
) -> None:
    judgement = judge(look(unicodedata.normalize(form, page)))
    assert judgement.cause is cause
    said = str(judgement.reasons[0].facts["words"])
    assert unicodedata.normalize("NFC", said) == words


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("ultimo ano", "Último año"),
        ("ano (fin", "año (fin"),
        ("strasse", "Straße"),
        ("no esta ahi", "no esta ahi"),
        ("", ""),
    ],
)
def test_a_stretch_is_found_whatever_folding_makes_of_its_length(words: str, written: str) -> None:
    page = "<title>x</title><p>ﬁn. Straße del Último \u00a0 año (fin)</p>".encode()
    assert as_written(words, extract(page, "text/html; charset=utf-8", "http://a.mx/")) == written
