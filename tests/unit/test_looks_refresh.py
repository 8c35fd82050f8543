"""Pages that send their reader on without a redirect status."""

from __future__ import annotations

import gzip

import brotli
import pytest

from evidence.custody.warc import http
from evidence.looks.forwards import refresh_of

HERE = "http://a.example/docs/x"
META = b"<html><head><meta http-equiv=refresh content='0; url=/y'></head><body>Espere</body></html>"
LATER = META.replace(b"0; url", b"5; url")
LONG = b"<p>" + b"palabra " * 100 + b"</p>"


def _of(body: bytes, *lines: str, status: str = "200 OK") -> str | None:
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1")
    return refresh_of(http.parse(head + body), HERE)


@pytest.mark.parametrize(
    "answer",
    [
        (META, "Content-Type: text/html"),
        (META, "Content-Type: text/html", "Refresh: 0; url=/z"),
        (gzip.compress(META), "Content-Encoding: gzip"),
        (gzip.compress(gzip.compress(META)), "Content-Encoding: gzip", "Content-Encoding: gzip"),
        (brotli.compress(META), "Content-Encoding: br"),
        (b"", "Refresh: 0; url=/y"),
        (b"", "Content-Type: text/html", "Refresh: 3;\\y"),
        (b"x", "Content-Type: text/plain", "Refresh: 0; url=/y"),
        (LATER,),
        (META.replace(b"<body>", LONG),),
        (META.replace(b"http-equiv=refresh", b'HTTP-EQUIV = "Refresh"'),),
        (b"<style>" + b"a{} " * 10_000 + b"</style>" + META,),
        (META.replace(b"0; url=/y", b"9;url=/z'><meta http-equiv=refresh content='0;/y"),),
    ],
    ids=range(13),
)
def test_a_page_that_only_forwards_is_followed(answer: tuple[bytes, str]) -> None:
    assert _of(*answer) == "http://a.example/y"


@pytest.mark.parametrize(
    "answer",
    [
        (b"<p>plain</p>",),
        (LATER.replace(b"<body>", LONG),),
        (META.replace(b"/y", b"javascript:void(0)"),),
        (META.replace(b"/y", b"http://[/"),),
        (b"<noscript>" + META + b"</noscript>",),
        (b"<!--" + META + b"-->",),
        (b"<template>" + META + b"</template>",),
        (b"", "Refresh: 0; url=mailto:a@b.example"),
        (b"", "Refresh: 0; url=http://[/"),
    ],
    ids=range(9),
)
def test_what_stays_is_not_followed(answer: tuple[bytes, str]) -> None:
    assert _of(*answer) is None


@pytest.mark.parametrize(
    ("seconds", "words", "followed"),
    [
        (1, 900, True),
        (2, 900, False),
        (2, 59, True),
        (2, 60, False),
        (30, 59, True),
        (31, 59, False),
        (1200, 0, False),
    ],
)
def test_a_page_forwards_at_once_or_has_no_text_of_its_own(
    seconds: int, words: int, followed: bool
) -> None:
    text = b"<p>" + b"palabra " * words + b"</p>"
    meta = META.replace(b"0; url", b"%d; url" % seconds)
    assert bool(_of(meta.replace(b"Espere", text))) == followed
    assert bool(_of(text, f"Refresh: {seconds}; url=/y", "Content-Type: text/html")) == followed


FILLER = b"<style>" + b"a{color:red} " * 25_000 + b"</style>"
OFICIO = b"<h1>Oficio 14/2020</h1><p>El padron consta de 1,204 personas en doce municipios del estado.</p>"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.4\n" + b"x" * 300_000 + b"\n%%EOF", "application/pdf"),
        (b"%PDF-1.4\n%%EOF", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 90, "image/png"),
        (b"nombre,cargo\nAna,Directora\n", "text/csv"),
        (b"Oficio 14/2020", "text/plain"),
        (OFICIO, "text/plain; charset=utf-8"),
        (b"PK\x03\x04word/", "application/octet-stream"),
    ],
)
@pytest.mark.parametrize("seconds", [2, 30, 1200])
def test_nobody_is_sent_away_from_a_file_while_he_reads_it(
    body: bytes, kind: str, seconds: int
) -> None:
    assert _of(body, f"Content-Type: {kind}", f"Refresh: {seconds}; url=/sesion-expirada") is None


@pytest.mark.parametrize("seconds", [60, 600, 1200, 999_999])
@pytest.mark.parametrize(
    "text", [OFICIO, b"", b"<table><tr><td>Ana<td>Directora</table>", FILLER + LONG]
)
def test_the_end_of_a_visit_is_not_the_end_of_the_document(seconds: int, text: bytes) -> None:
    assert _of(META.replace(b"0; url", b"%d; url" % seconds) + text) is None
    assert _of(text, "Content-Type: text/html", f"Refresh: {seconds}; url=/sesion-expirada") is None


def test_a_text_behind_a_quarter_of_a_megabyte_is_the_pages_own() -> None:
    late = META.replace(b"0; url", b"20; url").replace(b"<body>", FILLER + b"<body>")
    assert _of(late.replace(b"Espere", LONG)) is None
    assert _of(late) == "http://a.example/y"
    assert _of(gzip.compress(late.replace(b"Espere", LONG)), "Content-Encoding: gzip") is None
    # what is very large has something to show, whatever it is
    assert _of(late.replace(b"Espere", b" " * 2_000_000)) is None
    at_once = META.replace(b"<body>", FILLER + b"<body>" + LONG)
    assert _of(at_once) == "http://a.example/y"


