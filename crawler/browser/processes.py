"""Processes as Linux tells of them: which stem from whom, what they hold, and how all of them end."""

from __future__ import annotations

import os
import re
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROC = Path("/proc")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def below(pid: int) -> list[int]:
    """Every process that stems from ``pid``, without it, zombies included."""
    children: dict[int, list[int]] = {}
    for one in _all():
        with suppress(OSError, ValueError, IndexError):
            # the name in brackets may hold anything: what follows the last one is numbers (proc(5))
            parent = int((_PROC / str(one) / "stat").read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(one)
    found, todo = [], [pid]
    while todo:
        more = children.get(todo.pop(), [])
        found += more
        todo += more
    return found


def memory(pid: int) -> int:
    """Bytes that a process holds, of what it shares its part only; 0 where it is gone."""
    try:
        told = _PSS.search((_PROC / str(pid) / "smaps_rollup").read_text())
    except OSError:
        return 0
    return int(told.group(1)) * 1024 if told else 0


def command(pid: int) -> str:
    """The command line of a process; "" where it is gone."""
    try:
        return (_PROC / str(pid) / "cmdline").read_text("utf-8", "replace").replace("\0", " ")
    except OSError:
        return ""


def named(words: str) -> list[int]:
    """The processes of this user that have ``words`` in their command line, but for this one."""
    return [one for one in _all() if one != os.getpid() and words in command(one)]


def end(*pids: int) -> None:
    """Kill processes; one that is gone already is none of our concern."""
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def end_group(pid: int) -> None:
    """Kill the group of processes that ``pid`` leads."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether there is such a process."""
    return (_PROC / str(pid)).exists()


def _all() -> Iterator[int]:
    with suppress(OSError):
        for one in _PROC.iterdir():
            if one.name.isdigit():
                yield int(one.name)
