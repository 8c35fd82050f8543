"""How documents and their absence look on the wire."""

from __future__ import annotations

import zlib
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import pypdfium2

from benchmarks.truth_world.model import Answer
from testigo.demo.answers import pdf as pdf_of

if TYPE_CHECKING:
    from benchmarks.truth_world.texts import Document

HTML = "text/html; charset=utf-8"
_REASONS = {
    200: "OK", 203: "Non-Authoritative Information", 301: "Moved Permanently", 302: "Found", 401: "Unauthorized",
    403: "Forbidden", 404: "Not Found", 410: "Gone", 429: "Too Many Requests", 451: "Unavailable For Legal Reasons",
    500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
}  # fmt: skip
_MENU = {
    "es": (("/", "Inicio"), ("/tramites", "Trámites"), ("/prensa", "Sala de prensa"), ("/contacto", "Contacto")),
    "en": (("/", "Home"), ("/services", "Services"), ("/news", "Newsroom"), ("/contact", "Contact")),
    "fr": (("/", "Accueil"), ("/services", "Démarches"), ("/presse", "Presse"), ("/contact", "Contact")),
    "pt": (("/", "Início"), ("/servicos", "Serviços"), ("/imprensa", "Imprensa"), ("/contato", "Contato")),
}  # fmt: skip


def answer(
    body: str | bytes, status: int = 200, media_type: str = HTML, headers: tuple[str, ...] = ()
) -> Answer:
    """A plain answer that closes the connection."""
    content = body.encode() if isinstance(body, str) else body
    lines = (
        f"HTTP/1.1 {status} {_REASONS[status]}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(content)}",
        *headers,
        "Connection: close",
    )
    return Answer("\r\n".join((*lines, "", "")).encode() + content)


def forward(place: str, status: int = 302, *headers: str) -> Answer:
    """A redirect."""
    return answer(b"", status, headers=(f"Location: {place}", *headers))


def text(document: Document) -> str:
    """The document's own text as HTML."""
    told = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in document.paragraphs)
    return f"<h1>{escape(document.title)}</h1>\n{told}\n"


def framed(document: Document, title: str, main: str, beside: str = "") -> str:
    """A page of the document's office: menu, main part, what stands beside it, foot."""
    menu = " ".join(f'<a href="{path}">{name}</a>' for path, name in _MENU[document.tongue])
    return (
        f'<!doctype html>\n<html lang="{document.tongue}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} | {escape(document.office)}</title></head>\n"
        f"<body><header><p>{escape(document.office)}</p><nav>{menu}</nav></header>\n"
        f"<main>{main}</main>\n{beside}"
        f"<footer><p>{escape(document.office)}, 2016–2026</p></footer></body></html>\n"
    )


def page(document: Document, beside: str = "", below: str = "") -> Answer:
    """The document as a page of its office; ``below`` ends the main part, ``beside`` follows it."""
    return answer(framed(document, document.title, text(document) + below, beside))


def notice(document: Document, title: str, *paragraphs: str, status: int = 200) -> Answer:
    """A page of the office that says something else than the document."""
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return answer(framed(document, title, f"<h1>{title}</h1>{told}"), status)


def bare(title: str, *paragraphs: str, status: int = 200, headers: tuple[str, ...] = ()) -> Answer:
    """A page of no office: a machine's, a stranger's."""
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return answer(
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>{told}</body></html>",
        status,
        headers=headers,
    )


def front(document: Document) -> Answer:
    """The front page of the document's office."""
    news = {
        "es": ("Bienvenida", "Consulte los trámites en línea.", "Convocatoria abierta para observadores.",
               "La ventanilla atiende de lunes a viernes."),
        "en": ("Welcome", "Use our services online.", "Observers are invited to apply.",
               "The counter is open from Monday to Friday."),
        "fr": ("Bienvenue", "Faites vos démarches en ligne.", "Appel à observateurs ouvert.",
               "Le guichet est ouvert du lundi au vendredi."),
        "pt": ("Bem-vindos", "Use os serviços on-line.", "Chamada aberta para observadores.",
               "O balcão atende de segunda a sexta."),
    }[document.tongue]  # fmt: skip
    return notice(document, f"{news[0]}: {document.office}", *news[1:])


def not_found(document: Document) -> Answer:
    """An honest 404."""
    title, told = {
        "es": ("Error 404", "El recurso solicitado no existe."),
        "en": ("Error 404", "There is nothing at this address."),
        "fr": ("Erreur 404", "Il n’y a rien à cette adresse."),
        "pt": ("Erro 404", "Não há nada neste endereço."),
    }[document.tongue]
    return notice(document, title, told, status=404)


def pdf(document: Document) -> Answer:
    """The document as a PDF with text."""
    return file(pdf_bytes(document))


def file(content: bytes, media_type: str = "application/pdf") -> Answer:
    """Bytes as a file."""
    return answer(content, media_type=media_type)


def pdf_bytes(document: Document) -> bytes:
    """The document as a PDF with text, lines of about 90 signs."""
    lines = [document.title]
    for paragraph in document.paragraphs:
        line = ""
        for word in paragraph.replace("’", "'").split():
            if len(line) + len(word) > 90:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        lines += [line, ""]
    return pdf_of(*lines)


@lru_cache
def scan_bytes(document: Document) -> bytes:
    """The document's PDF as a scanner leaves it: a picture of the page, no text (ISO 32000-1, 8.9.5)."""
    with pypdfium2.PdfDocument(pdf_bytes(document)) as opened:
        picture = opened[0].render(scale=2, grayscale=True)
        width, height, stride = picture.width, picture.height, picture.stride
        drawn = bytes(picture.buffer)
    rows = (drawn[start : start + width] for start in range(0, height * stride, stride))
    pixels = zlib.compress(b"".join(rows))
    content = b"q 612 0 0 792 0 0 cm /Im0 Do Q"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
            b"/Resources << /XObject << /Im0 4 0 R >> >> >>"
        ),
        (
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            % (width, height, len(pixels), pixels)
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)
