"""A real time-stamp authority on loopback: ``openssl ts`` behind a small HTTP server."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

_CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {place}/serial
signer_cert = {place}/tsa.pem
signer_key = {place}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
"""


def _openssl(place: Path, command: str, given: bytes = b"") -> bytes:
    done = subprocess.run(
        ["openssl", *command.split()], cwd=place, input=given, capture_output=True, check=True
    )
    return done.stdout


def make(place: Path) -> None:
    """A root certificate ``ca.pem`` and an authority below it."""
    place.mkdir(parents=True)
    (place / "tsa.cnf").write_text(_CONFIG.format(place=place))
    (place / "usage").write_text("extendedKeyUsage = critical,timeStamping\n")
    new = "-newkey rsa:2048 -nodes -keyout"
    _openssl(place, f"req -x509 {new} ca.key -out ca.pem -days 30 -subj /CN=Root")
    _openssl(place, f"req {new} tsa.key -out tsa.csr -subj /CN=Authority")
    _openssl(
        place,
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile usage -out tsa.pem",
    )


@contextmanager
def serve(place: Path) -> Iterator[str]:
    """The authority's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (place / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            reply = _openssl(place, "ts -reply -config tsa.cnf -queryfile query")
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
