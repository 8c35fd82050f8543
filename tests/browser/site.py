"""A site on loopback that knows what it sent: digests of contents before they were coded."""

from __future__ import annotations

import gzip
import hashlib
import ssl
import sys
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import brotli
import trustme

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "": lambda body: body,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@dataclass(frozen=True)
class Reply:
    """What the site gives at a path."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    coding: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    chunked: bool = False
    wait: float = 0.0
    """seconds before it"""


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    host: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


class Site:
    """Answers by path, whatever the host. ``sent`` holds host and path of each whole answer with its
    digest, ``asked`` all requests."""

    def __init__(self, replies: Mapping[str, Reply | Callable[[Asked], Reply]]) -> None:
        self.replies = replies
        self.sent: list[tuple[str, str]] = []
        self.asked: list[Asked] = []
        self._authority = trustme.CA()
        self._servers = [self._server(None), self._server(self._context())]
        self.port, self.tls = (one.server_address[1] for one in self._servers)

    def __enter__(self) -> Site:
        for one in self._servers:
            threading.Thread(target=one.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._servers:
            one.shutdown()
            one.server_close()

    def root(self, path: Path) -> Path:
        """The certificate that those of the site lead to, as a PEM file."""
        self._authority.cert_pem.write_to_path(str(path))
        return path

    def _context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert("site.example", "other.example").configure_cert(context)
        return context

    def _server(self, tls: ssl.SSLContext | None) -> ThreadingHTTPServer:
        server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": self}))
        server.tls = tls
        return server


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    tls: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.tls is None:
            super().finish_request(request, client_address)
            return
        with self.tls.wrap_socket(request, server_side=True) as wrapped:
            super().finish_request(wrapped, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers hang up as they like."""


class _Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        asked = Asked(
            self.headers.get("Host", ""),
            self.command,
            self.path,
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(length),
        )
        self.site.asked.append(asked)
        found = self.site.replies.get(
            self.path.partition("?")[0], Reply(b"no such page", status=404)
        )
        with suppress(OSError):
            self._give(found if isinstance(found, Reply) else found(asked), asked)

    do_POST = do_PUT = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

    def _give(self, reply: Reply, asked: Asked) -> None:
        time.sleep(reply.wait)
        body = CODINGS[reply.coding](reply.body)
        self.send_response(reply.status)
        if reply.status != 304:
            self.send_header("Content-Type", reply.kind)
            length = (
                ("Transfer-Encoding", "chunked")
                if reply.chunked
                else ("Content-Length", str(len(body)))
            )
            self.send_header(*length)
        if reply.coding:
            self.send_header("Content-Encoding", reply.coding)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD" or reply.status == 304:
            return
        digest = hashlib.sha256(reply.body).hexdigest()
        if not 300 <= reply.status < 400 and reply.kind != "text/event-stream":
            self.site.sent.append((f"{asked.host}{asked.path}", digest))
        if reply.chunked:
            for start in range(0, len(body), 1000):
                piece = body[start : start + 1000]
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.wfile.write(body)
