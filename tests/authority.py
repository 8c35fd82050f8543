"""A real time-stamp authority on loopback: ``openssl ts`` behind a small HTTP server."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
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
other_policies = 1.2.3.4.2
digests = sha256, sha384, sha512
{more}
"""


def _openssl(place: Path, command: str, given: bytes = b"") -> bytes:
    done = subprocess.run(
        ["openssl", *command.split()], cwd=place, input=given, capture_output=True, check=True
    )
    return done.stdout


def make(place: Path, *, more: str = "accuracy = secs:1", between: bool = False) -> None:
    """A root certificate ``ca.pem`` and an authority below it; ``more`` are lines of its configuration.
    With another one ``between`` that only the authority's replies hold."""
    place.mkdir(parents=True)
    certs = f"certs = {place}/between.pem" if between else ""
    (place / "tsa.cnf").write_text(_CONFIG.format(place=place, more=f"{more}\n{certs}"))
    (place / "usage").write_text("extendedKeyUsage = critical,timeStamping\n")
    (place / "issues").write_text("basicConstraints = critical,CA:true\n")
    new = "-newkey rsa:2048 -nodes -keyout"
    issuer = "ca"
    _openssl(place, f"req -x509 {new} ca.key -out ca.pem -days 30 -subj /CN=Root")
    if between:
        issuer = "between"
        _openssl(place, f"req {new} between.key -out between.csr -subj /CN=Between")
        _openssl(place, _signing("between", "ca", "issues"))
    _openssl(place, f"req {new} tsa.key -out tsa.csr -subj /CN=Authority")
    _openssl(place, _signing("tsa", issuer, "usage"))


def _signing(name: str, issuer: str, extensions: str) -> str:
    by = f"-CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial"
    return f"x509 -req -in {name}.csr {by} -days 30 -extfile {extensions} -out {name}.pem"


def reply(place: Path, query: bytes) -> bytes:
    """The authority's answer to a request."""
    (place / "query").write_bytes(query)
    return _openssl(place, "ts -reply -config tsa.cnf -queryfile query")


@contextmanager
def serve(
    place: Path, *, wants: str | None = None, answer: Callable[[bytes], bytes] | None = None,
    tls: ssl.SSLContext | None = None,
) -> Iterator[str]:  # fmt: skip
    """The authority's address. It ``wants`` that header ``Authorization`` where one is given, and gives
    what ``answer`` makes of a request in place of its own reply."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            allowed = wants is None or self.headers["Authorization"] == wants
            self.send_response(200 if allowed else 401)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            if allowed:
                self.wfile.write(answer(query) if answer else reply(place, query))

        def log_message(self, *_: object) -> None:
            pass

    class Server(HTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that shows no certificate is no fault."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
