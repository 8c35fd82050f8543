"""URLs over the line ends of PDFs: what the setting says of each."""

from __future__ import annotations

import pytest

from evidence.citations.cite import citations_of
from evidence.formats import pdf
from evidence.formats.document import Body
from tests.unit.documents import drawn, placed

EDGE = "This line of the note runs to the edge of its column all of it"
"""273 points in Helvetica of 10 points; a line of 56 characters that holds a URL is about as long."""


def cited(*rows: tuple[float, float, float, str]) -> list[str]:
    document = pdf.read(Body(drawn(placed(*rows)), "application/pdf"))
    return [citation.url for citation in citations_of(document)]


def in_a_column(*lines: str) -> list[str]:
    return cited(*((50, 700 - 12 * n, 10, line) for n, line in enumerate((EDGE, *lines))))


ARCHIVED = "https://web.archive.org/web/20180415112233/http://agua.example.org/acta"


@pytest.mark.parametrize(
    ("first", "second", "url"),
    [
        ("http://agua.example.org/tablero/acuerdos_de_la_mesa_", "publica, p. 3.",
         "http://agua.example.org/tablero/acuerdos_de_la_mesa_publica"),
        ("See http://agua.example.org/tablero/acuerdos?id=", "7, p. 3.",
         "http://agua.example.org/tablero/acuerdos?id=7"),
        ("See http://agua.example.org/tablero/acuerdos.", "pdf (accessed 3 May).",
         "http://agua.example.org/tablero/acuerdos.pdf"),
        ("See http://agua.example.org/tablero/acuerdos.", "html", "http://agua.example.org/tablero/acuerdos.html"),
        ("See http://www.", "agua.example.org/tablero/", "http://www.agua.example.org/tablero/"),
        ("See http://www.agua.example", ".org/tablero/", "http://www.agua.example.org/tablero/"),
        ("See http://agua.example.org", "/tablero/", "http://agua.example.org/tablero/"),
        ("In http://agua.example.org/minutas/todas/plan/gcc-10.", "2-Mesa.dmg",
         "http://agua.example.org/minutas/todas/plan/gcc-10.2-Mesa.dmg"),
        ("See https://web.archive.org/web/20180415112233/", "http://agua.example.org/acta", ARCHIVED),
        ("See https://web.archive.org/web/20180415112233/http://agua.", "example.org/acta", ARCHIVED),
        ("See https://web.archive.org/web/", "20180415112233/http://agua.example.org/acta", ARCHIVED),
        ("See https://web.archive.org/web/20180415112233/http://", "agua.example.org/acta", ARCHIVED),
        ("See https://web.archive.org/web/20180415112233/htt", "p://agua.example.org/acta", ARCHIVED),
        ("See http://agua.example.org/tablero/acuerdos-de-la-mesa-publica-de", "?doc=acta.pdf",
         "http://agua.example.org/tablero/acuerdos-de-la-mesa-publica-de?doc=acta.pdf"),
        ("See portal.municipio.", "gob.ar/acta/2019", "http://portal.municipio.gob.ar/acta/2019"),
        ("See portal.municipio.gob.", "ar/acta/2019", "http://portal.municipio.gob.ar/acta/2019"),
        ("See tablero.accion-", "abierta.mx/acta", "http://tablero.accion-abierta.mx/acta"),
    ],
)  # fmt: skip
def test_what_follows_a_break(first: str, second: str, url: str) -> None:
    assert in_a_column(first, second) == [url]


@pytest.mark.parametrize(
    ("first", "second", "urls"),
    [
        ("See http://agua.example.org/acta", "http://luz.example.org/acta",
         ["http://agua.example.org/acta", "http://luz.example.org/acta"]),
        ("See http://agua.example.org/tablero/acuerdos.", "The office closed.", ["http://agua.example.org/tablero/acuerdos"]),
        ("See http://agua.example.org/tablero/ and", "and/or whatever", ["http://agua.example.org/tablero/"]),
        ("It all stands in the book of the datos.", "example.org/acta says so", ["http://example.org/acta"]),
        ("It all stands in some places, e.g.", "example.org/acta says so", ["http://example.org/acta"]),
        ("It all stands in loc.cit.", "is/was here", []),
        ("See http://agua.example.org/tablero/acuerdos", "7 of them", ["http://agua.example.org/tablero/acuerdos"]),
    ],
)  # fmt: skip
def test_what_does_not(first: str, second: str, urls: list[str]) -> None:
    assert in_a_column(first, second) == urls


