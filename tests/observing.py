"""A server that tells its visitors apart, and folders that look at it from addresses of their own."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import testigo
from crawler.listen import tokens
from evidence.custody.log import keys
from evidence.store import Store
from tests.servers import Listener, request_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CONFIG = """\
[archive.wayback]
enabled = false
[crawl]
contact = "tests@example.org"
delay = 0.0
timeout = 3.0
allow_private = true
neutral_hosts = []
from_address = "{address}"
obey_robots = true
[listen]
port = 0
"""
TOKEN = tokens.made()


@dataclass(frozen=True)
class Asking:
    """One request, and who made it."""

    address: str
    path: str
    headers: dict[str, str]
    nth: int
    """of the requests from this address for this path, from 1"""
    was_here: bool
    """whether it shows the cookie of an earlier answer"""
    read_robots: bool

    @property
    def is_browser(self) -> bool:
        return "Mozilla" in self.headers.get("user-agent", "")


@dataclass
class Cloaked(Listener):
    """Answers each path by who asks for it."""

    pages: dict[str, Callable[[Asking], bytes]] = field(default_factory=dict)
    asked: list[Asking] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__("0.0.0.0")
        self._count: Counter[tuple[str, str]] = Counter()
        self._robots: defaultdict[str, bool] = defaultdict(bool)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self, connection: socket.socket, address: str) -> None:
        with connection:
            try:
                head = request_head(connection).decode("latin-1")
                if head:
                    connection.sendall(self._answer(head, address))
            except OSError:
                return

    def _answer(self, head: str, address: str) -> bytes:
        first, *lines = head.rstrip().split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        path = first.split(" ")[1]
        if path == "/robots.txt":
            self._robots[address] = True
            return answer(b"User-agent: *\nAllow: /\n", media_type="text/plain")
        self._count[address, path] += 1
        asking = Asking(
            address,
            path,
            headers,
            self._count[address, path],
            "seen=" in headers.get("cookie", ""),
            self._robots[address],
        )
        self.asked.append(asking)
        made = self.pages.get(path)
        return made(asking) if made else answer(b"<h1>No</h1>", 404)


def answer(
    body: bytes, status: int = 200, *headers: str, media_type: str = "text/html; charset=utf-8"
) -> bytes:
    lines = [
        f"HTTP/1.1 {status} {'OK' if status == 200 else 'Other'}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
        "Set-Cookie: seen=1",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def folder(place: Path, address: str, extra: str = "") -> testigo.Folder:
    """A folder that looks from ``address``, with a key."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "testigo.toml").write_text(CONFIG.format(address=address) + extra, "utf-8")
    opened = testigo.open(place)
    store = Store(opened.place.database)
    try:
        keys.make(opened.place, store)
    finally:
        store.close()
    return opened


def asked_by(country: str = "MX", network: str = "Sur") -> str:
    """What makes a folder look for others."""
    return (
        f'[observe]\nhourly = 1000\ncountry = "{country}"\nnetwork = "{network}"\n'
        f'askers = ["{tokens.hashed(TOKEN)}"]\n'
    )


@contextmanager
def observers(*folders: testigo.Folder) -> Iterator[str]:
    """The ``[[observer]]`` blocks of folders that look for others meanwhile, each in a process of its own;
    the token is in the variable TESTIGO_TEST."""
    with ExitStack() as stack:
        yield "".join(stack.enter_context(_observer(one)) for one in folders)


@contextmanager
def _observer(folder: testigo.Folder) -> Iterator[str]:
    command = [sys.executable, "-m", "testigo", "observe", "serve", "--folder", str(folder.path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            address = process.stderr.readline().split()[-1]
            place = folder.config.observe
            yield (
                f'[[observer]]\nname = "{folder.path.name}"\nurl = "{address}"\n'
                f'key = "{testigo.observer_key(folder)}"\ntoken = "env:TESTIGO_TEST"\n'
                f'country = "{place.country}"\nnetwork = "{place.network}"\n'
            )
        finally:
            process.terminate()
