"""Which URLs go together into one shard: all of a registrable domain, and as much work in each as in the
others."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections import Counter
from dataclasses import dataclass, field
from heapq import heapify, heapreplace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST = 20_000
"""URLs in one shard, as far as its domains let: with 17 KB of records each it has 340 MB, and taking it in
holds 30 MB."""
_NAMED = 2_000
"""Domains that are given to shards by how much each has to be looked at; all others are many and small, and a
digest of their names spreads them as evenly."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Which shard asks a domain: also one that nobody cites and a redirect leads to."""

    count: int
    """of shards"""
    named: Mapping[str, int] = field(default_factory=dict)
    """domain -> its shard, where its name's digest does not say"""

    def of(self, domain: str) -> int:
        """The shard that asks ``domain``."""
        found = self.named.get(domain)
        return zlib.crc32(domain.encode()) % self.count if found is None else found


@dataclass(frozen=True, slots=True)
class Split:
    """What is due, in shards."""

    owners: Owners
    shards: list[array[int]]
    """the numbers of their URLs' rows, the most pressing first; some may be empty"""


def count_for(urls: int, workers: int) -> int:
    """How many shards to make: one a worker, because all hosts of a shard are walked at once, and those of
    the next one only after it; more where that would make large ones."""
    rounds = -(-urls // (MOST * workers)) or 1
    return rounds * workers


def split(
    rows: Iterable[tuple[int, str]],
    count: int,
    together: Iterable[tuple[str, str]] = (),
) -> Split:
    """Split what is due (numbers of ``rows`` with their domains, the most pressing first) into at most so many
    shards.

    Domains that are ``together`` in a pair go into one: a URL of the one leads to the other.
    """
    due, domains = array("q"), []
    for number, domain in rows:
        due.append(number)
        domains.append(sys.intern(domain))  # each name once in memory
    group = _joined(together)
    work: Counter[str] = Counter(group.get(one, one) for one in domains)
    joined = set(group.values())
    heads = [one for one, _ in work.most_common() if one in joined]
    heads += [one for one, _ in work.most_common(_NAMED) if one not in joined]
    named = _shared_out({head: work[head] for head in heads}, count)
    members = {member: named[head] for member, head in group.items() if head in named}
    owners = Owners(count, named | members)
    shards = [array("q") for _ in range(count)]
    for number, domain in zip(due, domains, strict=True):
        shards[owners.of(domain)].append(number)
    return Split(owners, shards)


def _shared_out(work: Mapping[str, int], count: int) -> dict[str, int]:
    """Each to whoever has least, the largest first (Graham 1969: at most a third above the best)."""
    loads = [(0, shard) for shard in range(count)]
    heapify(loads)
    given = {}
    for name in sorted(work, key=lambda one: (-work[one], one)):
        load, shard = loads[0]
        given[name] = shard
        heapreplace(loads, (load + work[name], shard))
    return given


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """domain -> the one that stands for all that it is together with, of those that are with any."""
    above: dict[str, str] = {}

    def head(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = one = above[above[one]]
        return one

    for one, other in pairs:
        above[head(one)] = head(other)
    return {one: head(one) for one in list(above)}
