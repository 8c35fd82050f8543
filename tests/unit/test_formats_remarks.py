"""Addresses in comments are told, and not cited."""

from __future__ import annotations

from evidence.citations import reading
from evidence.citations.model import Reading
from tests.unit.documents import W, packed, relations, run

SOURCE = "https://a.example/fuente.pdf"
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def report(comments: str) -> Reading:
    """A DOCX with one citation, and comments."""
    body = f"<w:document {W}><w:body><w:p>{run('Ver https://a.example/plan.')}</w:p></w:body></w:document>"
    members = {
        "_rels/.rels": relations(("r", "officeDocument", "word/document.xml")),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": relations(("c", "comments", "comments.xml")),
        "word/comments.xml": comments,
    }
    return reading.read(packed(members), "a.docx", "")


def remark(text: str) -> str:
    return f"<w:comments {W}><w:comment><w:p>{run(text)}</w:p></w:comment></w:comments>"


def test_an_address_in_a_comment_is_told() -> None:
    found = report(remark(f"¿Y {SOURCE}?"))
    assert [one.url for one in found.citations] == ["https://a.example/plan"]
    (told,) = found.warnings
    assert told == f"addresses in comments are left out: 1 ({SOURCE})"


def test_other_comments_and_damaged_ones_say_nothing() -> None:
    for comments in (remark("Falta la fuente."), "<w:comments", ""):
        found = report(comments)
        assert len(found.citations) == 1
        assert not found.warnings


def test_the_note_of_a_cell_is_told() -> None:
    rows = "<sheetData><row><c t='inlineStr'><is><t>https://a.example/plan</t></is></c></row></sheetData>"
    members = {
        "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {SHEET} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="A" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("s", "worksheet", "worksheets/1.xml")),
        "xl/worksheets/1.xml": f"<worksheet {SHEET}>{rows}</worksheet>",
        "xl/worksheets/_rels/1.xml.rels": relations(("c", "comments", "../comments1.xml")),
        "xl/comments1.xml": f"<comments {SHEET}><commentList><comment ref='A1'><text><r><t>Fuente: {SOURCE}.</t></r>"
        "</text></comment></commentList></comments>",
    }
    found = reading.read(packed(members), "a.xlsx", "")
    assert [one.url for one in found.citations] == ["https://a.example/plan"]
    assert found.warnings == (f"addresses in comments are left out: 1 ({SOURCE})",)
