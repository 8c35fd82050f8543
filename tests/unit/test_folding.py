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
    long_way = "".join("" if sign in INVISIBLE else typed(sign) for sign in text)
    assert as_shown(text) == unicodedata.normalize("NFC", " ".join(long_way.split()))


INVISIBLE = (
    "\x7f\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)


def typed(sign: str) -> str:
    is_typeset = "\ufb00" <= sign <= "\ufb06" or unicodedata.east_asian_width(sign) == "F"
    plain = unicodedata.normalize("NFKC", sign)
    return plain if is_typeset and plain.isascii() and plain.isalnum() else sign


@pytest.mark.parametrize("sign", INVISIBLE)
def test_what_nobody_sees_is_no_part_of_a_word(sign: str) -> None:
    assert as_shown(f"La oficina{sign} de finan{sign}zas") == "La oficina de finanzas"
    assert as_shown(f"{sign} Ley {sign} 4 ") == "Ley 4"


@pytest.mark.parametrize(
    ("typeset", "plain"),
    [
        ("La o\ufb01cina de \ufb01nanzas y \ufb02ujo", "La oficina de finanzas y flujo"),
        ("\uff12\uff10 contratos del Ａnexo", "20 contratos del Anexo"),
        ("Compromiso 4 ✔\ufe0f", "Compromiso 4 ✔"),
    ],
)
def test_what_is_set_otherwise_is_the_same_text(typeset: str, plain: str) -> None:
    assert as_shown(typeset) == plain


def test_signs_that_say_something_else_stay() -> None:
    for line in ("10² y 102", "½ del gasto", "4º", "№ 5", "x₂", "１，２。", "Ⅳ", "①"):
        shown = as_shown(line)
        assert shown == line.translate({0xFF11: "1", 0xFF12: "2"})