@pytest.mark.parametrize(("header", "meta", "target"), [
    (0, 1200, "http://a.example/z"), (1200, 0, "http://a.example/y"), (5, 5, "http://a.example/y"),
    (1200, 1800, None), (5, 1800, "http://a.example/z"),
])  # fmt: skip
def test_of_the_header_and_the_page_the_sooner_counts(
    header: int, meta: int, target: str | None
) -> None:
    body = META.replace(b"0; url", b"%d; url" % meta)
    assert _of(body, "Content-Type: text/html", f"Refresh: {header}; url=/z") == target


def test_a_download_leaves_its_reader_where_he_is() -> None:
    told = "Content-Disposition: attachment; filename=plan.pdf"
    assert _of(b"%PDF-1.4\n%%EOF", told, "Refresh: 0; url=/gracias") is None
    assert _of(META, "Content-Disposition: inline") == "http://a.example/y"


@pytest.mark.parametrize(
    ("kind", "followed"),
    [
        ("text/html", True), ("TEXT/HTML; charset=utf-8", True), ("application/xhtml+xml", True),
        ("unknown/unknown", True), ("html", True), ("", True),
        ("text/plain", False), ("text/plain; charset=utf-8", False), ("application/octet-stream", False),
        ("text/csv", False),
    ],
)  # fmt: skip
def test_markup_that_is_shown_as_it_is_written_sends_nobody_on(kind: str, followed: bool) -> None:
    assert bool(_of(META, f"Content-Type: {kind}")) == followed
    # a header is heeded whatever it stands before
    assert _of(META, f"Content-Type: {kind}", "Refresh: 0; url=/z")


@pytest.mark.parametrize(
    "name", [b"&#114;efresh", b"refres&#x68;", b"'re&#102;resh'", b'"REF&#82;ESH"']
)
def test_the_name_of_a_refresh_may_have_references_in_it(name: bytes) -> None:
    assert _of(META.replace(b"=refresh", b"=" + name)) == "http://a.example/y"
    assert _of(META.replace(b"=refresh", b"=X&amp;Y")) is None


@pytest.mark.parametrize(
    "answer",
    [
        (META.replace(b"url=/y", b"url=#s"),),
        (META.replace(b"; url=/y", b""),),
        (b"<base href=/other/>" + META.replace(b"; url=/y", b""), "Content-Type: text/html"),
        (b"", "Refresh: 5"),
        (b"", "Refresh: 0; url=x"),
    ],
    ids=range(5),
)
@pytest.mark.parametrize("status", ["200 OK", "403 Forbidden", "503 Service Unavailable"])
def test_a_page_that_loads_itself_again_names_itself(
    answer: tuple[bytes, str], status: str
) -> None:
    assert _of(*answer, status=status) == HERE


def test_a_refresh_is_looked_for_in_a_quarter_of_a_megabyte() -> None:
    head, tag = b"<html><head><style>", b"</style><meta http-equiv=refresh content='0; url=/y'>"
    ahead = 262_144 - len(head) - len(tag)
    assert _of(head + b" " * ahead + tag) == "http://a.example/y"
    assert _of(head + b" " * (ahead + 1) + tag) is None


def test_an_error_sends_on_only_those_who_ask_what_browsers_show_in_its_place() -> None:
    assert _of(META, status="404 Not Found") is None
    message = http.parse(b"HTTP/1.1 404 Not Found\r\n\r\n" + META)
    assert refresh_of(message, HERE, errors=True) == "http://a.example/y"
    # whoever reads that there is nothing before he is sent on was told so
    later = http.parse(b"HTTP/1.1 404 Not Found\r\n\r\n" + LATER)
    assert refresh_of(later, HERE, errors=True) is None


def test_a_redirect_that_says_not_where_may_forward() -> None:
    assert _of(b"", "Location:", "Refresh: 0; url=/y", status="302 Found") == "http://a.example/y"


@pytest.mark.parametrize("value", ["/a\xf1o", "/año".encode().decode("latin-1"), "/a%C3%B1o"])
def test_addresses_in_a_header_are_asked_for_in_utf_8(value: str) -> None:
    assert _of(b"", f"Refresh: 0; url={value}") == "http://a.example/a%C3%B1o"


def test_a_refresh_in_utf_16_is_found() -> None:
    body = b"\xff\xfe" + META.decode().encode("utf-16-le")
    assert _of(body, "Content-Type: text/html") == "http://a.example/y"


@pytest.mark.parametrize("status", ["204 No Content", "205 Reset Content", "304 Not Modified"])
def test_an_answer_under_which_browsers_stay_sends_nobody_on(status: str) -> None:
    assert _of(b"", "Refresh: 0; url=/y", status=status) is None


def test_a_menu_around_a_page_that_only_forwards_is_no_text_of_its_own() -> None:
    menu = b"<nav>" + b"<a href=/m>Menu principal</a> " * 60 + b"</nav>"
    assert _of(LATER.replace(b"<body>", b"<body>" + menu + b"<main>")) == "http://a.example/y"


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("/#/acta/5", "http://a.example/#/acta/5"),
        ("/#!acta", "http://a.example/#!acta"),
        ("/y#seccion", "http://a.example/y"),
        ("#/acta/5", HERE),
    ],
)
def test_a_route_of_a_scripts_page_is_kept_and_a_place_on_a_page_is_not(
    written: str, target: str
) -> None:
    assert _of(META.replace(b"/y", written.encode())) == target
    assert _of(b"", f"Refresh: 0; url={written}") == target
