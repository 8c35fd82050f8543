"""Nights that several walk, each with one of them killed somewhere: 0 looks lost, 0 doubled.

    python -m benchmarks.killed_shards [ENGINE…] [--rounds N] [--seed N]

ENGINE is ``processes`` (of this machine), ``s3`` (the same, with shards in a bucket of moto's server), ``dask`` or
``parsl``; without any, all that are installed. Each round
draws who is killed (a process that walks, also with the one that it was forked from, a worker of the engine, who
leads the night, the whole cluster) and after how many requests; then runs go on until one ends with 0. Every other
round has small shards, several to each lane. Exit code 1 where anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests import shards
from tests.conftest import Bench

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

DELAY = 0.05
_SMALL = """
from crawler.scale import split
split.MOST, split._FIRST, split._TOGETHER = 15, 5, 3
"""
"""As of a night of a million URLs: several shards to each lane."""
_NIGHT = """
import sys
from testigo.__main__ import main
if __name__ == "__main__":
    sys.exit(main())
"""
_PARSL = """
import sys, testigo
from parsl import Config
from parsl.concurrent import ParslPoolExecutor
from parsl.executors import HighThroughputExecutor
from parsl.providers import LocalProvider
def main():
    engine = HighThroughputExecutor(
        address="127.0.0.1", max_workers_per_node=2, heartbeat_period=2, heartbeat_threshold=6,
        provider=LocalProvider(init_blocks=1, max_blocks=1), working_dir=sys.argv[2])
    with ParslPoolExecutor(Config(executors=[engine], run_dir=sys.argv[2], retries=0)) as executor:
        done = testigo.run(testigo.open(sys.argv[1]), workers=2, executor=executor)
    sys.exit(done.exit_code())
main()
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("engines", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    there = {
        "processes": True,
        "s3": shards.HAS_S3,
        "dask": shards.HAS_DASK,
        "parsl": shards.HAS_PARSL,
    }
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        scripts = (
            f"{Path(sys.executable).parent}:{os.environ['PATH']}"  # Parsl starts its own by name
        )
        os.environ |= {
            "XDG_CONFIG_HOME": f"{place}/config",
            "TESTIGO_BROWSER": "off",
            "PATH": scripts,
        }
        for engine in given.engines or [name for name, is_there in there.items() if is_there]:
            draw = random.Random(f"{engine} {given.seed}")
            for number in range(given.rounds):
                failed += not one(engine, draw, Path(place, f"{engine}-{number}"), number)
    sys.exit(1 if failed else 0)


def one(engine: str, draw: random.Random, place: Path, number: int) -> bool:
    """One round; whether it came out well."""
    place.mkdir()
    bench = Bench(place / "evidence")
    bench.configure(timeout=30.0)
    shards.delayed(bench, DELAY)
    with ExitStack() as stack:
        site = stack.enter_context(shards.site())
        bench.cite(*site.urls)
        command, victims = started(engine, bench, place, stack, _SMALL if number % 2 else "")
        place_of_shards = command[command.index("--shards") :] if "--shards" in command else []
        again = ("run", "--workers", "2", *place_of_shards)
        victim = draw.choice(sorted(victims))
        after = draw.randrange(1, len(site.urls))
        began = time.monotonic()
        with shards.running(*command) as process:
            if site.wait_for(after, process):
                victims[victim](process)
            process.wait(180)
        runs = 0 if process.returncode == 0 else 4
        while runs and bench.testigo(*again).code:
            runs -= 1
        try:
            shards.whole(bench, site.urls)
        except AssertionError as wrong:
            print(f"{engine} {number}: {victim} killed after {after}: WRONG: {wrong}")
            return False
        gap = statistics.median(site.gaps())
        print(
            f"{engine} {number}: {victim} killed after {after}, exit code {process.returncode}: 0 lost, 0 doubled, "
            f"{site.asked.total() - len(site.urls)} asked again, {gap:.3f} s between two at a host, "
            f"{time.monotonic() - began:.0f} s",
            flush=True,
        )
        return gap > DELAY * 0.9


def started(
    engine: str, bench: Bench, place: Path, stack: ExitStack, before: str
) -> tuple[list[str], dict[str, Callable[[subprocess.Popen[bytes]], None]]]:
    """How a night is started on an engine, and whom to kill; ``before`` is code that goes before it."""

    def leader(process: subprocess.Popen[bytes]) -> None:
        process.kill()

    def walker(_: subprocess.Popen[bytes]) -> None:
        for pid in shards.walkers(bench.path)[:1]:
            shards.kill(pid)

    def nursery(process: subprocess.Popen[bytes]) -> None:
        for pid in shards.nurseries(process.pid, bench.path):
            shards.kill(pid)
        walker(process)

    run = [_script(place, before + _NIGHT), "run", "--folder", str(bench.path)]
    victims = {"leader": leader, "walker": walker}
    if engine == "processes":
        victims["nursery"] = nursery
        return [*run, "--workers", "2"], victims
    if engine == "s3":  # shards are walked elsewhere, so they are told by who was started first
        for name, which in {"nursery": slice(0, 2), "walker": slice(1, 2)}.items():
            victims[name] = partial(_kill, which)
        bucket, environment = stack.enter_context(shards.s3())
        os.environ |= environment
        return [*run, "--workers", "2", "--shards", bucket], victims
    if engine == "dask":
        cluster = stack.enter_context(shards.dask(place / "dask"))
        victims |= {
            "worker": lambda _: shards.kill(cluster.workers[0].pid),
            "scheduler": lambda _: shards.kill(cluster.scheduler.pid),
            "cluster": lambda _: cluster.close(),
        }
        return [*run, "--cluster", cluster.address], victims
    script = _script(place, before + _PARSL)

    def worker(process: subprocess.Popen[bytes]) -> None:
        for pid in shards.children(process.pid, b"process_worker_pool.py")[-1:]:
            shards.kill(pid)

    return [script, str(bench.path), str(place / "parsl")], victims | {"worker": worker}


def _script(place: Path, code: str) -> str:
    """A script, not beside a folder that is named as a package of ours is."""
    script = place / "script" / "night.py"
    script.parent.mkdir(exist_ok=True)
    script.write_text(code, "utf-8")
    return str(script)


def _kill(which: slice, process: subprocess.Popen[bytes]) -> None:
    for pid in shards.children(process.pid, b"crawler.scale")[which]:
        shards.kill(pid)


if __name__ == "__main__":
    main()
