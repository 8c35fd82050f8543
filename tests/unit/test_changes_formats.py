"""The same document in another shape is there, and its report says which shape."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.changes import Flag, Kind, compare
from evidence.content import Content, extract
from evidence.content.model import Part

TEXTS = {
    "es": "La dependencia deberá publicar los contratos de obra antes del 31 de marzo de 2025. ",
    "en": "The agency shall publish all works contracts before 31 March 2025 on its own site. ",
    "pt": "O órgão deve publicar os contratos de obras antes de 31 de março de 2025 no portal. ",
    "fr": "L'organisme doit publier les contrats de travaux avant le 31 mars 2025 sur son site. ",
}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def html(text: str) -> Content:
    return extract(f"<main><h1>Acta</h1><p>{text}</p></main>".encode(), "text/html")


def other(text: str, media_type: str) -> Content:
    """The text in lines as a page breaks them."""
    tokens = ["Acta", *text.split()]
    lines = tuple(" ".join(tokens[at : at + 9]) for at in range(0, len(tokens), 9))
    return Content(media_type, lines=lines, main=lines)


def scan(stamp: str = "") -> Content:
    part = Part("1", 0, 1 if stamp else 0, image_sha256="a", image_dhash="0" * 64)
    return Content(
        PDF, lines=(stamp,) if stamp else (), main=(stamp,) if stamp else (), parts=(part,)
    )


@pytest.mark.parametrize("media_type", [PDF, DOCX, "text/plain"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_same_words_in_another_format_are_no_change(text: str, media_type: str) -> None:
    page, document = html(text * 6), other(text * 6, media_type)
    for change in (compare(page, document), compare(document, page)):
        assert (change.kind, change.flags) == (Kind.COSMETIC, (Flag.FORMAT,))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deberá", "podrá"),
        ("31 de marzo", "30 de junio"),
        ("2025", "2026"),
        ("los contratos de obra", "nada"),
    ],
)
def test_an_edit_on_the_way_is_a_change(old: str, new: str) -> None:
    text = TEXTS["es"] * 6
    assert compare(html(text), other(text.replace(old, new), PDF)).substantial
    assert compare(html(text), other(text.replace(old, new, 1), PDF)).substantial


def test_a_document_that_became_another_one_is_a_change() -> None:
    assert compare(html(TEXTS["es"] * 6), other(TEXTS["fr"] * 6, PDF)).kind is not Kind.COSMETIC
    assert compare(html(TEXTS["es"] * 6), other(TEXTS["es"], PDF)).substantial


@pytest.mark.parametrize("stamp", ["", "Página 1", "Escaneado con CamScanner"])
def test_a_scan_that_became_text_is_readable_now(stamp: str) -> None:
    change = compare(scan(stamp), other(TEXTS["es"] * 6, PDF))
    assert (change.kind, change.flags) == (Kind.INCOMPARABLE, (Flag.READABLE,))


def test_a_text_that_became_a_scan_or_was_read_all_along_is_not_readable_now() -> None:
    text = other(TEXTS["es"] * 6, PDF)
    assert Flag.READABLE not in compare(text, scan()).flags
    assert Flag.READABLE not in compare(other("Aviso de baja", PDF), text).flags
    same = replace(text, parts=scan().parts)
    assert Flag.READABLE not in compare(scan(), same).flags  # the picture is still there


@pytest.mark.parametrize("stamp", ["", "Recibido 12 ENE"])
def test_a_text_that_became_a_scan_can_t_be_compared(stamp: str) -> None:
    """What we can't read is not what isn't there."""
    assert compare(other(TEXTS["es"] * 9, PDF), scan(stamp)).kind is Kind.INCOMPARABLE


def test_what_could_not_be_read_and_now_can_is_readable_now() -> None:
    damaged = Content(PDF, comparable=False, problem="damaged")
    assert compare(damaged, other(TEXTS["es"] * 6, PDF)).flags == (Flag.READABLE,)
    assert compare(damaged, damaged).flags == ()
