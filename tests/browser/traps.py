"""Pages that would hold a browser for ever, or eat a machine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.servers import RawServer

if TYPE_CHECKING:
    import socket


def _page(body: str) -> bytes:
    text = f"<!doctype html><title>Trampa</title><h1>Antes de la trampa</h1>{body}".encode()
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(text)
        + text
    )


def _script(code: str) -> bytes:
    return _page(f"<script>{code}</script>")


def _endless(connection: socket.socket, request: bytes) -> None:
    """A page that never ends."""
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Antes de la trampa</h1>"
    )
    for _ in range(600):
        connection.sendall(b"<p>y sigue")
        time.sleep(0.1)


def _silent(connection: socket.socket, request: bytes) -> None:
    connection.recv(1)


def _flood(connection: socket.socket, request: bytes) -> None:
    """A file without end, as fast as it goes."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n")
    for _ in range(20_000):
        connection.sendall(b"x" * 100_000)


TRAPS: dict[str, object] = {
    "/loop": _script("setTimeout(() => { while (true) {} }, 200)"),
    "/loop-at-once": _script("while (true) {}"),
    "/alerts": _script("while (true) { alert(1) }"),
    "/alerts-later": _script("setInterval(() => alert(1), 1)"),
    "/reloads": _script("setTimeout(() => location.reload(), 50)"),
    "/reloads-at-once": _script(
        "location.href = location.pathname + '#' + Math.random(); location.reload()"
    ),
    "/redirects": b"HTTP/1.1 302 Found\r\nLocation: /redirects\r\nContent-Length: 0\r\n\r\n",
    "/windows": _script(
        "setInterval(() => { open('/tall'); const a = document.createElement('a');"
        " a.href = '/tall'; a.target = '_blank'; a.click() }, 5)"
    ),
    "/tall": _page("<div style='height:200000px;background:linear-gradient(red,blue)'></div>"),
    "/wide": _page("<div style='width:200000px;height:200000px'>x</div>"),
    "/grows": _script(
        "setInterval(() => { document.body.append(document.createElement('p')) }, 10)"
    ),
    "/frames": _script(
        "for (let i = 0; i < 300; i += 1) { const f = document.createElement('iframe');"
        " f.src = '/tall?' + i; document.body.append(f) }"
    ),
    "/within": _page("<iframe src='/within?x'></iframe>"),
    "/requests": _script("for (let i = 0; i < 5000; i += 1) fetch('/none?' + i)"),
    "/endless": _endless,
    "/endless-image": _page("<img src=/flood>"),
    "/flood": _flood,
    "/silent-image": _page("<img src=/silent>"),
    "/silent": _silent,
    "/memory": _script(
        "const all = []; setInterval(() => { for (let i = 0; i < 20; i += 1)"
        " all.push(new Uint8Array(20e6).fill(7)) }, 5)"
    ),
    "/canvases": _script(
        "const all = []; setInterval(() => { const c = document.createElement('canvas');"
        " c.width = c.height = 8000; c.getContext('2d').fillRect(0, 0, 8000, 8000);"
        " all.push(c); document.body.append(c) }, 5)"
    ),
    "/deep": _script(
        "let at = document.body; for (let i = 0; i < 20000; i += 1) {"
        " const d = document.createElement('div'); at.append(d); at = d } at.textContent = 'fondo'"
    ),
    "/many": _script(
        "let s = ''; for (let i = 0; i < 400000; i += 1) s += '<b>x</b>';"
        " document.body.innerHTML += s"
    ),
    "/workers": _script(
        "const w = URL.createObjectURL(new Blob(['while (true) {}']));"
        " for (let i = 0; i < 50; i += 1) new Worker(w)"
    ),
    "/clobbers": _page(
        "<form id=documentElement><input name=attributes><input name=childNodes></form>"
        "<img name=body><img name=title><script>Element.prototype.getAttribute = () => 'x';"
        " JSON.stringify = () => 'x'; window.WeakMap = null;"
        " Object.defineProperty = () => 0; Array.prototype[Symbol.iterator] = null</script>"
    ),
    "/prints": _script(
        "print(); document.documentElement.requestFullscreen(); Notification.requestPermission();"
        "navigator.geolocation.getCurrentPosition(() => 0)"
    ),
    "/none": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
}


PARTS = frozenset({"/flood", "/silent", "/none"})
"""What others of them ask for."""


def server() -> RawServer:
    return RawServer(dict(TRAPS))
