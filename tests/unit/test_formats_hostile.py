"""Files made to do harm: bounded in time and memory, and told in one line."""

from __future__ import annotations

import io
import sys
import time
import zipfile

import pytest

from evidence import citations
from evidence.content import extract
from evidence.errors import SourceError
from evidence.formats import package, table
from evidence.formats.document import Unreadable
from tests.unit.documents import docx, linked, odf, packed, paragraph, relations, run, xlsx
from tests.unit.reading import content, document

SECONDS = 20
"""Of processor time, where the document takes 1 to 4: what is bounded is that it ends."""


def quick(data: bytes) -> str:
    """The text of a document that must be read in bounded time."""
    start = time.process_time()
    text = document(data).text
    assert time.process_time() - start < SECONDS
    return text


def in_bomb(member: str, name: str) -> bytes:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    members = {
        "_rels/.rels": relations(("r", "officeDocument", member)),
        member: f"{entities}<x>&b;</x>",
    }
    return packed({"mimetype": name, **members} if name else members)


BOMBS = {
    "docx": in_bomb("word/document.xml", ""),
    "xlsx": in_bomb("xl/workbook.xml", ""),
    "odt": in_bomb("content.xml", "application/vnd.oasis.opendocument.text"),
    "ods": in_bomb("content.xml", "application/vnd.oasis.opendocument.spreadsheet"),
}


def test_an_archive_of_a_version_yet_to_come_is_damaged() -> None:
    data = docx(paragraph("Texto")).replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x6f")
    with pytest.raises(Unreadable, match="damaged"):
        document(data)


def test_a_part_whose_name_has_lines_is_told_in_one() -> None:
    data = packed({"word/\ndocument.xml": "<x"})
    with pytest.raises(Unreadable, match=r"its part word/ document\.xml is damaged"):
        package.Package(data).parse("word/\ndocument.xml", package._Relations(""))


def test_a_link_on_a_page_without_text_costs_neither_the_page_nor_the_file() -> None:
    """As on a scan whose letterhead is a link."""
    reading = citations.read(linked(b"q Q"), "scan.pdf")
    assert [citation.url for citation in reading.citations] == ["https://www.gob.mx/a"]
    assert not [warning for warning in reading.warnings if "stops" in warning]


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_entities_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="document type"):
        document(data)


def test_a_zip_bomb_is_refused_before_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    with pytest.raises(Unreadable, match="unpacks to more"):
        document(docx(f"<w:p>{run('a' * 3_000_000)}</w:p>"))


def test_parts_that_are_small_alone_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    part = f"<w:p>{run('a' * 400_000)}</w:p>"
    document(docx(part, header=part))
    with pytest.raises(Unreadable, match="unpacks to more"):
        document(docx(part, header=part, footer=part))


def test_pictures_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    buffer = io.BytesIO(docx(paragraph("Plan")))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/mapa.bmp", bytes(5_000_000))
    assert content(buffer.getvalue()).lines == ("Plan",)


