"""Every place at which a process may be cut off, counted: a write, a sync, a commit, an answer.

What happens at which step is planned before a process starts, so a seed that fails fails again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.simulation.shared import CELLS, KINDS, PROCESSES, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class _Plan:
    kind: str = ""
    number: int = 0
    act: Callable[[], None] | None = None


_PLAN = _Plan()


def begin() -> None:
    """A process begins, and nothing is to happen to it."""
    CELLS[STEPS] = 0
    for place in range(len(KINDS)):
        CELLS[PROCESSES + 1 + place] = 0
    plan("", 0, None)


def plan(kind: str, number: int, act: Callable[[], None] | None) -> None:
    """Let ``act`` happen at the n-th step of a kind; any where it is empty."""
    _PLAN.kind, _PLAN.number, _PLAN.act = kind, number, act


def taken() -> dict[str, int]:
    """How many steps of each kind the process has taken, and of all ("")."""
    counts = {kind: int(CELLS[PROCESSES + 1 + at]) for at, kind in enumerate(KINDS)}
    return {"": int(CELLS[STEPS]), **counts}


def step(kind: str) -> None:
    """Something is about to take effect."""
    place = PROCESSES + 1 + KINDS.index(kind)
    CELLS[STEPS] += 1
    CELLS[place] += 1
    number = CELLS[place] if _PLAN.kind else CELLS[STEPS]
    if _PLAN.act is not None and _PLAN.kind in ("", kind) and number == _PLAN.number:
        act, _PLAN.act = _PLAN.act, None  # once: the count may begin anew
        act()
