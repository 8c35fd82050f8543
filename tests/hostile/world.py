"""Every kind on a host of its own, and good pages on a few others.

``python -m tests.hostile.world CACHE GOODS NAME …`` makes the answers that are large, unless they lie in
the folder ``CACHE`` already, and serves the kinds of these names and so many good pages until its
standard input closes; it prints their addresses as a line of JSON when all is made.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tests.hostile.files import OFFICE, PDFS
from tests.hostile.model import GOOD, Kind, raw
from tests.hostile.pages import PAGES
from tests.hostile.rules import RULES
from tests.hostile.texts import TEXTS
from tests.hostile.wires import BODIES, HEADS, WAITS, WAYS
from tests.servers import request_head

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KINDS: tuple[Kind, ...] = (
    *(
        Kind(name, make)
        for made in (PAGES, TEXTS, HEADS, BODIES, WAYS, WAITS, PDFS, OFFICE)
        for name, make in made.items()
    ),
    *(Kind(name, lambda: GOOD, robots=make) for name, make in RULES.items()),
)
HOSTS = 1
"""of the good pages"""
_LARGE = 50_000
"""Bytes of an answer that is kept."""
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def good(number: int) -> bytes:
    """A page as ministries have them."""
    text = "".join(
        f"<p>El compromiso {number}.{line} se cumple con {line * 7} obras en el estado.</p>"
        for line in range(60)
    )
    return raw(f"<!doctype html><title>Compromiso {number}</title><main><h1>Plan</h1>{text}</main>")


def serve(kinds: Sequence[Kind], goods: int, cache: Path) -> tuple[dict[str, str], list[str]]:
    """Start the hosts; returns the address of each kind, and those of the good pages. Each third host
    answers the same to whatever it is asked for, its probes and parts included."""
    hostile = {
        kind.name: _listen(
            f"127.1.{number // 200}.{number % 200 + 1}",
            _answers(kind, cache, everywhere=number % 3 == 0 or kind.name in WAYS),
        )
        + "/plan"
        for number, kind in enumerate(kinds)
    }
    hosts = [_listen(f"127.2.0.{number + 1}", _good) for number in range(HOSTS if goods else 0)]
    return hostile, [f"{hosts[number % HOSTS]}/{number}" for number in range(goods)]


def _answers(kind: Kind, cache: Path, *, everywhere: bool) -> Callable[[str], object]:
    make = _kept(kind, cache)

    def answer(path: str) -> object:
        if path.startswith("/robots.txt"):
            return make() if kind.robots else _NOT_FOUND
        if not path.startswith("/plan") and (kind.robots or not everywhere):
            return _NOT_FOUND
        return kind.page() if kind.robots else make()

    return answer


def _kept(kind: Kind, cache: Path) -> Callable[[], object]:
    """What makes the hostile answer of a kind: some take longer to make than anybody waits for."""
    make = kind.robots or kind.page
    place = cache / sha256(kind.name.encode()).hexdigest()[:20]
    if not place.exists() and kind.name not in WAYS:
        made = make()
        if isinstance(made, bytes) and len(made) > _LARGE:
            place.write_bytes(made)
    return place.read_bytes if place.exists() else make


def _good(path: str) -> bytes:
    number = path[1:]
    return good(int(number)) if number.isdigit() else _NOT_FOUND


def _listen(address: str, answer: Callable[[str], object]) -> str:
    """A host at an address of loopback; returns its origin."""
    listening = socket.create_server((address, 0), backlog=64)

    def accept() -> None:
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=_serve, args=(connection, answer), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return f"http://{address}:{listening.getsockname()[1]}"


def _serve(connection: socket.socket, answer: Callable[[str], object]) -> None:
    with suppress(OSError), connection:  # clients may hang up
        connection.settimeout(120)
        request = request_head(connection)
        if not request:
            return
        reply = answer(request.split(b" ", 2)[1].decode("latin-1"))
        if callable(reply):
            reply(connection)
        elif isinstance(reply, bytes):
            connection.sendall(reply)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass


def main() -> None:
    """Serve until the input ends."""
    cache, goods, *names = sys.argv[1:]
    kinds = [kind for kind in KINDS if kind.name in names]
    print(json.dumps(serve(kinds, int(goods), Path(cache))), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
