"""The machine's clocks: they stand still while the program computes, and jump when it waits.

Importing this puts them in the place of :mod:`time`'s, before anything takes those as a default; until
:func:`begin` is called they are the real ones.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.simulation.shared import CELLS, JUMPED, MONOTONIC, TRUE, WALL

if TYPE_CHECKING:
    from collections.abc import Iterable

_REAL_TIME, _REAL_MONOTONIC, _REAL_SLEEP = time.time, time.monotonic, time.sleep
_REAL_GETTIME = time.clock_gettime
_READING = 1e-5
"""Seconds that it takes to read a clock: two things never happen at once."""
_IS_SIMULATED = [False]
_JUMPS: list[tuple[float, float]] = []
"""When the wall clock is set, by the monotonic one, and by how many seconds."""


def begin(moment: datetime, jumps: Iterable[tuple[float, float]] = ()) -> None:
    """From now on this process, and those that it forks, live at ``moment``; ``jumps`` says after how
    many seconds the wall clock is set, and by how many."""
    CELLS.renew()
    CELLS[MONOTONIC] = 1_000.0
    CELLS[WALL] = CELLS[TRUE] = moment.timestamp() - CELLS[MONOTONIC]
    _JUMPS[:] = sorted((CELLS[MONOTONIC] + after, by) for after, by in jumps)
    _IS_SIMULATED[0] = True


def now() -> datetime:
    """What the wall clock shows; may be wrong."""
    return datetime.fromtimestamp(CELLS[WALL] + CELLS[MONOTONIC], UTC)


def truth() -> datetime:
    """What time it really is."""
    return datetime.fromtimestamp(CELLS[TRUE] + CELLS[MONOTONIC], UTC)


def error() -> float:
    """Seconds by which the wall clock is ahead of the time that it really is."""
    return CELLS[WALL] - CELLS[TRUE]


def pass_time(seconds: float) -> None:
    """Let time go by."""
    CELLS[MONOTONIC] += max(0.0, seconds)
    while CELLS[MONOTONIC] >= _next_jump():
        CELLS[WALL] += _JUMPS[int(CELLS[JUMPED])][1]
        CELLS[JUMPED] += 1


def until_jump() -> float:
    """Seconds until the wall clock is set; infinity where it never is again."""
    return max(0.0, _next_jump() - CELLS[MONOTONIC])


def _next_jump() -> float:
    done = int(CELLS[JUMPED])
    return _JUMPS[done][0] if done < len(_JUMPS) else float("inf")


def real_monotonic() -> float:
    """For the budget of whoever runs simulations."""
    return _REAL_MONOTONIC()


def _monotonic() -> float:
    if not _IS_SIMULATED[0]:
        return _REAL_MONOTONIC()
    view = CELLS.view
    view[MONOTONIC] = moment = view[MONOTONIC] + _READING
    return moment


def _time() -> float:
    if not _IS_SIMULATED[0]:
        return _REAL_TIME()
    return CELLS.view[WALL] + _monotonic()


def _sleep(seconds: float) -> None:
    if _IS_SIMULATED[0]:
        pass_time(seconds)
    else:
        _REAL_SLEEP(seconds)


def _gettime(which: int) -> float:
    return _monotonic() if _IS_SIMULATED[0] else _REAL_GETTIME(which)


time.time, time.monotonic, time.sleep = _time, _monotonic, _sleep
time.clock_gettime = _gettime
