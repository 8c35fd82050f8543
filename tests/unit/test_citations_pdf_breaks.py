"""What a PDF's lines say where nothing but the setting tells: full lines, cells, columns, dates below an address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.citations.cite import citations_of
from evidence.citations.find import urls
from evidence.citations.layout import Break, Layout
from evidence.citations.score import JOIN, score
from evidence.formats.document import Document, DrawnRow, Line, Span

FULL = Break(1, 0.3, "", page=False, full=True)
LONGEST = Break(1, 0.0, "", page=False, longest=True)
ROOM = Break(1, 30.0, "", page=False)
CELL = Break(1, 0.0, "", page=False, longest=True, alone=True)
WIKI = "https://es.wikipedia.example.org/wiki/Ciudad_de_Mexico"
DOI = "https://doi.org/10.22201/iij.24484881e.2019."


@pytest.mark.parametrize(
    ("left", "right", "setting"),
    [
        ("https://drive.google.com/file/d/", "1aBcD3fGhIjKlMnOpQrStUvWxYz012345/view", ROOM),
        ("https://agua.example.org/ver?", "v=dQw4w9WgXcQ&t=35s", ROOM),
        ("https://agua.example.org/ver.xhtml", "?", FULL),
        (WIKI + "_", "(municipio)", ROOM),
        (WIKI, "_(municipio).", FULL),
        (WIKI + "_(muni", "cipio);", FULL),
        (WIKI + "_(municipio", ");", FULL),
        (DOI, "41.13942,", FULL),
        (DOI + "41.13", "942.", FULL),
        ("https://agua.example.org/leyes/pdf/L", "GTAIP_200521.pdf", FULL),
        ("https://agua.example.org/ver?a=1&id", "SujetoObligado=MTQz#inicio", FULL),
        ("https://agua.example.org/doc/d", "umentos_anteriores/plan.pdf", LONGEST),
        ("https://agua.example.org/actas/2018", "72131213-", CELL),
        ("https://agua.example.org/programas/default.html", "#Tabulados", FULL),
        ("https://agua.example.org/wiki/Instituto_Nac", "ional_de_Transparencia,_Acceso", LONGEST),
        ("https://agua.example.org/ver?a=1&id=MTQzMjE", "=#inicio", FULL),
        ("https://docs.example.org/d/1Qw3rTyUiOp/edit", "#gid=0", FULL),
        ("https://docs.example.org/d/1Qw3rTyUiOp/edit#gid=", "0", CELL),
        ("https://agua.example.org/default.html#", "Tabulados", LONGEST),
        ("https://agua.example.org/events/22168317", "/?active_tab=about", FULL),
    ],
)  # fmt: skip
def test_more_of_an_address(left: str, right: str, setting: Break) -> None:
    assert score(left, right, setting, "\n") >= JOIN


@pytest.mark.parametrize(
    ("left", "right", "setting", "after"),
    [
        ("https://agua.example.org/", "13/03/2021", ROOM, "\n"),
        ("https://agua.example.org/", "03/2021", ROOM, "\n"),
        ("https://agua.example.org/", "2019-2021", ROOM, "\n"),
        ("https://agua.example.org/", "2021-03-13", ROOM, "\n"),
        ("https://agua.example.org/nota/15109", "16/03/2021", FULL, "\n"),
        ("https://agua.example.org/acta.pdf", "17/03/2021", FULL, "\n"),
        ("https://agua.example.org/", "05/2021", None, "\n"),
        ("https://agua.example.org/", "12/03/2021.", None, " Otra"),
        ("https://agua.example.org/", "#GobiernoAbierto", ROOM, " #INAI"),
        ("https://agua.example.org/plan", "#GobiernoAbierto", FULL, " #INAI"),
        ("https://agua.example.org/nota/12345", "2.", FULL, "\nhttps://luz"),
        ("https://agua.example.org/nota/12345", "21", FULL, " personas"),
        ("https://agua.example.org/nota/123", "567", FULL, " personas"),
        ("https://agua.example.org/plan", "A/RES/70/1", FULL, " de la"),
        ("https://agua.example.org/plan", "(municipio)", FULL, " y"),
        ("https://agua.example.org/plan", "Compromiso", FULL, " 4"),
        ("https://doi.org/10.1016/j.giq.", "2019", ROOM, " fue un año"),
    ],
)  # fmt: skip
def test_what_stands_by_itself(left: str, right: str, setting: Break | None, after: str) -> None:
    assert score(left, right, setting, after) < JOIN


def test_a_number_is_of_an_address_by_what_follows_it() -> None:
    assert score("https://agua.example.org/documento/104", "567", FULL, " (última") >= JOIN
    assert score(DOI + "41.13", "942", FULL, " consultado") >= JOIN
    own_type = replace(FULL, style="same")
    assert score("https://agua.example.org/view/1510", "9", own_type, " según") >= JOIN
    assert score("https://agua.example.org/view/1510", "9", FULL, " según") < JOIN


def test_a_date_that_an_address_waits_for_is_its() -> None:
    assert score("https://dof.example.org/nota?codigo=5&fecha=", "12/07/2019", FULL, "\n") >= JOIN
    assert score("https://agua.example.org/legislatura/", "2019-2021", FULL, "\n") >= JOIN


def found(text: str) -> list[str]:
    return [one.url for one in urls(text, Layout(Document(text)))]


def test_each_line_in_a_bracket_is_of_the_address() -> None:
    inside = "Se dijo (http://agua.example.org/Archivos/\nDocumentos/2020/02/asun_4005684_\n20200220_1582.pdf)."
    assert found(inside) == [
        "http://agua.example.org/Archivos/Documentos/2020/02/asun_4005684_20200220_1582.pdf"
    ]
    assert found("Se dijo (http://agua.example.org/plan\nconsultado) y ya.") == [
        "http://agua.example.org/plan"
    ]
    assert found("Se dijo (http://agua.example.org/plan\n2019) y ya.") == [
        "http://agua.example.org/plan"
    ]
    assert (
        found("(http://agua.example.org/plan\nhttp://luz.example.org/plan)")[0]
        == "http://agua.example.org/plan"
    )


def laid(*lines: tuple[float, float, str], drawn: tuple[tuple[str, ...], ...] = ()) -> Document:
    """Lines from left to right edges, with the cells of one drawn row a tuple."""
    text = "".join(f"{words}\n" for _, _, words in lines)
    starts, at = [], 0
    for _, _, words in lines:
        starts.append(at)
        at += len(words) + 1
    placed = [
        Line(start, start + len(words), left, right, size=9.0, first="a", last="a")
        for start, (left, right, words) in zip(starts, lines, strict=True)
    ]
    rows = [
        DrawnRow(0, tuple((Span(text.index(cell), text.index(cell) + len(cell)),) for cell in row))
        for row in drawn
    ]
    return Document(text, lines=placed, drawn=rows)


def test_a_line_over_two_cells_is_no_edge_of_one() -> None:
    rows = [
        (350, 536, "https://bit.example.org/3k En proceso"),
        (350, 488, "https://agua.example.org/doc/acta-de-la-se"),
        (350, 420, "sion/final.pdf"),
        (350, 488, "https://luz.example.org/informes/de/todo-el"),
        (350, 430, "ano/plan.pdf"),
    ]
    document = laid(*rows, drawn=(("https://bit.example.org/3k", "En proceso"),))
    assert [one.url for one in citations_of(document)] == [
        "https://bit.example.org/3k",
        "https://agua.example.org/doc/acta-de-la-sesion/final.pdf",
        "https://luz.example.org/informes/de/todo-elano/plan.pdf",
    ]


def test_an_address_runs_over_from_one_column_to_the_next() -> None:
    words = "Lo que la dependencia informó en su tablero del año"
    left = [(50, 200, words)] * 11
    top = (230, 380, "Documentos/2020/02/asun_4005684.pdf")
    right = [(230, 380, words)] * 11
    url = "http://agua.example.org/Archivos/"
    document = laid(*left, (50, 190, url), top, *right)
    assert [one.url for one in citations_of(document)] == [url + top[2]]
    row = laid((50, 90, "Uno"), (100, 190, url), (230, 380, top[2]), (50, 90, "Dos"))
    assert citations_of(row)[0].url == url


def test_the_rest_of_an_address_that_is_cited_twice_is_no_word() -> None:
    cut = ("https://agua.example.org/compromisos/12/eviden", "cias.")
    lines = [(50.0, 300.0, cut[0]), (50.0, 90.0, cut[1])] * 3
    assert {one.url for one in citations_of(laid(*lines))} == {"".join(cut)[:-1]}
    said = laid(
        *lines[:2], (50.0, 300.0, "Con todas las cias del año y lo que se dijo de"), *lines[:2]
    )
    assert {one.url for one in citations_of(said)} == {cut[0]}


def test_a_cell_goes_on_behind_the_cells_beside_it() -> None:
    url = ("https://agua.example.org/doc/AcuerdosDelPleno/ACT-", "PUB-24-02-2021.06.pdf")
    document = laid((100, 300, url[0]), (320, 400, "No hay más datos"), (100, 200, url[1]))
    first, other, last = (line.start for line in document.lines)
    ends = (first + len(url[0]), last + len(url[1]))
    cell = (Span(first, ends[0]), Span(last, ends[1]))
    beside = (Span(other, last - 1),)
    document.drawn.append(DrawnRow(0, ((Span(0, 0),), cell, beside)))
    assert [one.url for one in citations_of(document)] == ["".join(url)]
