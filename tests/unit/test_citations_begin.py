"""Where a URL begins: no blank before it, a scheme misspelt or written twice."""

from __future__ import annotations

import pytest

from evidence.citations.find import urls
from evidence.citations.layout import Layout
from evidence.formats.document import Document
from tests.unit.plain_text import found, read


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Disponible enhttps://www.gob.mx/a.", "https://www.gob.mx/a"),
        ("Fuentehttp://www.gob.mx/b", "http://www.gob.mx/b"),
        ("ligas ahttps://www.gob.mx/b", "https://www.gob.mx/b"),
        ("参见https://www.example.org/b 。", "https://www.example.org/b"),
        ("見https://www.example.org/b", "https://www.example.org/b"),
        ("Смотриhttps://www.example.org/b", "https://www.example.org/b"),
        ("Véase: (enhttps://www.gob.mx/a)", "https://www.gob.mx/a"),
        ("Recuperado dewww.gob.mx/c.", "http://www.gob.mx/c"),
        ("Fuentewww.gob.mx", "http://www.gob.mx"),
        ("_https://www.gob.mx/i_", "https://www.gob.mx/i"),
        ("(_https://www.gob.mx/mi_acta_).", "https://www.gob.mx/mi_acta"),
        ("_https://www.gob.mx_", "https://www.gob.mx"),
    ],
)
def test_a_word_that_lacks_its_blank_is_no_part_of_a_url(text: str, url: str) -> None:
    (item,) = found(text)
    assert item.url == url
    assert text[item.start : item.end] == item.raw
    assert item.raw.endswith(url.removeprefix("http://"))


@pytest.mark.parametrize(
    "text",
    [
        "shttp://www.gob.mx/a", "xhttp://www.gob.mx/a", "hxxp://www.gob.mx/a", "httpu://www.gob.mx/a",
            "sftp://www.gob.mx/a", "ftps://www.gob.mx/a", "smtp://www.gob.mx/a", "ntp://www.gob.mx/a", "ssh://www.gob.mx",
            "ttps://x", "hhttp://localhost/", "nttps//www", "a=ttps://x.gob.mx/", "enhttp://intranet/a", "clave9dhttp://www.gob.mx/",
        "/ir/xhttps://www.gob.mx/a", "?u=enhttps://www.gob.mx/a", "_http://www.gob.mx/a", "a_https://www.gob.mx/a_",
        "_https://www.gob.mx/a_b", "wwww.gob.mx", "xwww.gob.mx", "http://http", "http://https://", "https://www/",
        "http;//x", "http//y/o", "https/www.x", "hppt://www.gob.mx/a", "HTTP/1.1", "http/https.",
        "http:\\\\servidor\\x",
        "espejo/http/www.gob.mx/a", "http.//localhost",
    ],
)  # fmt: skip
def test_what_begins_no_url(text: str) -> None:
    assert read(text) == []


def test_a_label_of_a_host_may_end_in_www() -> None:
    assert read("en oldwww.example.org/x") == ["http://oldwww.example.org/x"]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("http://http://www.gob.mx/x", "http://www.gob.mx/x"),
        ("https://https://www.gob.mx/x", "https://www.gob.mx/x"),
        ("http://https://www.gob.mx/x", "https://www.gob.mx/x"),
        ("https://http://inai.org.mx/x", "http://inai.org.mx/x"),
        ("http://https//www.gob.mx/x", "https://www.gob.mx/x"),
        ("http://http:/www.gob.mx/x", "http://www.gob.mx/x"),
        ("http:///www.gob.mx/x", "http://www.gob.mx/x"),
        ("http:/www.gob.mx/x", "http://www.gob.mx/x"),
        ("https:/inai.org.mx/x", "https://inai.org.mx/x"),
        ("http;//www.gob.mx/x", "http://www.gob.mx/x"),
        ("http.//www.gob.mx/x", "http://www.gob.mx/x"),
        ("https//www.gob.mx/x", "https://www.gob.mx/x"),
        ("https/www.gob.mx/x", "https://www.gob.mx/x"),
        ("htpp://www.gob.mx/x", "http://www.gob.mx/x"),
        ("htttps://www.gob.mx/x", "https://www.gob.mx/x"),
        ("http:\\\\www.gob.mx\\x", "http://www.gob.mx/x"),
        ("htpp://https://www.gob.mx/x", "https://www.gob.mx/x"),
        ("ttps://www.gob.mx/x", "https://www.gob.mx/x"),
        ("ttp://gob.mx/x", "http://gob.mx/x"),
        ("tps://gob.mx/x", "https://gob.mx/x"),
        ("htp://gob.mx/x", "http://gob.mx/x"),
        ("hhttps://gob.mx/x", "https://gob.mx/x"),
        ("httos://gob.mx/x", "https://gob.mx/x"),
        ("httpss://gob.mx/x", "https://gob.mx/x"),
        ("Ttps://gob.mx/x", "https://gob.mx/x"),
        ("ttps://http://gob.mx/x", "http://gob.mx/x"),
        ("https//:gob.mx/x", "https://gob.mx/x"),
        ("http/:/gob.mx/x", "http://gob.mx/x"),
        ("https://:gob.mx/x", "https://gob.mx/x"),
        ("https:www.gob.mx/x", "https://www.gob.mx/x"),
    ],
)
def test_a_scheme_written_twice_or_misspelt_is_mended(written: str, url: str) -> None:
    text = f"Ver {written}, y"
    (item,) = found(text)
    assert (item.url, item.repairs) == (url, ("scheme",))
    assert text[item.start : item.end] == item.raw == written


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/2019/http://www.gob.mx/x",
        "https://web.archive.org/save/https://http.cat/404",
        "http://http.cat/404",
        "https://https.example.org/x",
        "https://ftp.example.org/x",
        "http://www.example.org/http//www.gob.mx",
        "https://a.example/ir?u=http://http://www.gob.mx/",
    ],
)
def test_schemes_within_a_url_are_its_own(url: str) -> None:
    (item,) = found(f"Ver {url} y")
    assert (item.url, item.repairs) == (url, ())


def test_a_host_is_taken_over_a_change_of_type() -> None:
    text = "Ver http://www.gob.mx/a1 y"
    document = Document(text, seams={text.index("gob"), text.index("1")})
    assert [item.url for item in urls(text, Layout(document))] == ["http://www.gob.mx/a"]
