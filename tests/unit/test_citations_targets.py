"""What a link's target was meant to be, and what is said of those that lead to no address."""

from __future__ import annotations

import pytest

from evidence.citations import Origin, Reading, read
from evidence.citations.cite import citations_of
from evidence.citations.mend.model import Correction, Corrections
from evidence.citations.targets import web_address
from evidence.formats.document import Document, Link
from evidence.kept import kept
from tests.unit.documents import docx, drawn, packed, placed, run


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("https://a.example/b", "https://a.example/b"),
        ("HTTP://A.example/b", "HTTP://A.example/b"),
        (" https://a.example/b\n", "https://a.example/b"),
        ("\u00a0https://a.example/b\u200b", "https://a.example/b"),
        ("“https://a.example/b”", "https://a.example/b"),
        ("'www.a.example/b'", "http://www.a.example/b"),
        ("www.a.example/b", "http://www.a.example/b"),
        ("www.gob.mx", "http://www.gob.mx"),
        ("gob.mx/b", "http://gob.mx/b"),
        ("datos.gob.mx:8080/b", "http://datos.gob.mx:8080/b"),
        ("//www.gob.mx/b", "https://www.gob.mx/b"),
        ("http://http://www.gob.mx/b", "http://www.gob.mx/b"),
        ("http://https//www.gob.mx/b", "https://www.gob.mx/b"),
        ("http:\\\\www.gob.mx\\b", "http://www.gob.mx/b"),
        ("htpp://www.gob.mx/b", "http://www.gob.mx/b"),
        ("https;//www.gob.mx/b", "https://www.gob.mx/b"),
        ("http:/a.example/b", "http://a.example/b"),
        ("ttps://www.gob.mx/b", "https://www.gob.mx/b"),
        ("htttp://www.gob.mx/b", "http://www.gob.mx/b"),
        ("hhttps://www.gob.mx/b", "https://www.gob.mx/b"),
        ("htp://www.gob.mx/b", "http://www.gob.mx/b"),
        ("https//:www.gob.mx/b", "https://www.gob.mx/b"),
        ("https:www.gob.mx/b", "https://www.gob.mx/b"),
        ("https://:www.gob.mx/b", "https://www.gob.mx/b"),
        ("https://a.example/?u=ttps://www.gob.mx/b", "https://a.example/?u=ttps://www.gob.mx/b"),
        ("https://http.cat/404", "https://http.cat/404"),
        ("ftp://ftp.gob.mx/b", "ftp://ftp.gob.mx/b"),
        ("https://a.example/ver?u=http://b.example/", "https://a.example/ver?u=http://b.example/"),
        # these lead nowhere in the web
        ("informe.pdf", None),
        ("docs/acta.pdf", None),
        ("../../www.gob.mx/b", None),
        ("/x", None),
        ("?id=7", None),
        ("setup.py/x", None),
        ("acta.zip/b", None),
        ("//servidor/compartido", None),
        ("\\\\servidor\\compartido", None),
        ("C:\\informes\\acta.pdf", None),
        ("file:///home/ana/acta.pdf", None),
        ("mailto:ana@gob.mx", None),
        ("sftp://www.gob.mx/b", None),
        ("shttp://www.gob.mx/b", None),
        ("ttps://servidor/b", None),
        ("ver ttps://www.gob.mx/b", None),
        ("#pie", None),
        ("http://", None),
        ("", None),
    ],
)
def test_what_a_target_was_meant_to_be(target: str, url: str | None) -> None:
    assert web_address(target) == url


def linked(*targets: str) -> Document:
    """A text whose words ``ver`` link to each target."""
    links = [Link(4 * at, 4 * at + 3, target) for at, target in enumerate(targets)]
    return Document("ver " * len(targets), links=links)


def test_a_target_is_kept_as_it_was_and_told_as_repaired() -> None:
    blank, bare, whole = citations_of(
        linked(" https://a.example/b", "www.gob.mx/a", "http://a.mx/")
    )
    assert (blank.raw, blank.url, blank.repairs) == (
        " https://a.example/b",
        "https://a.example/b",
        (),
    )
    assert (bare.raw, bare.url, bare.repairs) == (
        "www.gob.mx/a",
        "http://www.gob.mx/a",
        ("scheme",),
    )
    assert (whole.repairs, whole.origin) == ((), Origin.TARGET)


def scanned(data: bytes, name: str) -> list[str]:
    return [citation.url for citation in read(data, name).citations]


