"""Which URLs go together: all of a registrable domain into one lane, as much work into each lane as into the others,
and of a lane so many at a time into a shard.

The shards of a lane follow one another, so a domain is asked by one process at a time, and each has some of many of
the lane's hosts: were hosts done one after another, a night would wait for the few of one shard.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from heapq import heapify, heapreplace
from typing import TYPE_CHECKING
from zlib import crc32

from crawler.scale.others import Others

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MOST = 10_000
"""URLs in one shard: with 17 KB of records each it has 170 MB, and taking it in holds 15 MB. That takes two seconds, in
which a night that is told to stop does not end."""
_FIRST = 2_000
"""URLs in the first of a lane's shards where it has several: the sooner it is made, the sooner something is looked
at."""
_TOGETHER = 25
"""URLs of a domain that are in one shard, if it has as many: its robots.txt is read once for them, and pages of a small
site are there with what they show. The other hosts of a shard of :data:`MOST` are 400 then, more than can be asked at
once."""
_AT_FIRST = 5
"""The same for the first of several shards: so it has 400 hosts, too, which keep a core busy at a request a second."""
_NAMED = 2_000
"""Domains that are given to lanes by how much each has to be looked at; all others are many and small, and a
digest of their names spreads them as evenly."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Which lane asks a domain: also one that nobody cites and a redirect leads to."""

    count: int
    """of lanes"""
    named: Mapping[str, int] = field(default_factory=dict)
    """domain -> its lane, where its name's digest does not say"""

    def of(self, domain: str) -> int:
        """The lane that asks ``domain``."""
        found = self.named.get(domain)
        return crc32(domain.encode()) % self.count if found is None else found


class Lane:
    """Shards that follow one another, and what of their domains is looked at tonight."""

    def __init__(
        self, numbers: Sequence[int], domains: Sequence[str], digests: Iterable[int]
    ) -> None:
        """Of its URLs, the most pressing first: the numbers of their rows, their domains, and the digests of their
        addresses."""
        self.others = Others(digests)
        self.shown: set[str] = set()
        """ids of what was looked at because several pages show it: more may"""
        self._sizes = _sizes(len(numbers))
        self._room = self._sizes.copy()
        self._shards = [array("q") for _ in self._sizes]
        self._dealt = zip(numbers, _shards_of(domains, self._room), strict=True)
        self._next = 0

    def __len__(self) -> int:
        """How many shards are still to be made."""
        return len(self._shards) - self._next

    def next(self) -> array[int]:
        """The numbers of the next shard's URLs, the most pressing first."""
        this, self._next = self._next, self._next + 1
        while not self._is_whole(this) and (dealt := next(self._dealt, None)):
            number, shard = dealt
            self._shards[shard].append(number)
        made, self._shards[this] = self._shards[this], array("q")
        return made

    def _is_whole(self, shard: int) -> bool:
        """Whether a shard has all that it was to have: of a million it is found out from the first few thousand."""
        room = self._room[shard]
        return room <= 0 and len(self._shards[shard]) == self._sizes[shard] - room


@dataclass(frozen=True, slots=True)
class Split:
    """What is due, in lanes."""

    owners: Owners
    lanes: list[Lane]
    """some may be empty"""


def split(
    due: array[int],
    domains: Sequence[str],
    digests: Sequence[int],
    count: int,
    together: Iterable[tuple[str, str]] = (),
) -> Split:
    """Split what is ``due`` (the numbers of rows, the most pressing first) into at most so many lanes, by the
    ``domains`` of them; ``digests``: of their addresses.

    Domains that are ``together`` in a pair go into one: a URL of the one leads to the other.
    """
    group = _joined(together)
    work: Counter[str] = Counter()
    for domain, urls in Counter(domains).items():
        work[group.get(domain, domain)] += urls
    joined = set(group.values())
    heads = [one for one, _ in work.most_common() if one in joined]
    heads += [one for one, _ in work.most_common(_NAMED) if one not in joined]
    named = _shared_out({head: work[head] for head in heads}, count)
    members = {member: named[head] for member, head in group.items() if head in named}
    owners = Owners(count, named | members)
    lane_of = {domain: owners.of(domain) for domain in set(domains)}
    of_lanes = [array("q") for _ in range(count)]
    for place, domain in enumerate(domains):
        of_lanes[lane_of[domain]].append(place)
    return Split(owners, [_lane(places, due, domains, digests) for places in of_lanes])


def _lane(
    places: array[int], due: array[int], domains: Sequence[str], digests: Sequence[int]
) -> Lane:
    return Lane(
        array("q", (due[one] for one in places)),
        [domains[one] for one in places],
        (digests[one] for one in places),
    )


def _sizes(urls: int) -> list[int]:
    """How many of so many URLs the shards of a lane have, more or less."""
    first = [_FIRST] if urls > MOST else []
    left = urls - sum(first)
    count = -(-left // MOST)
    return first + [left * (n + 1) // count - left * n // count for n in range(count)]


def _shards_of(domains: Sequence[str], room: list[int]) -> Iterator[int]:
    """In which shard of a lane each URL is (their domains, the most pressing first). ``room``: how many each shard is
    to have; what it is given is taken off."""
    left, shard = Counter(domains), 0
    open_at: dict[str, tuple[int, int]] = {}
    """domain -> where its next URLs are, and how many of them"""
    for domain in domains:
        where, count = open_at.get(domain, (0, 0))
        if not count:
            while shard < len(room) - 1 and room[shard] <= 0:
                shard += 1
            most = _TOGETHER if shard or len(room) == 1 else min(_AT_FIRST, _TOGETHER)
            where, count = shard, min(most, left[domain])
            room[shard] -= count
            left[domain] -= count
        open_at[domain] = where, count - 1
        yield where


def _shared_out(work: Mapping[str, int], count: int) -> dict[str, int]:
    """Each to whoever has least, the largest first (Graham 1969: at most a third above the best)."""
    loads = [(0, lane) for lane in range(count)]
    heapify(loads)
    given = {}
    for name in sorted(work, key=lambda one: (-work[one], one)):
        load, lane = loads[0]
        given[name] = lane
        heapreplace(loads, (load + work[name], lane))
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
