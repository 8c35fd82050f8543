"""Documents that cost a reader more than they look like: PDF, office files, pictures, archives."""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from tests.hostile.model import ok
from tests.unit.documents import docx, odf, packed, pdf, relations, run, xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.hostile.model import Make

MB = 1_000_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT = "application/vnd.oasis.opendocument.text"
_TABLE = "application/vnd.oasis.opendocument.spreadsheet"


def _stream(
    data: bytes, entries: bytes = b"/Filter /FlateDecode", *, packed: bool = False
) -> bytes:
    data = data if packed else zlib.compress(data, 9)
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _objects(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects; the first is its catalog."""
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\n" % (
        (body, count, table, count, trailer)
    ) + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _one_page(page: bytes, *others: bytes) -> bytes:
    """A PDF of one page with these entries; ``others`` are its objects from number 4."""
    return _objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % page,
        *others,
    )


def _drawn(content: bytes, resources: bytes = b"") -> bytes:
    return _one_page(
        b"/Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >>" % resources,
        _stream(content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def _deep_tree(depth: int) -> bytes:
    nodes = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1)
        for n in range(2, depth + 2)
    ]
    leaf = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 9 9] >>" % (depth + 1)
    return _objects(b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, leaf)


def _annotated(count: int) -> bytes:
    link = (
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://a.mx/%d) >> >>"
    )
    return _one_page(b"/Annots [%s]" % b" ".join(link % n for n in range(count)))


def _image(entries: bytes, data: bytes, *, width: int = 30_000) -> bytes:
    picture = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 %s" % (
        width,
        width,
        entries,
    )
    return _one_page(
        b"/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >>",
        _stream(b"q 595 0 0 842 0 0 cm /I Do Q " * 50),
        _stream(data, picture, packed=True),
    )


def _forms(depth: int, fan: int) -> bytes:
    """Forms that draw forms, ``fan`` times each."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode "
    made = [
        _stream(b"/X Do " * fan, form + b"/Resources << /XObject << /X %d 0 R >> >>" % (n + 5))
        for n in range(depth)
    ]
    made.append(_stream(b"BT /F 9 Tf (x) Tj ET", form))
    return _one_page(b"/Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >>", *made)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(width + 1) * 200, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


PDFS: dict[str, Make] = {
    name: lambda make=make: ok(make(), "application/pdf")  # type: ignore[misc]
    for name, make in {
        "PDF: a content of 1 GB": lambda: _drawn(b"BT /F 9 Tf (plan) Tj ET\n" * 40 * MB),
        "PDF: a page of 20 MB of text": lambda: _drawn(
            b"BT /F 9 Tf 1 0 0 1 9 9 Tm " + b"(El plan tiene metas) Tj " * 800_000 + b" ET"
        ),
        "PDF: an object stream of 600 MB": lambda: _objects(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            _stream(
                b"3 0 " + b" " * 600 * MB,
                b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
            ),
        ),
        "PDF: filters on filters": lambda: _drawn(b"q Q " * 9_000).replace(
            b"/Filter /FlateDecode", b"/Filter [" + b"/FlateDecode " * 5_000 + b"]"
        ),
        "PDF: a bomb in a bomb": lambda: _one_page(
            b"/Contents 4 0 R",
            _stream(zlib.compress(b" " * 900 * MB, 9), b"/Filter [/FlateDecode /FlateDecode]"),
        ),
        "PDF: a page tree 30,000 deep": lambda: _deep_tree(30_000),
        "PDF: a page tree in a ring": lambda: _objects(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 9999999 >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9999999 /Parent 2 0 R >>",
        ),
        "PDF: a million pages": lambda: _objects(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % (b"3 0 R " * MB),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        ),
        "PDF: 200,000 annotations": lambda: _annotated(200_000),
        "PDF: a million annotations that are one": lambda: _one_page(
            b"/Annots [%s]" % (b"4 0 R " * MB),
            b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://a.mx) >> >>",
        ),
        "PDF: cross references in a ring": lambda: pdf([["El plan"]]).replace(
            b"trailer\n<<", b"trailer\n<< /Prev 9"
        ),
        "PDF: no cross references, 10 MB of objects": lambda: (
            b"%PDF-1.4\n"
            + b"".join(b"%d 0 obj << /A %d 0 R >> endobj\n" % (n, n + 1) for n in range(300_000))
        ),
        "PDF: arrays inside arrays": lambda: _one_page(b"/A " + b"[" * 500_000 + b"]" * 500_000),
        "PDF: dictionaries inside dictionaries": lambda: _one_page(b"/A " + b"<< /A " * 300_000),
        "PDF: a string of 40 MB": lambda: _one_page(b"/A (" + b"a" * 40 * MB + b")"),
        "PDF: a name of 20 MB": lambda: _one_page(b"/" + b"a" * 20 * MB + b" 1"),
        "PDF: a font of 300 MB": lambda: _one_page(
            b"/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>",
            _stream(b"BT /F 9 Tf (plan) Tj ET"),
            b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 6 0 R >>",
            b"<< /Type /FontDescriptor /FontName /A /FontFile2 7 0 R >>",
            _stream(b"\0\1\0\0" + bytes(300 * MB)),
        ),
        "PDF: a character map of a million ranges": lambda: _one_page(
            b"/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>",
            _stream(b"BT /F 9 Tf <00010002> Tj ET"),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /ToUnicode 6 0 R >>",
            _stream(
                b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
                + b"1 beginbfrange <0000> <ffff> <0000> endbfrange " * 90_000
            ),
        ),
        "PDF: forms that draw forms": lambda: _forms(12, 10),
        "PDF: a form that draws itself": lambda: _one_page(
            b"/Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >>",
            _stream(
                b"/X Do " * 9,
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode "
                b"/Resources << /XObject << /X 4 0 R >> >>",
            ),
        ),
        "PDF: a picture of 900 megapixels": lambda: _image(
            b"/ColorSpace /DeviceRGB /Filter /FlateDecode", zlib.compress(bytes(90 * MB), 9)
        ),
        "PDF: JBIG2": lambda: _image(
            b"/ColorSpace /DeviceGray /Filter /JBIG2Decode",
            b"\0\0\0\0\x30\0\1\0\0\0\x13" + b"\x7f\xff\xff\xff" * 2 + bytes(11),
        ),
        "PDF: JPEG 2000 of nothing": lambda: _image(
            b"/ColorSpace /DeviceRGB /Filter /JPXDecode", b"\xff\x4f\xff\x51" + b"\x7f" * 90_000
        ),
        "PDF: encrypted": lambda: _objects(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            trailer=b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -1 /O <%s> /U <%s> >> /ID [<00> <00>]"
            % (b"00" * 48, b"00" * 48),
        ),
        "PDF: a million lines of a bookmark": lambda: _objects(
            b"<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            b"<< /First 4 0 R /Last 4 0 R /Count 9 >>",
            b"<< /Title (x) /Parent 3 0 R /First 4 0 R /Next 4 0 R >>",
        ),
        "PDF: 3,000 pages": lambda: pdf([["El plan tiene metas y plazos"] * 40] * 3_000),
        "PDF: half of one": lambda: pdf([["El plan"] * 40] * 90)[:90_000],
        "PDF: the head of one and 45 MB": lambda: b"%PDF-1.4\n" + b"\xf3\x9a\n0 obj" * 5 * MB,
    }.items()
}


def _zip(members: Iterable[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def _laughing(member: str) -> bytes:
    entities = "".join(
        f'<!ENTITY {after} "' + f"&{name};" * 10 + '">'
        for name, after in itertools.pairwise("abcdefghi")
    )
    body = f'<!DOCTYPE x [<!ENTITY a "ha">{entities}]><x>&i;</x>'
    return packed({"_rels/.rels": relations(("r", "officeDocument", member)), member: body})


def _overlapping() -> bytes:
    """A directory in which 20,000 names are one and the same member (a flat bomb)."""
    whole = _zip([("word/document.xml", b"a" * 20 * MB)])
    at = whole.index(b"PK\1\2")
    entry, end = whole[at : whole.index(b"PK\5\6")], whole[whole.index(b"PK\5\6") :]
    count = 20_000
    end = end[:8] + struct.pack("<HHI", count, count, len(entry) * count) + end[16:]
    return whole[:at] + entry * count + end


OFFICE: dict[str, Make] = {
    "DOCX of 2 GB": lambda: ok(
        _zip(
            [
                ("_rels/.rels", relations(("r", "officeDocument", "word/document.xml")).encode()),
                ("word/document.xml", b"<w:p>" * 400 * MB),
            ]
        ),
        _WORD,
    ),
    "DOCX of 200 MB of text": lambda: ok(docx(f"<w:p>{run('El plan ' * 25 * MB)}</w:p>"), _WORD),
    "DOCX of 2 million paragraphs": lambda: ok(docx(f"<w:p>{run('a')}</w:p>" * 2 * MB), _WORD),
    "DOCX of a million tables": lambda: ok(
        docx("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 900_000), _WORD
    ),
    "DOCX nested 500,000 deep": lambda: ok(docx("<w:p>" * 500_000), _WORD),
    "DOCX of entities": lambda: ok(_laughing("word/document.xml"), _WORD),
    "DOCX of 300,000 links": lambda: ok(
        docx("<w:p/>", {f"r{n}": f"http://a.mx/{n}" for n in range(300_000)}), _WORD
    ),
    "DOCX of 100,000 notes": lambda: ok(
        docx(
            "".join(
                f'<w:p><w:r><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in range(100_000)
            ),
            footnotes="".join(f'<w:footnote w:id="{n}"/>' for n in range(100_000)),
        ),
        _WORD,
    ),
    "DOCX with 60,000 members": lambda: ok(
        _zip((f"word/{n}.xml", b"<a/>") for n in range(60_000)), _WORD
    ),
    "DOCX with one member 20,000 times": lambda: ok(_overlapping(), _WORD),
    "XLSX of entities": lambda: ok(_laughing("xl/workbook.xml"), _SHEET),
    "XLSX of a million shared strings": lambda: ok(
        xlsx({"H": "<sheetData/>"}, strings=["<t>a</t>"] * MB), _SHEET
    ),
    "XLSX of one string in a million cells": lambda: ok(
        xlsx(
            {"H": "<sheetData>" + '<row><c t="s"><v>0</v></c></row>' * MB + "</sheetData>"},
            strings=[f"<t>{'a' * 30_000}</t>"],
        ),
        _SHEET,
    ),
    "XLSX with a cell at the last row": lambda: ok(
        xlsx({"H": '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'}),
        _SHEET,
    ),
    "XLSX of 5,000 sheets": lambda: ok(
        xlsx({f"h{n}": "<sheetData><row><c><v>1</v></c></row></sheetData>" for n in range(5_000)}),
        _SHEET,
    ),
    "XLSX of 900,000 merged cells": lambda: ok(
        xlsx({"H": "<sheetData/>" + '<mergeCell ref="A1:XFD1048576"/>' * 900_000}),
        _SHEET,
    ),
    "ODT of spans": lambda: ok(odf("text", "<text:p>" + "<text:span>" * 500_000), _TEXT),
    "ODT of blanks": lambda: ok(
        odf("text", "<text:p>" + '<text:s text:c="2147483647"/>' * 9_000 + "</text:p>"), _TEXT
    ),
    "ODS repeated": lambda: ok(
        odf(
            "spreadsheet",
            '<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
            "</table:table-row></table:table>" * 900,
        ),
        _TABLE,
    ),
    "ZIP inside ZIP": lambda: ok(
        _zip([("a.zip", _zip([("b.zip", _zip([("c", bytes(400 * MB))]))]))]), "application/zip"
    ),
    "ZIP of 45 MB of nothing": lambda: ok(b"PK\3\4" + bytes(45 * MB), "application/zip"),
    "a picture of 4 gigapixels": lambda: ok(_png(65_000, 65_000), "image/png"),
    "OLE of 45 MB": lambda: ok(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 45 * MB, "application/msword"
    ),
}
