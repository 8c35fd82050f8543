"""How a page is read for what it says of itself: folding, places, phrases."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.content.model import Content
from evidence.folding import caseless, unaccented
from evidence.verdicts.rule import because
from evidence.verdicts.text import SHORT, headings, phrases, segments, sentences
from evidence.vocabulary import Cause
from tests.unit.pages import words


def page(*lines: str, title: str = "", heads: tuple[str, ...] = ()) -> Content:
    return Content("text/html", lines=lines, main=lines, title=title, headings=heads)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Página   No\n encontrada ", "pagina no encontrada"),
        ("DÉSOLÉ", "desole"),
        ("não É", "nao e"),
        ("isn’t", "isn't"),
        ("l`adresse", "l'adresse"),
        ("Straße", "strasse"),
        ("４０４", "404"),
        ("№ 1", "no 1"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert caseless(text) == folded


@given(st.text("aeiounAEIOUÑñáéíóúÁÉÍÓÚüÜ çãõ", max_size=60))
def test_case_and_accents_say_nothing(text: str) -> None:
    assert caseless(text) == caseless(text.upper()) == caseless(text.lower())


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Error 404 – Sitio", ["error 404", "sitio"]),
        ("Página no encontrada | Gobierno » Inicio", ["pagina no encontrada", "gobierno", "inicio"]),
        ("Datos > Salud: informe (2019)", ["datos", "salud", "informe", "2019"]),
        ("Auto-evaluación", ["auto-evaluacion"]),
        ("404 - No existe", ["404", "no existe"]),
        ("¿Página no encontrada?", ["pagina no encontrada"]),
        ("«Sitio»", ["sitio"]),
        (" | ", []),
    ],
)  # fmt: skip
def test_a_title_is_read_in_its_parts(title: str, parts: list[str]) -> None:
    assert list(segments(page(title=title))) == parts
    assert list(headings(page(heads=(title,)))) == parts


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Uno. Dos! ¿Tres? Cuatro… Cinco", ["uno", "dos", "tres", "cuatro", "cinco"]),
        ("El archivo plan.pdf no existe.", ["el archivo plan.pdf no existe"]),
        ("Ley 5.2.1 vigente.Hoy", ["ley 5.2.1 vigente.hoy"]),
        ("Uno...", ["uno"]),
        ("Uno | Dos", ["uno", "dos"]),
        ("…", []),
    ],
)
def test_sentences(line: str, parts: list[str]) -> None:
    assert list(sentences(page(line))) == parts


@given(st.lists(st.text("ab.! \n¿", max_size=20), max_size=5))
def test_no_sentence_is_empty_or_holds_an_end_of_sentence(lines: list[str]) -> None:
    for sentence in sentences(page(*lines)):
        assert sentence
        assert not set(sentence) & set("!?¿\n")


PHRASES = phrases("acceso denegado", "no tiene permiso")


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("acceso denegado", "acceso denegado"),
        ("el acceso denegado ayer", "acceso denegado"),  # half of its place
        ("el acceso denegado ayer otra", ""),  # less than half
        ("inacceso denegado", ""),  # no word of its own
        ("acceso denegados", ""),
        ("no tiene permiso", "no tiene permiso"),
    ],
)
def test_a_label_is_at_least_half_of_its_place(place: str, found: str) -> None:
    assert PHRASES.label([place]) == found
    assert PHRASES.label(["otra cosa", place]) == found


def test_a_sentence_may_stand_in_a_long_one_and_a_label_may_not() -> None:
    long = f"{words(9)} no tiene permiso {words(9)} acceso denegado {words(9)}"
    assert PHRASES.sentence(page(long)) == "no tiene permiso"
    assert phrases("acceso denegado").sentence(page(long)) == ""


@pytest.mark.parametrize(("count", "found"), [(SHORT - 4, "no tiene permiso"), (SHORT - 3, "")])
def test_a_page_with_a_text_of_its_own_is_no_notice(count: int, found: str) -> None:
    assert PHRASES.notice(page("No tiene permiso.", words(count))) == found
    titled = page(words(count + 3), title="No tiene permiso")
    assert PHRASES.notice(titled) == found


def test_phrases_are_written_with_or_without_accents() -> None:
    assert phrases("página única").label(["pagina unica"]) == "pagina unica"


def test_a_long_wording_is_found_where_it_stands_and_nowhere_else() -> None:
    many = "\n".join(f"no (?:se )?encontr\\w+ el acta {number}" for number in range(100))
    kind = phrases("nada", many)
    assert [bool(kind.search(place)) for place in ("no se encontro el acta 7", "el acta 7")] == [
        True,
        False,
    ]
    assert kind.within(("hay un acta", "no encontramos el acta 99")) == "no encontramos el acta 99"
    assert kind.may_say(("no encontramos el acta 99",))
    assert not kind.may_say(("una ley", "de aguas"))


@pytest.mark.parametrize("size", [10, 499, 500, 19_999, 20_000])
def test_every_mark_goes_however_long_the_text_is(size: int) -> None:
    text = ("a\u0301 \u20d7 e\u0302\u0323 \U0001e8d0 x \u0489" * size)[:size]
    assert unaccented(text) == "".join(
        c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
    )


def test_what_stands_far_down_a_page_is_not_read() -> None:
    filler = "palabra " * 500  # 4,000 characters
    assert PHRASES.sentence(page(filler, "No tiene permiso.")) == ""
    assert PHRASES.sentence(page(filler[:3000], "No tiene permiso.")) == "no tiene permiso"


@given(st.text(max_size=2000))
def test_facts_in_reasons_are_one_short_line(text: str) -> None:
    told = because(Cause.WAF, "challenge.page", words=text, status=7, share=0.5).reasons[0].facts
    assert isinstance(told["words"], str)
    assert len(told["words"]) <= 200
    assert told["words"] == " ".join(told["words"].split())
    assert (told["status"], told["share"]) == (7, 0.5)
    if len(text.split()) and len(text) <= 200:
        assert told["words"] == " ".join(text.split())


@pytest.mark.parametrize(
    ("size", "told"),
    [(199, "x" * 199), (200, "x" * 200), (201, "x" * 199 + "…"), (900, "x" * 199 + "…")],
)
def test_a_long_fact_is_cut_to_two_hundred_signs(size: int, told: str) -> None:
    assert because(Cause.WAF, "challenge.page", words="x" * size).reasons[0].facts["words"] == told


def test_so_much_of_a_page_is_read() -> None:
    """300 signs of a title and of each of eight headings, 4,000 of the text."""
    long = "x" * 290 + " | abcdefgh"
    assert segments(page(title=long)) == ("x" * 290, "abcdefg")
    assert headings(page(heads=(long,))) == ("x" * 290, "abcdefg")
    told = tuple(f"parte {n}" for n in range(9))
    assert headings(page(heads=told)) == told[:8]
    assert list(sentences(page("y" * 3990, "abcdefghijk"))) == ["y" * 3990, "abcdefghi"]
