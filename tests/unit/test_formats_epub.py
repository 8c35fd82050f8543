"""EPUB: notes whose words stand in another chapter's file, as those at a book's end do."""

from __future__ import annotations

from evidence.citations.reading import read
from tests.unit.documents import packed
from tests.unit.test_formats_references import CONTAINER

NOTES = "notas al final.xhtml"


def book(*chapters: tuple[str, str]) -> bytes:
    names = [name.replace(" ", "%20") for name, _ in chapters]
    items = "".join(
        f'<item id="c{at}" href="{name}" media-type="application/xhtml+xml"/>'
        for at, name in enumerate(names)
    )
    order = "".join(f'<itemref idref="c{at}"/>' for at in range(len(names)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf">'
        f"<manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    pages = {
        f"OEBPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
        for name, body in chapters
    }
    container = {"META-INF/container.xml": CONTAINER, "OEBPS/b.opf": package}
    return packed({"mimetype": "application/epub+zip", **container, **pages})


def cited(*chapters: tuple[str, str]) -> list[tuple[str, str | None, str | None]]:
    found = read(book(*chapters), "", "").citations
    return [(one.url, one.marker, one.claim) for one in found]


def marker(number: int, page: str = "", name: str = "") -> str:
    return f'<a href="{page}#{name or f"n{number}"}"><sup>{number}</sup></a>'


def note(number: int, back: str) -> str:
    return f'<li id="n{number}"><p>Ver https://a.example/{number} <a href="{back}#r{number}">↩</a></p></li>'


def test_a_note_at_the_book_s_end_belongs_to_the_sentence_of_its_chapter() -> None:
    away = NOTES.replace(" ", "%20")
    assert cited(
        ("c/uno.xhtml", f"<p>Se publicó{marker(1, f'../{away}')}. Otra cosa.</p>"),
        ("c/dos.xhtml", f"<p>Se retiró{marker(2, f'../{away}')}.</p>"),
        (NOTES, f"<ol>{note(1, 'c/uno.xhtml')}{note(2, 'c/dos.xhtml')}</ol>"),
    ) == [
        ("https://a.example/1", "1", "Se publicó."),
        ("https://a.example/2", "2", "Se retiró."),
    ]


def test_chapters_whose_notes_have_the_same_names_keep_their_own() -> None:
    def chapter(number: int) -> str:
        return f'<p>Dice {number}{marker(1, name="n")}.</p><p id="n">Ver https://a.example/{number}</p>'

    assert cited(("c1.xhtml", chapter(1)), ("c2.xhtml", chapter(2))) == [
        ("https://a.example/1", "1", "Dice 1."),
        ("https://a.example/2", "1", "Dice 2."),
    ]


def test_links_from_chapter_to_chapter_cite_nothing() -> None:
    links = '<p><a href="c2.xhtml">El capítulo 2</a>, <a href="c2.xhtml#s">su parte</a>, <a href="/x">x</a>'
    outside = ' y <a href="https://b.example/c2.xhtml#n1">1</a> y <a href="//b.example/">b</a>.</p>'
    found = cited(("c1.xhtml", links + outside), ("c2.xhtml", '<p id="s">Texto.</p>'))
    assert [url for url, _, _ in found] == ["https://b.example/c2.xhtml#n1", "https://b.example/"]


def test_a_note_that_is_not_there_and_a_chapter_cut_short_harm_nothing() -> None:
    found = cited(
        ("c1.xhtml", f"<p>Dice{marker(1, 'nada.xhtml')}.</p><table><tr><td>Uno"),
        ("c2.xhtml", "<p>Ver https://a.example/</p>"),
    )
    assert [(url, sign) for url, sign, _ in found] == [("https://a.example/", None)]
