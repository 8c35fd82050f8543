"""How soon a large night looks at something, whatever waits behind it, and how soon it is over when it is told to.

    python -m benchmarks.first_looks PLACE [--urls 1000000] [--hosts 900] [--seconds 60]

A list of so many addresses on loopback is added to a new folder in ``PLACE``, which must not exist; its status is
asked; then a night begins with one process, and goes on with two, each ended by SIGTERM after some seconds. The delay
is a second a host, and robots.txt, which would take the first of them, is not asked for. Whoever is not alive in the
end was called so falsely.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from benchmarks.costs import run
from benchmarks.workers import address, serve

_CONFIG = """
[archive.wayback]
enabled = false
[crawl]
contact = "benchmark@example.org"
delay = 1.0
allow_private = true
neutral_hosts = []
obey_robots = false
"""
_OFTEN = 0.1
"""Seconds between two looks at what is stored."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("place", type=Path)
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--hosts", type=int, default=900)
    parser.add_argument("--seconds", type=float, default=60.0)
    asked = parser.parse_args()
    folder = asked.place / "evidence"
    folder.mkdir(parents=True)
    (folder / "testigo.toml").write_text(_CONFIG, "utf-8")
    os.environ |= {"XDG_CONFIG_HOME": f"{asked.place}/config", "TESTIGO_BROWSER": "off"}
    # every host of the site, and each of its connections
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(asked.hosts, theirs), daemon=True)
    server.start()
    port = ours.recv()
    addresses = asked.place / "addresses.txt"
    with addresses.open("w") as lines:
        for number in range(asked.urls):
            lines.write(f"http://{address(number % asked.hosts)}:{port}/acuerdo/{number}\n")
    _timed("add", folder, "add", str(addresses), "--id", "list")
    for _ in range(2):
        _timed("status", folder, "status")
    for workers in (1, 2):
        _night(folder, workers, asked.seconds)
    with closing(sqlite3.connect(folder / "evidence.db")) as db:
        print(db.execute("SELECT verdict, cause, COUNT(*) FROM standings GROUP BY 1, 2").fetchall())
    server.kill()


def _command(folder: Path, *arguments: str) -> list[str]:
    return ["-m", "testigo", *arguments, "--folder", str(folder)]


def _timed(name: str, folder: Path, *arguments: str) -> None:
    cost, _ = run(*_command(folder, *arguments))
    print(f"{name}: {cost.wall:.1f} s, {cost.cpu:.1f} of processor, {cost.peak:.0f} MB", flush=True)


def _night(folder: Path, workers: int, seconds: float) -> None:
    before, began = _looks(folder), time.monotonic()
    command = [sys.executable, *_command(folder, "run", "--workers", str(workers))]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as night:
        first = None
        while time.monotonic() - began < seconds and night.poll() is None:
            time.sleep(_OFTEN)
            if first is None and _looks(folder) > before:
                first = time.monotonic() - began
        looks, peak = _looks(folder) - before, _peak(night.pid)
        ended = time.monotonic()
        night.send_signal(signal.SIGTERM)
        night.wait()
    print(
        f"run --workers {workers}: the first look after {first or seconds:.1f} s, {looks} in {seconds:.0f} s,"
        f" {peak} MB, over {time.monotonic() - ended:.1f} s after SIGTERM",
        flush=True,
    )


def _looks(folder: Path) -> int:
    """What is stored, in the folder or in a shard of it."""
    count = 0
    for database in (folder / "evidence.db", *folder.glob("shards/*/evidence.db")):
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db,
        ):
            count += db.execute("SELECT COUNT(*) FROM checks").fetchone()[0]
    return count


def _peak(pid: int) -> int:
    """Most megabytes that a process had; 0 for one that is over."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    return 0


if __name__ == "__main__":
    main()
