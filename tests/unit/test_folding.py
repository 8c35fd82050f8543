"""Three ways to make spellings one: what each makes equal, and what it must leave apart."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.folding import as_shown, caseless, rejoined

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDS = (as_shown, rejoined, caseless)


@pytest.mark.parametrize("fold", FOLDS)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_folding_again_changes_nothing(fold: Callable[[str], str], text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert "  " not in once
    assert once == once.strip()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_how_a_letter_is_composed_shows_nowhere(text: str) -> None:
    assert as_shown(unicodedata.normalize("NFD", text)) == as_shown(text)


def test_what_is_compared_keeps_case_accents_and_signs() -> None:
    assert as_shown(" El\u00a0pa\u00addro\u0301n\t10²\u200b ") == "El padrón 10²"
    assert as_shown("Si") != as_shown("Sí")


def test_what_is_quoted_has_its_broken_words_whole() -> None:
    assert rejoined("El pa\u00ad\n  drón de\nbeneficiarios") == "El padrón de beneficiarios"


def test_what_is_looked_for_has_neither_case_nor_accents() -> None:
    assert caseless("Página  NO encontrada") == "pagina no encontrada"
    assert caseless("can’t") == "can't"


@given(st.text(st.characters() | st.sampled_from(" \t\n\u00a0\u00ad\u200b\ufeffñ"), max_size=30))
def test_the_short_ways_lead_to_the_same_line(text: str) -> None:
    long_way = "".join(sign for sign in text if sign not in "\u00ad\u200b\u200c\u200d\u2060\ufeff")
    assert as_shown(text) == unicodedata.normalize("NFC", " ".join(long_way.split()))
