"""Every place at which a process may be cut off, counted: a write, a sync, a commit, an answer.

What happens at which step is planned before a process starts, so a seed that fails fails again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation.shared import CELLS, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAN: dict[int, Callable[[str], None]] = {}


def plan(acts: dict[int, Callable[[str], None]]) -> None:
    """A process begins, and this happens to it: step -> what, told which kind of step it is."""
    CELLS[STEPS] = 0
    _PLAN.clear()
    _PLAN.update(acts)


def step(kind: str) -> None:
    """Something is about to take effect."""
    number = int(CELLS[STEPS]) + 1
    CELLS[STEPS] = number
    if number in _PLAN:
        _PLAN[number](kind)
