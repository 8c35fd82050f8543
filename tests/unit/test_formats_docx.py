"""DOCX: one text for what cites and for what is compared, the one that a reader sees."""

from __future__ import annotations

import io
import zipfile

import pytest

from evidence.citations import reading
from evidence.formats.document import Unreadable
from evidence.kept import kept
from tests.unit.documents import W, docx, packed, paragraph, relations, run, style
from tests.unit.reading import content, document, lines

LINKED = {"a": "https://a.example/plan.pdf"}


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def test_the_text_is_the_one_with_all_tracked_changes_accepted() -> None:
    body = (
        f"<w:p>{run('Se publica ')}{deleted('cada mes')}<w:ins>{run('cada año')}</w:ins>.</w:p>"
        f"<w:p><w:moveFrom>{run('párrafo llevado')}</w:moveFrom></w:p>"
        f"<w:p>{run('Segundo.')}</w:p>"
        f"<w:p><w:moveTo>{run('párrafo llevado')}</w:moveTo></w:p>"
        f"<w:p><w:ins>{run('queda ')}<w:del>{run('no queda')}</w:del></w:ins></w:p>"
    )
    assert lines(docx(body)) == ("Se publica cada año", "Segundo.", "párrafo llevado", "queda")


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>"])
def test_a_paragraph_whose_end_was_deleted_runs_on(mark: str) -> None:
    body = (
        f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{run('Se publicará ')}</w:p>"
        f"<w:p>{run('cada trimestre.')}</w:p><w:p>{run('Otro.')}</w:p>"
    )
    assert lines(docx(body)) == ("Se publicará cada trimestre.", "Otro.")


def test_a_deleted_row_leaves_no_line() -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{deleted('Meta 1')}</w:p></w:tc></w:tr>"
    kept = f"<w:tr><w:tc>{paragraph('Meta 2')}</w:tc><w:tc>{paragraph('3')}</w:tc></w:tr>"
    assert lines(docx(f"<w:tbl>{row}{kept}</w:tbl>")) == ("Meta 2 | 3",)


def test_how_a_text_was_set_before_says_nothing() -> None:
    before = '<w:pPrChange><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>'
    hidden = "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    body = f"<w:p><w:pPr>{before}</w:pPr>{run('Texto común', hidden)}</w:p>"
    assert lines(docx(body)) == ("Texto común",)
    assert content(docx(body)).headings == ()


def test_signs_that_are_elements() -> None:
    inner = (
        "<w:r><w:t>2019</w:t><w:noBreakHyphen/><w:t>2021 bene</w:t><w:softHyphen/><w:t>ficiarios</w:t>"
        "<w:tab/><w:t>fin</w:t><w:br/><w:t>y más</w:t></w:r>"
    )
    tabs = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    assert lines(docx(f"<w:p>{tabs}{inner}</w:p>")) == ("2019-2021 beneficiarios fin y más",)
    assert document(docx(f"<w:p>{tabs}{inner}</w:p>")).text.startswith("2019-2021 ")


HEADINGS = {
    "English, by its name": ("Heading1", style("Heading1", "heading 1")),
    "Spanish": ("Ttulo1", style("Ttulo1", "heading 1")),
    "French": ("Titre1", style("Titre1", "heading 1")),
    "German": ("berschrift1", style("berschrift1", "heading 1")),
    "one of the authors' own": (
        "Capitulo",
        style("Capitulo", "Capítulo", '<w:outlineLvl w:val="0"/>'),
    ),
    "based on a heading": (
        "Propio",
        style("Titre1", "heading 1") + style("Propio", "Propio", '<w:basedOn w:val="Titre1"/>'),
    ),
    "a title": ("Puesto", style("Puesto", "Title")),
    "Spanish, without the table of styles": ("Ttulo1", ""),
    "French, without the table of styles": ("Titre1", ""),
}


