"""robots.txt that costs more than it says."""

from __future__ import annotations

import gzip
import itertools
import time
from typing import TYPE_CHECKING

from tests.hostile.model import ok
from tests.hostile.wires import WAYS

if TYPE_CHECKING:
    import socket

    from tests.hostile.model import Make

MB = 1_000_000
_ALL = "User-agent: *\n"
_NUMBERS = itertools.count()


def _text(body: str, *headers: str) -> bytes:
    return ok(body.encode(), "text/plain", *headers)


def _to(target: str) -> bytes:
    return f"HTTP/1.1 301 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


def _slow(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\n")
    while True:
        time.sleep(0.5)
        connection.sendall(b"#")


RULES: dict[str, Make] = {
    "robots of 20 MB of rules": lambda: _text(_ALL + "Disallow: /privado/\n" * MB),
    "robots of 40,000 rules that differ": lambda: _text(
        _ALL + "".join(f"Disallow: /{n}\n" for n in range(30_000))
    ),
    "robots of 30,000 groups": lambda: _text(
        "".join(f"User-agent: a{n}\nDisallow: /\n" for n in range(15_000))
    ),
    "robots with a group of 30,000 names": lambda: _text(
        "".join(f"User-agent: Testigo{n}\n" for n in range(20_000)) + "Disallow: /x\n"
    ),
    "robots with wildcards that backtrack": lambda: _text(
        _ALL + f"Disallow: /{'*a' * 40}*b$\n" * 900
    ),
    "robots with stars without end": lambda: _text(_ALL + f"Disallow: /{'*' * 200_000}x\n"),
    "robots with stars and letters without end": lambda: _text(
        _ALL + f"Disallow: {'*p' * 100_000}$\n"
    ),
    "robots with one line of 20 MB": lambda: _text(_ALL + "Disallow: /" + "a" * 20 * MB),
    "robots with percent signs": lambda: _text(_ALL + f"Disallow: /{'%' * 400_000}\n"),
    "robots of line ends": lambda: _text("\n" * 20 * MB),
    "robots of blanks": lambda: _text(_ALL + "Disallow" + " " * 400_000 + ": /x\n"),
    "robots of colons": lambda: _text(":" * 500_000),
    "robots of comments": lambda: _text("#" * 500_000),
    "robots with a delay of 5,000 digits": lambda: _text(_ALL + f"Crawl-delay: {'9' * 5_000}\n"),
    "robots with rates": lambda: _text(_ALL + f"Request-rate: {'9/' * 5_000}s\n" * 20),
    "robots with times": lambda: _text(_ALL + "Visit-time: 9999-9999\nRequest-rate: 1/0s\n"),
    "robots with sitemaps": lambda: _text("Sitemap: http://a.mx/s.xml\n" * 18_000),
    "robots of empty gzip members": lambda: ok(
        gzip.compress(b"", mtime=0) * MB, "text/plain", "Content-Encoding: gzip"
    ),
    "robots that is a bomb": lambda: ok(
        gzip.compress(b"Disallow: /\n" * 40 * MB, 1), "text/plain", "Content-Encoding: gzip"
    ),
    "robots in a ring": lambda: _to("/robots.txt"),
    "robots that lead ever on": lambda: _to(f"/robots.txt?{next(_NUMBERS)}"),
    "robots at no address": lambda: _to("http://[::1"),
    "robots at 300 KB of address": WAYS["a Location of 300 KB"],
    "robots by the byte": lambda: _slow,
    "robots of 45 MB of bytes": lambda: ok(bytes(range(256)) * 176_000, "text/plain"),
}