def test_a_word_is_broken_only_where_no_more_of_it_fitted() -> None:
    full = "http://agua.example.org/plan-nacional/tablero-de-acuer"
    rest = (50, 688, 10, "dos/acta-final.pdf, p. 3.")
    above = (50, 712, 10, "They gave the board a list of all that was agreed on in 3")
    assert cited(above, (50, 700, 10, full), rest) == [full + "dos/acta-final.pdf"]
    words = (50, 688, 10, "dos_acta, p. 3.")
    assert cited((50, 700, 10, full), words) == [full]  # nothing tells where the column ends
    wide = [(50, y, 10, EDGE + " and then some more") for y in (724, 712)]
    assert cited(*wide, (50, 700, 10, full), (50, 688, 10, "y/o otra cosa.")) == [full]


def test_a_title_and_the_next_page_are_no_edge_of_a_column() -> None:
    assert cited(
        (50, 740, 16, "A title in larger type that runs over both of the columns"),
        (50, 700, 10, "Ministry, http://agua.example.org/tablero/"),
        (50, 688, 10, "acuerdos, p. 2. Minutes of the meeting of"),
        (50, 676, 10, "the board on the river and on the well."),
    ) == ["http://agua.example.org/tablero/acuerdos"]


def test_a_cell_has_edges_of_its_own() -> None:
    assert cited(
        (50, 724, 10, EDGE + " and on"), (50, 712, 10, EDGE + " and on"),
        (50, 690, 10, "river"), (150, 690, 10, "http://agua.example.org/con"),
        (150, 678, 10, "trato/acta-final.pdf"),
        (50, 666, 10, "well"), (150, 666, 10, "http://luz.example.org/lista/"),
        (150, 654, 10, "2019/index.php"),
    ) == [
        "http://agua.example.org/contrato/acta-final.pdf", "http://luz.example.org/lista/2019/index.php",
    ]  # fmt: skip


def test_a_label_that_is_glued_to_its_note_is_no_part_of_a_host() -> None:
    markers = "The office gave1 the board2 its minutes3 and left4."
    notes = (
        "www.agua.example.org/a",
        "2luz.example.org/b",
        "3See http://rio.example.org/c?v=2.",
        "4pozo.example.org/d",
    )
    rows = [(50.0, 700.0, 10.0, markers)]
    rows += [(50, 120 - 11 * n, 9, note if n else "1" + note) for n, note in enumerate(notes)]
    assert cited(*rows) == [
        "http://www.agua.example.org/a", "http://luz.example.org/b", "http://rio.example.org/c?v=2",
        "http://pozo.example.org/d",
    ]  # fmt: skip


def test_labels_glued_to_words_whose_urls_stand_below_are_notes() -> None:
    said = "The office gave1 the board2 its minutes3 and left4."
    notes = (
        "1Interview with its head.",
        "2Ministry, Report:",
        "http://luz.example.org/b",
        "3Interview.",
        "4Minutes:",
        "http://pozo.example.org/d",
    )
    rows = [(50.0, 700.0, 10.0, said)] + [
        (50.0, 120.0 - 11 * n, 9.0, line) for n, line in enumerate(notes)
    ]
    found = citations_of(pdf.read(Body(drawn(placed(*rows)), "application/pdf")))
    assert [(c.marker, c.claim) for c in found] == [
        ("2", "The office gave the board its minutes and left."),
        ("4", "The office gave the board its minutes and left."),
    ]


def test_soft_hyphens_that_are_shown_are_hyphens() -> None:
    assert in_a_column("See http://agua.example.org/plan\u00adnacional/acta\u00ad", "final.pdf, p. 3.") == [
        "http://agua.example.org/plan-nacional/acta-final.pdf"
    ]  # fmt: skip
