"""Which addresses of a lane are looked at tonight, by which of its shards soever: enough to know of one that it is none
of them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING
from zlib import crc32

from evidence.store.sources import surts

if TYPE_CHECKING:
    from collections.abc import Iterable


def digest(surt: str) -> int:
    """Of an address, by its SURT, in 32 bits: a night may have millions. All spellings of one have the same."""
    return crc32(surt.encode("utf-8", "surrogatepass"))


class Others:
    """Addresses, by their digests. What is not among them is none of them; of what is, one in some thousand may be
    another: with a million there, one in 4,300."""

    def __init__(self, digests: Iterable[int]) -> None:
        self._digests = array("I", sorted(digests))
        self._more: set[int] = set()

    def note(self, surt: str) -> None:
        """One more is looked at."""
        one = digest(surt)
        if not self._has(one):
            self._more.add(one)

    def __contains__(self, url: object) -> bool:
        return isinstance(url, str) and any(self._has(digest(surt)) for surt in surts(url))

    def _has(self, one: int) -> bool:
        place = bisect_left(self._digests, one)
        return one in self._more or (place < len(self._digests) and self._digests[place] == one)
