"""Reference managers, lists, books, slides, mail, web archives: what else may cite.

These readers run behind the fence: they must not hang or take more memory than a worker has, and of
exceptions they raise Unreadable alone.
"""

from __future__ import annotations

import gzip
from functools import partial
from typing import TYPE_CHECKING

from evidence import formats
from evidence.citations.cite import citations_of
from evidence.formats.document import Body, Unreadable
from tests.fuzz.target import Target, hold
from tests.fuzz.targets.warc import record
from tests.unit import documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _read(data: bytes, media_type: str) -> None:
    try:
        document = formats.read(Body(data, media_type))
    except Unreadable as problem:
        hold("\n" not in str(problem), "an error is one line")
        return
    size = len(document.text)
    marks = (*document.links, *document.refs, *document.notes, *document.headings, *document.rows)
    hold(all(0 <= mark.start <= mark.end <= size for mark in marks), "a mark stands in the text")
    for citation in citations_of(document):
        start, end = citation.start, citation.end
        hold(
            start is None or end is None or 0 <= start <= end <= size,
            "a citation stands in the text",
        )
        hold(
            citation.url.strip() and "\n" not in citation.url,
            "what is cited is an address in one line",
        )


def _slide(data: bytes) -> None:
    """``data`` as what stands on a slide."""
    shape = f"<p:cSld><p:spTree><p:sp><p:txBody>{data.decode('utf-8', 'replace')}</p:txBody></p:sp></p:spTree></p:cSld>"
    book = f'<p:presentation {_P}><p:sldIdLst><p:sldId r:id="s"/></p:sldIdLst></p:presentation>'
    _read(documents.packed({
        "_rels/.rels": documents.relations(("r", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": book,
        "ppt/_rels/presentation.xml.rels": documents.relations(("s", "slide", "slides/1.xml")),
        "ppt/slides/1.xml": f"<p:sld {_P}>{shape}</p:sld>",
        "ppt/slides/_rels/1.xml.rels": documents.relations(("h", "hyperlink", "https://a.mx/b")),
    }), _SLIDES)  # fmt: skip


def _warc(data: bytes) -> None:
    """``data`` as the inside of one gzip member, or as it is."""
    _read(data if data[:1] == b"W" else gzip.compress(data, mtime=0), "application/warc")


def _rtf() -> Iterator[bytes]:
    yield b'{\\rtf1\\ansi La meta {\\field{\\*\\fldinst HYPERLINK "https://a.mx/b"}{\\fldrslt aqu\\\'ed}} \\u241?\\par {\\footnote http://c.mx}}'
    yield rb"{\rtf1\mac\deff1{\fonttbl{\f1\fcharset128 A;}}{\header h\par}\pard\outlinelevel0 A\par\trowd\cellx9\pard\intbl\'93\'fa\cell\v x\cell\row\pard{\deleted d}}"
    yield rb"{\rtf1 {\shp{\*\shpinst{\sp{\sv{\*\hl{\hlsrc http://d.mx}}}}{\shptxt b\par}}}{\super 1}\uc2\u-10179??\u-8704??\bin3 }}}x}"


def _bibtex() -> Iterator[bytes]:
    yield b'@misc{agua, title={Plan {Nacional} de agua}, author="Uno, Dos", url={https://a.mx/b_c}, year=2018, note = {\\url{http://d.mx/\\%20}}}'
    yield b"@string{a = {x}}\n@article{b, doi = a # {10.1000/182}, howpublished={\\href{http://e.mx}{f}}}\n@comment{c}"


def _ris() -> Iterator[bytes]:
    yield b"TY  - RPRT\nTI  - Plan\nAU  - Uno, Dos\nUR  - https://a.mx/b\nDO  - 10.1000/182\nER  - \n\nTY  - X\nL1  - file:///c\nER  - \n"


def _lists() -> Iterator[bytes]:
    yield b"<?xml version='1.0'?><opml><body><outline text='A' htmlUrl='https://a.mx/b'/></body></opml>"
    yield b"<?xml version='1.0'?><rss><channel><item><title>T</title><link>https://a.mx/b?c&amp;d</link></item></channel></rss>"
    yield b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title><link href='https://a.mx'/></entry></feed>"
    yield b"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://a.mx/b</loc></url></urlset>"


def _mails() -> Iterator[bytes]:
    yield b"Subject: =?utf-8?q?Informe_de_a=C3=B1o?=\nContent-Type: text/plain; charset=latin-1\n\nV\xe9ase https://a.mx/b\n"
    yield (
        b"MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nuno\n--x\n"
        b"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<a href=3D'https://a.mx'>b</a>\n--x--\n"
    )


def _slides() -> Iterator[bytes]:
    yield b'<a:p><a:r><a:rPr><a:hlinkClick r:id="h"/></a:rPr><a:t>el plan</a:t></a:r><a:br/><a:fld><a:t>http://c.mx/d</a:t></a:fld></a:p>'


def _warcs() -> Iterator[bytes]:
    yield record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nok")
    yield record(b"x", "warcinfo") + record(b"HTTP/1.1 301 X\r\nLocation: /\r\n\r\n")


def _waczs() -> Iterator[bytes]:
    pages = b'{"format":"json-pages-1.0"}\n{"url":"https://a.mx/b","title":"T","ts":"2026-01-01T00:00:00Z"}\n'
    yield documents.packed(
        {"datapackage.json": b'{"profile":"data-package"}', "pages/pages.jsonl": pages}
    )


def _of(
    name: str, media_type: str, seeds: Callable[[], Iterator[bytes]], words: tuple[bytes, ...]
) -> Target:
    return Target(name, _LAW, partial(_read, media_type=media_type), seeds, words, seconds=1.0)


_LAW = "Unreadable in one line, or a document whose marks and citations stand in its text"
TARGETS = (
    _of("read-rtf", "application/rtf", _rtf, (b"{\\*\\fldinst HYPERLINK \"", b"\\u-10179?", b"\\'ed", b"{\\footnote ", b"\\par", b"\\bin9", b"}", b"{\\*\\x ", b"{\\fldrslt ", b"\\\\l ", b"\\v ", b"\\intbl ", b"\\cell ", b"\\row ", b"{\\shptxt ", b"{\\header ", b"{\\hlsrc ")),
    _of("read-bibtex", "application/x-bibtex", _bibtex, (b"@misc{", b"@string{", b" # ", b"{\\url{", b"\\href{", b"},", b"= {", b"\\\\", b"$")),
    _of("read-ris", "application/x-research-info-systems", _ris, (b"TY  - ", b"ER  - \n", b"UR  - ", b"DO  - ", b"\r\n", b"\xef\xbb\xbf")),
    _of("read-list", "application/xml", _lists, (b"<outline ", b"htmlUrl='", b"<link>", b"<loc>", b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b '", b"&b;", b"xmlns='")),
    _of("read-mail", "message/rfc822", _mails, (b"Content-Type: ", b"boundary=", b"\n--x\n", b"charset=", b"base64", b"quoted-printable", b"=?utf-8?b?", b"multipart/mixed")),
    Target("read-pptx", _LAW, _slide, _slides, (b"<a:p>", b"</a:p>", b"<a:t>", b"</a:t>", b'<a:hlinkClick r:id="h"/>', b"<p:notes>", b"<!DOCTYPE"), seconds=1.0),
    Target("read-warc", _LAW, _warc, _warcs, (b"WARC/1.1\r\n", b"Content-Length: ", b"\r\n\r\n", b"\xb2", b"WARC-Target-URI: "), seconds=1.0),
    _of("read-wacz", "application/wacz", _waczs, (b"PK\x03\x04", b"PK\x01\x02", b"pages/pages.jsonl", b'{"url":"')),
)  # fmt: skip
