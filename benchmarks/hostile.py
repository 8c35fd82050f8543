"""One night over hostile answers and good pages: is every good one right, has every other a verdict, and
at what price?

    python -m benchmarks.hostile [--only TEXT] [--goods 60] [--timeout 5] [--list] [--cache FOLDER]

The world is :mod:`tests.hostile`: each kind on a host of its own of loopback, the good pages on one. The
night runs as a user runs it, at the default delay of a second a host; beside it stands the night over the
good pages alone. Memory is looked at ten times a second (RSS of all processes of the run; of the largest
worker). The longest stall of the loop is what the run says of itself with ``-v``. Exit code 1: a bound was
not kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.hostile.world import KINDS, good

os.environ.setdefault("TESTIGO_BROWSER", "off")  # what is measured here is the walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BOUNDS = {"stall": 0.5, "times": 3.0, "tree": 1200.0, "worker": 512.0}
"""Seconds of processor in the longest stall (by the clock a machine that is busy with other work adds
its own), times the night without the hostile ones, MB of all processes, of one
worker."""
_STALL = re.compile(r"longest stall of the loop: ([0-9.]+) s, ([0-9.]+) s of processor")
TESTIGO = [sys.executable, "-m", "testigo"]
_CONFIG = """\
[archive.wayback]
enabled = false
[crawl]
allow_private = true
timeout = {timeout}
neutral_hosts = []
"""


@dataclass(frozen=True, slots=True)
class Night:
    """What one night cost, and what it came to."""

    code: int
    wall: float
    cpu: float
    """seconds of processor, of all processes"""
    stall: float
    spent: float
    """seconds of processor in a stall"""
    tree: float
    worker: float
    said: dict[str, tuple[str, str, str]]
    """address -> verdict, cause and why it could not be read"""
    bodies: dict[str, str]
    """address -> sha256 of the payload kept"""
    log: str


@contextmanager
def world(
    names: Sequence[str], goods: int, cache: Path
) -> Iterator[tuple[dict[str, str], list[str]]]:
    """The hosts of these kinds, in a process of their own."""
    command = [sys.executable, "-m", "tests.hostile.world", str(cache), str(goods), *names]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        hostile, pages = json.loads(child.stdout.readline())
        yield hostile, pages
        child.kill()


def prepare(place: Path, urls: list[str], timeout: float) -> None:
    """A new folder in which all of ``urls`` are due."""
    place.mkdir()
    (place / "testigo.toml").write_text(_CONFIG.format(timeout=timeout))
    (place / "report.md").write_text("".join(f"El dato consta. <{url}>\n\n" for url in urls))
    subprocess.run(
        [*TESTIGO, "add", "--folder", place, place / "report.md"], check=True, capture_output=True
    )


def night(place: Path, urls: list[str], timeout: float) -> Night:
    """One night over ``urls`` in a new folder."""
    prepare(place, urls, timeout)
    began = time.monotonic()
    with (place / "log").open("w") as log:
        command = [*TESTIGO, "run", "-v", "--folder", place]
        child = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        memory = Memory(child.pid)
        before = os.times()
        code = child.wait()
    wall, after = time.monotonic() - began, os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])
    tree, worker = memory.end()
    text = (place / "log").read_text(errors="replace")
    stalls = [(float(wall), float(spent)) for wall, spent in _STALL.findall(text)] or [(-1.0, -1.0)]
    said, bodies = _told(place)
    return Night(
        code, wall, cpu, *map(max, zip(*stalls, strict=True)), tree, worker, said, bodies, text
    )


def _told(place: Path) -> tuple[dict[str, tuple[str, str, str]], dict[str, str]]:
    with closing(sqlite3.connect(place / "evidence.db")) as db:
        rows = db.execute(
            "SELECT u.url, k.verdict, k.cause, k.failure_json, c.payload_sha256 FROM checks k "
            "JOIN urls u ON u.id = k.url_id LEFT JOIN captures c ON c.id = k.capture_id"
        ).fetchall()
    said = {url: (verdict, cause, failure or "") for url, verdict, cause, failure, _ in rows}
    return said, {url: sha256 for url, *_, sha256 in rows}


class Memory:
    """Watches the processes of a run."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._tree = self._worker = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        own = Path(f"/proc/{self._pid}/cmdline").read_bytes()
        while not self._over.wait(0.1):
            workers = [_rss(pid, own) for pid in _family(self._pid) if pid != self._pid]
            self._worker = max(self._worker, *workers, 0.0)
            self._tree = max(self._tree, _rss(self._pid, b"") + sum(workers))

    def end(self) -> tuple[float, float]:
        """MB of all processes together and of the largest child, at most."""
        self._over.set()
        self._thread.join()
        return self._tree, self._worker


