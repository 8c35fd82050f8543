"""PDF, office files, tables, JSON, images: their text, and nothing but it."""

from __future__ import annotations

import io
import json
import struct

import openpyxl
import pytest

from evidence.content import Content, Link, extract
from tests.unit.documents import docx, odf, paragraph, pdf, zipped

PLAN = [
    "Plan de Accion 2019-2021",
    "Se publicara el padron de beneficiarios cada trimestre.",
    "(Meta 3)",
]


def test_pdf_text_page_by_page_and_no_metadata() -> None:
    content = extract(pdf([PLAN, ["Segunda pagina"]], title="Secreto"))
    assert content.lines == (*PLAN, "Segunda pagina")
    assert [(part.name, part.start, part.stop) for part in content.parts] == [
        ("p. 1", 0, 3),
        ("p. 2", 3, 4),
    ]
    assert content.title == ""
    assert content.comparable
    assert not content.problem


def test_pdf_running_header_is_not_its_own_text() -> None:
    body = [f"Renglon {letter}" for letter in "abcdefgh"]
    pages = [
        ["Gobierno Abierto", *(f"{line}{n}x" for line in body), f"Pagina {n}"] for n in range(1, 5)
    ]
    content = extract(pdf(pages))
    assert "Gobierno Abierto" in content.lines
    assert len(content.main) == 4 * len(body)
    assert not any("Pagina" in line for line in content.main)


def test_a_scan_has_a_picture_a_page() -> None:
    grey = bytes(range(256)) * 16
    content = extract(pdf([[], []], pictures=[grey, bytes(4096)]))
    assert content.comparable
    assert content.words == 0
    first, second = content.part_sha256
    assert first != second
    assert all(len(part.image_dhash) == 64 for part in content.parts)


def test_a_pdf_without_its_end_is_only_partly_read() -> None:
    whole = pdf([PLAN] * 3)
    cut = extract(whole[: whole.index(b"xref")])
    assert not cut.comparable or cut.partial
    assert not extract(whole[: len(whole) // 3]).comparable


def test_docx_fields_insertions_and_footnotes_count_and_deletions_do_not() -> None:
    body = (
        paragraph("Compromiso", "Ttulo1")
        + f"<w:sdt><w:sdtContent>{paragraph('campo del formulario')}</w:sdtContent></w:sdt>"
        + "<w:p><w:ins><w:r><w:t>nuevo</w:t></w:r></w:ins><w:del><w:r><w:t>viejo</w:t></w:r></w:del></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('a')}{paragraph('b')}</w:tc>"
        + f"<w:tc>{paragraph('c')}</w:tc></w:tr></w:tbl>"
    )
    content = extract(docx(body))
    assert content.lines == ("Compromiso", "campo del formulario", "nuevo", "a b | c")
    assert content.headings == ("Compromiso",)
    assert content.media_type.endswith("wordprocessingml.document")


def test_odt_paragraphs_and_links_without_tracked_deletions() -> None:
    content = extract(
        odf(
            "text",
            "<text:tracked-changes><text:p>borrado</text:p></text:tracked-changes><text:h>Meta</text:h>"
            '<text:p>ver <text:a xlink:href="https://a.mx/x.pdf">el<text:s/>plan</text:a></text:p>',
        )
    )
    assert content.lines == ("Meta", "ver el plan")
    assert content.links == (Link("https://a.mx/x.pdf", "el plan"),)


def test_ods_rows_under_the_name_of_their_sheet() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format(1)}{cell.format(2)}</table:table-row>"
    content = extract(odf("spreadsheet", f'<table:table table:name="Avance">{row}</table:table>'))
    assert content.lines == ("Avance", "1 | 2")


def test_xlsx_values_sheet_by_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Avance"
    sheet.append(["Meta", 3.0, None, 0.1 + 0.2])
    buffer = io.BytesIO()
    book.save(buffer)
    content = extract(buffer.getvalue())
    assert content.lines == ("Avance", "Meta | 3 | 0.3")
    assert [part.name for part in content.parts] == ["Avance"]


@pytest.mark.parametrize("body", [b'a,b\r\n1,"x, y"\r\n', b"a;b\n1;x, y\n", b"a\tb\n1\tx, y\n"])
def test_csv_cells_whatever_the_delimiter(body: bytes) -> None:
    assert extract(body, "text/csv").lines == ("a | b", "1 | x, y")


def test_json_order_and_white_space_say_nothing() -> None:
    one = {"monto": 1.50, "metas": [{"clave": 7, "ok": None}, "fin"]}
    other = json.dumps(dict(reversed(one.items())), indent=3).encode()
    assert (
        extract(json.dumps(one).encode(), "application/json").lines
        == extract(other, "application/json").lines
    )
    assert "clave: 7" in extract(other, "application/json").lines


@pytest.mark.parametrize(
    ("declared", "media_type"),
    [
        ("application/vnd.ms-excel", "text/csv"),
        ("application/geo+json; charset=utf-8", "application/json"),
        ("application/pdf", "text/plain"),
    ],
)
def test_a_server_is_believed_only_among_texts(declared: str, media_type: str) -> None:
    assert extract(b'{"a": 1}', declared).media_type == media_type


@pytest.mark.parametrize(
    "body",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 40, 30),
        b"GIF89a" + struct.pack("<HH", 40, 30),
    ],
)
def test_images_have_a_size_and_no_text(body: bytes) -> None:
    content = extract(body)
    assert content.extra == {"width": "40", "height": "30"}
    assert not content.comparable


def _bomb() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE w [<!ENTITY a0 "x">{entities}]><w:document xmlns:w="w">&a11;</w:document>'.encode()


DAMAGED = {
    "empty": b"",
    "spaces": b" \n ",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "pdf head only": b"%PDF-1.4\n",
    "pdf noise": b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"%%EOF",
    "cut zip": docx(paragraph("texto " * 500))[:-40],
    "zip bomb": zipped(word__document_xml=bytes(300_000_000)),
    "xml bomb": zipped(word__document_xml=_bomb()),
    "xml nested": zipped(word__document_xml="<w:a xmlns:w='w'>" + "<w:p>" * 100_000),
    "json nested": b"[" * 200_000,
    "json cut": b'{"a": [1, 2',
    "xlsx without book": zipped(xl__x_xml="<a/>"),
}


@pytest.mark.parametrize("body", DAMAGED.values(), ids=DAMAGED.keys())
def test_what_cannot_be_read_says_why(body: bytes) -> None:
    content = extract(body, "application/json" if body[:1] in b"[{" else "")
    assert not content.comparable
    assert content.problem
    assert content.lines == ()


def test_a_missing_library_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr("evidence.content.reading.import_module", missing)
    content: Content = extract(b"text", "text/plain")
    assert "not installed" in content.problem
