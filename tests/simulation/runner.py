"""Play many seeds on all cores, or one and its shortest story.

``python -m tests.simulation --seeds 300`` plays seeds 0 to 299; ``--seed 17`` plays one, tells its
story, and shrinks it where a law is broken. ``--faults`` plants each fault and says at which seed it was
noticed, and by which law.
"""

# ruff: noqa: I001
from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from tests.simulation import clock  # first: before anything takes the real one as a default

from tests.simulation import database, disk, fence, loop, quick, template
from tests.simulation.draw import draw
from tests.simulation.play import Played, play
from tests.simulation.shrink import shrink
from tests.simulation.story import told
from tests.simulation.warm import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_SHOWN = 10
_PROCESS = {
    "PYTHONHASHSEED": "0",  # the order of sets is part of a story
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # a fork of large pages costs less
    "MALLOC_TRIM_THRESHOLD_": "268435456",  # memory is kept, and not asked for again and again
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_TOP_PAD_": "8388608",
}
"""What a process that plays stories has in its environment from its first moment."""


def main() -> None:
    """What the command line says; exit code 1 where a law is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--stop-at-first", action="store_true")
    parser.add_argument("--faults", nargs="*", help="plant these, or all, one after the other")
    asked = parser.parse_args()
    if not _PROCESS.items() <= os.environ.items():
        os.environ.update(_PROCESS)
        os.execv(sys.executable, [sys.executable, "-m", "tests.simulation", *sys.argv[1:]])
    with _world() as (base, place):
        if asked.faults is not None:
            sys.exit(hunt(asked, base, place))
        alone = asked.seed is not None
        code = _one(asked.seed, base, place) if alone else _many(asked, base, place)
    sys.exit(code)


@contextmanager
def _world() -> Iterator[tuple[Path, Path]]:
    """The folder that machines begin with, and room for them, in memory where there is such."""
    quick.install()
    loop.install()
    disk.install()
    database.install()
    fence.install()
    memory = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(prefix="testigo-", dir=memory if memory.is_dir() else None))
    try:
        base = template.make(root / "template")
        warm_up(base, root)
        yield base, root
    finally:
        rmtree(root, ignore_errors=True)


def _one(seed: int, base: Path, place: Path) -> int:
    """One seed, with its story; where it fails, the shortest that fails the same way."""
    script = draw(seed)
    played = play(script, base, place)
    print(told(script), *played.trace, *_words(played), sep="\n")
    if not played.broken:
        return 0
    laws = played.laws
    small = shrink(script, lambda one: bool(play(one, base, place).laws & laws))
    again = play(small, base, place)
    print(
        "\nThe shortest story that breaks it:", told(small), *again.trace, *_words(again), sep="\n"
    )
    return 1


def _words(played: Played) -> list[str]:
    return [f"BROKEN {law}: {how}" for law, how in played.broken] or ["no law is broken"]


def _many(asked: argparse.Namespace, base: Path, place: Path) -> int:
    begun = clock.real_monotonic()
    seeds = range(asked.first, asked.first + asked.seeds)
    failed: list[int] = []
    steps = attempts = 0
    for seed, played in _played(seeds, base, place, asked.workers):
        steps, attempts = steps + played["steps"], attempts + played["attempts"]
        if played["broken"]:
            failed.append(seed)
            if len(failed) <= _MOST_SHOWN:
                for law, how in played["broken"][:3]:
                    print(f"seed {seed} BROKEN {law}: {how}", flush=True)
            if asked.stop_at_first:
                break
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = clock.real_monotonic() - begun
    print(
        f"{attempts} nights, {steps} steps, {len(failed)} seeds that break a law"
        f"{': ' + ' '.join(map(str, failed[:20])) if failed else ''};"
        f" {seconds:.0f} s, {(spent.ru_utime + spent.ru_stime) / len(seeds):.2f} s of CPU a seed;"
        f" {len(seeds)} seeds"
    )
    return 1 if failed else 0


def _played(
    seeds: range, base: Path, place: Path, workers: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    """What every seed came to, in whatever order they end."""
    back, forth = os.pipe()
    pids = []
    cores = sorted(os.sched_getaffinity(0))
    for number in range(workers):
        pid = os.fork()
        if pid == 0:
            os.close(back)
            if workers <= len(cores):
                # of a story's processes one runs at a time: on one core they wake each other at once
                os.sched_setaffinity(0, {cores[number]})
            _work(seeds[number::workers], base, place, forth)
        pids.append(pid)
    os.close(forth)
    try:
        with os.fdopen(back) as lines:
            for line in lines:
                value = json.loads(line)
                yield value["seed"], value
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _work(seeds: range, base: Path, place: Path, forth: int) -> None:
    """Play these, and write a line for each, until nobody reads them any more; never comes back."""
    try:
        for seed in seeds:
            played = play(draw(seed), base, place)
            line = {
                "seed": seed,
                "broken": [(law, how[:300]) for law, how in played.broken[:4]],
                "steps": played.steps,
                "attempts": played.attempts,
            }
            os.write(forth, json.dumps(line).encode() + b"\n")
    finally:  # what this process was forked out of is not its to tidy up
        os._exit(0)


def hunt(asked: argparse.Namespace, base: Path, place: Path) -> int:
    """Plant one fault after the other; exit code 1 where more than two in twenty are not noticed."""
    from tests.simulation import faults

    names = asked.faults or list(faults.FAULTS)
    found = 0
    for name in names:
        noticed = _noticed(faults.FAULTS[name], asked, base, place)
        found += noticed is not None
        said = f"seed {noticed[0]}, {noticed[1]}" if noticed else f"NOT in {asked.seeds} seeds"
        print(f"{name}: {said} ({faults.words(name)})", flush=True)
    print(f"{found} of {len(names)} faults noticed within {asked.seeds} seeds")
    return 0 if found >= 0.9 * len(names) else 1


def _noticed(
    plant: Callable[[], None], asked: argparse.Namespace, base: Path, place: Path
) -> tuple[int, str] | None:
    """The first seed that breaks a law with the fault in place, and the laws."""
    back, forth = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            plant()
            seeds = range(asked.first, asked.first + asked.seeds)
            for seed, played in _played(seeds, base, place, asked.workers):
                if played["broken"]:
                    laws = " ".join(sorted({law for law, _ in played["broken"]}))
                    os.write(forth, json.dumps([seed, laws]).encode())
                    break
        finally:
            os._exit(0)
    os.close(forth)
    with os.fdopen(back, "rb") as answer:
        said = answer.read()
    os.waitpid(pid, 0)
    return tuple(json.loads(said)) if said else None
