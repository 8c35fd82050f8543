"""Captured pages and data: the content that looks are compared by, and what leads on from it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from evidence.content.anchors import at_anchor
from evidence.content.model import Content
from evidence.content.readers.html_data import read_page_data
from evidence.content.readers.html_walk import Walk
from evidence.content.reading import read
from evidence.content.scripted import MOST, data_addresses
from evidence.fence.typed import decode, encode
from evidence.formats.charset import read_text
from evidence.formats.document import Unreadable
from evidence.formats.sniff import sniff
from evidence.identity import fetch_url
from evidence.looks.offers import offers_of
from evidence.looks.parts import parts_of
from tests.fuzz.target import Target, choice, hold
from tests.unit import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://www.gob.mx/agua/Tablero/"
_TYPES = (
    "text/html", "text/html; charset=iso-8859-1", "text/html; charset=utf-16", "application/json",
    "text/csv", "text/plain", "application/xml", "", "text/html; charset=shift_jis",
)  # fmt: skip
_WORDS = (
    b"<table>", b"<tr>", b"<td>", b"<noscript>", b"<script>", b"</script>", b"<template>", b"<base href=",
    b"<iframe src=", b"<embed src=", b"<object data=", b"<meta http-equiv=refresh content=", b"hidden",
    b"style=\"display:none\"", b"<main>", b"<nav>", b"role=dialog", b"<svg>", b"<math>", b"<select>",
    b"<option>", b"<input value=", b"<!--", b"-->", b"<![CDATA[", b"&nbsp;", b"&#x0;", b"data-url=",
    b"<h2>", b"<a href=", b"fetch('", b"$.getJSON(", b"JSON.parse(", b"__NEXT_DATA__", b"\xef\xbb\xbf",
    b"<?xml version=\"1.0\"?>", b"<title>", b"\x00", b"{\"a\":[", b"};", b"charset=",
)  # fmt: skip


def _content(data: bytes) -> Content | None:
    content_type, body = choice(data, _TYPES)
    media_type = sniff(body, content_type)
    if media_type not in ("text/html", "text/plain", "application/json", "text/csv"):
        return None
    try:
        return read(body, media_type, content_type, URL)
    except Unreadable:
        return None


def _page(data: bytes) -> None:
    content = _content(data)
    if content is None:
        return
    hold(decode(Content, json.loads(encode(content))) == content, "it comes whole from the fence")
    hold(not Counter(content.main) - Counter(content.lines), "what is main is on the page")
    hold(not any("\n" in line or not line.strip() for line in content.lines), "a line is a line")
    hold(all("#" not in link.url for link in content.links), "a link has no fragment")
    hold(content == _content(data), "the same bytes give the same content")


def _parts(data: bytes) -> None:
    content = _content(data)
    if content is None:
        return
    for told in (parts_of(content, URL, URL), offers_of(content, URL, URL)):
        urls = [one.url for one in told]
        hold(len(set(urls)) == len(urls), "each address is told once")
        hold(all(fetch_url(url) == url for url in urls), "an address is told as it is asked for")
        hold(URL not in urls, "a page is no part of itself")


def _walk(data: bytes) -> None:
    text = read_text(data).text
    tree = LexborHTMLParser(text)
    for scripted in (True, False):
        walk = Walk(tree, scripted=scripted)
        hold(all(block.text.strip() for block in walk.blocks), "no block is empty")
        shown = sum(len(block.text) for block in walk.blocks)
        hold(shown <= 20 * len(text) + 100, "a page shows what it holds, and not many times over")


def _drawn(data: bytes) -> None:
    data = read_text(data).text.encode()  # what is handed over the fence is text of ours
    found = read_page_data(data)
    hold(all(isinstance(line, str) and line.strip() for line in found.lines), "no line is empty")
    hold(found == read_page_data(data), "the same bytes give the same records")


def _scripted(data: bytes) -> None:
    found = data_addresses(data.decode("utf-8", "replace"), URL)
    hold(len(found) == len(set(found)) <= MOST, "few addresses, each once")
    for address in found:
        hold(address.startswith(("http://", "https://")) and "#" not in address, "of the web")


def _anchor(data: bytes) -> None:
    name, _, html = data.decode("utf-8", "replace").partition("\n")
    found = at_anchor(html, name)
    hold(found is None or len(found.split()) <= 60, "a place is told in few words")


def _pages() -> Iterator[bytes]:
    yield b"0" + documents.page(
        "<h1>Plan</h1><p>Uno <a href=/a.pdf>dos</a></p><table><tr><td>1<td>2</table>"
    )
    yield b"0" + documents.page(
        '<iframe src="viewer.html?file=/a.pdf"></iframe><embed src=b.pdf><object data="c.pdf" type=application/pdf>'
    )
    yield b"0<meta http-equiv=refresh content='3; url=/b'><base href=//otro.mx/c/><a href=d>e</a>"
    yield (
        b"0<noscript><p>"
        + b"palabra " * 90
        + b"</p></noscript><script>fetch('datos.json')</script>"
    )
    yield b"1<p>a\xf1o \x96 \x80</p><dialog open>Galletas</dialog><select><option>uno<option selected>dos</select>"
    yield b"2\xff\xfe" + "<p>Año</p>".encode("utf-16-le")
    yield b'3{"commitments":[{"title":"Agua","progress":0.4,"url":"/a.pdf"},{"title":"Luz","progress":1}]}'
    yield b'3{"values":[["Meta","Avance"],["Agua","40 %"]],"dates":[1493596800000]}'
    yield b'0<script type="application/json">{"items":[{"title":"Agua limpia para todos","id":1}]}</script><div id=app></div>'
    yield b'0<script>var datos = [{a: \'uno\', b: 2}]; window.__DATA__ = {"x":["y"]};</script>'
    yield b'4meta;avance\n"agua; luz";40\n'
    yield b"5Texto plano\n\ncon https://a.mx/b\n"
    yield b"0<p>a<p hidden>b<p style='display: none'>c<details><summary>d</summary>e</details><svg><text>f</text></svg>"
    yield b"8<p>\x83e\x83X\x83g</p>"


def _scripts() -> Iterator[bytes]:
    yield b"<script>fetch('datos.json').then(r => r.json())</script>"
    yield b"<script>const u = '/api/metas'; axios.get(u); $.getJSON(\"x.json\", f)</script>"
    yield b'<table data-url="/t.json"></table><link rel=preload as=fetch href=/p.json>'
    yield b"<script>$.ajax({url: '/a.json', type: 'POST'}); x.open('GET', '/b.csv');</script>"
    yield b"<base href=/datos/><script src='/data/x.js?callback=f'></script>/* fetch('no.json') */"


def _anchors() -> Iterator[bytes]:
    yield b"metas\n<h2 id=metas>Metas</h2><p>Uno dos</p><h2>Otra</h2>"
    yield b'a%C3%B1o\n<a name="a\xc3\xb1o"></a><ul><li>Uno</ul><footer>pie</footer>'


_JSON = (b'{"', b'":', b"[[", b"]]", b"null", b"1e999", b"\\u0000", b"\\ud800", b"NaN")
TARGETS = (
    Target("page", "content comes whole from the fence, the same each time; a line is a line",
           _page, _pages, _WORDS, seconds=1.0),
    Target("page-parts", "parts and offers are told once, as they are asked for, never the page itself",
           _parts, _pages, _WORDS, seconds=1.0),
    Target("page-walk", "what is shown is on the page, and not many times over", _walk,
           lambda: (seed[1:] for seed in _pages()), _WORDS),
    Target("page-data", "records of a page's scripts are the same each time", _drawn,
           lambda: (seed[1:] for seed in _pages()), _WORDS + _JSON),
    Target("page-scripts", "few addresses of data, each once, all of the web", _scripted, _scripts, _WORDS),
    Target("page-anchor", "a place of a page is told in few words", _anchor, _anchors, _WORDS),
)  # fmt: skip
