"""Reports: text, Markdown, HTML and CSV, read for what they cite.

These readers run behind the fence. They must not hang or take more memory than a worker has, and of
exceptions they raise Unreadable alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evidence.citations.model import Reading
from evidence.citations.reading import read
from evidence.fence.typed import decode, encode
from evidence.formats import literals
from evidence.formats.document import Unreadable
from evidence.identity import address_key
from tests.fuzz.target import Target, hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORDS = (
    b"https://www.gob.mx/", b"http://", b"www.", b"doi.org/10.1000/", b"[1]", b"[^1]", b"[^1]: ", b"](", b"<a href=",
    b"<sup>", b"<ol>", b"<li id=fn1>", b"\xc2\xb9", b"\n\n", b"\f", b"\xc2\xad", b"-\n", b"&amp;", b"Ibid.", b"| a | b |",
    b"|---|---|", b"# ", b"```", b"<https://", b">", b";", b"\t", b"\"", b"pp. 3", b"consultado el ", b"http[:]//",
)  # fmt: skip


def lawful(data: bytes, name: str, content_type: str) -> None:
    """The laws that every report keeps."""
    try:
        reading = read(data, name, content_type)
    except Unreadable:
        return
    hold(decode(Reading, json.loads(encode(reading))) == reading, "it comes whole from the fence")
    for citation in reading.citations:
        start, end = citation.start, citation.end
        if start is not None and end is not None:
            hold(0 <= start <= end <= len(reading.text), "a citation stands in the text")
        hold(
            citation.url.strip() and "\n" not in citation.url,
            "what is cited is an address in one line",
        )
        key = address_key(citation.url)
        hold(address_key(key) == key, "the key of a citation's key is itself")
        hold(citation.url not in citation.alternatives, "another reading is another address")


def _as(name: str, content_type: str = "") -> Callable[[bytes], None]:
    return lambda data: lawful(data, name, content_type)


def _literals(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for found in literals.in_code(text):
        hold(0 <= found.start <= found.end <= len(text), "a literal stands in the script")
        json.dumps(found.value)
    for call in (literals.loads, literals.documents):
        try:
            call(text)
        except ValueError:
            continue


_NOTED = """Informe sobre agua

La meta no se cumplió.¹ El tablero dice otra cosa [2].

Notas
1 Véase https://www.gob.mx/agua/Tablero?doc=1, consultado el 3 de mayo de 2019.
[2] http://www.gob.mx/una-direccion-muy-lar-
ga/que/sigue.pdf y doi:10.1000/182. Ibid.
"""
_MARKDOWN = """# Informe

La meta[^1] y [el tablero](https://www.gob.mx/t "x") y <https://a.mx/b>.

| Meta | Fuente |
|---|---|
| Agua | www.gob.mx/c |

[^1]: Véase [aquí](/d) y https://e.mx/(f).
"""
_HTML = (
    "<title>Informe</title><h1>Agua</h1><p>La meta<sup><a href=#fn1>1</a></sup> <a href='https://a.mx/b'>aquí</a>."
    "<table><tr><td>Agua<td>http://c.mx/d</table><ol><li id=fn1>Véase http://e.mx/f&amp;g <a href=#r1>↩</a></ol>"
)


def _texts() -> Iterator[bytes]:
    yield _NOTED.encode()
    yield _NOTED.encode("cp1252", "replace")
    yield b"\xff\xfe" + _NOTED.encode("utf-16-le")
    yield b"a http://[::1/ b www..mx c https://\xc3\xb1.mx\xe2\x80\x9d (https://d.mx/e_(f)) hxxp://g[.]mx"


def _markdowns() -> Iterator[bytes]:
    yield _MARKDOWN.encode()
    yield b"[a]: https://b.mx\n[a] ![c](d.png)\n> - 1. https://e.mx\n\n    https://code.mx\n"


def _htmls() -> Iterator[bytes]:
    yield _HTML.encode()
    yield b"<base href=//x.mx/><a href=y>z</a><a href='javascript:a()'>b</a><pre>http://c.\nmx/d</pre>"


def _tables() -> Iterator[bytes]:
    yield b'Meta,Fuente\nAgua,https://a.mx/b\n"con, coma","http://c.mx\nhttp://d.mx"\n'
    yield b"Meta;Avance;Liga\nAgua;40 %;www.gob.mx/x\n"
    yield b'a\tb\nhttp://c.mx\t"d\n'


def _scripts() -> Iterator[bytes]:
    yield b"var datos = [{a: 'uno', \"b\": 2, c: [1, 2,],}, /* no */ {d: `x`}]; f({e: null})"
    yield b'window.__D__ = JSON.parse("{\\"a\\":1}"); export default {b: 0x1f, c: -.5, d: undefined}'
    yield b'{"a":1}\n{"b":[2]}\n'
    yield b'callback({"x": [1, 2]});'


TARGETS = (
    Target("cite-text", "citations stand in the text, come whole from the fence, and have one key",
           _as("a.txt", "text/plain"), _texts, _WORDS, seconds=1.0),
    Target("cite-markdown", "the same", _as("a.md", "text/markdown"), _markdowns, _WORDS, seconds=1.0),
    Target("cite-html", "the same", _as("a.html", "text/html"), _htmls, _WORDS, seconds=1.0),
    Target("cite-csv", "the same", _as("a.csv", "text/csv"), _tables, _WORDS, seconds=1.0),
)  # fmt: skip
