"""What people keep citations in beside reports: reference managers, lists, books, slides, mail, web
archives; and that hostile ones are refused in one line."""

from __future__ import annotations

import gzip
import json
import shutil
from itertools import count

import pytest

from evidence.citations import read as read_fenced
from evidence.citations.reading import read
from evidence.errors import SourceError
from evidence.formats.document import Unreadable
from evidence.formats.kinds import BIBTEX, EPUB, JSON, LISTED, MAIL, OLE, RIS, WACZ, WARC, kind_of
from tests.unit.documents import packed, relations

A, B = "http://a.example/plan_de%20obra?x=1&y=2", "https://b.example/acta"


def cited(data: str | bytes, name: str = "") -> list[tuple[str, str | None]]:
    body = data.encode() if isinstance(data, str) else data
    return [(one.url, one.claim) for one in read(body, name, "").citations]


BIB = rf"""@comment{{nothing}}
@online{{inai, title = {{El {{INAI}} y la informaci\'on}}, author="P\'erez, Ana",
  url = {{{A.replace("_", chr(92) + "_")}}},
  year = 2019}}
@misc{{acta, howpublished = {{\url{{{B}}}}}, title = {{Acta}}}}
"""
RDF = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><z:Document rdf:about="{B}"><dc:identifier><dcterms:URI>
 <rdf:value>{B}</rdf:value></dcterms:URI></dc:identifier><dc:title>Acta</dc:title>
 <dcterms:dateSubmitted>2019-09-12 10:00:00</dcterms:dateSubmitted></z:Document></rdf:RDF>"""
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc>{B}</loc></url></urlset>"
)
OPML = f'<opml version="2.0"><body><outline text="Agua"><outline text="Acta" htmlUrl="{B}"/></outline></body></opml>'
RSS = f"<rss><channel><title>x</title><item><title>Acta</title><link>{B}</link></item></channel></rss>"
BOOKMARKS = f'<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>B</TITLE><DL><p><DT><A HREF="{B}" ADD_DATE="1">Acta</A></DL>'
CHROME = json.dumps({"roots": {"bar": {"children": [{"name": "Acta", "type": "url", "url": B}]}}})
EML = (
    "From: a@a.example\r\nTo: b@b.example\r\nSubject: Acta\r\nDate: Mon, 2 Jan 2023 10:00:00 +0000\r\n"
    f"\r\nVer {B} hoy.\r\n"
)
RTF = (
    r"{\rtf1\ansi Informaci\'f3n {\field{\*\fldinst{HYPERLINK "
    f'"{B}"'
    r"}}{\fldrslt{el acta}}}{\footnote Ver http://n.example/1}.}"
)
CHAPTER = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Dice algo<a href="#n1">1</a>.</p>'
    '<aside id="n1">Ver {}</aside></body></html>'
)
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/b.opf"/></rootfiles></container>'
)
BOOK = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<metadata><dc:title>Libro</dc:title></metadata><manifest>"
    '<item id="two" href="c%202.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="one" href="c1.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="one"/><itemref idref="two"/></spine></package>'
)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        (BIB, BIBTEX, [(A, "El INAI y la información | Pérez, Ana | 2019"), (B, "Acta")]),
        (f"TY  - RPRT\nAU  - Luna\nTI  - Acta\nUR  - {B}\nER  - \n", RIS, [(B, "Acta | Luna")]),
        (f'[{{"id":"1","URL":"{A}","accessed":{{"date-parts":[[2019,1,2]]}}}}]', JSON, [(A, None)]),
        (CHROME, JSON, [(B, "Acta")]),
        (RDF, LISTED, [(B, "Acta")]),
        (SITEMAP, LISTED, [(B, None)]),
        (OPML, LISTED, [(B, "Acta")]),
        (RSS, LISTED, [(B, "Acta")]),
        (BOOKMARKS, "text/html", [(B, "Acta")]),
        (EML, MAIL, [(B, f"Ver {B} hoy.")]),
    ],
)  # fmt: skip
def test_what_reference_managers_browsers_and_servers_list(
    text: str, kind: str, wanted: list[tuple[str, str | None]]
) -> None:
    assert kind_of(text.encode(), "") == kind
    found = cited(text)
    assert [url for url, _ in found] == [url for url, _ in wanted]
    for (_, claim), (_, words) in zip(found, wanted, strict=True):
        assert words is None or (claim or "").startswith(words.split(" | ")[0])


def test_a_note_of_a_text_of_zotero_keeps_the_day() -> None:
    (one,) = read(RDF.encode(), "", "").citations
    assert one.accessed == "2019-09-12"


def test_rtf_keeps_links_and_notes() -> None:
    found = {one.url: one.label for one in read(RTF.encode(), "a.rtf", "").citations}
    assert set(found) == {B, "http://n.example/1"}
    assert "el acta" in (found[B] or "")


def test_a_book_is_read_chapter_by_chapter() -> None:
    book = packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/b.opf": BOOK,
            "OEBPS/c1.xhtml": CHAPTER.format(A.replace("&", "&amp;")),
            "OEBPS/c 2.xhtml": CHAPTER.format(B),
        }
    )
    assert kind_of(book, "") == EPUB
    reading = read(book, "", "")
    assert reading.title == "Libro"
    assert [(one.url, one.marker, one.claim) for one in reading.citations] == [
        (A, "1", "Dice algo."),
        (B, "1", "Dice algo."),
    ]


_OPEN = "http://schemas.openxmlformats.org"
_PML = (
    f'xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:p="{_OPEN}/presentationml/2006/main" '
    f'xmlns:r="{_OPEN}/officeDocument/2006/relationships"'
)
_SHOWN = '<p:sldIdLst><p:sldId r:id="s2"/><p:sldId r:id="s1"/></p:sldIdLst>'


def _slides() -> bytes:
    title = (
        '<p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        "<p:txBody><a:p><a:r><a:t>Agua</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    body = (
        '<p:sp><p:txBody><a:p><a:r><a:rPr><a:hlinkClick r:id="h"/></a:rPr><a:t>el acta</a:t></a:r>'
        f"<a:r><a:t> y {B}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    return packed(
        {
            "_rels/.rels": relations(("r", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f"<p:presentation {_PML}>{_SHOWN}</p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(
                ("s1", "slide", "slides/1.xml"), ("s2", "slide", "slides/2.xml")
            ),
            "ppt/slides/1.xml": f"<p:sld {_PML}>{body}</p:sld>",
            "ppt/slides/2.xml": f"<p:sld {_PML}>{title}</p:sld>",
            "ppt/slides/_rels/1.xml.rels": relations(
                ("h", "hyperlink", A.replace("&", "&amp;")), ("n", "notesSlide", "../notes/1.xml")
            ),
            "ppt/notes/1.xml": f"<p:notes {_PML}><a:p><a:r><a:t>Nota http://n.example/1</a:t></a:r></a:p></p:notes>",
        }
    )


def test_slides_are_read_in_the_order_in_which_they_are_shown() -> None:
    reading = read(_slides(), "", "")
    assert [(one.url, one.page) for one in reading.citations] == [
        (A, 2),
        (B, 2),
        ("http://n.example/1", 2),
    ]
    assert reading.citations[0].heading == "Agua"


def _warc(url: str, kind: str = "text/html", status: int = 200) -> bytes:
    body = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n\r\nhola http://no.example/"
    return (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-09-12T10:00:00Z\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}\r\n\r\n"
    ).encode()


@pytest.mark.parametrize("packing", [bytes, gzip.compress])
def test_archives_of_others_list_their_pages(packing: type[bytes]) -> None:
    records = (
        _warc(A) + _warc("http://a.example/i.png", "image/png") + _warc(B, status=404) + _warc(A)
    )
    data = packing(records)
    assert kind_of(data, "a.warc.gz") == WARC
    (one,) = read(data, "a.warc.gz", "").citations
    assert (one.url, one.accessed) == (A, "2019-09-12")


def test_a_wacz_tells_its_pages() -> None:
    pages = '{"format":"json-pages-1.0"}\n' + json.dumps(
        {"url": B, "title": "Acta", "ts": "2019-09-12T10:00:00Z"}
    )
    data = packed({"datapackage.json": "{}", "pages/pages.jsonl": pages})
    assert kind_of(data, "") == WACZ
    (one,) = read(data, "", "").citations
    assert (one.url, one.accessed, one.claim) == (B, "2019-09-12", "Acta")


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">]><urlset><url><loc>&a;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (BOMB.encode(), "", "document type"),
        (b"<?xml version='1.0'?><foo/>", "", r"kind \(foo\)"),
        (b"<?xml version='1.0'?><urlset><url>", "", "damaged"),
        (b'[{"URL": "x"', "a.json", "no sound JSON"),
        (b"[" * 100_000, "a.json", "sound JSON|nested"),
        (b"WARC/1.1\r\nContent-Length: x\r\n\r\n", "", "damaged"),
        (gzip.compress(b"WARC/1.1\r\n")[:-9], "a.warc.gz", "damaged"),
        (packed({"mimetype": "application/epub+zip"}), "", "damaged"),
        (packed({"ppt/x.xml": "<a/>"}), "", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "", "can't be read"),
    ],
    ids=count(),  # the packed ones hold the time
)  # fmt: skip
def test_what_is_damaged_or_made_to_do_harm_is_refused(data: bytes, name: str, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        read(data, name, "")


def test_an_entry_that_is_not_sound_costs_no_other() -> None:
    reading = read(f"{BIB}\n@misc{{broken, title = {{x\n".encode(), "a.bib", "")
    assert [one.url for one in reading.citations] == [A, B]
    assert "1 entries could not be read" in reading.warnings[0]


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "https://a.example/plan.xlsx"])
def test_a_name_that_says_something_else_is_told(name: str) -> None:
    reading = read(b"<html><body>Su archivo no fue encontrado</body></html>", name, "")
    assert reading.citations == ()
    assert reading.warnings[0].startswith(f"it is called .{name.rpartition('.')[2]} and is none")


def test_texts_of_other_kinds_stay_what_they_were() -> None:
    for text, kind in (
        ("@ana {dijo}, y más.\nVer http://a.example/", "text/plain"),
        ("From: aquí\nhasta allá", "text/plain"),
        ("{nota} http://a.example/", "text/plain"),
        ("TY - no es RIS", "text/plain"),
        ("a,b\n1,2\n3,4\n", "text/csv"),
        ("[el plan](http://a.example/)", "text/markdown"),
    ):
        assert kind_of(text.encode(), "a.txt") == kind


def test_older_formats_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    assert kind_of(data, "") == OLE["doc"]
    with pytest.raises(SourceError, match="needs LibreOffice"):
        read_fenced(data, "viejo.doc")
