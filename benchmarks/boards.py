"""What walking a results board costs: 3,000 entries in three forms, and boards that are made to
cost.

python benchmarks/boards.py [--rows N] [--only NAME …]

Each line is `testigo add --kind board` on a server of this machine, with no delay, in a new
evidence folder: start-up, walk, WARC, rows and custody log included. CPU and peak memory are those
of the command and its children, by the kernel's account. Exit code 1 when an entry is missing or a
limit is passed.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

SECONDS, MEGABYTES = 60.0, 300.0
"""The limits that 3,000 entries must keep; see issue 8."""
CONFIG = """\
[crawl]
delay = 0.0
timeout = 20.0
allow_private = true
[[sources]]
id = "board"
kind = "board"
location = "{url}"
[sources.board]
pages = {pages}
seconds = 55.0
"""
HTML = b"text/html; charset=utf-8"
Answer = tuple[int, bytes, Iterator[bytes]]
"""status, media type or where to, the body in pieces"""


@dataclass(frozen=True)
class Case:
    """A board, and what it has to come to."""

    answer: Callable[[str], Answer]
    entries: int | None
    """exactly so many; None: whatever the budget allows"""
    pages: int = 4000
    kept: bool = True
    """False: its first page can't be read, and nothing is stored"""


def page(body: str, status: int = 200) -> Answer:
    """A whole page."""
    return (
        status,
        HTML,
        iter([f"<!doctype html><html><body><main>{body}</main></body></html>".encode()]),
    )


def number(path: str, name: str) -> int:
    """The value of a parameter."""
    return int(path.partition(f"{name}=")[2] or 1)


def cases(rows: int) -> dict[str, Case]:
    """Every line of the table."""

    def one_page(path: str) -> Answer:
        body = "".join(
            f'<tr><td>{n}</td><td>Dependencia {n % 40}</td><td><a href="/d/ficha{n}.pdf">Ficha {n}</a></td></tr>'
            for n in range(rows)
        )
        return page(f"<table>{body}</table>") if path == "/d/" else page("", 404)

    def ten_a_page(path: str) -> Answer:
        at = number(path, "page")
        body = "".join(
            f'<li><a href="/d/doc{n}.pdf">Documento {n}</a></li>'
            for n in range(at * 10 - 10, at * 10)
        )
        return page(
            f'<ul>{body}</ul><a rel="next" href="?page={at + 1}">Siguiente</a>'
            if at * 10 <= rows
            else ""
        )

    def sheets(path: str) -> Answer:
        if path.startswith("/d/ficha/"):
            name = path.rpartition("/")[2]
            return page(f"<h1>Persona {name}</h1><p>{name} {'texto ' * 40}</p>")
        at = number(path, "page")
        body = "".join(
            f'<tr><td>Dependencia {n % 40}</td><td><a href="/d/ficha/{n}">Ficha {n}</a></td></tr>'
            for n in range(at * 100 - 100, at * 100)
        )
        return page(
            f'<table>{body}</table><a href="?page={at + 1}">Siguiente</a>'
            if at * 100 <= rows
            else ""
        )

    def many_links(path: str) -> Answer:
        pieces = (
            b"".join(b"<a href=/d/%d>%d</a>" % (n + i, n) for i in range(1000))
            for n in itertools.count(0, 1000)
        )
        return 200, HTML, itertools.islice(pieces, 10_000) if path == "/d/" else iter([b"<p>x</p>"])

    def large(path: str) -> Answer:
        pieces = itertools.chain(
            [b"<html><body><a href=/d/a.pdf>A</a>"], itertools.repeat(b"<p>" + b"x" * 9997, 5000)
        )
        return (200, HTML, pieces) if path == "/d/" else page("", 404)

    def farm(path: str) -> Answer:
        seed = hash(path) % 10**9
        return page("".join(f'<a href="/d/{seed * 31 + n}/{n}">{n}</a>' for n in range(100)))

    def loop(path: str) -> Answer:
        return 302, b"/d/b" if path == "/d/" else b"/d/", iter(())

    return {
        "one page": Case(one_page, rows),
        "ten a page": Case(ten_a_page, rows),
        "sheets of their own": Case(sheets, rows),
        "10 million links": Case(many_links, None),
        "50 MB page": Case(large, 1),
        "link farm": Case(farm, None),
        "redirect loop": Case(loop, None, kept=False),
    }


def serve(answer: Callable[[str], Answer]) -> int:
    """Serve in a thread, for as long as the process lives; returns the port."""
    ready: list[int] = []
    up = threading.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            status, kind, body = answer(head.split(b" ", 2)[1].decode())
            name = b"Location" if status == 302 else b"Content-Type"
            writer.write(
                b"HTTP/1.1 %d X\r\n%s: %s\r\nConnection: close\r\n\r\n" % (status, name, kind)
            )
            for piece in body:
                writer.write(piece)
                await writer.drain()
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        ready.append(server.sockets[0].getsockname()[1])
        up.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(run()), daemon=True).start()
    up.wait()
    return ready[0]


def measure(name: str, case: Case) -> bool:
    """Print one line of the table; False when it is not what it must be."""
    with tempfile.TemporaryDirectory() as place:
        url = f"http://127.0.0.1:{serve(case.answer)}/d/"
        Path(place, "testigo.toml").write_text(CONFIG.format(url=url, pages=case.pages))
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [
            sys.executable,
            "-m",
            "testigo",
            "add",
            url,
            "--kind",
            "board",
            "--folder",
            place,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        with closing(sqlite3.connect(Path(place, "evidence.db"))) as db:
            visit = db.execute(
                "SELECT pages, entries, state, left_out_json FROM board_visits"
            ).fetchone()
    if visit is None:
        note = " ".join(done.stderr.split())[-60:]
        print(
            f"| {name} | – | – | {wall:.1f} | {cpu:.1f} | {after.ru_maxrss / 1024:.0f} | {note} |",
            flush=True,
        )
        return not case.kept
    pages, entries, state, left = visit
    notes = ", ".join(sorted({out["reason"] for out in json.loads(left or "[]")}))
    peak = after.ru_maxrss / 1024
    print(
        f"| {name} | {pages} | {entries} | {wall:.1f} | {cpu:.1f} | {peak:.0f} | {state} {notes} |",
        flush=True,
    )
    right = case.entries is None or entries == case.entries
    return (
        right and case.kept and wall < SECONDS + 10 and (case.entries is None or peak < MEGABYTES)
    )


def main() -> int:
    """Exit code 0 when every board came to what it must."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    print(
        "| board | pages | entries | wall s | CPU s | peak MB so far | note |\n|---|---|---|---|---|---|---|"
    )
    chosen = {
        name: case
        for name, case in cases(options.rows).items()
        if not options.only or name in options.only
    }
    right = [measure(name, case) for name, case in chosen.items()]
    return int(not all(right))


if __name__ == "__main__":
    sys.exit(main())
