"""Hosts that note when they are asked, and engines that can be killed: for nights that several walk."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter, defaultdict
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.domains import host_of
from tests.commands import ROOT
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schedules.child import Child
    from tests.conftest import Bench

HOSTS, EACH = 6, 12
_PATIENCE = 180.0
"""Seconds for what takes one on a machine that has nothing else to do."""


class Site:
    """A few hosts, each at an address of its own, and so a domain of its own."""

    def __init__(self, servers: list[RawServer], each: int) -> None:
        self.servers = servers
        self.urls = [server.url(f"/{n}") for n in range(each) for server in servers]
        self.times: dict[str, list[float]] = defaultdict(list)
        """URL -> when it was asked for"""
        for server in servers:
            for path in server.replies:
                answer = ok(page(f"{server.url(path)} con su texto, que no dice nada más. " * 30))
                self.put(server, path, answer)

    def put(self, server: RawServer, path: str, answer: bytes) -> None:
        """Have a path answered so, and when it was asked for noted."""
        server.replies[path] = partial(self._answer, server.url(path), answer)

    def _answer(self, url: str, answer: bytes, connection: socket.socket, _request: bytes) -> None:
        self.times[url].append(time.monotonic())
        connection.sendall(answer)

    @property
    def asked(self) -> Counter[str]:
        """How often each was asked for."""
        return Counter({url: len(times) for url, times in list(self.times.items())})

    def gaps(self) -> list[float]:
        """Seconds between two requests to one host."""
        hosts: dict[str, list[float]] = defaultdict(list)
        for url, times in self.times.items():
            hosts[host_of(url)] += times
        return [
            later - earlier
            for times in map(sorted, hosts.values())
            for earlier, later in itertools.pairwise(times)
        ]

    def wait_for(self, count: int, process: subprocess.Popen[bytes] | Child) -> bool:
        """Wait until so many requests have come; whether the run is still there."""
        end = time.monotonic() + _PATIENCE
        while self.asked.total() < count:
            if process.poll() is not None:
                return False
            assert time.monotonic() < end, f"{self.asked.total()} requests"
            time.sleep(0.005)
        return True


@contextmanager
def site(hosts: int = HOSTS, each: int = EACH) -> Iterator[Site]:
    """A site that lives as long as the context."""
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                RawServer({f"/{n}": b"" for n in range(each)}, host=f"127.0.9.{host}")
            )
            for host in range(1, hosts + 1)
        ]
        yield Site(servers, each)


def delayed(bench: Bench, delay: float) -> None:
    """Have a night wait so long between two requests to a host."""
    config = bench.folder.config.read_text("utf-8").replace("delay = 0.0", f"delay = {delay}")
    bench.folder.config.write_text(config, "utf-8")


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command under way, killed at the end if it still lives."""
    with subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def walkers(place: Path) -> list[int]:
    """The processes that walk shards of the folder at ``place``, whoever started them."""
    return [pid for pid in _pids(b"crawler.scale") if _has_open(pid, place)]


def nurseries(pid: int, place: Path) -> list[int]:
    """The processes that those who walk shards of the folder at ``place`` are forked from, of whoever leads."""
    return sorted({*children(pid, b"crawler.scale")} - {*walkers(place)})


def _pids(word: bytes) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if word in (place / "cmdline").read_bytes().split(b"\0"):
                found.append(int(place.name))
    return found


def children(pid: int, word: bytes) -> list[int]:
    """The processes that a process has started, at any depth, and that bear a word in their command line."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            stat = (place / "stat").read_text().rpartition(")")[2]
            parents[int(place.name)] = int(stat.split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    words = {one: Path(f"/proc/{one}/cmdline") for one in sorted(found)}
    return [one for one, path in words.items() if path.exists() and word in path.read_bytes()]


def _has_open(pid: int, place: Path) -> bool:
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        with suppress(OSError):
            if link.readlink().is_relative_to(place):
                return True
    return False


def kill(pid: int) -> None:
    """Kill a process, if it is there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def whole(bench: Bench, urls: list[str]) -> None:
    """Each URL has one look in one night, and all is as it was recorded."""
    looks = bench.rows("SELECT u.url FROM checks k JOIN urls u ON u.id = k.url_id")
    counted = Counter(row["url"] for row in looks)
    assert counted == Counter(urls), (
        f"{len(set(urls) - set(counted))} lost, {counted.total() - len(counted)} doubled"
    )
    assert [row["state"] for row in bench.rows("SELECT state FROM runs")] == ["finished"]
    done = bench.testigo("verify")
    assert done.code == 0, done.out
    assert not (bench.path / "shards").exists()


HAS_DASK = find_spec("distributed") is not None
HAS_PARSL = find_spec("parsl") is not None
HAS_S3 = find_spec("moto") is not None and find_spec("s3fs") is not None


class Dask:
    """A scheduler and two workers, as everybody runs them."""

    def __init__(self, place: Path) -> None:
        place.mkdir(parents=True, exist_ok=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._place = place
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"
        )
        _until_open(port, self.scheduler)
        self.workers = [self._worker(n) for n in range(2)]

    def _worker(self, number: int) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", str(number))
        return self._start(
            "worker", self.address, *options, "--local-directory", str(self._place / f"w{number}")
        )

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ready(self) -> None:
        """Wait until both workers are known to the scheduler."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=_PATIENCE)

    def close(self) -> None:
        """End all that still lives."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


def _until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def dask(place: Path) -> Iterator[Dask]:
    """A cluster that lives as long as the context."""
    cluster = Dask(place)
    try:
        cluster.ready()
        yield cluster
    finally:
        cluster.close()


@contextmanager
def s3() -> Iterator[tuple[str, dict[str, str]]]:
    """A bucket of moto's server: an address in it, and the environment of whoever uses it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        try:
            _until_open(port, server)
            environment = {
                "FSSPEC_S3_ENDPOINT_URL": f"http://127.0.0.1:{port}",
                "AWS_ACCESS_KEY_ID": "testing",
                "AWS_SECRET_ACCESS_KEY": "testing",
                "AWS_DEFAULT_REGION": "us-east-1",
            }
            made = 'import s3fs; s3fs.S3FileSystem().mkdir("evidencia")'
            subprocess.run([sys.executable, "-c", made], env=os.environ | environment, check=True)
            yield "s3://evidencia/noche", environment
        finally:
            server.kill()
