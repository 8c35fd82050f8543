"""What a page needs to look as it does, by its own bytes."""

from __future__ import annotations

import pytest

from evidence.content.requisites import of_page, of_style

PAGE = "https://dependencia.example/actas/1.asp"
AT = "https://dependencia.example"
LATIN = "text/html; charset=windows-1252"


@pytest.mark.parametrize(
    "named",
    [
        "<img src='/logo.asp?n=a\u00f1o'>",
        "<link rel=stylesheet href='/logo.asp?n=a\u00f1o'>",
        "<style>p{background:url(/logo.asp?n=a\u00f1o)}</style>",
        "<video poster='/logo.asp?n=a\u00f1o'></video>",
        "<table background='/logo.asp?n=a\u00f1o'></table>",
    ],
)
def test_what_a_page_names_is_asked_for_in_its_charset(named: str) -> None:
    assert of_page(named.encode("cp1252"), PAGE, LATIN) == [f"{AT}/logo.asp?n=a%F1o"]
    meta = "<meta charset=iso-8859-1>" + named
    assert of_page(meta.encode("cp1252"), PAGE) == [f"{AT}/logo.asp?n=a%F1o"]
    assert of_page(named.encode(), PAGE, "text/html; charset=utf-8") == [
        f"{AT}/logo.asp?n=a%C3%B1o"
    ]
    # a path is sent in UTF-8 whatever the page is written in
    path = named.replace("logo.asp?n=", "")
    assert of_page(path.encode("cp1252"), PAGE, LATIN) == [f"{AT}/a%C3%B1o"]


def test_a_style_attribute_is_asked_for_in_utf_8() -> None:
    named = "<p style='background:url(/logo.asp?n=a\u00f1o)'>"
    assert of_page(named.encode("cp1252"), PAGE, LATIN) == [f"{AT}/logo.asp?n=a%C3%B1o"]


def test_a_style_sheet_has_a_charset_of_its_own() -> None:
    css, sheet = "p{background:url(/logo.asp?n=a\u00f1o)}", f"{AT}/css/s.css"
    assert of_style(css.encode("cp1252"), sheet, "text/css") == [f"{AT}/logo.asp?n=a%F1o"]
    assert of_style(css.encode(), sheet, "text/css") == [f"{AT}/logo.asp?n=a%C3%B1o"]
