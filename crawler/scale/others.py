"""Which addresses of a lane are looked at tonight, by which of its shards soever: enough to know of one that it is none
of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING
from zlib import crc32

from evidence.store.sources import surts

if TYPE_CHECKING:
    from collections.abc import Iterable

_MANY = 20_000
"""Digests that are kept apart until they are sorted in: few enough for memory, enough that it is done seldom."""


def digest(surt: str) -> int:
    """Of an address, by its SURT, in 32 bits: a night may have millions. All spellings of one have the same."""
    return crc32(surt.encode("utf-8", "surrogatepass"))


class Others:
    """Addresses, by their digests. What is not among them is none of them; what is may be another: one that differs in
    its scheme, in ``www.`` or in the order of its parameters, and one of 4,300 where a million are there."""

    def __init__(self, digests: Iterable[int]) -> None:
        self._digests = array("I", sorted(digests))
        self._more: set[int] = set()
        """those since, until they are many: in a set each takes twenty times as much"""

    def note(self, surt: str) -> None:
        """One more is looked at."""
        one = digest(surt)
        if not self._has(one):
            self._more.add(one)
        if len(self._more) > _MANY:
            self._digests = array("I", sorted(chain(self._digests, self._more)))
            self._more.clear()

    def __contains__(self, url: object) -> bool:
        return isinstance(url, str) and any(self._has(digest(surt)) for surt in surts(url))

    def _has(self, one: int) -> bool:
        place = bisect_left(self._digests, one)
        return one in self._more or (place < len(self._digests) and self._digests[place] == one)
