"""Small documents of every kind, made here so that a test can say what differs between two of
them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_RELATED}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_ODF_NAMES = ("office", "text", "table", "style", "presentation")
_SHEET = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_RELATED}"'


def pdf(
    pages: Sequence[Sequence[str]], *, title: str = "", pictures: Sequence[bytes | None] = ()
) -> bytes:
    """A PDF with the lines of each page; ``title`` is metadata; a picture (64 x 64 grey) fills its
    page."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, entries: bytes = b"") -> bytes:
        packed = zlib.compress(data)
        head = b"<< %s /Filter /FlateDecode /Length %d >>" % (entries, len(packed))
        return head + b"\nstream\n" + packed + b"\nendstream"

    catalog, tree = add(b""), add(b"")
    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for index, lines in enumerate(pages):
        picture = pictures[index] if index < len(pictures) else None
        shown = [
            f"1 0 0 1 50 {780 - 14 * row} Tm ({_escaped(line)}) Tj"
            for row, line in enumerate(lines)
        ]
        content = "BT /F1 10 Tf\n" + "\n".join(shown) + "\nET"
        images = b""
        if picture is not None:
            entries = b"/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray"
            image = add(stream(picture, entries + b" /BitsPerComponent 8"))
            images, content = (
                b"/XObject << /I %d 0 R >>" % image,
                content + "\nq 595 0 0 842 0 0 cm /I Do Q",
            )
        drawn = add(stream(content.encode("cp1252")))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 %d 0 R >> %s >> >>" % (tree, drawn, font, images)
            )
        )
    objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[tree - 1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    info = add(b"<< /Title (%s) /Producer (test) >>" % title.encode())
    body, offsets = b"%PDF-1.4\n", []
    for number, content_of in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content_of)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, catalog, info, len(body))
    )


def drawn(content: str, extra: str = "") -> bytes:
    """A one-page PDF with the operators ``content``, in Helvetica; its cross-reference table is
    left to the reader to rebuild."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 6 0 R{extra}>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Font<</F 5 0 R>>>>",
    ]
    body = "".join(f"{number} 0 obj{content}endobj\n" for number, content in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n".encode("cp1252")


def placed(*rows: tuple[float, float, float, str]) -> str:
    """Operators that set each text at its x and baseline, in its size."""
    shown = (f"/F {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj" for x, y, size, text in rows)
    return "BT " + " ".join(shown) + " ET"


def linked(content: bytes) -> bytes:
    """A PDF of one page that draws ``content``, with a link over its head."""
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources 8 0 R/Annots[7 0 R]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold/Encoding/WinAnsiEncoding>>",
        b"<</Type/Annot/Subtype/Link/Rect[50 700 300 800]/A<</S/URI/URI(https://www.gob.mx/a)>>>>",
        b"<</Font<</F1 4 0 R/F2 6 0 R>>>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return (
        body
        + b"xref\n0 9\n0000000000 65535 f \n%strailer<</Size 9/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(body))
    )


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def zipped(**members: str | bytes) -> bytes:
    """A ZIP archive; ``__`` in a name stands for ``/`` and ``_xml`` at its end for ``.xml``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data, kind)
    return buffer.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    """A part of relationships: id, last word of the type, target; an address is outside."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{key}" Type="{_RELATED}/{kind}" Target="{target}"'
            + (' TargetMode="External"/>' if "://" in target else "/>")
            for key, kind, target in rows
        )
        + "</Relationships>"
    )


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive; only ``mimetype`` is not compressed (OpenDocument 1.3, part 2, 3.3)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            stored = name == "mimetype"
            archive.writestr(name, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(body: str, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A DOCX whose body is the WordprocessingML ``body``; ``links`` maps relationships to
    addresses; ``parts`` are ``styles``, ``footnotes``, ``endnotes``, ``header``, ``footer``."""
    roots = {"header": "hdr", "footer": "ftr"}
    others = {
        f"word/{name}.xml": f"<w:{roots.get(name, name)} {W}>{inner}</w:{roots.get(name, name)}>"
        for name, inner in parts.items()
    }
    rows = [(name, name, f"{name}.xml") for name in parts]
    rows += [(key, "hyperlink", address) for key, address in (links or {}).items()]
    return packed(
        {
            "_rels/.rels": relations(("r", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*rows),
            **others,
        }
    )


def paragraph(text: str, style: str = "") -> str:
    """A WordprocessingML paragraph."""
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{kind}{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A WordprocessingML run."""
    set_in = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{set_in}<w:t xml:space="preserve">{text}</w:t></w:r>'


def style(key: str, name: str, inner: str = "") -> str:
    """A WordprocessingML style: its id, and what it is called."""
    return f'<w:style w:styleId="{key}"><w:name w:val="{name}"/>{inner}</w:style>'


def xlsx(
    sheets: Mapping[str, str],
    *,
    strings: Sequence[str] = (),
    styles: str = "",
    book: str = "",
    links: Mapping[str, str] | None = None,
) -> bytes:
    """An XLSX; ``sheets`` maps names to the SpreadsheetML of ``sheetData`` and what follows it,
    ``links`` relationships of every sheet to addresses."""
    members = {
        "_rels/.rels": relations(("r", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {_SHEET}>{book}<sheets>"
        + "".join(f'<sheet name="{name}" r:id="s{n}"/>' for n, name in enumerate(sheets))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            ("t", "sharedStrings", "sharedStrings.xml"),
            ("y", "styles", "styles.xml"),
            *((f"s{n}", "worksheet", f"worksheets/{n}.xml") for n in range(len(sheets))),
        ),
        "xl/sharedStrings.xml": f"<sst {_SHEET}>"
        + "".join(f"<si>{text}</si>" for text in strings)
        + "</sst>",
        "xl/styles.xml": f"<styleSheet {_SHEET}>{styles}</styleSheet>",
    }
    rows = [(key, "hyperlink", address) for key, address in (links or {}).items()]
    for number, inner in enumerate(sheets.values()):
        members[f"xl/worksheets/{number}.xml"] = f"<worksheet {_SHEET}>{inner}</worksheet>"
        members[f"xl/worksheets/_rels/{number}.xml.rels"] = relations(*rows)
    return packed(members)


def odf(kind: str, content: str, before: str = "") -> bytes:
    """An OpenDocument file; ``kind`` is ``text``, ``spreadsheet`` or ``presentation``, ``content``
    what stands in its body, ``before`` what stands before it, such as automatic styles."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for name, full in {"draw": "drawing", **{n: n for n in _ODF_NAMES}}.items()
    )
    root = f"{before}<office:body><office:{kind}>{content}</office:{kind}></office:body>"
    return zipped(
        mimetype=f"application/vnd.oasis.opendocument.{kind}",
        content_xml=f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"{root}</office:document-content>",
    )


def page(main: str, *, nav: str = "Inicio", footer: str = "Contacto", title: str = "Plan") -> bytes:
    """An HTML page with a frame around ``main``."""
    return (
        f"<!doctype html><html lang=es><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<nav><a href=/>{nav}</a></nav><main>{main}</main><footer>{footer}</footer></body></html>"
    ).encode()
