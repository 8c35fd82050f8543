"""How the verdicts stood night after night."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.store.database import Row

MOST = 60
"""Nights told; of a longer time, that many spread evenly, always with the last."""


class Night(NamedTuple):
    """One run with looks in it."""

    at: str
    """when it began: ``2026-11-21 06:00:00``, UTC"""
    verdicts: dict[str, int]
    """verdict -> URLs whose latest look by the end of the run ended in it"""


def nights(looks: Iterable[Row]) -> list[Night]:
    """The verdict of each URL's latest look at the end of each run; ``looks`` come oldest first."""
    latest: dict[str, str] = {}
    counts: Counter[str] = Counter()
    found: list[Night] = []
    at = ""
    for look in looks:
        if look["night"] != at:
            if at:
                found.append(Night(at, dict(+counts)))
            at = look["night"]
        before = latest.get(look["url_id"])
        if before is not None:
            counts[before] -= 1
        latest[look["url_id"]] = look["verdict"]
        counts[look["verdict"]] += 1
    if at:
        found.append(Night(at, dict(+counts)))
    return _spread(found)


def _spread(found: list[Night]) -> list[Night]:
    if len(found) <= MOST:
        return found
    step = (len(found) - 1) / (MOST - 1)
    return [found[round(index * step)] for index in range(MOST)]
