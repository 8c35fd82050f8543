"""Office files and PDF: read for what they cite. The fuzzer writes the part that holds the text; the
file around it is made here, for a check sum that is wrong would keep it from ever getting inside.

These readers run behind the fence, and PDFium in a process of its own: they must not hang or take
more memory than a worker has, and of exceptions they raise Unreadable alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.citations.cite import citations_of
from evidence.formats.document import Document, Unreadable
from evidence.formats.package import Package
from evidence.formats.pdf import _assemble
from evidence.formats.pdf_model import PdfPage
from evidence.formats.pdf_pages import pages
from tests.fuzz.target import Target, hold
from tests.fuzz.targets.citations import lawful
from tests.unit import documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_URL = "https://www.gob.mx/agua/plan.pdf"
_XML = (
    b"<",
    b"/>",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&amp;",
    b"&#x0;",
    b"<!DOCTYPE a [",
    b"<?x?>",
    b'="',
)
_W = tuple(f"<w:{name}>".encode() for name in (
    "p", "r", "t", "hyperlink r:id=\"rl\"", "fldSimple w:instr=\"HYPERLINK &quot;x&quot;\"", "fldChar w:fldCharType=\"begin\"", "instrText",
    "tbl", "tr", "tc", "footnoteReference w:id=\"2\"/", "del", "ins", "sdt", "pStyle w:val=\"Heading1\"/", "vanish/", "tab/", "br/",
)) + tuple(f"</w:{name}>".encode() for name in ("p", "r", "t", "hyperlink", "tbl", "tr", "tc", "del", "ins"))  # fmt: skip


def _docx(data: bytes) -> None:
    body, _, notes = data.decode("utf-8", "replace").partition("\x01")
    lawful(documents.docx(body, {"rl": _URL}, footnotes=notes, styles=documents.style("Heading1", "heading 1")),
           "a.docx", "")  # fmt: skip


def _odt(data: bytes) -> None:
    content, _, before = data.decode("utf-8", "replace").partition("\x01")
    lawful(documents.odf("text", content, before), "a.odt", "")


def _ods(data: bytes) -> None:
    lawful(documents.odf("spreadsheet", data.decode("utf-8", "replace")), "a.ods", "")


def _xlsx(data: bytes) -> None:
    sheet, _, rest = data.decode("utf-8", "replace").partition("\x01")
    strings, _, styles = rest.partition("\x01")
    lawful(
        documents.xlsx({"Hoja": sheet}, strings=[strings], styles=styles, links={"rl": _URL}),
        "a.xlsx",
        "",
    )


class _Deaf:
    """Hears XML and makes nothing of it."""

    def start(self, tag: str, attrib: object) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, data: str) -> None: ...


def _package(data: bytes) -> None:
    try:
        package = Package(data)
        for member in sorted(package.members)[:20]:
            package.parse(member, _Deaf())
            package.relations(member)
        package.main_part("word/document.xml")
    except Unreadable as problem:
        hold("\n" not in str(problem), "an error is one line")
    lawful(data, "a.docx", "")


def _pdf(data: bytes) -> None:
    """``data`` as what a page draws."""
    document = Document("")
    found = [page for page in pages(documents.linked(data), 0) if isinstance(page, PdfPage)]
    for page in found:
        size = len(page.text)
        for start, end, *_ in page.lines:
            hold(0 <= start <= end <= size, "a line stands on its page")
        hold(all(0 <= at <= size for at in page.seams), "a seam stands on its page")
        hold(all(0 <= a <= b <= size for a, b in page.raised), "a raised number stands on its page")
        hold(all(-1 <= a <= b <= size for a, b, _ in page.links), "a link stands on its page")
    _assemble(document, found)
    citations_of(document)


def _docx_parts() -> Iterator[bytes]:
    link = f'<w:hyperlink r:id="rl">{documents.run("el plan")}</w:hyperlink>'
    note = (
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        + documents.run("Véase http://a.mx/b")
        + "</w:p></w:footnote>"
    )
    text = (
        documents.paragraph("Informe", "Heading1")
        + f'<w:p>{documents.run("La meta")}<w:r><w:footnoteReference w:id="2"/></w:r>{link}</w:p>'
    )
    yield f"{text}\x01{note}".encode()
    yield f"<w:tbl><w:tr><w:tc>{documents.paragraph('Agua')}</w:tc><w:tc>{documents.paragraph('http://c.mx/d')}</w:tc></w:tr></w:tbl>".encode()
    yield b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://e.mx"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>f</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def _odt_parts() -> Iterator[bytes]:
    yield b"<text:h text:outline-level='1'>Agua</text:h><text:p>La meta<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>http://a.mx/b</text:p></text:note-body></text:note> <text:a xlink:href='http://c.mx'>c</text:a></text:p>"
    yield b"<text:list><text:list-item><text:p>uno<text:s text:c='3'/><text:tab/>dos</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"


def _ods_parts() -> Iterator[bytes]:
    yield b"<table:table table:name='H'><table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='3' office:value-type='float' office:value='1.5'><text:p>http://a.mx/b</text:p></table:table-cell></table:table-row></table:table>"


def _xlsx_parts() -> Iterator[bytes]:
    yield b'<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>43210.5</v></c></row><row r="3"><c r="B3" t="inlineStr"><is><t>http://a.mx/b</t></is></c></row></sheetData><hyperlinks><hyperlink ref="A1" r:id="rl"/></hyperlinks>\x01<t>Meta</t>\x01<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    yield b'<sheetData><row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>HYPERLINK("http://c.mx","d")</f><v>d</v></c></row></sheetData>\x01<r><t>a</t></r>\x01'


def _packages() -> Iterator[bytes]:
    yield documents.docx(documents.paragraph("http://a.mx/b"))
    yield documents.odf("text", "<text:p>http://a.mx/b</text:p>")
    yield documents.xlsx({"H": "<sheetData/>"})


def _drawings() -> Iterator[bytes]:
    yield b"BT /F1 10 Tf 1 0 0 1 50 780 Tm (La meta) Tj 6 Tf 4 Ts (1) Tj 0 Ts /F2 10 Tf 0 -14 Td (https://www.gob.mx/agua/) Tj 0 -12 Td (plan.pdf) Tj ET"
    yield b"BT /F1 12 Tf 50 700 Td [(Ti) -120 (tulo)] TJ T* 14 TL (dos) ' 1 0 0 rg (http://a.mx/b\xad) Tj ET q 10 0 0 10 0 0 cm Q"
    yield b"BT /F1 10 Tf 0 1 -1 0 100 100 Tm (vertical) Tj 3 Tr (oculto) Tj ET"


def _of(
    run: Callable[[bytes], None],
    name: str,
    law: str,
    seeds: Callable[[], Iterator[bytes]],
    words: tuple[bytes, ...],
) -> Target:
    return Target(name, law, run, seeds, words, seconds=1.0)


_LAW = (
    "Unreadable, or citations that stand in the text, come whole from the fence, and have one key"
)
TARGETS = (
    _of(_docx, "cite-docx", _LAW, _docx_parts, _W + _XML),
    _of(_odt, "cite-odt", _LAW, _odt_parts, (b"<text:p>", b"</text:p>", b"<text:a xlink:href='", b"<text:note>", b"<text:s text:c='", *_XML)),
    _of(_ods, "cite-ods", _LAW, _ods_parts, (b"<table:table-cell>", b"table:number-columns-repeated='", b"office:value='", b"999999999", *_XML)),
    _of(_xlsx, "cite-xlsx", _LAW, _xlsx_parts, (b'<c r="', b'<row r="', b'" t="s">', b"<v>", b"</v></c>", b"<f>", b"1E400", b"XFD1048576", b"\x01", *_XML)),
    _of(_package, "office-package", _LAW, _packages, (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"word/document.xml")),
    _of(_pdf, "cite-pdf", "lines, links and seams stand on their page", _drawings,
        (b" Tf ", b" Td ", b" Tm ", b" Tj ", b" TJ ", b"BT ", b" ET", b" Ts ", b" Tr ", b" rg ", b" cm ", b"1e38", b"-1e38", b"/F2 ", b"(http://a.mx/")),
)  # fmt: skip
