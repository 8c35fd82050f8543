"""The whole table, and the nights that pass over it."""

from __future__ import annotations

import os
from datetime import date

from tests.kinds import changes, living, losses, redirects, sequences, walls, wire
from tests.kinds.model import Kind

FIRST = date(2026, 10, 21)
"""The clocks go back in the twelfth night, and 01:30 comes twice."""
NIGHTS = 32
"""What is silent for thirty days is missing from the thirty-first night on."""
_ALL: tuple[Kind, ...] = tuple(
    kind
    for part in (losses, redirects, sequences, changes, living, walls, wire)
    for kind in part.rows()
)
KINDS = _ALL if os.environ.get("TESTIGO_NIGHTS") == "all" else _ALL[::3]
"""Those of every run of the tests; ``make nights`` plays all."""


def index_of(stamp: str) -> int:
    """Which of the nights a time stamp lies in; 0 is the first."""
    return (date.fromisoformat(stamp[:10]) - FIRST).days
