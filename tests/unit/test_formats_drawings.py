"""What stands in boxes, shapes and pictures of Office files, and which of two doubles is read."""

from __future__ import annotations

import pytest

from evidence.citations import Reading, read
from tests.unit.documents import docx, odf, packed, paragraph, relations, run, xlsx

U = "https://www.example.org/caja"
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
LINK = f"<w:p><w:hyperlink r:id='u'>{run('Cuadro')}</w:hyperlink></w:p>"


def urls(reading: Reading) -> list[str]:
    return [one.url for one in reading.citations]


def word(body: str) -> list[str]:
    return urls(read(docx(f"<w:p><w:r>{body}</w:r></w:p>", {"u": U}), "a.docx"))


def box(inner: str) -> str:
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"


def doubles(choice: str, fallback: str) -> str:
    return (
        f"<mc:AlternateContent><mc:Choice Requires='x'>{choice}</mc:Choice>"
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    "choice", ["", "<w:drawing/>", f"<w:txbxContent>{paragraph('')}</w:txbxContent>"]
)
def test_where_the_first_form_says_nothing_the_second_is_read(choice: str) -> None:
    assert word(doubles(choice, box(LINK))) == [U]
    assert word(doubles(choice, box(paragraph(f"Ver {U} hoy")))) == [U]


@pytest.mark.parametrize("inner", [LINK, paragraph(f"Ver {U} hoy")])
def test_where_the_first_says_something_the_second_is_its_double(inner: str) -> None:
    first = f"<w:drawing><w:txbxContent>{inner}</w:txbxContent></w:drawing>"
    assert word(doubles(first, box(inner))) == [U]
    assert word(doubles(first, box(inner)) + doubles("", box(inner))) == [U, U]
    assert word(doubles(doubles("", box(inner)), box(inner))) == [U]


def test_what_was_deleted_in_the_first_is_not_brought_back_by_the_second() -> None:
    gone = f"<w:drawing><w:txbxContent><w:p><w:del>{run('Ver')}</w:del>{run('Nota')}</w:p></w:txbxContent></w:drawing>"
    assert word(doubles(gone, box(LINK))) == []
    hidden = f"<w:txbxContent><w:p>{run(U, '<w:vanish/>')}</w:p></w:txbxContent>"
    assert word(doubles(hidden, box(LINK))) == []


@pytest.mark.parametrize(
    "shape",
    [
        f"<w:pict><v:shape href='{U}'/></w:pict>",
        f"<w:pict><v:rect href='{U}'><w:txbxContent>{paragraph('Ver')}</w:txbxContent></v:rect></w:pict>",
        f"<w:pict><v:shape><v:textpath on='t' string='{U}'/></v:shape></w:pict>",
        f"<w:drawing {A}><a:hlinkHover r:id='u'/></w:drawing>",
        f"<w:drawing {A}><a:hlinkClick r:id='u'/></w:drawing>",
    ],
)
def test_shapes_lead_somewhere_and_letters_may_be_drawn(shape: str) -> None:
    assert word(shape) == [U]


def test_a_picture_whose_link_stands_twice_is_one() -> None:
    body = f"<w:p><w:hyperlink r:id='u'><w:r><w:pict><v:shape href='{U}'/></w:pict></w:r></w:hyperlink></w:p>"
    assert urls(read(docx(body, {"u": U}), "a.docx")) == [U]


def test_the_title_of_a_chart_is_read() -> None:
    data = docx(paragraph("Texto"), chart=f"<a:p {A}><a:r><a:t>Fuente: {U}</a:t></a:r></a:p>")
    assert urls(read(data, "a.docx")) == [U]


RUN = f"<a:p {A}><a:r><a:rPr><a:hlinkClick r:id='u'/></a:rPr><a:t>Cuadro</a:t></a:r></a:p>"


