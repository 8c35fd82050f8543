"""A link over its own address says where it ends, whatever is glued to it; one that a program cut does
not."""

from __future__ import annotations

import pytest

from evidence.citations import read
from evidence.citations.cite import citations_of
from evidence.formats.document import Document, Link
from tests.unit.documents import docx, odf, run

A, B = "https://www.gob.mx/a", "https://www.gob.mx/b"


def cited(*pieces: str | tuple[str, str]) -> list[str]:
    """The addresses cited by a text of these pieces: words, or words and what they link to."""
    text, links = "", []
    for piece in pieces:
        words, target = (piece, "") if isinstance(piece, str) else piece
        if target:
            links.append(Link(len(text), len(text) + len(words), target))
        text += words
    return [citation.url for citation in citations_of(Document(text, links=links))]


@pytest.mark.parametrize(
    "behind",
    ["Siguiente frase.", "siguiente", "3",
     ".Después sigue.", ".Luego sigue.", "Última", "«Acta»", "[3] y", "后面", "بعد"]
)  # fmt: skip
def test_words_behind_a_link_are_no_part_of_it(behind: str) -> None:
    assert cited("Ver ", (A, A), behind) == [A]


@pytest.mark.parametrize(("words", "target"), [("www.gob.mx/a", A), ("gob.mx/a", A), (A, A)])
def test_links_that_touch_are_two(words: str, target: str) -> None:
    assert cited((B, B), (words, target), " y más") == [B, target]
    assert cited("Acta", (words, target), "Siguiente") == [target]


def test_a_link_may_hold_other_words() -> None:
    assert cited((f"Fuente: {A}", A), "Siguiente ", "Acta", (f"{B} (acta)", B)) == [A, B]
    assert cited((f"{A} y {B}", A), "Siguiente") == [A, f"{B}Siguiente"]


def test_what_a_link_leaves_out_of_its_query_does_not_matter() -> None:
    assert cited((A, f"{A}?utm_source=x#pie"), "Siguiente") == [f"{A}?utm_source=x#pie"]


def test_one_link_twice_is_two() -> None:
    assert cited((A, A), (A, A), (A, A), " y más") == [A, A, A]


def test_three_links_in_a_row_are_three() -> None:
    assert cited((A, A), (B, B), ("www.gob.mx/c", "http://www.gob.mx/c")) == [
        A, B, "http://www.gob.mx/c"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("link", "behind", "url"),
    [
        # a program stops at signs that it takes for none of an address
        ("https://www.gob.mx/m", "éxico y más", "https://www.gob.mx/méxico"),
        ("https://www.gob.mx/acta", "(1).pdf", "https://www.gob.mx/acta(1).pdf"),
        ("https://www.gob.mx/acta", "_final.pdf", "https://www.gob.mx/acta_final.pdf"),
        ("https://www.gob.mx/acta", "-final.pdf", "https://www.gob.mx/acta-final.pdf"),
        ("https://www.gob.mx", "/acta", "https://www.gob.mx/acta"),
        ("https://www.gob.mx/ver", "?consulta=7", "https://www.gob.mx/ver?consulta=7"),
        ("https://www.gob.mx/ver", ";jsessionid=7", "https://www.gob.mx/ver;jsessionid=7"),
        # and this was typed on
        ("https://www.gob.mx/acta", ".pdf hoy", "https://www.gob.mx/acta.pdf"),
    ],
)
def test_a_link_that_a_program_cut_is_read_on(link: str, behind: str, url: str) -> None:
    assert cited("Ver ", (link, link), behind) == [url]


def test_a_link_that_ends_with_its_line_is_read_on() -> None:
    part = "https://www.gob.mx/cms/uploads/"
    for second in ("", part):
        found = cited("Ver ", (part, part), "\n", ("attachment/acta.pdf", second), " hoy.")
        assert found == ["https://www.gob.mx/cms/uploads/attachment/acta.pdf"]


def test_words_of_a_link_that_are_another_address_end_nothing() -> None:
    assert cited("Ver ", ("https://www.gob.mx/inf", "https://www.gob.mx/i"), "orme.pdf") == [
        "https://www.gob.mx/informe.pdf"
    ]


def test_one_address_in_two_links_stays_whole() -> None:
    whole = "https://www.gob.mx/informe"
    assert cited("Ver ", ("https://www.gob.mx/inf", whole), ("orme", whole), " hoy.") == [whole]


def test_an_address_that_another_carries_begins_nothing_without_a_link() -> None:
    assert cited(f"Ver {A}/{B}.") == [f"{A}/{B}"]
    assert cited(f"Ver {A}?ver={B}.") == [f"{A}?ver={B}"]


def test_of_every_format() -> None:
    body = (
        f"<w:p>{run('Ver ')}<w:hyperlink r:id='a'>{run(A)}</w:hyperlink>{run('Siguiente frase. ')}"
        f"<w:hyperlink r:id='b'>{run(B)}</w:hyperlink><w:hyperlink r:id='a'>{run(A)}</w:hyperlink></w:p>"
    )
    word = docx(body, {"a": A, "b": B})
    writer = odf("text", f'<text:p><text:a xlink:href="{A}">{A}</text:a>Luego.</text:p>')
    page = f'<!doctype html><p><a href="{A}">{A}</a>Luego <a href="{B}">{B}</a></p>'.encode()
    assert [[one.url for one in read(data).citations] for data in (word, writer, page)] == [
        [A, B, A], [A], [A, B]
    ]  # fmt: skip
