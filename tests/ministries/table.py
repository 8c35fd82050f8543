"""The whole table of truth, and the nights that pass over it."""

from __future__ import annotations

from datetime import date, timedelta

from tests.ministries import aga, boards, hostile, merged, partnership, press, scripts, viewers
from tests.ministries.model import Board, Row, System, Whole

SYSTEMS: tuple[System, ...] = (
    aga.SYSTEM,
    boards.SYSTEM,
    scripts.SYSTEM,
    viewers.SYSTEM,
    partnership.SYSTEM,
    merged.SYSTEM,
    press.SYSTEM,
    hostile.SYSTEM,
)
ROWS: tuple[Row, ...] = tuple(row for system in SYSTEMS for row in system.rows)
BOARDS: tuple[Board, ...] = tuple(board for system in SYSTEMS for board in system.boards)
WHOLES: tuple[Whole, ...] = tuple(one for system in SYSTEMS for one in system.wholes)
FIRST = date(2026, 11, 1)
APART = 4
"""Days from one night to the next: looks so far apart count one by one, and three of them are more
than a week."""
NIGHTS = 6
DATES = tuple(FIRST + timedelta(days=APART * n) for n in range(NIGHTS))
CRON = f"30 1 {','.join(str(day.day) for day in DATES)} 11 *"


def night_of(stamp: str) -> int:
    """Which night a time stamp lies in."""
    return DATES.index(date.fromisoformat(stamp[:10]))
