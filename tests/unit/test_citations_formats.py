"""Citations of each format, on files that the tests make."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from evidence.citations import Origin, Reading, read, reading
from evidence.citations.cite import citations_of
from evidence.errors import SourceError
from evidence.fence import Task
from evidence.formats import pdf as pdf_reader
from evidence.formats.document import Body
from evidence.formats.pdf_model import PdfHead, PdfPage
from tests.unit.documents import docx, drawn, odf, placed, run, xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_docx_notes_links_and_fields() -> None:
    body = (
        f"<w:p>{run('El tablero')}<w:r><w:footnoteReference w:id='2'/></w:r>"
        f"{run(' se publicó. Otra cosa.')}</w:p>"
        f"<w:p>{run('Ver ')}<w:hyperlink r:id='a'>{run('el ')}{run('informe')}</w:hyperlink>{run('.')}</w:p>"
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK "
        "\"https://c.example/3\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        f"{run('campo')}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
        f"<w:p><w:del>{run('https://borrado.example/')}</w:del></w:p>"
    )
    notes = (
        f"<w:footnote w:id='2'><w:p>{run('Ver https://a.example/')}{run('1.')}</w:p></w:footnote>"
    )
    found = read(docx(body, {"a": "https://b.example/2"}, footnotes=notes)).citations
    assert [(c.url, c.origin, c.marker, c.label) for c in found] == [
        ("https://b.example/2", Origin.TARGET, None, "el informe"),
        ("https://c.example/3", Origin.TARGET, None, "campo"),
        ("https://a.example/1", Origin.TEXT, "1", None),
    ]
    assert found[2].claim == "El tablero se publicó."


def test_odt() -> None:
    data = odf(
        "text",
        '<text:h text:outline-level="1">Agua</text:h>'
        "<text:p>El tablero<text:note><text:note-citation>7</text:note-citation><text:note-body><text:p>Ver "
        "https://a.example/1</text:p></text:note-body></text:note> se publicó. Otra.</text:p>"
        '<text:p>El <text:a xlink:href="https://b.example/2">informe</text:a>.</text:p>',
    )
    linked, noted = read(data).citations
    assert (linked.url, linked.label, linked.heading) == ("https://b.example/2", "informe", "Agua")
    assert (noted.url, noted.marker, noted.claim) == (
        "https://a.example/1",
        "7",
        "El tablero se publicó.",
    )


def test_slides_have_numbers() -> None:
    slide = "<draw:page><draw:frame><draw:text-box><text:p>Ver https://a.example/{}</text:p></draw:text-box></draw:frame></draw:page>"
    found = read(odf("presentation", slide.format(1) + slide.format(2))).citations
    assert [(c.url, c.page) for c in found] == [
        ("https://a.example/1", 1),
        ("https://a.example/2", 2),
    ]


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_xlsx() -> None:
    sheet = (
        f'<sheetData><row><c r="A1" t="s"><v>0</v></c>{inline("C1", "Evidencia")}</row>'
        f"<row>{inline('A2', 'Agua')}{inline('C2', 'acta')}</row>"
        f'<row>{inline("A3", "Luz")}<c r="C3" t="str">'
        '<f>HYPERLINK("https://b.example/2","acta")</f><v>acta</v></c></row>'
        f"<row>{inline('C4', 'https://c.example/3')}</row></sheetData>"
        '<hyperlinks><hyperlink ref="C2" r:id="h"/></hyperlinks>'
    )
    data = xlsx(
        {"Tablero": sheet}, strings=["<t>Compromiso</t>"], links={"h": "https://a.example/1"}
    )
    found = read(data).citations
    assert [(c.url, c.claim, c.heading) for c in found] == [
        ("https://a.example/1", "Agua | acta", "Tablero"),
        ("https://b.example/2", "Luz | acta", "Tablero"),
        ("https://c.example/3", None, "Tablero"),
    ]
    assert [c.label for c in found] == ["acta", "acta", "Evidencia"]


def test_ods() -> None:
    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    top = f"<table:table-row>{cell('Compromiso')}<table:table-cell/>{cell('Evidencia')}</table:table-row>"
    row = f"<table:table-row>{cell('Agua')}<table:table-cell/>{cell('https://a.example/1')}</table:table-row>"
    (found,) = read(
        odf("spreadsheet", f'<table:table table:name="Tablero">{top}{row}</table:table>')
    ).citations
    assert (found.url, found.claim, found.label, found.heading) == (
        "https://a.example/1", "Agua", "Evidencia", "Tablero",
    )  # fmt: skip


def test_csv_by_content() -> None:
    reading = read(b"Compromiso;Evidencia\nAgua;https://a.example/1\nLuz;https://b.example/2\n")
    assert reading.media_type == "text/csv"
    assert [(c.url, c.claim, c.label) for c in reading.citations] == [
        ("https://a.example/1", "Agua", "Evidencia"), ("https://b.example/2", "Luz", "Evidencia"),
    ]  # fmt: skip


HTML = """<title>Informe</title><nav><a href="/inicio">Inicio</a></nav><h1>Agua</h1>
<p>El tablero<sup><a href="#n1">1</a></sup> se publicó. Otra cosa.</p>
<p>Un <a href="docs/acta.pdf#p2">acta</a> y <a href="https://x.example/1">https://y.example/2</a>.
<a href="mailto:a@b.example">correo</a></p><!-- https://comentario.example/ -->
<ol><li id="n1"><a href="#r1">^</a> Ver <a href="https://a.example/1">https://a.example/1</a>.</li></ol>"""


