"""What a host of the demo world can answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

HTML = "text/html; charset=utf-8"
_STYLE = (
    "body { font: 22px/1.5 sans-serif; max-width: 52rem; margin: 0 auto; padding: 0 1rem } "
    "nav { background: #13322b; padding: .6rem 1rem } nav a { color: #fff } h1 { color: #691c32 }"
)
"""Letters that can still be read on a small picture of the page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; ``wait`` seconds before it, ``hang_up`` instead of it."""

    status: int = 200
    body: bytes = b""
    media_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0


def page(title: str, *paragraphs: str, extra: str = "") -> Answer:
    """A ministry's page: menu, heading, paragraphs, footer."""
    text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    body = f"""<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>{escape(title)} | Gobierno</title>
<style>{_STYLE}</style></head>
<body><nav><a href="/">Inicio</a> <a href="/transparencia">Transparencia</a></nav>
<main><h1>{escape(title)}</h1>
{text}
{extra}</main>
<footer>© 2026 Gobierno. Todos los derechos reservados.</footer></body></html>"""
    return Answer(body=body.encode())


def redirect(location: str, status: int = 301) -> Answer:
    """A redirect to ``location``."""
    return Answer(status, b"", headers={"Location": location})


def not_found() -> Answer:
    """An honest 404."""
    return Answer(404, page("Error 404", "El recurso solicitado no existe.").body)


def pdf(*lines: str) -> bytes:
    """A one-page PDF 1.4 with ``lines`` of text, cross-reference table and all (ISO 32000-1,
    7.5)."""
    text = (
        "BT /F1 11 Tf 60 760 Td 16 TL "
        + " ".join(f"({_literal(line)}) Tj T*" for line in lines)
        + " ET"
    )
    stream = text.encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
            b"/Resources << /Font << /F1 4 0 R >> >> >>"
        ),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def _literal(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