@pytest.mark.parametrize(("key", "styles"), HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_in_any_language(key: str, styles: str) -> None:
    body = paragraph("Compromiso 4", key) + paragraph("Se publica.", "Cuerpo")
    data = docx(body, styles=styles) if styles else docx(body)
    assert content(data).headings == ("Compromiso 4",)
    found = document(data)
    assert [found.text[h.start : h.end] for h in found.headings] == ["Compromiso 4"]
    assert found.headings[0].level == 1


NO_HEADINGS = {
    "named like one in French": ("Titreur", style("Titreur", "Titreur")),
    "body text by its outline": (
        "Cuerpo",
        style("Titre1", "heading 1")
        + style("Cuerpo", "Cuerpo", '<w:basedOn w:val="Titre1"/><w:outlineLvl w:val="9"/>'),
    ),
    "based on itself": ("A", style("A", "A", '<w:basedOn w:val="A"/>')),
}


@pytest.mark.parametrize(("key", "styles"), NO_HEADINGS.values(), ids=NO_HEADINGS.keys())
def test_what_is_no_heading(key: str, styles: str) -> None:
    assert content(docx(paragraph("Compromiso", key), styles=styles)).headings == ()


def test_hidden_text_is_not_there() -> None:
    styles = style("Oculto", "Oculto", "<w:rPr><w:vanish/></w:rPr>")
    hidden = '<w:rStyle w:val="Oculto"/>'
    again = '<w:rStyle w:val="Oculto"/><w:vanish w:val="0"/>'
    body = (
        f"<w:p>{run('Visible ')}{run('secreto', '<w:vanish/>')}</w:p>"
        + paragraph("https://oculto.example/", "Oculto")
        + f"<w:p>{run('también oculto', hidden)}</w:p>"
        + f"<w:p>{run('mostrado', again)}</w:p>"
        + f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('solo la marca')}</w:p>"
    )
    assert lines(docx(body, styles=styles)) == ("Visible", "mostrado", "solo la marca")


def test_notes_stand_behind_the_text_and_their_numbers_are_not_compared() -> None:
    def cited(*keys: int) -> str:
        marks = (f'<w:r><w:footnoteReference w:id="{key}"/></w:r>' for key in keys)
        return f"<w:p>{run('El tablero')}{''.join(marks)}{run(' existe.')}</w:p>"

    end = f"<w:p>{run('Al final')}<w:r><w:endnoteReference w:id='1'/></w:r></w:p>"
    notes = "".join(
        f'<w:footnote w:id="{key}">{paragraph(f"Nota {key}")}</w:footnote>' for key in (2, 3)
    )
    line = f'<w:footnote w:type="separator" w:id="0">{paragraph("")}</w:footnote>'
    ends = f'<w:endnote w:id="1">{paragraph("Nota final")}</w:endnote>'
    data = docx(cited(2, 3) + end, footnotes=line + notes, endnotes=ends)
    assert lines(data) == ("El tablero existe.", "Al final", "Nota 2", "Nota 3", "Nota final")
    found = document(data)
    assert [note.marker for note in found.notes] == ["1", "2", "1"]
    assert [found.text[ref.start : ref.end] for ref in found.refs] == ["[1]", "[2]", "[1]"]
    fewer = docx(cited(3) + end, footnotes=line + notes, endnotes=ends)
    assert content(fewer).lines[:2] == content(data).lines[:2]


def test_comments_are_no_part_of_the_text() -> None:
    body = f"<w:p><w:commentRangeStart w:id='0'/>{run('Dicho.')}<w:r><w:commentReference w:id='0'/></w:r></w:p>"
    comment = f'<w:comment w:id="0">{paragraph("https://comentario.example/")}</w:comment>'
    assert lines(docx(body, comments=comment)) == ("Dicho.",)


def test_headers_and_footers_cite_but_are_not_the_documents_own_text() -> None:
    linked = f'<w:p><w:hyperlink r:id="a">{run("Portal")}</w:hyperlink></w:p>'
    data = docx(paragraph("Texto."), header=paragraph("Plan 2019"), footer=linked)
    assert lines(data) == ("Texto.", "Plan 2019", "Portal")
    assert content(data).main == ("Texto.",)


BOX = "<w:txbxContent>{}</w:txbxContent>"
BOXES = {
    "of Word 2007": f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
    "of Word 2010, with its double": "<mc:AlternateContent><mc:Choice Requires='wps'>"
    + BOX
    + "</mc:Choice><mc:Fallback><w:pict>"
    + BOX
    + "</w:pict></mc:Fallback></mc:AlternateContent>",
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES.keys())
def test_a_text_box_stands_once_behind_its_paragraph(box: str) -> None:
    inner = f'<w:p><w:hyperlink r:id="a">{run("Cuadro")}</w:hyperlink></w:p>'
    framed = box.replace("{}", inner)
    body = f"<w:p>{run('El tablero ')}<w:r>{framed}</w:r>{run('se publicó.')}</w:p>" + paragraph(
        "Fin."
    )
    data = docx(body, LINKED)
    assert lines(data) == ("El tablero se publicó.", "Cuadro", "Fin.")
    found = document(data)
    assert [found.text[link.start : link.end] for link in found.links] == ["Cuadro"]