def slide(shapes: str) -> list[str]:
    names = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    data = packed(
        {
            "_rels/.rels": relations(("r", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<p:presentation {names}><p:sldId r:id='s'/></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(("s", "slide", "slides/1.xml")),
            "ppt/slides/1.xml": f"<p:sld {names}>{shapes}</p:sld>",
            "ppt/slides/_rels/1.xml.rels": relations(("u", "hyperlink", U)),
        }
    )
    return urls(read(data, "a.pptx"))


def test_on_a_slide() -> None:
    assert slide(doubles("<p:sp/>", f"<p:sp>{RUN}</p:sp>")) == [U]
    assert slide(doubles(f"<p:sp>{RUN}</p:sp>", f"<p:sp>{RUN}</p:sp>")) == [U]
    assert slide(f"<p:pic {A}><a:hlinkHover r:id='u'/></p:pic>") == [U]


SHEET = "<sheetData><row r='1'><c t='inlineStr'><is><t>liga</t></is></c></row></sheetData>"


def sheet(drawing: str) -> Reading:
    """A workbook of one sheet with a drawing."""
    names = (
        'xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    base = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return read(
        packed(
            {
                "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
                "xl/workbook.xml": f"<workbook xmlns='{base}' {names}><sheet name='Uno' r:id='s'/></workbook>",
                "xl/_rels/workbook.xml.rels": relations(("s", "worksheet", "worksheets/1.xml")),
                "xl/worksheets/1.xml": f"<worksheet xmlns='{base}'>{SHEET}</worksheet>",
                "xl/worksheets/_rels/1.xml.rels": relations(("d", "drawing", "../drawings/1.xml")),
                "xl/drawings/1.xml": f"<x:wsDr {names} {A}>{drawing}</x:wsDr>",
                "xl/drawings/_rels/1.xml.rels": relations(("u", "hyperlink", U)),
            }
        ),
        "a.xlsx",
    )


@pytest.mark.parametrize(
    "drawing",
    [
        f"<x:sp><a:p><a:r><a:t>Ver </a:t></a:r><a:r><a:t>{U}</a:t></a:r></a:p></x:sp>",
        f"<x:sp>{RUN}</x:sp>",
        f"<x:grpSp><x:sp>{RUN}</x:sp></x:grpSp>",
        "<x:sp><a:hlinkClick r:id='u'/><a:p><a:r><a:t>Cuadro</a:t></a:r></a:p></x:sp>",
        "<x:pic><a:hlinkClick r:id='u'/></x:pic>",
        doubles(f"<x:sp>{RUN}</x:sp>", f"<x:sp>{RUN}</x:sp>"),
        doubles("<x:sp/>", f"<x:sp>{RUN}</x:sp>"),
    ],
)
def test_drawings_of_a_sheet_stand_behind_its_rows(drawing: str) -> None:
    reading = sheet(drawing)
    assert urls(reading) == [U]
    assert reading.text.startswith("Uno\nliga\n")


def test_a_drawing_that_says_nothing_is_no_row() -> None:
    assert sheet("<x:pic><a:blip/></x:pic><x:sp><a:p/></x:sp>").text == "Uno\nliga\n"
    assert urls(read(xlsx({"Uno": SHEET}), "a.xlsx")) == []


OF_TEXT = f'<text:p><text:a xlink:href="{U}">Cuadro</text:a></text:p>'


def test_shapes_of_an_open_sheet_stand_behind_its_rows() -> None:
    rows = "<table:table-row><table:table-cell><text:p>liga</text:p></table:table-cell></table:table-row>"
    shapes = f"<table:shapes><draw:custom-shape>{OF_TEXT}</draw:custom-shape></table:shapes>"
    reading = read(
        odf("spreadsheet", f'<table:table table:name="Uno">{shapes}{rows}</table:table>'), "a.ods"
    )
    assert urls(reading) == [U]
    assert reading.text == "Uno\nliga\nCuadro\n"
    one, other = (f'<table:table table:name="{name}">' for name in ("Uno", "Dos"))
    twice = f"{one}{shapes}{rows}</table:table>{other}{rows}</table:table>"
    assert urls(read(odf("spreadsheet", twice), "a.ods")) == [U]


@pytest.mark.parametrize("kind", ["text", "presentation"])
def test_places_in_a_picture_lead_somewhere(kind: str) -> None:
    places = f'<draw:image-map><draw:area-rectangle xlink:href="{U}"/><draw:area-circle/></draw:image-map>'
    frame = f'<draw:frame><draw:image xlink:href="Pictures/1.png"/>{places}</draw:frame>'
    around = f"<text:p>{frame}</text:p>" if kind == "text" else f"<draw:page>{frame}</draw:page>"
    assert urls(read(odf(kind, around), "a")) == [U]


def test_a_click_on_a_shape_of_a_slide_leads_somewhere() -> None:
    event = f'<office:event-listeners><presentation:event-listener xlink:href="{U}"/></office:event-listeners>'
    assert urls(
        read(
            odf(
                "presentation",
                f"<draw:page><draw:custom-shape>{event}</draw:custom-shape></draw:page>",
            )
        )
    ) == [U]
