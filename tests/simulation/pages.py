"""What the world's servers have to show."""

from __future__ import annotations

import gzip
from functools import cache

from tests.kinds.pages import document, page, rewritten

NOT_FOUND = page("Página no encontrada", ("Error 404: la página que busca no existe.",))
HOME = page("Portal", ("Bienvenida y bienvenido al portal de la dependencia.",))
BUSY = b"<html><body><h1>Service unavailable</h1></body></html>"


@cache
def text_of(path: str, version: int) -> bytes:
    """The page of a document."""
    paragraphs = document(path, 5)
    if version:
        paragraphs = rewritten(paragraphs, 1, 3, by=f"versión {version}")
    name = path.rpartition("/")[2].partition(".")[0]
    return page(f"Acta de la sesión {name}", paragraphs)


def board(entries: dict[str, str]) -> bytes:
    """A results board with these entries, each with where it leads."""
    lines = "".join(f'<li><a href="{path}">{label}</a></li>' for label, path in entries.items())
    return (
        '<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Tablero</title></head>'
        f"<body><main><h1>Compromisos</h1><h2>Agua</h2><ul>{lines}</ul></main></body></html>"
    ).encode()


@cache
def packed(path: str, version: int) -> bytes:
    """The same in gzip."""
    return gzip.compress(text_of(path, version), mtime=0)


def http(
    status: str,
    body: bytes = b"",
    *headers: str,
    media_type: str = "text/html; charset=utf-8",
    length: bool = True,
) -> bytes:
    """An answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
