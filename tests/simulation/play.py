"""Play one script in a process of its own, and say which laws it breaks."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulation import laws
from tests.simulation.machine import Machine

if TYPE_CHECKING:
    from tests.simulation.script import Script

_LONGEST = 60
"""Seconds of computing after which a story hangs."""


@dataclass(frozen=True)
class Played:
    """What a script came to."""

    broken: tuple[tuple[str, str], ...]
    """the laws that were broken, each with how"""
    attempts: int
    steps: int
    trace: tuple[str, ...] = ()
    """one line for each attempt at a night"""

    @property
    def laws(self) -> frozenset[str]:
        return frozenset(law for law, _ in self.broken)


def play(script: Script, template: Path, place: Path) -> Played:
    """Play ``script`` from its beginning to its end, in a fork of this process."""
    back, forth = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(back)
        _child(script, template, place, forth)
    os.close(forth)
    with os.fdopen(back, "rb") as answer:
        told = answer.read()
    os.waitpid(pid, 0)
    if not told:
        return Played((("plays", "the machine stopped without a word"),), 0, 0)
    value = json.loads(told)
    return Played(
        tuple((law, how) for law, how in value["broken"]),
        value["attempts"],
        value["steps"],
        tuple(value["trace"]),
    )


def _child(script: Script, template: Path, place: Path, forth: int) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
    if "SIMULATION_KEEP" not in os.environ:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    own = Path(tempfile.mkdtemp(prefix=f"{script.seed}-", dir=place))
    try:
        value = _told(script, template, own)
    except BaseException:  # noqa: BLE001 - a machine that breaks down is a finding, too
        last = traceback.format_exc().splitlines()
        value = {
            "broken": [["plays", " | ".join(last[-6:])]],
            "attempts": 0,
            "steps": 0,
            "trace": [],
        }
    finally:
        if "SIMULATION_KEEP" not in os.environ:
            shutil.rmtree(own, ignore_errors=True)
    os.write(forth, json.dumps(value).encode()[:60_000] if len(value["trace"]) < 60 else b"")
    os._exit(0)


def _told(script: Script, template: Path, own: Path) -> dict[str, object]:
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    machine = Machine(script, template, own)
    machine.play()
    story = laws.Story(script, machine.seen, machine.journal, machine.folder, base)
    return {
        "broken": laws.broken(story)[:20],
        "attempts": len(machine.seen.attempts),
        "steps": sum(one.done.steps for one in machine.seen.attempts),
        "trace": [one.line for one in machine.seen.attempts][:50],
    }
