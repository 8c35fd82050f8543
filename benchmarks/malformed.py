"""What Testigo reads of answers that are off, beside Chromium, curl and requests.

    python benchmarks/malformed.py [--kind TEXT] [--write docs/wire.md]

One raw server on loopback, whose answers are those of ``malformed_answers.py``, byte for byte; every
client that is installed asks for each of them once. ``--write`` puts the table into the page, between
its two marks. Exit code 1: Testigo shows less of an answer than Chromium does.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import requests

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.malformed_answers import FIRST, LAST, TARGET, TARGET_ANSWER, answers
from evidence.custody.warc import http, reader
from evidence.folder import EvidenceFolder
from evidence.looks.contents import content_of
from evidence.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.malformed_answers import Answer, Shown

_SILENT = 12.0
"""Seconds for which a server keeps silent; every client here gives up before."""
_PATIENCE = 4.0
"""Seconds that clients wait."""
_RANK = {"nothing": 0, "part": 1, "whole": 2, "target": 2}
_WORDS = {"whole": "whole", "part": "its beginning", "target": "the target", "nothing": "–"}
_MARKS = "<!-- made by benchmarks/malformed.py -->", "<!-- until here -->"
_CONFIG = (
    "[crawl]\ndelay = 0.0\ntimeout = {patience}\nallow_private = true\nobey_robots = false\n"
    "neutral_hosts = []\n[archive.wayback]\nenabled = false\n"
)


class Server:
    """Answers ``/<number>`` with the answer of that number, and ``/target`` and addresses that
    forwards lead to with a page of its own."""

    def __init__(self, shown: list[Answer]) -> None:
        self._answers = shown
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.settimeout(_SILENT)
            request = b""
            while b"\r\n\r\n" not in request:
                more = connection.recv(65536)
                if not more:
                    return
                request += more
            self._answer(connection, request.split(b" ", 2)[1].decode("latin-1").strip("/"))

    def _answer(self, connection: socket.socket, name: str) -> None:
        if not name.isdigit():
            there = b"" if name in ("favicon.ico", "robots.txt") else f"<p>{TARGET}</p>".encode()
            connection.sendall(TARGET_ANSWER % len(there) + there)
            return
        answer = self._answers[int(name)]
        connection.sendall(answer.wire.replace(b"{host}", self.host.encode()))
        if answer.end == "silence":
            time.sleep(_SILENT)
        elif answer.end == "reset":
            time.sleep(0.2)  # the bytes must be there before the reset takes them back
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass


def shown_by(text: str) -> Shown:
    """How much of the page a text holds."""
    if TARGET in text:
        return "target"
    if FIRST not in text:
        return "nothing"
    return "whole" if LAST in text else "part"


def curl(url: str) -> str:
    """The text that curl prints, redirects followed and codings undone."""
    command = ["curl", "-s", "-L", "--compressed", "--max-time", str(_PATIENCE), url]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def by_requests(url: str) -> str:
    """The text that requests gives; it gives none where it raises."""
    try:
        return requests.get(url, timeout=_PATIENCE).content.decode("utf-8", "replace")
    except (requests.RequestException, ValueError):  # bytes in a Location make it stumble
        return ""


@contextmanager
def chromium() -> Iterator[Callable[[str], str] | None]:
    """What a page's reader sees in the Chromium of this machine; None without one."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None or find_spec("playwright") is None:
        yield None
        return
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - a test's dependency

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])

        def look(url: str) -> str:
            context = browser.new_context()
            page = context.new_page()
            try:
                with suppress(Error):
                    page.goto(url, wait_until="commit", timeout=_PATIENCE * 1000)
                page.wait_for_timeout(800)  # refreshes are followed, and what came is drawn
                return page.inner_text("body", timeout=1000)
            except Error:
                return ""
            finally:
                context.close()

        yield look
        browser.close()


@dataclass
class Row:
    """One answer, and what each client showed of it."""

    answer: Answer
    shown: dict[str, Shown] = field(default_factory=dict)
    verdict: str = ""
    """Testigo's, with its cause"""


