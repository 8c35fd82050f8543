"""What one child process costs, by the kernel's own account of it (wait4)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = Path(__file__).parents[1]


class Wrong(Exception):
    """A run did not do what it must."""


@contextmanager
def served(pages: int, hosts: int, source: Path | int) -> Iterator[list[str]]:
    """The site of ``web.py`` while it is open, by its URLs."""
    command = [sys.executable, str(TREE / "benchmarks/web.py"), str(pages), str(hosts), str(source)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as site:
        assert site.stdout is not None
        assert site.stdin is not None
        yield json.loads(site.stdout.readline())
        site.stdin.close()


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one child process."""

    wall: float
    """seconds"""
    cpu: float
    """seconds, user and system"""
    peak: float
    """MB resident"""


def run(
    *command: str,
    tree: Path = TREE,
    codes: tuple[int, ...] | None = (0,),
    program: str = sys.executable,
    place: Path | None = None,
) -> tuple[Cost, str]:
    """Run a child with the code of ``tree``, in the folder ``place``; raises Wrong with its last words
    when it ends with none of ``codes`` (None: with whatever)."""
    began = perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        environment = {**os.environ, "PYTHONPATH": str(tree)}
        child = subprocess.Popen(
            [program, *command], stdout=out, stderr=err, env=environment, cwd=place or tree
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = perf_counter() - began
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    if codes is not None and child.returncode not in codes:
        raise Wrong(
            f"{' '.join(command)}: exit {child.returncode}\n{texts[0][-500:]}{texts[1][-2000:]}"
        )
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit), texts[0]
