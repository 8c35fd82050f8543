"""What a tool says of an address."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.truth_world.model import Fate
from benchmarks.truth_world.serve import World

PATIENCE = 4
"""Seconds that every tool waits for an answer: less than the world's silent server is silent."""
_SAYS_404 = re.compile(r"\b(404|410)\b")


class Said(StrEnum):
    """What a tool's words come to for somebody who has to mend citations."""

    LOST = "lost"
    """An error, a broken link, missing."""
    CHANGED = "changed"
    FINE = "fine"
    UNSEEN = "not seen"
    """It says itself that it could not tell."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What it said, and in which words."""

    said: Said
    words: str = ""


Findings = dict[str, Finding]
"""by the name of the address; one that a tool keeps silent about is fine by it"""


@dataclass(frozen=True, slots=True)
class Answers:
    """One way to read what one tool said of the whole world."""

    tool: str
    findings: Findings


class Absent(Exception):
    """A tool that is not installed; the text says how to get it."""


Tool = Callable[[World, tuple[Fate, ...], Path, Path | None], list[Answers]]
"""Runs on a world, in a folder for its files, perhaps from a venv; gives each way to read its answers. Raises
Absent where it is not installed."""


def twice(tool: str, findings: Findings) -> list[Answers]:
    """What a peer said as it says it, and read more kindly: an error that names neither 404 nor 410 tells no
    loss."""
    kindly = {
        name: Finding(Said.UNSEEN, found.words)
        if found.said is Said.LOST and not _SAYS_404.search(found.words)
        else found
        for name, found in findings.items()
    }
    return [Answers(tool, findings), Answers(f"{tool}, its 404 and 410 alone", kindly)]


def command(name: str, package: str, peers: Path | None) -> str:
    """Where a peer's command is; raises Absent."""
    place = shutil.which(name, path=str(peers / "bin") if peers else None)
    if place is None:
        raise Absent(f"{name} is not installed (pip install {package})")
    return place


def output(arguments: list[str]) -> str:
    """What a command prints; its exit code says that there is something to tell, and is not read."""
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=600)
    return done.stdout
