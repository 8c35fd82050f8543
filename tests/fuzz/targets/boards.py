"""Results boards: pages, scripts, sitemaps, and the labels by which entries are told apart.

Pages are read behind the fence: they may cost no more than a worker has, and raise ValueError for a
selector of labels only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evidence.boards import addresses, numbering, sitemap
from evidence.boards.fenced import Sheet, sheet
from evidence.boards.read import read
from evidence.fence.typed import decode, encode
from tests.fuzz.target import Target, choice, hold
from tests.unit import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

_URLS = (
    "https://www.gob.mx/agua/Tablero/", "https://a.mx/datos.json", "https://a.mx/app.js", "https://a.mx/sitemap.xml",
    "https://a.mx/robots.txt", "https://a.mx/sitemap.xml.gz",
)  # fmt: skip
_TYPES = (
    "text/html",
    "application/json",
    "text/javascript",
    "application/xml",
    "text/plain",
    "application/gzip",
)
_WORDS = (
    b"<h2>", b"<table>", b"<tr>", b"<th>", b"<td rowspan=", b"<td colspan=", b"<ul>", b"<li>", b"<a href=", b"<form>",
    b"<input type=hidden name=__VIEWSTATE value=", b"__doPostBack('a','b')", b"<select onchange=", b"<option value=",
    b"<iframe src=", b"onclick=\"window.open('", b"data-url='[{\"", b"<nav>", b"<dl><dt>", b"</dt><dd>", b"<details>",
    b"<script>", b"<urlset>", b"<loc>", b"</loc>", b"Sitemap: ", b"<base href=", b"javascript:", b"location.href='",
    b"<fieldset><legend>", b"role=tabpanel", b"<rss>", b"<link>", b"<meta http-equiv=refresh content=", b"page=2",
)  # fmt: skip


def _page(data: bytes) -> None:
    url, body = choice(data, _URLS)
    content_type = _TYPES[_URLS.index(url)]
    page = read(body, content_type, url)
    if page is None:
        return
    for link in page.links:
        hold(
            isinstance(link.url, str) and all(isinstance(step, str) for step in link.path), "texts"
        )
        addresses.page_key(link.url)
        addresses.view_key(link.url)
        addresses.shape_of(link.url)
        addresses.is_loop(link.url)
    made = sheet(body, content_type, url, [])
    hold(decode(Sheet, json.loads(encode(made))) == made, "it comes whole from the fence")


def _labels(data: bytes) -> None:
    """A selector of labels is one, or refused with ValueError."""
    selector, _, markup = data.decode("utf-8", "replace").partition("\n")
    try:
        read(markup.encode(), "text/html", _URLS[0], [selector])
    except ValueError:
        return


def _sitemap(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for links in (sitemap.read(text), sitemap.read_robots(text)):
        hold(len(links) <= 50_000, "no more than the protocol allows")
        hold(all(not any(c in link.url for c in "\r\n") for link in links), "an address is one")
    sitemap.is_sitemap(text)


def _numbers(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    numbering.ordinal(text)
    core = numbering.core(text)
    hold(len(core) <= 3 * len(text), "what is left of a label is part of it")


def _pages() -> Iterator[bytes]:
    yield b"0" + documents.page(
        "<h2>1. Agua</h2><ul><li>1.1 <a href=a.pdf>Minuta</a><li><a href=?page=2>2</a></ul>"
        "<table><tr><th>Meta<th>Liga<tr><td rowspan=2>Luz<td><a href=b.xlsx>ver</a><tr><td><a href=c>d</a></table>"
    )
    yield b"0<form method=post action=t.aspx><input type=hidden name=__VIEWSTATE value=x><a href=\"javascript:__doPostBack('g','1')\">Ver</a></form>"
    yield b'0<div onclick="window.open(\'/d.pdf\')" data-items=\'[{"url":"/e.pdf","titulo":"E"}]\'>x</div><iframe src=f></iframe>'
    yield b"0<dl><dt>Agua<dd><a href=a>b</a></dl><details><summary>S</summary><a href=c>d</a></details><select><option value=/e.html>E</select>"
    yield b'1{"datos":[{"nombre":"Agua","liga":"/a.pdf","hijos":[{"url":"b.html"}]}]}'
    yield b"2var datos=[{url:'a.pdf',titulo:\"A\"}]; $.getJSON('b.json')"
    yield b"3<?xml version='1.0'?><urlset><url><loc>https://a.mx/b</loc></url></urlset>"
    yield b"4User-agent: *\nSitemap: https://a.mx/s.xml\n"


def _selectors() -> Iterator[bytes]:
    yield b"h2\n<h2>Agua</h2><a href=a>b</a>"
    yield b"div.meta > span:not(.x):nth-child(2n+1), [data-a^='b' i]\n<div class=meta><span>Agua</span></div>"


def _sitemaps() -> Iterator[bytes]:
    yield b"<urlset><url><loc><![CDATA[ https://a.mx/b?c&amp;d ]]></loc></url></urlset>"
    yield b"<rss><channel><item><link>https://a.mx/</link></item></channel></rss>"
    yield b"Sitemap: https://a.mx/s.xml\nsitemap:b\n"


def _ordinals() -> Iterator[bytes]:
    for text in (
        "1.2.3 Agua",
        "Compromiso XIV: luz",
        "a) b",
        "Meta núm. 4",
        "3º trimestre",
        "II.- Dos",
        "①",
    ):
        yield text.encode()


TARGETS = (
    Target("board-page", "links are texts, and a page comes whole from the fence",
           _page, _pages, _WORDS, seconds=1.0),
    Target("board-labels", "a selector of labels works or is refused", _labels, _selectors,
           (b":not(", b":has(", b":nth-child(", b"[", b"]", b">", b"*", b"::"), 500),
    Target("board-sitemap", "addresses within the protocol's limits", _sitemap, _sitemaps, _WORDS),
    Target("board-numbers", "what is left of a label is part of it", _numbers, _ordinals,
           (b"XIV", b"1.1", b")", "º".encode(), b"-", b"Compromiso "), 200),
)  # fmt: skip