def look_with_testigo(rows: list[Row], host: str) -> None:
    """One check of all answers, as a user would make it; what it read is what the rules saw."""
    urls = [f"http://{host}/{number}" for number in range(len(rows))]
    with tempfile.TemporaryDirectory() as place:
        folder = EvidenceFolder(Path(place))
        folder.config.write_text(_CONFIG.format(patience=_PATIENCE), "utf-8")
        command = [
            sys.executable,
            "-m",
            "testigo",
            "check",
            *urls,
            "--no-archive",
            "--format",
            "json",
        ]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        done = subprocess.run(
            [*command, "--folder", place], capture_output=True, check=False, env=environment
        )
        checks = {check["url"]: check for check in json.loads(done.stdout)}
        store = Store(folder.database)
        try:
            for url, row in zip(urls, rows, strict=True):
                check = checks[url]
                row.verdict = f"{check['verdict']}: {check['cause']}"
                row.shown["Testigo"] = (
                    shown_by(_text(folder, check)) if check["capture"] else "nothing"
                )
        finally:
            store.close()


def _text(folder: EvidenceFolder, check: dict) -> str:
    capture = check["capture"]
    if check["http"]["error"]:  # what came was kept, and is not taken for an answer
        return ""
    record = reader.read_at(folder.path, capture["warc"], capture["offset"])
    return content_of(http.parse(record.block), check["final_url"], 50_000_000).text


def measure(shown: list[Answer]) -> list[Row]:
    """Every answer, shown to every client that there is."""
    rows = [Row(answer) for answer in shown]
    host = Server(shown).host
    clients: dict[str, Callable[[str], str]] = {}
    if shutil.which("curl"):
        clients["curl"] = curl
    clients["requests"] = by_requests
    with chromium() as browser:
        if browser is not None:
            clients = {"Chromium": browser, **clients}
        for number, row in enumerate(rows):
            for name, client in clients.items():
                row.shown[name] = shown_by(client(f"http://{host}/{number}"))
    look_with_testigo(rows, host)
    return rows


def table(rows: list[Row]) -> str:
    """The rows as Markdown, a table for each kind."""
    clients = list(rows[0].shown)
    lines: list[str] = []
    kind = ""
    for row in rows:
        if row.answer.kind != kind:
            kind = row.answer.kind
            lines += ["", f"## {kind}", "", f"| answer | {' | '.join(clients)} | verdict |"]
            lines += ["|---" * (len(clients) + 2) + "|"]
        cells = [_WORDS[row.shown[client]] for client in clients]
        lines.append(f"| {row.answer.name} | {' | '.join(cells)} | {row.verdict} |")
    held = [
        f"{client} {sum(_RANK[row.shown[client]] >= _RANK[row.answer.shown] for row in rows)}"
        for client in clients
    ]
    lines += [
        "",
        f"Of {len(rows)} answers as much is shown as Chromium shows, or more: {', '.join(held)}.",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", default="", help="only kinds with this in their name")
    parser.add_argument("--write", type=Path, help="the page whose table is made anew")
    options = parser.parse_args()
    rows = measure([one for one in answers() if options.kind.lower() in one.kind.lower()])
    made = table(rows)
    print(made)
    if options.write:
        before, _, rest = options.write.read_text("utf-8").partition(_MARKS[0])
        after = rest.partition(_MARKS[1])[2]
        page = f"{before}{_MARKS[0]}\n{made}\n\n{_MARKS[1]}{after}"
        options.write.write_text(page, "utf-8")
    wrong = [row for row in rows if _RANK[row.shown["Testigo"]] < _RANK[row.answer.shown]]
    for row in rows:
        if row.shown.get("Chromium", row.answer.shown) != row.answer.shown:
            print(f"Chromium here differs: {row.answer.kind}, {row.answer.name}", file=sys.stderr)
    for row in wrong:
        print(f"Testigo shows less: {row.answer.kind}, {row.answer.name}", file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
