"""How the verdicts stood night after night: of all citations, and of one source, host or
commitment."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from evidence.reports.summary import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable

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
    looks: Iterable[NightLook], groups: Iterable[tuple[str, Collection[K]]] = ()
) -> tuple[list[Night], dict[K, list[Night]]]:
    """The verdict of each URL's latest look at the end of each run: of all, and of each group that a URL with
    looks belongs to.

    ``looks`` come URL by URL, in the order of their ids and each one's oldest first; so do the URLs' ``groups``,
    whom no more than one URL is kept of.
    """
    at: set[str] = set()
    everything: _Changes = defaultdict(Counter)
    parts: defaultdict[K, _Changes] = defaultdict(lambda: defaultdict(Counter))
    groups_of = _in_step(groups)
    for url_id, some in groupby(looks, key=attrgetter("url_id")):
        changed = [everything, *(parts[group] for group in groups_of(url_id))]
        before = None
        for look in some:
            at.add(look.night)
            if look.verdict != before:
                for changes in changed:
                    changes[look.night][look.verdict] += 1
                    if before is not None:
                        changes[look.night][before] -= 1
            before = look.verdict
    order = sorted(at)
    return _summed(order, everything), {
        group: _summed(order, changes) for group, changes in parts.items()
    }


_Changes = defaultdict[str, Counter["Verdict"]]
"""When a night began -> by how much the verdicts' numbers changed in it."""


def _in_step(groups: Iterable[tuple[str, Collection[K]]]) -> Callable[[str], Collection[K]]:
    """The groups of one URL after the other, asked in their order."""
    left = iter(groups)
    at = next(left, None)

    def of(url_id: str) -> Collection[K]:
        nonlocal at
        while at is not None and at[0] < url_id:
            at = next(left, None)
        return at[1] if at is not None and at[0] == url_id else ()

    return of


def _summed(order: list[str], changes: _Changes) -> list[Night]:
    """How the verdicts stood at the end of each night."""
    found, stands = [], Counter["Verdict"]()
    for at in order:
        stands.update(changes[at])
        found.append(Night(at, in_order(+stands)))
    return _spread(found)


def _spread(found: list[Night]) -> list[Night]:
    if len(found) <= MOST:
        return found
    step = (len(found) - 1) / (MOST - 1)
    return [found[round(index * step)] for index in range(MOST)]
