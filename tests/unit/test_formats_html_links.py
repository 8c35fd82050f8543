"""Links of an HTML source lead where a browser would go: references, charsets, backslashes."""

from __future__ import annotations

import pytest

from evidence.formats.document import Body
from evidence.formats.html import read

BASE = "https://dependencia.example/informes/2019.html"


def links(html: str, charset: str = "utf-8", url: str = BASE) -> list[str]:
    body = Body(html.encode(charset), "text/html", f"text/html; charset={charset}", url)
    return [link.target for link in read(body).links]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        (
            "?id=1&region=5&sector=2&parametro=3&centro=4",
            "?id=1&region=5&sector=2&parametro=3&centro=4",
        ),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&copyright=2", "?a=1&copyright=2"),
        ("?a=1&not=2&order=3&para=4", "?a=1&not=2&order=3&para=4"),
        ("?a=1&amp;region=5", "?a=1&region=5"),
        ("?a=1&#38;b=2", "?a=1&b=2"),
        ("?a=&eacute;", "?a=é"),
        ("?q=AT&T", "?q=AT&T"),
    ],
)
def test_an_ampersand_in_a_link_is_what_a_browser_takes_it_for(href: str, url: str) -> None:
    assert links(f'<a href="https://a.example/d.asp{href}">x</a>') == [
        f"https://a.example/d.asp{url}"
    ]
    assert links(f"<a class=x href='https://a.example/d.asp{href}'>x</a>") == [
        f"https://a.example/d.asp{url}"
    ]


def test_a_reference_in_the_text_is_read_as_before() -> None:
    document = read(
        Body("<p>R&eacute;gimen &amp; más &copy 2018</p>".encode(), "text/html", url=BASE)
    )
    assert "Régimen & más © 2018" in document.text


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("plan.pdf", "https://dependencia.example/informes/plan.pdf"),
        ("\\docs\\plan.html", "https://dependencia.example/docs/plan.html"),
        ("//otra.example/x", "https://otra.example/x"),
        ("///otra.example/x", "https://otra.example/x"),
        ("https:\\\\otra.example\\x", "https://otra.example/x"),
        (" pla\nn.pdf ", "https://dependencia.example/informes/plan.pdf"),
    ],
)
def test_a_link_is_resolved_as_a_browser_resolves_it(href: str, url: str) -> None:
    assert links(f'<a href="{href}">x</a>') == [url]


def test_a_query_is_sent_in_the_charset_of_the_page_and_a_path_is_not() -> None:
    html = '<a href="/doc.asp?nombre=Información">a</a> <a href="/año/x">b</a>'
    assert links(html, "windows-1252") == [
        "https://dependencia.example/doc.asp?nombre=Informaci%F3n",
        "https://dependencia.example/año/x",
    ]
    assert links(html) == [
        "https://dependencia.example/doc.asp?nombre=Información",
        "https://dependencia.example/año/x",
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote cite='/ley.pdf'>Artículo 6</blockquote>",
        "<p><q cite='/ley.pdf'>Artículo 6</q></p>",
        "<embed src='/ley.pdf'>",
        "<iframe src='/ley.pdf#page=2'></iframe>",
        "<iframe data-src='/ley.pdf'></iframe>",
        "<iframe src='about:blank' data-lazy-src='/ley.pdf'></iframe>",
        "<object><param name='SRC' value='/ley.pdf'></object>",
        "<object data='/ley.pdf?v=1'></object>",
    ],
)
def test_what_a_page_quotes_from_or_shows_as_a_file_is_cited(html: str) -> None:
    (link,) = links(html)
    assert link.startswith("https://dependencia.example/ley.pdf")


def test_frames_of_maps_and_players_are_not() -> None:
    assert links("<iframe src='https://mapas.example/embed?x=1'></iframe><embed src=a.swf>") == []


@pytest.mark.parametrize(
    "shown",
    [
        "https://drive.google.com/file/d/1AbC/preview",
        "https://docs.google.com/viewer?url=https%3A%2F%2Fa.example%2Fley.pdf&embedded=true",
        "https://view.officeapps.live.com/op/embed.aspx?src=https%3A%2F%2Fa.example%2Fx",
        "https://a.example/visor?file=/ley.pdf&pagina=2",
    ],
)
def test_a_document_in_a_viewer_is_cited(shown: str) -> None:
    (found,) = links(f'<iframe src="{shown.replace("&", "&amp;")}"></iframe>')
    assert shown in str(found)


def test_a_form_to_fill_in_is_no_document() -> None:
    assert links('<iframe src="https://docs.google.com/forms/d/e/1/viewform"></iframe>') == []