def test_html() -> None:
    found = read(HTML.encode(), "https://org.example/informe/").citations
    assert [(c.url, c.marker, c.flags) for c in found] == [
        ("https://org.example/inicio", None, ("target-only", "page-furniture")),
        ("https://org.example/informe/docs/acta.pdf#p2", None, ("target-only",)),
        ("https://y.example/2", None, ("text-differs-from-target",)),
        ("https://x.example/1", None, ("target-differs-from-text",)),
        ("https://a.example/1", "1", ()),
    ]
    assert found[-1].claim == "El tablero se publicó."
    assert found[-1].heading == "Agua"


def test_markdown_by_content() -> None:
    text = "# Agua\n\nEl tablero[^a] se publicó. [Acta](https://b.example/2).\n\n[^a]: Ver <https://a.example/1>.\n"
    reading = read(text.encode())
    assert reading.media_type == "text/markdown"
    assert {(c.url, c.claim) for c in reading.citations} == {
        ("https://b.example/2", "Acta."), ("https://a.example/1", "El tablero se publicó."),
    }  # fmt: skip


def test_an_escaped_address_in_brackets_is_one_citation() -> None:
    url = "http://a.example/Auditor%C3%ADa%20de%20obra.pdf"
    found = read(f"# Agua\n\nEl tablero[^a] está.\n\n[^a]: Ver <{url}>.\n".encode()).citations
    assert [(c.raw, c.url) for c in found] == [(url, url)]


def test_pdf_wrapped_url_raised_marker_and_annotation() -> None:
    content = placed(
        (50, 700, 10, "The ministry published its whole board of results for the year"),
        (326, 704, 6, "1"),
        (50, 688, 10, "and nothing else was ever said about it by anyone in the office."),
        (50, 100, 6, "1"),
        (56, 97, 8, "See https://www.agua.example/programas/nacional/documentos/"),
        (50, 87, 8, "informe_2018.pdf"),
    )
    link = "/Annots[<</Type/Annot/Subtype/Link/Rect[50 685 100 698]/A<</S/URI/URI(https://b.example/2)>>>>]"
    reading = read(drawn(content, link))
    assert reading.pages == 1
    by_url = {c.url: c for c in reading.citations}
    noted = by_url["https://www.agua.example/programas/nacional/documentos/informe_2018.pdf"]
    assert (noted.marker, noted.page, noted.repairs) == ("1", 1, ("line-break",))
    assert noted.claim is not None
    assert noted.claim.startswith(
        "The ministry published its whole board of results for the year and nothing"
    )
    assert by_url["https://b.example/2"].origin == Origin.TARGET


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\nnothing more", "damaged"),
        (b"PK\x03\x04word/ but no archive", "damaged"),
        (b"  \n ", "empty"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
    ],
)
def test_bad_files_say_so(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(data, "informe")


def test_a_page_without_text_is_said() -> None:
    reading = read(drawn("0 0 m 10 10 l S"))
    assert reading.citations == ()
    assert "1" in reading.warnings[0]


def dying(body: bytes, first: int) -> Iterator[PdfHead | PdfPage]:
    """Three pages, of which the second one kills the process that reads it."""
    yield PdfHead(3, "")
    for number in range(first, 3):
        if number == 1:
            os._exit(9)
        yield PdfPage(f"https://a.example/{number}")


def test_a_page_that_kills_the_worker_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(f"{__name__}:dying", PdfHead | PdfPage)
    monkeypatch.setattr(pdf_reader, "_PAGES", task)
    document = pdf_reader.read(Body(b"%PDF-1.7", "application/pdf"))
    assert [(c.url, c.page) for c in citations_of(document)] == [
        ("https://a.example/0", 1),
        ("https://a.example/2", 3),
    ]
    assert document.warnings == ["page 2 can't be read: it stops the PDF reader"]


def slow(body: bytes, first: int) -> Iterator[PdfHead | PdfPage]:
    yield PdfHead(3, "")
    yield PdfPage("https://a.example/0")
    time.sleep(60)


def test_what_was_read_before_the_time_was_over_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(f"{__name__}:slow", PdfHead | PdfPage, seconds=2)
    monkeypatch.setattr(pdf_reader, "_PAGES", task)
    document = pdf_reader.read(Body(b"%PDF-1.7", "application/pdf"))
    assert [c.url for c in citations_of(document)] == ["https://a.example/0"]
    assert document.warnings == ["reading stopped after 2 s: pages 2 to 3 unread"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    reading = read("Información en https://a.example/añó.".encode(encoding))
    assert [c.url for c in reading.citations] == ["https://a.example/añó"]


@pytest.mark.parametrize(
    "unit", ["https://a.example/x ", "1 https://a.example/x\n", "<https://a.example\n", "[1] "]
)
def test_dense_text_is_read_in_bounded_time(unit: str) -> None:
    start = time.process_time()
    found: Reading = reading.read((unit * (40_000 // len(unit))).encode(), "informe.txt", "")
    assert time.process_time() - start < 10
    assert found.media_type == "text/plain"