def test_a_directory_that_lies_about_a_size_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(f"<w:p>{run('a' * 3_000_000)}</w:p>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    with pytest.raises(Unreadable, match="damaged"):
        document(lying)


NESTED = {
    "docx, paragraphs": docx("<w:p>" * 50_000 + run("fin") + "</w:p>" * 50_000),
    "docx, tables": docx(
        "<w:tbl><w:tr><w:tc>" * 20_000 + run("fin") + "</w:tc></w:tr></w:tbl>" * 20_000
    ),
    "docx, boxes": docx(
        "<w:p><w:txbxContent>" * 50_000 + run("fin") + "</w:txbxContent></w:p>" * 50_000
    ),
    "odt, spans": odf(
        "text",
        "<text:p>" + "<text:span>" * 50_000 + "fin" + "</text:span>" * 50_000 + "</text:p>",
    ),
    "ods, tables": odf("spreadsheet", "<table:table>" * 30_000 + "</table:table>" * 30_000),
    "xlsx, rich text": xlsx({"H": ""}, strings=["<r>" * 50_000 + "</r>" * 50_000]),
}


@pytest.mark.parametrize("data", NESTED.values(), ids=NESTED.keys())
def test_elements_within_elements_take_no_more_than_side_by_side(data: bytes) -> None:
    quick(data)


def test_one_long_string_in_a_million_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_CHARACTERS", 1_000_000)
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 20_000
    data = xlsx({"H": f"<sheetData>{rows}</sheetData>"}, strings=[f"<t>{'a' * 100_000}</t>"])
    assert len(quick(data)) < 1_500_000
    assert "only the first 1 million" in document(data).warnings[0]


def test_what_a_file_asks_to_be_repeated_is_not() -> None:
    filler = 'table:number-columns-repeated="2147483647"'
    cells = f"<table:table-cell {filler}><text:p>x</text:p></table:table-cell>"
    row = (
        f'<table:table-row table:number-rows-repeated="2147483647">{cells}{cells}</table:table-row>'
    )
    assert len(quick(odf("spreadsheet", f"<table:table>{row}</table:table>"))) < 1_000


UNCLOSED = {
    "blocks": "<div>",
    "letters": "<b>x",
    "links": '<a href="https://a.example/">x',
    "lists": "<ul><li>",
    "tables": "<table><tr><td>",
    "formulas": "<math>",
    "preformatted": "<pre>",
}


def calls(page: str) -> int:
    """How many calls it takes to read a page: unlike seconds they are the same on a busy machine."""
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    body = f"<!doctype html><body>{page}".encode()
    sys.setprofile(count)
    try:
        document(body)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("unit", UNCLOSED.values(), ids=UNCLOSED.keys())
def test_twice_as_many_tags_within_tags_take_twice_the_work(unit: str) -> None:
    many = 40_000 // len(unit)
    assert calls(unit * 2 * many) < 2.5 * calls(unit * many)


def test_text_deep_in_a_page_takes_no_longer_than_at_its_top() -> None:
    words = "<b>x</b>y" * 5_000
    assert calls("<div>" * 10_000 + words) < 2 * calls("<div></div>" * 10_000 + words)


def test_what_stands_deep_in_a_page_is_read_and_what_is_hidden_there_is_not() -> None:
    deep = "<div>" * 1000
    page = (
        f"<!doctype html><body>{deep}antes<script>var x</script><p>dentro</p>{'</div>' * 1000}fuera"
    )
    assert document(page.encode()).text.split() == ["antes", "dentro", "fuera"]


def test_unclosed_items_of_a_long_list_all_cite() -> None:
    items = "".join(f"<li><a href=https://a.example/{number}>acta</a>" for number in range(600))
    found = citations.read(f"<!doctype html><ul>{items}</ul>".encode()).citations
    assert [c.url for c in found] == [f"https://a.example/{number}" for number in range(600)]


def test_a_source_that_takes_too_long_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citations, "_LEAST", 2.0)
    endless = b"<!doctype html>" + b"<!--" * 100_000  # each looks for its end in all that follows
    start = time.monotonic()
    with pytest.raises(SourceError, match=r"^informe\.html: .*longer than .* s") as problem:
        citations.read(endless, "informe.html")
    assert time.monotonic() - start < 30
    assert "\n" not in str(problem.value)


def test_a_crash_of_a_reader_is_told_in_one_line() -> None:
    with pytest.raises(SourceError, match="damaged") as problem:
        citations.read(b"PK\x03\x04word/", "informe.docx")
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    "data", [docx(paragraph("Plan")), xlsx({"H": ""}), odf("text", "<text:p>Plan</text:p>")]
)
def test_a_file_that_was_cut_off_is_damaged_for_both(data: bytes) -> None:
    cut = data[: len(data) // 2]
    assert not extract(cut).comparable
    with pytest.raises(SourceError):
        citations.read(cut, "plan")


def test_a_list_of_more_addresses_than_are_read_is_refused_as_a_whole() -> None:
    lines = "".join(f"https://a{n}.example/acta\n\n" for n in range(100_001))
    start = time.process_time()
    with pytest.raises(SourceError, match="more than 100000 addresses; divide it"):
        citations.read(lines.encode(), "lista.txt")
    assert time.process_time() - start < SECONDS
