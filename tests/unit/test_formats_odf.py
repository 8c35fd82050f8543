"""OpenDocument: texts, sheets and slides, one text for what cites and for what is compared."""

from __future__ import annotations

import pytest

from evidence.formats.document import Unreadable
from tests.unit.documents import odf, packed
from tests.unit.reading import content, document, lines

HIDING = (
    '<office:automatic-styles><style:style style:name="T1" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties/></style:style>'
    "</office:automatic-styles>"
)


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def note(sign: str, text: str) -> str:
    return (
        f"<text:note><text:note-citation>{sign}</text:note-citation>"
        f"<text:note-body>{p(text)}</text:note-body></text:note>"
    )


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{p(text)}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def sheet(*rows: str) -> str:
    return f'<table:table table:name="Avance">{"".join(rows)}</table:table>'


def test_notes_stand_behind_the_text_and_their_signs_are_not_compared() -> None:
    body = p(f"El tablero{note('*', 'Ver https://a.example/1')} existe.") + p("Fin.")
    data = odf("text", body)
    assert lines(data) == ("El tablero existe.", "Fin.", "Ver https://a.example/1")
    found = document(data)
    assert found.text.startswith("El tablero[*] existe.")
    assert [(n.marker, n.key) for n in found.notes] == [("*", found.refs[0].key)]


def test_the_text_is_the_one_with_all_tracked_changes_accepted() -> None:
    before = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('https://borrado.example/')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    kept = p(
        'Queda <text:change-start text:change-id="c"/>lo nuevo<text:change-end text:change-id="c"/>.'
    )
    assert lines(odf("text", before + kept)) == ("Queda lo nuevo.",)


def test_hidden_text_and_comments_are_not_there() -> None:
    body = (
        p('Visible <text:span text:style-name="T1">secreto</text:span>')
        + p('<text:span text:style-name="T2">y esto</text:span>')
        + f'<text:section text:display="none">{p("oculta")}</text:section>'
        + p('<text:hidden-text text:is-hidden="true" text:string-value="x">x</text:hidden-text>fin')
        + p(f"dicho<office:annotation>{p('comentario')}</office:annotation>")
    )
    assert lines(odf("text", body, HIDING)) == ("Visible", "y esto", "fin", "dicho")


def test_no_link_is_left_where_all_of_its_words_are_hidden() -> None:
    def linked(inner: str) -> list[tuple[str, str]]:
        body = p(f'Ver <text:a xlink:href="https://a.example/1">{inner}</text:a> hoy')
        found = document(odf("text", body, HIDING))
        return [(found.text[one.start : one.end], one.target) for one in found.links]

    hidden = '<text:span text:style-name="T1">secreto</text:span>'
    assert linked(hidden) == []
    assert linked(f"{hidden}acta") == [("acta", "https://a.example/1")]
    for nothing in ("", f"{hidden}<draw:frame/>", "<office:annotation/>"):
        assert linked(nothing) == [("", "https://a.example/1")]


def test_white_space_is_as_it_shows() -> None:
    body = p("uno\n   dos<text:s text:c='3'/>tres<text:tab/>cuatro<text:line-break/>cinco")
    assert lines(odf("text", body)) == ("uno dos tres cuatro cinco",)
    assert document(odf("text", body)).text.strip() == "uno dos   tres\tcuatro\ncinco"
    noted = odf(
        "text", p(f"uno {note('1', 'dos <text:span> tres</text:span>')} cuatro") + p(" cinco")
    )
    assert document(noted).text == "uno [1] cuatro\n\ncinco\n\ndos tres\n\n"
    many = document(odf("text", p("a<text:s text:c='2000000000'/>b"))).text
    assert len(many) < 5_000


def test_fields_are_text_and_what_describes_a_picture_is_not() -> None:
    picture = '<draw:frame><svg:title xmlns:svg="urn:x">un mapa</svg:title></draw:frame>'
    body = p(
        f"Tabla <text:sequence>3</text:sequence> de <text:page-count>9</text:page-count>{picture}"
    )
    assert lines(odf("text", body)) == ("Tabla 3 de 9",)


def test_headings_with_their_level_and_no_empty_ones() -> None:
    body = '<text:h text:outline-level="2">Agua</text:h><text:h/>' + p("Texto.")
    found = document(odf("text", body))
    assert [(found.text[h.start : h.end], h.level) for h in found.headings] == [("Agua", 2)]
    assert content(odf("text", body)).headings == ("Agua",)