def test_a_heading_in_a_text_box_makes_none_of_the_paragraph_around_it() -> None:
    box = f"<w:r><w:txbxContent>{paragraph('Cuadro', 'Heading1')}</w:txbxContent></w:r>"
    assert content(docx(f"<w:p>{run('Texto.')}{box}</w:p>")).headings == ("Cuadro",)


def test_a_link_within_the_document_is_none_out_of_it() -> None:
    body = f'<w:p><w:hyperlink w:anchor="anexo">{run("Anexo")}</w:hyperlink></w:p>'
    assert document(docx(body)).links == []


def test_rows_with_merged_cells_and_a_table_in_a_cell() -> None:
    inner = (
        f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc><w:tc>{paragraph('y')}</w:tc></w:tr></w:tbl>"
    )
    body = (
        "<w:tbl><w:tr>"
        f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('Meta')}{paragraph('dos párrafos')}</w:tc>"
        f"<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{paragraph('Fecha')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{inner}{paragraph('z')}</w:tc><w:tc>{paragraph('')}</w:tc>"
        f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc></w:tr></w:tbl>{paragraph('Después.')}"
    )
    assert lines(docx(body)) == ("Meta dos párrafos | Fecha", "x y z", "Después.")


def test_links_are_compared_by_address_and_words() -> None:
    body = (
        f'<w:p><w:hyperlink r:id="a" w:anchor="p2">{run("el ")}{run("plan")}</w:hyperlink></w:p>'
        f'<w:p><w:fldSimple w:instr="HYPERLINK &quot;https://b.example/&quot;">{run("b")}</w:fldSimple></w:p>'
        '<w:p><w:hyperlink r:id="m"><w:r><w:t>correo</w:t></w:r></w:hyperlink></w:p>'
    )
    data = docx(body, {**LINKED, "m": "mailto://a"})
    assert [(link.url, link.text) for link in content(data).links] == [
        ("https://a.example/plan.pdf", "el plan"),
        ("https://b.example/", "b"),
    ]


def test_a_field_that_never_ends_swallows_no_other_part() -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    notes = f'<w:footnote w:id="2">{paragraph("Ver https://a.example/1")}</w:footnote>'
    assert lines(docx(body, footnotes=notes)) == ("Ver https://a.example/1",)


def test_a_file_without_its_main_part_is_damaged() -> None:
    data = packed(
        {"_rels/.rels": relations(("r", "officeDocument", "word/otro.xml")), "word/x.xml": ""}
    )
    with pytest.raises(Unreadable, match=r"word/otro\.xml"):
        document(data)


