"""What a second worker is worth.

    python -m benchmarks.workers [--urls N] [--hosts N] [--rounds N] [--dask]

A site of many hosts that answer after 50 ms, so that neither core waits for the server: it writes ready-made bytes
and works a hundredth of what we do. Rounds of one worker and of two, in turn. By wall where the machine has nothing
else to do; and by processor where it has: what one process works, against what the busiest of two works together with
what its leader does alone.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import re
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.shards import dask

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LATENCY = 0.05
_NIGHT = """
import logging, os, resource, sys, time, testigo
logging.basicConfig(stream=sys.stdout, format="%(message)s")
logging.getLogger("crawler.scale.leader").setLevel(logging.INFO)
folder, workers, cluster = sys.argv[1:]
began = time.monotonic()
testigo.run(testigo.open(folder), workers=int(workers), cluster=cluster or None)
print("wall", time.monotonic() - began)
print("own", sum(os.times()[:2]))
print("children", sum(os.times()[2:4]))
"""
_CONFIG = """
[archive.wayback]
enabled = false
[crawl]
contact = "benchmark@example.org"
delay = 0.0
allow_private = true
neutral_hosts = []
obey_robots = false
"""


def page(number: int) -> bytes:
    """A page of 40 kB with a text of its own."""
    text = "".join(
        f"<p>Compromiso {number}.{n}: el acta de la sesión ordinaria número {n * number % 97} se publicó en el "
        f"portal, con {n} anexos y su versión pública, y responde por ella la unidad {number % 13}.</p>"
        for n in range(220)
    )
    return f"<!doctype html><title>Acta {number}</title><main>{text}</main>".encode()


def address(host: int) -> str:
    """Of the n-th host of the site."""
    return f"127.0.{10 + host // 250}.{host % 250 + 1}"


def serve(hosts: int, port: Connection) -> None:
    """All hosts on one port, whatever is asked for."""
    bodies = [page(number) for number in range(50)]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                number = int(re.search(rb"/(\d+)", head)[1])  # type: ignore[index]
                await asyncio.sleep(LATENCY)
                body = bodies[number % 50].replace(b"Acta ", b"Acta %d, " % number, 1)
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
                    % len(body)
                    + body
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def all_hosts() -> None:
        first = await asyncio.start_server(answer, address(0), 0)
        number = first.sockets[0].getsockname()[1]
        for host in range(1, hosts):
            await asyncio.start_server(answer, address(host), number)
        port.send(number)
        await asyncio.Event().wait()

    asyncio.run(all_hosts())


def night(place: Path, urls: list[str], workers: int, cluster: str = "") -> dict[str, float]:
    """One first night over ``urls``; wall and seconds of processor."""
    place.mkdir()
    Path(place, "testigo.toml").write_text(_CONFIG, "utf-8")
    report = place.parent / f"{place.name}.md"
    report.write_text("\n\n".join(f"Ver <{url}>." for url in urls), "utf-8")
    command = [sys.executable, "-m", "testigo", "add", str(report), "--folder", str(place)]
    subprocess.run(command, check=True, capture_output=True)
    command = [sys.executable, "-c", _NIGHT, str(place), str(workers), cluster]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = {
        name: float(value) for name, value in re.findall(r"^(\w+) ([\d.]+)$", said, re.MULTILINE)
    }
    shards = [float(one) for one in re.findall(r"([\d.]+) s of processor", said)]
    return {**told, "longest": max(shards, default=0.0), "shards": sum(shards)}


def _worked(process: multiprocessing.Process) -> float:
    """Seconds of processor that a process has had."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dask", action="store_true")
    given = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(given.hosts, theirs), daemon=True)
    server.start()
    port = ours.recv()
    urls = [f"http://{address(n % given.hosts)}:{port}/{n}" for n in range(given.urls)]
    found: dict[str, list[tuple[float, float]]] = {"one": [], "two": []}
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        place = Path(temporary)
        os.environ |= {"XDG_CONFIG_HOME": f"{place}/config", "TESTIGO_BROWSER": "off"}
        # as where it is installed: what is imported was compiled before
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        cluster = stack.enter_context(dask(place / "dask")).address if given.dask else ""
        for number in range(given.rounds):
            for name, workers in (("one", 1), ("two", 2)):
                before = _worked(server)
                told = night(
                    place / f"{name}-{number}", urls, workers, cluster if workers == 2 else ""
                )
                told["server"] = _worked(server) - before
                # what must be done one after another
                path = told["own"] + (told["longest"] or told["children"])
                found[name].append((told["wall"], path))
                print(f"{name}: {told}, load {os.getloadavg()[0]:.1f}", flush=True)
    server.kill()
    for what, column in (("wall", 0), ("processor", 1)):
        one, two = (statistics.median(row[column] for row in found[name]) for name in found)
        print(f"{what}: {one:.1f} s and {two:.1f} s, {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()