def test_rows_with_merged_cells_and_a_table_in_a_cell() -> None:
    inner = f"<table:table>{row(cell('x'), cell('y'))}</table:table>"
    nested = f"<table:table-cell>{inner}{p('z')}</table:table-cell>"
    covered = f"<table:covered-table-cell>{p('debajo')}</table:covered-table-cell>"
    merged = row(cell("Meta", 'table:number-columns-spanned="2"'), covered, cell("Fecha"))
    body = f"<table:table>{merged}{row(nested, cell(''))}</table:table>{p('Después.')}"
    assert lines(odf("text", body)) == ("Meta | Fecha", "x y z", "Después.")


def test_a_text_box_stands_behind_its_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{p('Cuadro')}</draw:text-box></draw:frame>"
    assert lines(odf("text", p(f"El tablero {box}se publicó.") + p("Fin."))) == (
        "El tablero se publicó.",
        "Cuadro",
        "Fin.",
    )


def test_sheets_align_their_columns_and_read_what_shows() -> None:
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    linked = '<text:a xlink:href="https://a.example/1">acta</text:a>'
    formula = 'table:formula="of:=HYPERLINK(&quot;https://b.example/2&quot;;&quot;ver&quot;)"'
    covered = f"<table:covered-table-cell>{p('debajo')}</table:covered-table-cell>"
    filler = '<table:table-cell table:number-columns-repeated="16000"/>'
    body = sheet(
        row(cell("Meta"), cell("Avance"), cell("Nota"), cell("Evidencia")),
        row(cell("1"), empty, cell(linked), filler),
        row(cell("2"), covered, cell("x"), cell("ver", formula)),
        f'<table:table-row table:number-rows-repeated="1000000">{filler}</table:table-row>',
    )
    data = odf("spreadsheet", body)
    assert lines(data) == ("Avance", "Meta | Avance | Nota | Evidencia", "1 | acta", "2 | x | ver")
    found = document(data)
    assert "1\t\t\tacta\n" in found.text
    assert [(found.text[k.start : k.end], k.target) for k in found.links] == [
        ("acta", "https://a.example/1"),
        ("ver", "https://b.example/2"),
    ]


def test_a_cell_that_is_repeated_stands_once_and_keeps_its_columns() -> None:
    repeated = 'table:number-columns-repeated="3"'
    body = sheet(row(cell("x", repeated), cell("y")))
    assert document(odf("spreadsheet", body)).text == "Avance\nx\t\t\ty\n"
    assert lines(odf("spreadsheet", body)) == ("Avance", "x | y")


def test_slides_are_pages() -> None:
    def slide(title: str, *texts: str) -> str:
        frames = [
            f'<draw:frame presentation:class="title"><draw:text-box>{p(title)}</draw:text-box></draw:frame>'
        ]
        frames += [
            f"<draw:frame><draw:text-box>{p(text)}</draw:text-box></draw:frame>" for text in texts
        ]
        return f'<draw:page draw:name="p">{"".join(frames)}</draw:page>'

    data = odf(
        "presentation", slide("Agua", "Primera", "Segunda") + slide("Luz", "Ver https://a.example/")
    )
    assert lines(data) == ("Agua", "Primera", "Segunda", "Luz", "Ver https://a.example/")
    assert [(part.name, part.start, part.stop) for part in content(data).parts] == [
        ("p. 1", 0, 3),
        ("p. 2", 3, 5),
    ]
    assert content(data).headings == ("Agua", "Luz")
    found = document(data)
    first, second = (
        found.text[a:b] for a, b in zip(found.pages, [*found.pages[1:], None], strict=True)
    )
    assert first.split() == ["Agua", "Primera", "Segunda"]
    assert first.endswith("\f\n")
    assert second.split() == ["Luz", "Ver", "https://a.example/"]


def test_a_file_without_content_is_damaged() -> None:
    data = packed({"mimetype": "application/vnd.oasis.opendocument.text", "meta.xml": "<a/>"})
    with pytest.raises(Unreadable, match=r"content\.xml"):
        document(data)


def test_a_work_of_a_bibliography_is_cited_where_it_stands() -> None:
    mark = (
        '<text:bibliography-mark text:bibliography-type="www" text:identifier="Plan" '
        'text:url="https://a.example/plan">[Plan]</text:bibliography-mark>'
    )
    found = document(odf("text", p(f"Según el plan {mark}, sí.") + p("Sin dirección.")))
    assert [link.target for link in found.links] == ["https://a.example/plan"]
    assert "[Plan], sí." in found.text