def field(code: str, shown: str) -> str:
    """A complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def linked(data: bytes) -> list[tuple[str, str]]:
    found = document(data)
    return [(found.text[link.start : link.end], link.target) for link in found.links]


def test_the_target_of_a_field_is_what_belongs_to_no_switch() -> None:
    tip = field(' HYPERLINK \\o "un acta" "https://a.example/1" ', run("uno"))
    curly = field("HYPERLINK\\h “https://a.example/2”", run("dos"))
    body = f"<w:p>{tip} y {curly}</w:p>"
    assert linked(docx(body)) == [("uno", "https://a.example/1"), ("dos", "https://a.example/2")]


def test_a_field_in_the_code_of_another_is_part_of_that_code() -> None:
    inner = field("MERGEFIELD u", run("https://a.example/1"))
    code = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "</w:instrText></w:r>'
        f'{inner}<w:r><w:instrText>"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("acta")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert ("acta", "https://a.example/1") in linked(docx(f"<w:p>{code}</w:p>"))


GONE = {
    "deleted": deleted("viejo"),
    "moved away": f"<w:moveFrom>{run('viejo')}</w:moveFrom>",
    "hidden": run("viejo", "<w:vanish/>"),
}
IN_LINKS = {
    "a hyperlink": '<w:hyperlink r:id="a">{}</w:hyperlink>',
    "a field": field("HYPERLINK &quot;https://a.example/plan.pdf&quot;", "{}"),
    "a simple field": '<w:fldSimple w:instr="HYPERLINK https://a.example/plan.pdf">{}</w:fldSimple>',
}


@pytest.mark.parametrize("around", IN_LINKS.values(), ids=IN_LINKS.keys())
@pytest.mark.parametrize("gone", GONE.values(), ids=GONE.keys())
def test_no_link_is_left_where_all_of_its_words_are_gone(gone: str, around: str) -> None:
    assert linked(docx(f"<w:p>{around.format(gone)}</w:p>", LINKED)) == []
    kept = docx(f"<w:p>{around.format(gone + run('nuevo'))}</w:p>", LINKED)
    assert linked(kept) == [("nuevo", LINKED["a"])]
    picture = "<w:r><w:drawing/></w:r>"
    for shown in (picture, gone + picture, ""):
        data = docx(f"<w:p>{around.format(shown)}</w:p>", LINKED)
        assert linked(data) == [("", LINKED["a"])]


def test_one_link_over_two_paragraphs_is_one() -> None:
    def part(words: str) -> str:
        return f'<w:p><w:hyperlink r:id="a">{run(words)}</w:hyperlink></w:p>'

    whole = docx(part("https://a.example/") + part("plan.pdf"), LINKED)
    assert linked(whole) == [("https://a.example/\n\nplan.pdf", LINKED["a"])]
    apart = docx(part("plan") + part("plan.pdf"), LINKED)
    assert [words for words, _ in linked(apart)] == ["plan", "plan.pdf"]
    between = docx(part("https://a.example/") + paragraph("y") + part("plan.pdf"), LINKED)
    assert [words for words, _ in linked(between)] == ["https://a.example/", "plan.pdf"]
    rows = docx(
        f"<w:tbl><w:tr><w:tc>{part('https://a.example/')}</w:tc><w:tc>{part('plan.pdf')}</w:tc></w:tr></w:tbl>",
        LINKED,
    )
    assert [words for words, _ in linked(rows)] == ["https://a.example/", "plan.pdf"]


_DRAWN = (
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def holding(**parts: bytes | str) -> bytes:
    """A DOCX with a diagram ``data``, or documents of other formats by their ending."""
    members: dict[str, bytes | str] = {
        "_rels/.rels": relations(("r", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}><w:body>{paragraph('Texto.')}</w:body></w:document>",
    }
    rows = []
    for ending, data in parts.items():
        kind = "diagramData" if ending == "xml" else "aFChunk"
        rows.append((ending, kind, f"part.{ending}"))
        members[f"word/part.{ending}"] = data
    return packed({**members, "word/_rels/document.xml.rels": relations(*rows)})


def test_the_words_of_a_diagram_are_read() -> None:
    point = "<dgm:pt><dgm:t>\n<a:bodyPr/>\n<a:p>\n<a:r>\n<a:t>{}</a:t>\n</a:r>\n</a:p>\n</dgm:t></dgm:pt>"
    data = f"<dgm:dataModel {_DRAWN}><dgm:ptLst>{point.format('Ver https://a.example/1')}{point.format('Meta')}</dgm:ptLst></dgm:dataModel>"
    assert lines(holding(xml=data)) == ("Texto.", "Ver https://a.example/1", "Meta")


MHT = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<html><body><p>Ver <a href=3D'https://a.example/1'>acta</a></p></body></html>\r\n--x--\r\n"
)
HELD = {
    "htm": b"<html><body><p>Ver <a href='https://a.example/1'>acta</a></p></body></html>",
    "mht": MHT,
    "rtf": b'{\\rtf1 Ver {\\field{\\*\\fldinst HYPERLINK "https://a.example/1"}{\\fldrslt acta}}}',
}


@pytest.mark.parametrize("ending", HELD)
def test_documents_inside_the_document_are_read(ending: str) -> None:
    data = holding(**{ending: HELD[ending]})
    assert linked(data) == [("acta", "https://a.example/1")]
    assert lines(data) == ("Texto.", "Ver acta")
    assert document(data).warnings == []


def test_of_those_that_are_not_read_a_warning_tells_in_both_languages() -> None:
    inside = holding(htm=HELD["htm"])
    found = document(holding(docx=inside, txt="Ver https://a.example/2", rtf=b""))
    assert "https://a.example/2" in found.text
    (warning,) = found.warnings
    assert warning == "1 documents inside this one are not read: part.docx"
    assert kept(warning).text("es") == "documentos contenidos en este que no se leen: 1 (part.docx)"


def test_a_sign_of_another_font_ends_an_address() -> None:
    arrow = '<w:r><w:sym w:font="Wingdings" w:char="F0E8"/></w:r>'
    data = docx(f"<w:p>{run('https://a.example/plan')}{arrow}{run('Anexo')}</w:p>")
    assert [one.url for one in reading.read(data, "a.docx", "").citations] == [
        "https://a.example/plan"
    ]


def test_an_address_is_outside_whether_its_relationship_says_so_or_not() -> None:
    body = f'<w:p><w:hyperlink r:id="h">{run("Plan")}</w:hyperlink></w:p>'
    data = docx(body, {"h": "https://a.example/plan"})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {
            name: package.read(name).replace(b' TargetMode="External"', b"")
            for name in package.namelist()
        }
    found = reading.read(packed(members), "a.docx", "")
    assert [one.url for one in found.citations] == ["https://a.example/plan"]
