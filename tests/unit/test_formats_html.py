"""Links of HTML sources lead where browsers go."""

from __future__ import annotations

import pytest

from evidence.formats import html
from evidence.formats.document import Body


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("?id=1&region=5&sector=2&copy=3", "?id=1&region=5&sector=2&copy=3"),
        ("?id=1&amp;region=5", "?id=1&region=5"),
        ("?a&copy", "?a©"),
        ("?a&copy2", "?a&copy2"),
        ("?n=&ntilde;&ordf=1", "?n=ñ&ordf=1"),
        ("?a=1&nosuch;b=2", "?a=1&nosuch;b=2"),
        ("?a=1&#38;b=2&&c", "?a=1&b=2&&c"),
    ],
)
@pytest.mark.parametrize("quotes", ['"', "'", ""])
def test_references_in_attributes_are_read_as_browsers_read_them(
    href: str, target: str, quotes: str
) -> None:
    page = f"<p><a class=x href={quotes}https://a.example/d{href}{quotes}>d</a></p>".encode()
    document = html.read(Body(page, "text/html", "text/html; charset=utf-8"))
    assert [link.target for link in document.links] == [f"https://a.example/d{target}"]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("doc.asp?n=Información", "https://a.example/x/doc.asp?n=Informaci%F3n"),
        ("doc.asp?n=Informaci&oacute;n", "https://a.example/x/doc.asp?n=Informaci%F3n"),
        ("https://b.example/año?n=ñ#ñ", "https://b.example/a%C3%B1o?n=%F1#%C3%B1"),
        ("año/Plan.pdf", "https://a.example/x/año/Plan.pdf"),
        ("https://b.example", "https://b.example"),
        ("\\otros\\Plan.pdf", "https://a.example/otros/Plan.pdf"),
        ("https:\\\\b.example\\Plan.pdf", "https://b.example/Plan.pdf"),
        ("///b.example/x", "https://b.example/x"),
        ("http://[::1/x", "http://[::1/x"),
    ],
)
def test_links_lead_where_browsers_go(href: str, target: str) -> None:
    page = f'<meta charset="windows-1252"><a href="{href}">d</a>'.encode("cp1252")
    document = html.read(Body(page, "text/html", url="https://a.example/x/informe.html"))
    assert [link.target for link in document.links] == [target]