def test_such_targets_of_every_format_are_found() -> None:
    body = f"<w:p><w:hyperlink r:id='a'>{run('informe')}</w:hyperlink></w:p>"
    word = docx(body, {"a": "www.gob.mx/a://"})  # a target with :// is outside the file
    assert scanned(word, "a.docx") == ["http://www.gob.mx/a://"]
    page = b'<!doctype html><p>Ver <a href="www.gob.mx/a">informe</a> y <a href="gob.mx/b">acta</a></p>'
    assert scanned(page, "a.html") == ["http://www.gob.mx/a", "http://gob.mx/b"]
    markdown = b"Ver [informe](www.gob.mx/a) y [acta](gob.mx/b).\n"
    assert scanned(markdown, "a.md") == ["http://www.gob.mx/a", "http://gob.mx/b"]
    annotation = (
        "/Annots[<</Type/Annot/Subtype/Link/Rect[60 690 90 712]/A<</S/URI/URI(www.gob.mx/a)>>>>]"
    )
    assert scanned(drawn(placed((50, 700, 10, "Ver informe")), annotation), "a.pdf") == [
        "http://www.gob.mx/a"
    ]


def test_where_the_page_has_an_address_a_browser_decides() -> None:
    page = b'<!doctype html><p>Ver <a href="www.gob.mx/a">informe</a>.</p>'
    assert scanned(page, "https://org.example/x/") == ["https://org.example/x/www.gob.mx/a"]


def warned(body: str, name: str = "a.html") -> Reading:
    return read(f"<!doctype html><p>{body}</p>".encode(), name)


def test_links_that_lead_to_no_address_are_counted_in_one_warning() -> None:
    links = "".join(f'<a href="{n}.pdf">x</a>' for n in "abcd")
    (warning,) = warned(f'<a href="/x">x</a>{links}<a href="/x">x</a>').warnings
    assert (
        warning == "links that lead to no address of the web are left out: 6 (/x, a.pdf, b.pdf, …)"
    )
    assert kept(warning).text("es") == (
        "enlaces que no llevan a ninguna dirección web y no se toman en cuenta: 6 (/x, a.pdf, b.pdf, …)"
    )


@pytest.mark.parametrize(
    "target", ["#pie", "mailto:ana@gob.mx", "tel:+525512345678", "javascript:void(0)", ""]
)
def test_links_to_a_place_in_it_or_to_another_program_are_none_that_is_lost(target: str) -> None:
    assert warned(f'<a href="{target}">x</a>').warnings == ()


def test_chapters_that_lead_to_one_another_are_none_that_is_lost() -> None:
    book = packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
            "<rootfiles><rootfile full-path='OEBPS/libro.opf'/></rootfiles></container>",
            "OEBPS/libro.opf": "<package xmlns='http://www.idpf.org/2007/opf'><manifest>"
            "<item id='a' href='t/uno.xhtml' media-type='application/xhtml+xml'/>"
            "<item id='b' href='t/dos.xhtml' media-type='application/xhtml+xml'/></manifest>"
            "<spine><itemref idref='a'/><itemref idref='b'/></spine></package>",
            "OEBPS/t/uno.xhtml": "<p><a href='dos.xhtml#n1'>1</a> <a href='www.gob.mx/a'>a</a></p>",
            "OEBPS/t/dos.xhtml": "<p><a href='../t/uno.xhtml'>1</a> <a href='acta.pdf'>a</a></p>",
        }
    )
    reading = read(book)
    assert [citation.url for citation in reading.citations] == ["http://www.gob.mx/a"]
    assert reading.warnings == (
        "links that lead to no address of the web are left out: 1 (acta.pdf)",
    )


def test_a_link_without_scheme_is_mended_as_it_was_cited() -> None:
    correction = Correction("http://www.gob.mx/a", "https://nuevo.example/a")
    corrections = Corrections([correction])
    assert corrections.of(" www.gob.mx/a") == correction
    assert corrections.of("http://www.gob.mx/a),") == correction
    assert corrections.of("docs/acta.pdf") is None


@pytest.mark.parametrize("tail", ["%C2%A0", "%20", "%22", "%E2%80%9D", "”", "»"])
def test_what_was_taken_along_may_be_none_of_the_address(tail: str) -> None:
    document = linked("https://a.example/b" + tail)
    (one,) = citations_of(document)
    assert (one.url, one.alternatives) == ("https://a.example/b" + tail, ("https://a.example/b",))


PAGE = "https://www.a.example/b"


@pytest.mark.parametrize(
    "copy",
    [
        "https://web.archive.org/web/20190101000000/https://www.a.example/b",
        "http://web.archive.org/web/2019id_/http://a.example/b/",
        "https://archive.ph/2019.01.01-000000/https://www.a.example/b",
        "https://arquivo.pt/wayback/20190101000000/a.example/b",
    ],
)
def test_an_address_over_its_copy_in_an_archive_cites_the_copy(copy: str) -> None:
    body = f'<p>Véase <a href="{copy}">{PAGE} (archivado)</a> y <a href="{copy}">{PAGE}</a>.'
    assert [one.url for one in warned(body).citations] == [copy, copy]


def test_an_address_over_anything_else_is_cited_too() -> None:
    for target in (
        "https://web.archive.org/web/2019/https://www.a.example/c",
        f"https://b.example/?u={PAGE}",
    ):
        assert [one.url for one in warned(f'<a href="{target}">{PAGE}</a>').citations] == [
            PAGE,
            target,
        ]
