"""Addresses without a blank between them, in a cell, a text, a link's target; and the one that carries another."""

from __future__ import annotations

import io

import openpyxl
import pytest

from evidence.citations import read as read_source
from evidence.citations.cite import citations_of
from evidence.citations.strung import following, pieces
from evidence.citations.trim import LONGEST, lengths
from evidence.formats.document import Document, Link
from tests.unit.plain_text import found, read

A, B, C = (f"https://www.example.org/{name}.pdf" for name in "abc")
PLAN, META = "https://www.example.org/plan", "https://www.example.net/meta"
SIGNS = [
    ";", ",", "|", "→", "¶", "⇒", "–", "_x000D_", "_x000d__x000A_", "\\r\\n", "&#10;", "&#xA;", "&amp;", "&nbsp;",
    ";&#13;&#10;",
]  # fmt: skip
LABELS = [";Anexo:", ",Anexo:", "|Liga:", ";2.", ",2)", ";Anexo2:", ";Acción:"]
CODED = ["%0A", "%0D%0A", "%3B", "%2C", "%20", "%3B%20"]


@pytest.mark.parametrize("gap", SIGNS)
def test_a_sign_parts_two_addresses(gap: str) -> None:
    for one, other in ((A, B), (PLAN, META), (f"{PLAN}?id=1", f"{PLAN}?id=2")):
        first, second = found(f"Evidencias: {one}{gap}{other} fin")
        assert (first.raw, first.url, first.alternatives) == (one, one, ())
        assert (second.raw, second.url) == (other, other)


@pytest.mark.parametrize("gap", [*LABELS, *CODED, ""])
def test_where_the_whole_may_be_one_address_it_is_another_reading(gap: str) -> None:
    first, second = found(f"Evidencias: {PLAN}{gap}{META} fin")
    assert (first.url, first.raw, second.url) == (PLAN, PLAN, META)
    brackets = ")" in gap  # that nothing opens: the whole is none
    assert first.alternatives == (() if brackets else (f"{PLAN}{gap}{META}",))
    assert second.alternatives == ()


@pytest.mark.parametrize("sign", "/+&*~_^$@'!.:-")
def test_behind_a_document_no_sign_goes_on(sign: str) -> None:
    first, second = found(f"Ver {A}{sign}{B}.")
    assert (first.url, second.url) == (A, B)


def test_the_end_of_a_line_as_spreadsheets_spell_it_ends_an_address() -> None:
    assert read(f"{A}_x000D_\n{B}_x000D_ fin") == [A, B]
    assert read(f"{PLAN}_x000D_ y") == [PLAN]


@pytest.mark.parametrize(
    ("other", "url"),
    [
        ("www.example.net/b", "http://www.example.net/b"),
        ("example.com/b.pdf", "http://example.com/b.pdf"),
        ("datos.gob.mx/b", "http://datos.gob.mx/b"),
        ("ftp://ftp.example.org/b", "ftp://ftp.example.org/b"),
        ("htps://www.example.org/b", "https://www.example.org/b"),
        ("htpp://www.example.org/b", "http://www.example.org/b"),
    ],
)
def test_the_next_one_may_have_another_scheme_or_none(other: str, url: str) -> None:
    assert read(f"Ver {PLAN};{other} fin") == [PLAN, url]
    assert read(f"Ver example.org/plan;{other} fin") == ["http://example.org/plan", url]


@pytest.mark.parametrize(
    "url",
    [
        f"https://web.archive.org/web/20190101000000/{A}",
        f"https://web.archive.org/web/20190101000000{A}",
        f"https://web.archive.org/web/2019*/{A}",
        f"https://web.archive.org/web/diff/2019/2020/{PLAN}",
        f"https://archive.is/2019/{A}",
        f"https://r.jina.ai/{PLAN}",
        f"https://validator.w3.org/check?uri={PLAN};ss=1",
        f"https://www.example.org/cmp?a={PLAN}&b={META}",
        f"https://www.example.org/cmp?a={PLAN};{META}",
        f"https://twitter.com/intent/tweet?text=Mira%20{PLAN}",
        f"https://wa.me/?text=Hola%0A{PLAN}",
        "https://urldefense.com/v3/__https://www.example.org/a.pdf__;!!abc!def$",
        f"https://www.example.org/?{PLAN}",
        f"https://www.example.org/#{PLAN}",
        "https://x.example.org/a,www.otro.html",
        "https://www.example.org/a;session.id/b",
        "https://www.example.org/a;v=1.5;w=example.com/b",
        "https://www.example.org/a;setup.py/b",
        "https://www.example.org/what-is-https/",
        "https://www.example.org/guia-http://.html",
        "https://www.example.org/ahttps://nada/b",
        "https://www.example.org/me\u0301xico",
        "https://www.google.com/maps/@19.43,-99.13,15z",
    ],
)
def test_an_address_that_carries_another_or_only_looks_so_stays_whole(url: str) -> None:
    assert read(f"Ver {url} fin") == [url]
    assert pieces(url) == [url]