def _family(pid: int) -> list[int]:
    found, more = [], [pid]
    while more:
        one = more.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                more += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _rss(pid: int, parent: bytes) -> float:
    """MB of a process; none of one that was forked and has not begun its own work."""
    try:
        if Path(f"/proc/{pid}/cmdline").read_bytes() == parent:
            return 0.0
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6
    except (OSError, IndexError):
        return 0.0


def _sha256(answer: bytes) -> str:
    return hashlib.sha256(answer.partition(b"\r\n\r\n")[2]).hexdigest()


def main() -> int:
    """Play, print, and say whether the bounds were kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--only", default="", help="kinds whose names hold this text")
    parser.add_argument("--goods", type=int, default=60)
    parser.add_argument("--timeout", type=float, default=5.0)
    parser.add_argument("--list", action="store_true", help="each kind with its verdict")
    parser.add_argument("--cache", type=Path, help="where answers lie that take long to make")
    parser.add_argument("--keep", type=Path, help="leave the folders here")
    options = parser.parse_args()
    names = [kind.name for kind in KINDS if options.only in kind.name]
    with tempfile.TemporaryDirectory() as name:
        place = options.keep or Path(name)
        cache = options.cache or place / "cache"
        for folder in (place, cache):
            folder.mkdir(exist_ok=True, parents=True)
        with world(names, options.goods, cache) as (hostile, pages):
            alone = night(place / "alone", pages, options.timeout) if pages else None
            both = night(place / "both", [*hostile.values(), *pages], options.timeout)
    if options.list:
        for kind, url in hostile.items():
            print(f"{kind:50} {' '.join(both.said.get(url, ('NONE', '', '')))[:120]}")
    return report(hostile, pages, alone, both)


def report(hostile: dict[str, str], pages: list[str], alone: Night | None, both: Night) -> int:
    """Print what was measured; 1 where a bound was not kept."""
    right = sum(
        both.said.get(url, ("",))[0] == "alive"
        and both.bodies[url] == _sha256(good(int(url.rpartition("/")[2])))
        for url in pages
    )
    told = sum(url in both.said for url in hostile.values())
    times = both.wall / alone.wall if alone else 0.0
    print(
        f"exit code {both.code}; good pages right {right}/{len(pages)}; "
        f"hostile answers with a verdict {told}/{len(hostile)}"
    )
    print(f"wall {both.wall:.0f} s, {times:.1f} times that of the good pages alone")
    print(f"processor {both.cpu:.0f} s, at a load of {os.getloadavg()[2]:.0f}")
    print(f"longest stall {both.stall:.2f} s, {both.spent:.2f} s of processor")
    if alone:
        print(f"alone {alone.stall:.2f} s, {alone.spent:.2f} s of processor")
    print(f"processes {both.tree:.0f} MB, a worker {both.worker:.0f} MB")
    kept = right == len(pages) and told == len(hostile) and both.stall >= 0
    measured = {"stall": both.spent, "times": times, "tree": both.tree, "worker": both.worker}
    return 0 if kept and all(measured[name] <= most for name, most in BOUNDS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
