"""A page that came in the wrong charset says what it said."""

from __future__ import annotations

import re
import time

import pytest

from evidence.changes import compare
from evidence.changes.quote import State, check_quote
from evidence.content import Content, extract

TEXT = [
    "Plan de acción: ¿quién publicará qué?",
    "La Secretaría publicará à temps el padrón; Ángela Íñiguez y la ciudadanía lo revisarán en México.",
    "La dirección «cumplió» — según el comité — y no más… “así lo dijo”.",
    "The ministry’s café publishes its résumé each month, says Zoë.",
    "Sin acentos.",
]
BYTES = {
    "twice": lambda text: text.encode().decode("cp1252", "ignore").encode(),
    "twice, as browsers": lambda text: text.encode().decode("latin-1").encode(),
    "twice, replaced": lambda text: text.encode().decode("cp1252", "replace").encode(),
    "a mark a letter": lambda text: text.encode("ascii", "replace"),
    "a mark a byte": lambda text: re.sub(rb"[\x80-\xff]", b"?", text.encode()),
    "unknown": lambda text: re.sub(r"[^\x00-\x7f]", "\ufffd", text).encode(),
    "DOS": lambda text: text.encode().decode("cp850").encode(),
}


def _page(lines: list[str]) -> str:
    return f"<title>Acta</title><main>{''.join(f'<p>{line}</p>' for line in lines)}</main>"


def _read(body: bytes) -> Content:
    return extract(body, "text/html; charset=utf-8")


@pytest.mark.parametrize("way", BYTES)
def test_the_wrong_charset_is_no_change(way: str) -> None:
    right, wrong = _page(TEXT).encode(), BYTES[way](_page(TEXT))
    assert compare(_read(right), _read(wrong)).kind.value == "cosmetic"
    assert compare(_read(wrong), _read(right)).kind.value == "cosmetic"


@pytest.mark.parametrize("way", BYTES)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("publicará", "no publicará"),
        ("padrón", "rincón"),
        ("each", "no"),
    ],
)
def test_what_else_differs_is_a_change(way: str, old: str, new: str) -> None:
    altered = [line.replace(old, new) for line in TEXT]
    change = compare(_read(_page(TEXT).encode()), _read(BYTES[way](_page(altered))))
    assert change.kind.value == "edited"


BYTES["doubly"] = lambda text: text.encode().decode("latin-1").encode().decode("latin-1").encode()
QUOTE = "La Secretaría publicará el padrón; la ciudadanía lo revisará en México"
LETTERS = {
    "one lost": ("publicará", "publicar\ufffd"),
    "two marks of one": ("publicará", "publicar\ufffd\ufffd"),
    "cut": ("publicará", "publicarÃ"),
    "two of many": ("padrón; la ciudadanía", "padr\ufffdn; la ciudadan\ufffda"),
}


@pytest.mark.parametrize("way", LETTERS)
def test_a_letter_that_was_lost_is_no_change_and_no_other_quote(way: str) -> None:
    right = _read(_page([*TEXT, QUOTE]).encode())
    wrong = _read(_page([*TEXT, QUOTE.replace(*LETTERS[way])]).encode())
    assert compare(right, wrong).kind.value == "cosmetic"
    assert compare(wrong, right).kind.value == "cosmetic"
    assert check_quote(QUOTE, wrong).state is State.UNSURE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("publicará", "publicaré"), ("publicará", "publicaré?"), ("publicará", "publicara"), ("padrón", "padre"),
        ("publicará", "no publicar\ufffd"), ("padrón", "r\ufffdnc\ufffdn"),
    ],
)  # fmt: skip
def test_another_word_beside_a_lost_letter_is_a_change(before: str, after: str) -> None:
    quote = QUOTE.replace("La Secretaría", "La SECRETARÍA")
    old, new = (
        _read(_page([*TEXT, one]).encode()) for one in (quote, quote.replace(before, after))
    )
    assert compare(old, new).kind.value == "edited"
    assert check_quote(quote, new).state is State.ALTERED


@pytest.mark.parametrize("way", BYTES)
def test_a_quote_stands_where_its_page_came_in_the_wrong_charset(way: str) -> None:
    wrong = _read(BYTES[way](_page([*TEXT, QUOTE])))
    known = (
        State.UNSURE
        if way in ("a mark a letter", "a mark a byte", "unknown", "twice, replaced")
        else State.PRESENT
    )
    assert check_quote(QUOTE, wrong).state in {known, State.PRESENT}
    for old, new in (
        ("publicará", "no publicará"),
        ("padrón", "rincón"),
        ("publicará", "publicaría"),
    ):
        altered = _read(BYTES[way](_page([*TEXT, QUOTE.replace(old, new)])))
        assert check_quote(QUOTE, altered).lost


def test_a_text_that_lost_all_its_letters_tells_nothing_of_a_quote() -> None:
    page = _page([*TEXT, QUOTE])
    assert check_quote(QUOTE, _read(page.encode("ascii", "ignore"))).state is State.UNSURE
    assert check_quote(
        "La agencia publicará", _read(_page(["La agencia publicar el informe"]).encode())
    ).lost
    other = _page([*TEXT, QUOTE.replace("revisará", "leerá")]).encode("ascii", "ignore")
    assert check_quote(QUOTE, _read(other)).lost


def test_a_long_quote_is_read_back_in_time() -> None:
    quote = " ".join(f"Ángela{n} publicará" for n in range(900))
    page = _read(_page(["padr\ufffdn Ã " * 100_000]).encode())
    start = time.process_time()
    check_quote(quote, page)
    taken = time.process_time() - start
    plain = time.process_time()
    check_quote(quote.replace("Á", "A").replace("á", "a"), page)
    assert taken < 6 + 2 * (time.process_time() - plain)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("¿Cumplió? Sí", "¿Cumplió? No"),
        ("La Secretaría publicará", "La Secretaría publicaría"),
        ("Avance 5 de 9 años", "Avance ? de 9 años"),
    ],
)
def test_a_question_mark_alone_is_no_charset(before: str, after: str) -> None:
    old, new = (_read(_page([*TEXT[:3], line, *TEXT[3:]]).encode()) for line in (before, after))
    assert compare(old, new).kind.value == "edited"
