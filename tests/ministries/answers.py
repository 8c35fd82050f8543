"""Documents and answers of the ministries' systems."""

from __future__ import annotations

import textwrap
from functools import cache
from urllib.parse import parse_qs, quote, urlsplit

from tests.kinds.answers import not_found, ok
from tests.kinds.model import Ask
from tests.kinds.pages import document, rewritten
from tests.unit.documents import pdf

PDF = "application/pdf"


@cache
def paper(name: str, *, altered: bool = False) -> bytes:
    """A PDF of two pages that says what no other does; ``altered``: a third of its paragraphs are in
    other words."""
    text = document(name, 8)
    if altered:
        text = rewritten(text, 2, 3, 5)
    lines = [line for paragraph in text for line in textwrap.wrap(paragraph, 88)]
    half = len(lines) // 2
    return pdf([[name, *lines[:half]], lines[half:]], title="Documento")


def file(content: bytes | None) -> bytes:
    """The answer for a PDF; for one that is gone, the server's 404."""
    return not_found() if content is None else ok(content, media_type=PDF)


def html(title: str, body: str, head: str = "") -> bytes:
    """A page whose whole body is given."""
    return ok(
        f"<!doctype html><html lang='es'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>".encode()
    )


def path_of(ask: Ask) -> str:
    """The path asked for, as it was sent."""
    return urlsplit(ask.path).path


def query_of(ask: Ask) -> dict[str, str]:
    """The query's first values, decoded."""
    return {name: values[0] for name, values in parse_qs(urlsplit(ask.path).query).items()}


def escaped(name: str) -> str:
    """A file's name as a site writes it into its links."""
    return quote(name, safe="")
