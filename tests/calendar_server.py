"""An OpenTimestamps calendar on loopback: it takes digests, and when told to mine, puts them into a "block"."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpPrepend, OpSHA256
from opentimestamps.core.serialize import BytesSerializationContext
from opentimestamps.core.timestamp import Timestamp

HEIGHT = 912345
TYPE = "application/vnd.opentimestamps.v1"


class Calendar:
    """What it knows; ``url`` is told by :func:`serve`."""

    def __init__(self) -> None:
        self.url = ""
        self.names: str | None = None
        """the address that its replies name, where that is not its own"""
        self.mined = False
        self.down = False
        self.asked: list[str] = []
        self.known: set[bytes] = set()
        self.root = b""
        """the Merkle root of its block"""

    def submit(self, digest: bytes) -> bytes:
        made = Timestamp(digest)
        commitment = (
            made.ops.add(OpPrepend(b"2026")).ops.add(OpSHA256()).ops.add(OpAppend(b"calendar"))
        )
        commitment.attestations.add(PendingAttestation(self.names or self.url))
        self.known.add(commitment.msg)
        return _bytes(made)

    def upgrade(self, commitment: bytes) -> bytes | None:
        if commitment not in self.known or not self.mined:
            return None
        made = Timestamp(commitment)
        root = made.ops.add(OpAppend(hashlib.sha256(b"others").digest())).ops.add(OpSHA256())
        root.attestations.add(BitcoinBlockHeaderAttestation(HEIGHT))
        self.root = root.msg
        return _bytes(made)


def _bytes(timestamp: Timestamp) -> bytes:
    context = BytesSerializationContext()
    timestamp.serialize(context)
    return bytes(context.getbytes())


@contextmanager
def serve(calendar: Calendar) -> Iterator[str]:
    """The calendar's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.path == "/digest"
            assert len(body) == 32
            self._answer(calendar.submit(body))

        def do_GET(self) -> None:
            assert self.headers["Accept"] == TYPE
            self._answer(calendar.upgrade(bytes.fromhex(self.path.removeprefix("/timestamp/"))))

        def _answer(self, body: bytes | None) -> None:
            calendar.asked.append(f"{self.command} {self.path}")
            status = 503 if calendar.down else 200 if body is not None else 404
            self.send_response(status)
            self.send_header("Content-Type", TYPE)
            self.end_headers()
            self.wfile.write(body if status == 200 and body else b"no")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        calendar.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield calendar.url
        finally:
            server.shutdown()
