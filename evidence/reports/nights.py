"""How the verdicts stood night after night: of all citations, and of one source, host or
commitment."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping

    from evidence.store.reporting import NightLook
    from evidence.vocabulary import Verdict

K = TypeVar("K", bound="Hashable")
MOST = 60
"""Nights told; of a longer time, that many spread evenly, always with the last."""


class Night(NamedTuple):
    """One run with looks in it."""

    at: str
    """when it began: ``2026-11-21 06:00:00``, UTC"""
    verdicts: dict[Verdict, int]
    """verdict -> URLs whose latest look by the end of the run ended in it"""


def nights(
    looks: Iterable[NightLook], groups: Mapping[str, Collection[K]]
) -> tuple[list[Night], dict[K, list[Night]]]:
    """The verdict of each URL's latest look at the end of each run: of all, and of each group.

    ``looks`` come oldest first; ``groups`` names by ``url_id`` the groups that a URL belongs to.
    """
    latest: dict[str, Verdict] = {}
    everything: Counter[Verdict] = Counter()
    counts: dict[K, Counter[Verdict]] = {
        group: Counter() for names in groups.values() for group in names
    }
    found: list[Night] = []
    parts: dict[K, list[Night]] = {group: [] for group in counts}
    for at, night in groupby(looks, key=attrgetter("night")):
        for look in night:
            before = latest.get(look.url_id)
            latest[look.url_id] = look.verdict
            for counter in (
                everything,
                *(counts[group] for group in groups.get(look.url_id, ())),
            ):
                if before is not None:
                    counter[before] -= 1
                counter[look.verdict] += 1
        found.append(Night(at, dict(+everything)))
        for group, counter in counts.items():
            parts[group].append(Night(at, dict(+counter)))
    return _spread(found), {group: _spread(part) for group, part in parts.items()}


def _spread(found: list[Night]) -> list[Night]:
    if len(found) <= MOST:
        return found
    step = (len(found) - 1) / (MOST - 1)
    return [found[round(index * step)] for index in range(MOST)]
