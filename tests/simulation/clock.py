"""The machine's clocks: they stand still while the program computes, and jump when it waits.

Importing this puts them in the place of :mod:`time`'s, before anything takes those as a default; until
:func:`begin` is called they are the real ones.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from tests.simulation.shared import CELLS, MONOTONIC, TRUE, WALL

_REAL_TIME, _REAL_MONOTONIC, _REAL_SLEEP = time.time, time.monotonic, time.sleep
_READING = 1e-5
"""Seconds that it takes to read a clock: two things never happen at once."""
_IS_SIMULATED = [False]


def begin(moment: datetime) -> None:
    """From now on this process, and those that it forks, live at ``moment``."""
    CELLS.renew()
    CELLS[MONOTONIC] = 1_000.0
    CELLS[WALL] = CELLS[TRUE] = moment.timestamp() - CELLS[MONOTONIC]
    _IS_SIMULATED[0] = True


def now() -> datetime:
    """What the wall clock shows; may be wrong."""
    return datetime.fromtimestamp(CELLS[WALL] + CELLS[MONOTONIC], UTC)


def truth() -> datetime:
    """What time it really is."""
    return datetime.fromtimestamp(CELLS[TRUE] + CELLS[MONOTONIC], UTC)


def pass_time(seconds: float) -> None:
    """Let time go by."""
    CELLS[MONOTONIC] += max(0.0, seconds)


def real_monotonic() -> float:
    """For the budget of whoever runs simulations."""
    return _REAL_MONOTONIC()


def _monotonic() -> float:
    if not _IS_SIMULATED[0]:
        return _REAL_MONOTONIC()
    CELLS[MONOTONIC] += _READING
    return CELLS[MONOTONIC]


def _time() -> float:
    if not _IS_SIMULATED[0]:
        return _REAL_TIME()
    CELLS[MONOTONIC] += _READING
    return CELLS[WALL] + CELLS[MONOTONIC]


def _sleep(seconds: float) -> None:
    if _IS_SIMULATED[0]:
        pass_time(seconds)
    else:
        _REAL_SLEEP(seconds)


time.time, time.monotonic, time.sleep = _time, _monotonic, _sleep
