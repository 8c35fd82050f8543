"""A small, fast web for benchmarks: many hosts (ports of 127.0.0.1), one HTML page a URL.

``python web.py PAGES HOSTS KB`` prints its URLs as a JSON list on one line and serves until its
standard input closes.
``python web.py PAGES HOSTS FOLDER`` serves the HTML files of a folder instead of
pages made up, in turn, each with a comment at its end that makes it a page of its own.
``GET /validators/off`` takes ETag and Last-Modified away from the pages,
``on`` brings them back.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
import random
import sys
from pathlib import Path

DATE = b"Tue, 30 Sep 2025 10:00:00 GMT"
NOTHING = (
    b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nnot found\n"
)
DONE = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Site:
    """The pages, and whether they have validators at present."""

    def __init__(self, pages: list[bytes]) -> None:
        self.pages = pages
        self.tags = [
            b'"%s"' % hashlib.sha256(page).hexdigest()[:20].encode() for page in self.pages
        ]
        self.validators = True

    def answer(self, head: bytes) -> bytes:
        """The whole answer to a request."""
        path = head.split(b" ", 2)[1]
        if path.startswith(b"/validators/"):
            self.validators = path.endswith(b"on")
            return DONE
        if not path.startswith(b"/doc/") or not path[5:].isdigit():
            return NOTHING
        number = int(path[5:])
        if number >= len(self.pages):
            return NOTHING
        page, tag = self.pages[number], self.tags[number]
        fields = b"Date: %s\r\nContent-Type: text/html; charset=utf-8\r\n" % DATE
        if self.validators:
            fields += b"ETag: %s\r\nLast-Modified: %s\r\n" % (tag, DATE)
            if tag in head:
                return b"HTTP/1.1 304 Not Modified\r\n%s\r\n" % fields
        return b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (fields, len(page), page)


class Connection(asyncio.Protocol):
    """Keep-alive HTTP/1.1 for requests without a body."""

    transport: asyncio.Transport

    def __init__(self, site: Site) -> None:
        self._site = site
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *heads, self._read = (self._read + data).split(b"\r\n\r\n")
        for head in heads:
            self.transport.write(self._site.answer(head))


def _stock() -> list[str]:
    """Paragraphs of made-up words, as often as words are in a language (Zipf): they compress like
    text."""
    rng = random.Random(7)
    parts = [
        c + v
        for c in "bcdfglmnprstvz"
        for v in ("a", "e", "i", "o", "u", "ó", "an", "er", "ión", "os")
    ]
    words = ["".join(rng.choices(parts, k=rng.randint(1, 4))) for _ in range(6000)]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    return [
        " ".join(rng.choices(words, cum_weights=weights, k=rng.randint(30, 110))).capitalize() + "."
        for _ in range(2000)
    ]


def _page(number: int, size: int, stock: list[str]) -> bytes:
    rng = random.Random(number)
    menu = "".join(f'<li><a href="/doc/{i}">Sección {i}</a></li>' for i in range(30))
    parts = [
        f'<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Informe {number}</title>',
        "<style>body{margin:2em}</style><script>var visita=1;</script></head><body>",
        f"<nav><ul>{menu}</ul></nav><main><h1>Informe {number} del programa</h1>",
    ]
    length = sum(map(len, parts))
    while length < size:
        text = rng.choice(stock)
        part = f'<p class="texto">{text} <a href="/doc/{rng.randrange(9999)}">{rng.random():.4f}</a></p>'
        if rng.random() < 0.1:
            cells = f"<td>{rng.randrange(10**6)}</td><td>{text}</td>"
            part = f"<h2>{text[:40]}</h2><table><tr>{cells}</tr></table>"
        parts.append(part)
        length += len(part) + 10  # accents are two bytes
    parts.append("</main><footer>Contacto</footer></body></html>")
    return "\n".join(parts).encode()


def made_up(pages: int, kb: int) -> list[bytes]:
    """So many pages of that size."""
    stock = _stock()
    return [_page(number, kb * 1000, stock) for number in range(pages)]


def recorded(pages: int, folder: Path) -> list[bytes]:
    """So many pages out of those that lie in ``folder``, the order shuffled but always the same."""
    files = sorted(folder.rglob("*.html"))
    random.Random(7).shuffle(files)
    read = [file.read_bytes() for file in files[:pages]]
    return [read[number % len(read)] + b"<!-- %d -->" % number for number in range(pages)]


async def _serve(pages: int, hosts: int, source: str) -> None:
    site = Site(made_up(pages, int(source)) if source.isdigit() else recorded(pages, Path(source)))
    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(lambda: Connection(site), "127.0.0.1", 0) for _ in range(hosts)
    ]
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    print(
        json.dumps([f"http://127.0.0.1:{ports[i % hosts]}/doc/{i}" for i in range(pages)]),
        flush=True,
    )
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
