"""One night's run: a process of its own in a group of its own, which holds the folder's lock
itself.

It is no task of :mod:`evidence.fence`, whose workers read strangers' bytes, answer in words, and die
with their parent. A run is our own code; it goes on when the service is killed, and what it has to
say stands in its exit code, its log and its row in the database.
"""

from __future__ import annotations

import signal
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from crawler.browser import processes
from evidence import interpreter
from evidence.errors import ExitCode
from evidence.files import OURS, make_folder
from evidence.vocabulary import NightState, RunState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evidence.store import records

KEEP_LOGS = 30
"""Logs of so many nights are kept."""
_TAIL = 4000
"""Bytes of a log in which the run's last words are looked for."""


class Process(Protocol):
    """A run's process, as the service sees it."""

    pid: int

    def poll(self) -> int | None:
        """Its exit code, negative for a signal; None while it lives."""

    def wait(self, seconds: float) -> int | None:
        """The same after at most so many seconds."""

    def stop(self) -> None:
        """Ask it to finish what it has open."""

    def kill(self) -> None:
        """End it and all its workers."""

    def last_line(self) -> str:
        """The last line of what it wrote."""


class Child:
    """``testigo run`` as a child. Raises OSError when it can't be started.

    It writes to a file and not to a pipe: when the service is killed nobody reads the pipe, and the
    run would die of its first word.
    """

    def __init__(self, arguments: Sequence[str], log: Path, ended: Callable[[], None]) -> None:
        make_folder(log.parent)
        log.touch(mode=OURS)
        with log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                interpreter.command("testigo", "run", *arguments), env=interpreter.environment(),
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        self.pid = self._process.pid
        self._log = log
        threading.Thread(target=self._await, args=(ended,), daemon=True).start()

    def _await(self, ended: Callable[[], None]) -> None:
        self._process.wait()
        ended()

    def poll(self) -> int | None:
        """See :class:`Process`."""
        return self._process.poll()

    def wait(self, seconds: float) -> int | None:
        """See :class:`Process`."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def stop(self) -> None:
        """See :class:`Process`; its workers are left alone, because what it has open may need them."""
        self._process.terminate()

    def kill(self) -> None:
        """See :class:`Process`."""
        kill(self.pid)
        self._process.wait()

    def last_line(self) -> str:
        """See :class:`Process`."""
        return last_line(self._log)


def kill(pid: int) -> None:
    """Kill a run with all its workers; one that has gone already is fine.

    Those who walk shards and browsers are in sessions of their own, and may hang as the run does. Where the
    system does not tell who stems from whom, they end by themselves within seconds, unless they hang. The
    workers of a cluster are told nothing, and notice within a minute.
    """
    workers = processes.below(pid)
    processes.end_group(pid)
    processes.end(*workers)


def last_line(log: Path) -> str:
    """The last line of a log that says something."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL))
            lines = file.read().decode("utf-8", "replace").split("\n")
    except OSError:
        return ""
    return next((line.strip()[:500] for line in reversed(lines) if line.strip()), "")


def prune(logs: Path) -> None:
    """Keep the logs of the latest nights only. What can't be looked at or taken away stays: others tidy up logs, too,
    and no night is lost by that."""
    found = []
    for path in logs.glob("*.log"):
        with suppress(OSError):
            found.append((path.stat().st_mtime, path))
    for _, path in sorted(found, reverse=True)[KEEP_LOGS:]:
        with suppress(OSError):
            path.unlink()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt at a night came to."""

    state: NightState
    """done or failed; running: another run holds the folder, and the night goes on with that one"""
    problem: str | None = None


def walked(run: records.Run | None) -> bool:
    """Whether a run went to its end, or to the end of its time."""
    return run is not None and (run.state is RunState.FINISHED or run.ended_by is not None)


def outcome(code: int, run: records.Run | None, said: str = "") -> Outcome:
    """Judge an attempt by the exit code of its process and by the ``run`` that ended during it, if
    one did.

    Both are needed: Python ends with 1 on an error that nobody caught, which is also the word for
    broken evidence. Whoever is killed has no word; a night that was walked to its end is done then, and
    what came behind (archives, a report) goes on with the next.
    """
    told = code in (ExitCode.SOUND, ExitCode.BROKEN, ExitCode.UNCHECKED)
    if walked(run) and (told or code < 0):
        return Outcome(NightState.DONE)
    if code == ExitCode.BUSY:
        return Outcome(NightState.RUNNING)
    if code == -signal.SIGKILL:
        return Outcome(
            NightState.FAILED, "the run was killed (signal 9): out of memory, or by hand"
        )
    if code < 0:
        return Outcome(NightState.FAILED, f"the run was ended by signal {-code}")
    return Outcome(
        NightState.FAILED, said.removeprefix("testigo: ") or f"the run ended with exit code {code}"
    )
