"""The command line in a process of its own, without starting Python and importing Scrapy anew each
time: that costs most of a second a command, and was half of the suite.

Each command is a fork of one process that has imported what commands import and run nothing of it.
What a user would see of a new process holds here too: exit code, streams, signals, environment, no
shared state.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import runpy
import subprocess
import sys
import warnings
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
LONGEST = 120.0
"""seconds a command may take"""

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.preloaded"])


@dataclass
class Done:
    """A finished command."""

    code: int
    out: str
    err: str


def run(
    *arguments: str,
    prepare: Callable[[], None] | None = None,
    within: float = LONGEST,
    **environment: str,
) -> Done:
    """Run ``testigo`` as a user would, from the project's root, ``within`` seconds; raises TimeoutError.
    ``prepare`` is called first in its process."""
    with TemporaryDirectory() as place:
        out, err = Path(place, "out"), Path(place, "err")
        process = _PROCESSES.Process(
            target=_command, args=(arguments, {**os.environ, **environment}, out, err, prepare)
        )
        with chdir(ROOT):  # from where it finds what it is to import
            forkserver.ensure_running()
        process.start()
        process.join(within)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"testigo {' '.join(arguments)}")
        return Done(process.exitcode, out.read_text("utf-8"), err.read_text("utf-8"))


def python(*arguments: str, within: float = LONGEST, **environment: str) -> Done:
    """Python itself, started anew: what ``python ARGUMENTS…`` does, ``within`` seconds."""
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=within,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "default", **environment},
    )
    return Done(done.returncode, done.stdout, done.stderr)


def _command(
    arguments: tuple[str, ...],
    environment: dict[str, str],
    out: Path,
    err: Path,
    prepare: Callable[[], None] | None,
) -> None:
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    for path, stream in ((out, 1), (err, 2)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
    warnings.resetwarnings()
    warnings.simplefilter("default")
    sys.argv = ["testigo", *arguments]
    if prepare is not None:
        prepare()
    try:
        runpy.run_module("testigo", run_name="__main__")
    finally:
        atexit._run_exitfuncs()
