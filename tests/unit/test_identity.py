"""Keys of URLs, and where viewers keep documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.domains import domain_of
from evidence.identity import cdx_key, fetch_url, identity_key, lookup_key
from evidence.viewers import document_targets


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("HTTP://Agua.GOB.mx:80/a b?x=á#f", "http://agua.gob.mx/a%20b?x=%C3%A1"),
        ("https://bündnis.example/ñ", "https://xn--bndnis-3ya.example/%C3%B1"),
        (
            "http://a.example/%7Eb?b=2&a=1&utm_source=x",
            "http://a.example/%7Eb?b=2&a=1&utm_source=x",
        ),
    ],
)
def test_what_is_fetched_is_what_was_cited(cited: str, expected: str) -> None:
    assert fetch_url(cited) == expected


@pytest.mark.parametrize("cited", ["", "nada", "http://a b/", "javascript:alert(1)", "http://"])
def test_what_no_browser_reads(cited: str) -> None:
    with pytest.raises(ValueError, match=r"not a web address|Invalid input"):
        fetch_url(cited)
    assert identity_key(cited) == cited


def test_keys_join_what_they_say() -> None:
    one = "https://www.agua.gob.mx:443/Tablero/?utm_source=x&b=2&a=1#f"
    assert cdx_key(one) == "mx,gob,agua)/tablero?a=1&b=2&utm_source=x"
    assert (
        lookup_key(one)
        == lookup_key("http://agua.gob.mx/tablero?a=1&b=2")
        == "mx,gob,agua)/tablero?a=1&b=2"
    )
    assert cdx_key("http://agua.gob.mx:8080/") == "mx,gob,agua:8080)/"
    assert cdx_key("http://192.168.1.1/a") == "1,1,168,192)/a"
    assert cdx_key("http://www.mx/") == "mx,www)/"


@pytest.mark.parametrize(
    ("cited", "target"),
    [
        ("https://drive.google.com/file/d/1AbC_-x/view?usp=sharing&resourcekey=0-k",
         "https://drive.google.com/uc?export=download&id=1AbC_-x&resourcekey=0-k"),
        ("https://drive.google.com/open?id=1AbC", "https://drive.google.com/uc?export=download&id=1AbC"),
        ("https://docs.google.com/document/d/1AbC/edit", "https://docs.google.com/document/d/1AbC/export?format=pdf"),
        ("https://docs.google.com/spreadsheets/d/1AbC/edit#gid=7",
         "https://docs.google.com/spreadsheets/d/1AbC/export?format=xlsx&gid=7"),
        ("https://www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=0", "https://www.dropbox.com/scl/fi/x/a.pdf?rlkey=k&dl=1"),
        ("https://docs.google.com/viewer?url=http%3A%2F%2Fa.example%2Fx.pdf", "http://a.example/x.pdf"),
        ("https://a.example/pdfjs/web/viewer.html?file=..%2Fx.pdf", "https://a.example/pdfjs/x.pdf"),
    ],
)  # fmt: skip
def test_viewers(cited: str, target: str) -> None:
    assert document_targets(cited) == (target,)


@pytest.mark.parametrize(
    "cited",
    ["https://a.example/x.pdf", "http://a.example/Documento?doc=Nota.pdf", "https://drive.google.com/drive/folders/1",
     "https://drive.google.com/uc?export=download&id=1", "nada"],
)  # fmt: skip
def test_no_viewer(cited: str) -> None:
    assert document_targets(cited) == ()


@given(st.text(max_size=60), st.sampled_from(["http://a.example/", "https://www.a.example/?"]))
def test_fetching_is_stable_and_coarser_keys_follow(tail: str, head: str) -> None:
    try:
        fetched = fetch_url(head + tail)
    except ValueError:
        return
    assert fetch_url(fetched) == fetched
    assert cdx_key(fetched) == cdx_key(head + tail)
    assert lookup_key(fetched) == lookup_key(head + tail)


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("http://datos.agua.gob.mx:8080/x", "agua.gob.mx"),
        ("https://agua.gob.mx./x", "agua.gob.mx"),
        ("http://127.0.0.1:9/x", "127.0.0.1"),
        ("http://[::1]:8080/x", "::1"),
        ("http://agua.gob.mx:muchos/x", ""),
        ("no es una dirección", ""),
    ],
)
def test_an_address_has_the_domain_of_its_host_whatever_the_port(url: str, domain: str) -> None:
    assert domain_of(url) == domain
