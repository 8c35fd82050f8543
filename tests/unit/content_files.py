"""Small documents of every kind, made here so that a test can say what differs between two of
them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


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


def docx(body: str) -> bytes:
    """A DOCX whose body is the WordprocessingML ``body``."""
    return zipped(word__document_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>")


def paragraph(text: str, style: str = "") -> str:
    """A WordprocessingML paragraph."""
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{kind}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odf(kind: str, content: str) -> bytes:
    """An OpenDocument file; ``kind`` is ``text`` or ``spreadsheet``, ``content`` what stands in its
    body."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    root = f"<office:body><office:{kind}>{content}</office:{kind}></office:body>"
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
