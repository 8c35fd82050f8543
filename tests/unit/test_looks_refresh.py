"""Pages that send their reader on without a redirect status."""

from __future__ import annotations

import gzip

import brotli
import pytest

from evidence.custody.warc import http
from evidence.looks.examine import refresh_of

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
        (META.replace(b"url=/y", b"url=/docs/x#s"),),
        (META.replace(b"; url=/y", b""),),
        (b"<noscript>" + META + b"</noscript>",),
        (b"<!--" + META + b"-->",),
        (b"<template>" + META + b"</template>",),
        (b"", "Refresh: 300"),
        (b"", "Refresh: 0; url=x"),
    ],
    ids=range(9),
)
def test_what_stays_is_not_followed(answer: tuple[bytes, str]) -> None:
    assert _of(*answer) is None


@pytest.mark.parametrize(
    ("seconds", "words", "followed"),
    [(1, 900, True), (2, 900, False), (2, 59, True), (2, 60, False)],
)
def test_a_page_forwards_at_once_or_has_no_text_of_its_own(
    seconds: int, words: int, followed: bool
) -> None:
    text = b"<p>" + b"palabra " * words + b"</p>"
    meta = META.replace(b"0; url", b"%d; url" % seconds)
    assert bool(_of(meta.replace(b"Espere", text))) == followed
    assert bool(_of(text, f"Refresh: {seconds}; url=/y", "Content-Type: text/html")) == followed


def test_a_refresh_is_looked_for_in_sixty_four_kilobytes() -> None:
    head, tag = b"<html><head><style>", b"</style><meta http-equiv=refresh content='0; url=/y'>"
    ahead = 65_536 - len(head) - len(tag)
    assert _of(head + b" " * ahead + tag) == "http://a.example/y"
    assert _of(head + b" " * (ahead + 1) + tag) is None


def test_only_success_is_followed() -> None:
    assert _of(META, status="404 Not Found") is None


def test_addresses_in_a_header_send_their_bytes_on() -> None:
    assert _of(b"", "Refresh: 0; url=/a\xf1o") == "http://a.example/a%F1o"


@pytest.mark.parametrize("status", ["204 No Content", "205 Reset Content"])
def test_an_answer_under_which_browsers_stay_sends_nobody_on(status: str) -> None:
    assert _of(b"", "Refresh: 0; url=/y", status=status) is None


def test_a_menu_around_a_page_that_only_forwards_is_no_text_of_its_own() -> None:
    menu = b"<nav>" + b"<a href=/m>Menu principal</a> " * 60 + b"</nav>"
    assert _of(LATER.replace(b"<body>", b"<body>" + menu + b"<main>")) == "http://a.example/y"
