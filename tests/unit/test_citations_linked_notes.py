"""The numbers of notes that a format marks itself, glued to an address: no part of it."""

from __future__ import annotations

import pytest

from evidence.citations import read
from tests.unit.documents import docx, odf, run


def html(body: str) -> list[tuple[str, str | None]]:
    """Addresses and markers of a page with ``body``."""
    found = read(f"<!doctype html><body>{body}".encode(), "a.html").citations
    return [(citation.url, citation.marker) for citation in found]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_marker_of_word_is_no_part_of_the_address_before_it(kind: str) -> None:
    body = (
        f"<w:p>{run('Ver https://a.example/plan')}<w:r><w:{kind}Reference w:id='2'/></w:r>"
        f"{run('https://a.example/acta y más.')}</w:p>"
    )
    note = f"<w:{kind} w:id='2'><w:p>{run('Consultado el 3 de mayo.')}</w:p></w:{kind}>"
    found = read(docx(body, **{f"{kind}s": note})).citations
    assert [citation.url for citation in found] == [
        "https://a.example/plan",
        "https://a.example/acta",
    ]


def test_a_marker_of_writer_is_no_part_of_the_address_before_it() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Nota.</text:p>"
        "</text:note-body></text:note>"
    )
    data = odf("text", f"<text:p>Ver https://a.example/plan{note} y más.</text:p>")
    assert [citation.url for citation in read(data).citations] == ["https://a.example/plan"]


@pytest.mark.parametrize("sign", ["<sup>1</sup>", "1", "[1]", "<sup>[1]</sup>"])
def test_a_marker_of_a_page_is_no_part_of_the_address_before_it(sign: str) -> None:
    found = html(
        f'<p>Ver https://a.example/plan<a href="#n1">{sign}</a> y más.</p>'
        '<p id="n1"><a href="#r1">1</a> Ver https://a.example/nota</p>'
    )
    assert found == [("https://a.example/plan", None), ("https://a.example/nota", "1")]


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("www.a.example/b", "http://www.a.example/b"),
        ("a.example.org/b", "http://a.example.org/b"),
        ("https://a.example/b", "https://a.example/b"),
    ],
)
@pytest.mark.parametrize("label", ['<a href="#r1">1</a>', "<sup>1</sup>", '<a href="#r1">[1]</a>.'])
def test_a_label_is_no_part_of_the_address_behind_it(label: str, words: str, url: str) -> None:
    apart = " " if label.endswith(".") else ""
    found = read(
        f'<!doctype html><p>El acta<a id="r1" href="#n1">1</a> se publicó.</p><p id="n1">{label}{apart}{words}</p>'
        .encode()
    ).citations  # fmt: skip
    assert [(one.url, one.note, one.claim) for one in found] == [
        (url, words, "El acta se publicó.")
    ]


def test_digits_that_begin_a_note_are_its_words() -> None:
    (found,) = read(
        b'<!doctype html><p>El acta<a href="#n2">2</a>.</p><p id="n2">2018 dijo https://a.example/b</p>'
    ).citations
    assert (found.marker, found.note) == ("2", "2018 dijo https://a.example/b")


def test_brackets_and_digits_that_mark_no_note_stay() -> None:
    assert html("<p>Ver https://a.example/plan[1] y https://a.example/z2 hoy.</p>") == [
        ("https://a.example/plan[1]", None),
        ("https://a.example/z2", None),
    ]