def linked(words: str, target: str) -> list[tuple[str, tuple[str, ...]]]:
    """The addresses of a link on these words, each with its other readings."""
    document = Document(f"Ver {words} fin", links=[Link(4, 4 + len(words), target)])
    return [(one.url, one.alternatives) for one in citations_of(document)]


@pytest.mark.parametrize("gap", [*SIGNS, *LABELS, *CODED, " ", "\n", "; ", ";\n", "%0a", " | "])
def test_a_link_of_a_whole_cell_leads_to_each_of_its_addresses(gap: str) -> None:
    for one, other in ((A, B), (PLAN, META), (f"{PLAN}?id=1", f"{PLAN}?id=2")):
        target = f"{one}{gap}{other}"
        expected = [(one, (target,)), (other, ())]
        assert linked("Evidencias", target) == expected
        assert linked(target, target) == expected
        assert linked(f"{one}\n{other}", target) == expected


def test_each_address_of_such_a_link_stands_where_it_is_written() -> None:
    document = Document(f"{A}; {B}", links=[Link(0, len(A) * 2 + 2, f"{A};{B};")])
    one, other = citations_of(document)
    assert (one.raw, one.start, one.end) == (A, 0, len(A))
    assert (other.raw, other.start, other.end) == (B, len(A) + 2, len(A) * 2 + 2)


def test_each_may_be_written_without_its_scheme() -> None:
    for words in (f"www.example.org/a.pdf, {B}", "www.example.org/a.pdf, www.example.org/b.pdf"):
        assert [url for url, _ in linked(words, f"{A},%20{B}")] == [A, B]


def test_a_link_that_says_one_and_leads_to_two_cites_both() -> None:
    assert [url for url, _ in linked(A, f"{A};{B}")] == [A, B]
    assert [url for url, _ in linked("Evidencias", f"{A};www.example.net/b,{C}")] == [
        A, "http://www.example.net/b", C,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "target",
    [f"https://web.archive.org/web/2019/{A}", f"{PLAN};jsessionid=1F", f"https://www.example.org/ir?a={A};{B}"],
)  # fmt: skip
def test_a_link_to_one_address_is_one(target: str) -> None:
    assert linked("Acta", target) == [(target, ())]


@pytest.mark.parametrize("gap", [";", " ", "%20", "\n", "", "%0A"])
def test_in_pages_and_in_markdown(gap: str) -> None:
    page = f"<!doctype html><p><a href='{A}{gap}{B}'>Evidencias</a></p>".encode()
    assert [one.url for one in read_source(page, "a.html").citations] == [A, B]
    if gap.strip() == gap:
        text = f"Ver [evidencias]({A}{gap}{B}).\n".encode()
        assert [one.url for one in read_source(text, "a.md").citations] == [A, B]


@pytest.mark.parametrize("words", [f"{A};{B}", f"{A}\n{B}", "Evidencias"])
@pytest.mark.parametrize("gap", [";", " ", "%20", "%0a"])
def test_in_the_cells_of_a_workbook(words: str, gap: str) -> None:
    book, data = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "liga", words
    sheet["A2"].hyperlink = f"{A}{gap}{B}"
    sheet["A3"] = f'=HYPERLINK("{B}{gap}{C}","Evidencias")'
    book.save(data)
    assert [one.url for one in read_source(data.getvalue(), "a.xlsx").citations] == [A, B, B, C]


@pytest.mark.parametrize(
    "unit", [";", ";;https://", "https://", "%20", "a;b.com/", "://", ";a:", "www.", "=https:;", A]
)
def test_a_long_run_is_read_in_no_long_time(unit: str) -> None:
    run = f"{PLAN}{unit * (LONGEST // len(unit))}"
    assert lengths(run)[0] <= len(run)
    assert "".join(pieces(run)) <= run or following(run)
