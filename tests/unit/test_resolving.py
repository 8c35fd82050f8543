"""Where links, redirects and refreshes lead, as browsers read them."""

from __future__ import annotations

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.addresses import Refresh, as_written, base_of, location, refresh, resolve

PAGE = "https://a.example/docs/indice.html?v=1#s"


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("plan.pdf", "https://a.example/docs/plan.pdf"),
        ("\\otros\\plan.pdf", "https://a.example/otros/plan.pdf"),
        ("..\\plan.pdf", "https://a.example/plan.pdf"),
        ("https:\\\\b.example\\x", "https://b.example/x"),
        ("///b.example/x", "https://b.example/x"),
        ("/\\b.example/x", "https://b.example/x"),
        ("https:/b.example/x", "https://a.example/b.example/x"),
        ("http:/b.example/x", "http://b.example/x"),
        ("https:plan.pdf", "https://a.example/docs/plan.pdf"),
        ("pl\tan.\r\npdf", "https://a.example/docs/plan.pdf"),
        ("\x01 plan.pdf \n", "https://a.example/docs/plan.pdf"),
        ("?q=1", "https://a.example/docs/indice.html?q=1"),
        ("", "https://a.example/docs/indice.html?v=1"),
        ("#x", "https://a.example/docs/indice.html?v=1#x"),
        ("%2e%2e/plan.pdf", "https://a.example/plan.pdf"),
        ("año/x y", "https://a.example/docs/a%C3%B1o/x%20y"),
        ("//B.Example:443", "https://b.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_references_are_read_as_browsers_read_them(reference: str, address: str) -> None:
    assert resolve(PAGE, reference) == address


@pytest.mark.parametrize("reference", ["http://ho st/", "//b.example:99999/", "https://[::1/"])
def test_what_no_browser_can_read(reference: str) -> None:
    with pytest.raises(ValueError, match="URL"):
        resolve(PAGE, reference)
    # it was cited all the same
    assert as_written(PAGE, reference).endswith(reference)


@pytest.mark.parametrize(
    ("charset", "address"),
    [
        ("utf-8", "https://a.example/a%C3%B1o?n=Informaci%C3%B3n#%C3%B1"),
        ("utf-16-le", "https://a.example/a%C3%B1o?n=Informaci%C3%B3n#%C3%B1"),
        ("cp1252", "https://a.example/a%C3%B1o?n=Informaci%F3n#%C3%B1"),
        ("cp1251", "https://a.example/a%C3%B1o?n=Informaci%26%23243%3Bn#%C3%B1"),
    ],
)
def test_queries_go_out_in_the_charset_of_the_page(charset: str, address: str) -> None:
    assert resolve(PAGE, "/año?n=Información#ñ", charset) == address


@pytest.mark.parametrize("query", ["a=ó&b=%F3", "a='ó'", "¿ó?", 'ó+ó%20"<>'])
def test_the_rest_of_a_query_stays_as_it_is(query: str) -> None:
    plain = resolve(PAGE, "?" + query.replace("ó", "o").replace("¿", "-"))
    coded = resolve(PAGE, "?" + query, "cp1252")
    assert coded.replace("%F3", "o").replace("%BF", "-") == plain.replace("%F3", "o")


def test_without_a_page_only_addresses_are_resolved() -> None:
    assert resolve("", "docs/plan.pdf") == "docs/plan.pdf"
    assert resolve("informe.html", "/plan.pdf") == "/plan.pdf"
    assert resolve("", "http:\\\\b.example\\x") == "http://b.example/x"


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("/año/Plan de Acción.pdf", "https://a.example/año/Plan de Acción.pdf"),
        ("Acción.pdf#p=2", "https://a.example/docs/Acción.pdf#p=2"),
        ("?año=1", "https://a.example/docs/indice.html?año=1"),
        ("//b.example/año", "https://b.example/año"),
        ("https://b.example", "https://b.example"),
        ("https://b.example/%7eañ", "https://b.example/%7eañ"),
        ("./a", "https://a.example/docs/a"),
        ("\\año", "https://a.example/a%C3%B1o"),
        ("docs//x", "https://a.example/docs/docs//x"),
    ],
)
def test_addresses_are_spelt_as_they_stand_in_the_page(reference: str, address: str) -> None:
    assert as_written(PAGE, reference) == address


@given(st.text(max_size=30), st.sampled_from([PAGE, "http://b.example", "https://b.example/a/"]))
def test_both_spellings_are_the_same_address(reference: str, base: str) -> None:
    try:
        resolved = resolve(base, reference)
    except ValueError:
        as_written(base, reference)
    else:
        assert ada_url.normalize_url(as_written(base, reference)) == resolved


@pytest.mark.parametrize(
    ("header", "address"),
    [
        (b"/informaci\xf3n", "https://a.example/informaci%F3n"),
        ("/información".encode(), "https://a.example/informaci%C3%B3n"),
        ("https://ñandú.example/".encode(), "https://xn--and-6ma2c.example/"),
        (b"\\ok", "https://a.example/ok"),
        (b"  /ok#s ", "https://a.example/ok"),
        (b"/a?n=\xf3", "https://a.example/a?n=%F3"),
    ],
)
def test_locations_send_their_bytes_on(header: bytes, address: str) -> None:
    assert location(PAGE, header.decode("latin-1")) == address


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("0; url=/x", Refresh(0, "/x")),
        (" 5 ; URL = '/x' and more", Refresh(5, "/x")),
        ("0;/x", Refresh(0, "/x")),
        ("0 /x", Refresh(0, "/x")),
        ("0,url=/x", Refresh(0, "/x")),
        (".5;url=/x", Refresh(0, "/x")),
        ("1.9;url=/x", Refresh(1, "/x")),
        ('0; "/x', Refresh(0, "/x")),
        ("0; url/x", Refresh(0, "url/x")),
        ("0; url=/x, 0; url=/y", Refresh(0, "/x, 0; url=/y")),
        ("0" * 5000 + ";/x", Refresh(0, "/x")),
        ("300", Refresh(300, "")),
        ("0; url=", Refresh(0, "")),
        ("0; url=''", Refresh(0, "")),
        ("url=/x", None),
        ("; url=/x", None),
        ("-1; url=/x", None),
        ("1x; url=/x", None),
        ("", None),
    ],
)
def test_refreshes_are_read_by_the_steps_of_the_standard(value: str, found: Refresh | None) -> None:
    assert refresh(value) == found


@pytest.mark.parametrize(
    ("href", "base"),
    [
        ("/otra/", "http://a.example/otra/"),
        ("sub/", "http://a.example/d/sub/"),
        ("//b.example/x/", "http://b.example/x/"),
        (" /año/ ", "http://a.example/año/"),
        ("data:text/html,x", "http://a.example/d/x"),
        ("javascript:void(0)", "http://a.example/d/x"),
        ("http://[", "http://a.example/d/x"),
    ],
)
def test_a_base_that_is_no_place_is_none(href: str, base: str) -> None:
    assert base_of("http://a.example/d/x", href) == base
