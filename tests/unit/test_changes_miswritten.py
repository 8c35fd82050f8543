"""A page that came in the wrong charset says what it said."""

from __future__ import annotations

import re

import pytest

from evidence.changes import compare
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
