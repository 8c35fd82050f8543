"""How many processes of this machine a night is worth: all its cores where they are what it waits for."""

from __future__ import annotations

from crawler.scale import limits

ENOUGH = 2_000
"""URLs below which shards take longer to make and take in than a second core saves (measured: docs/performance.md)."""
_LOOK = 0.007
"""Seconds of processor that a look costs, between made-up pages and recorded ones (docs/performance.md): a night
whose busiest host is asked for longer than all looks take one core waits for the hosts, and no core helps."""
_ALONE = 0.75
"""Share of the looks at one host, which one process asks alone, from which on others have too little to do."""
_MEMORY = 900_000_000
"""Bytes of memory a process: with its workers behind the fence one took 823 to 855 MB in the worst night
(docs/performance.md)."""
_LEADER = 250_000_000
"""Bytes of who leads them and of what they are forked from: they take 120 MB in a small night, and give and take in
a shard at a time."""
_ROW = 60
"""Bytes that who leads holds for each URL due (docs/scaling.md)."""


def cores_for(left: int, busiest: int, delay: float) -> int:
    """How many processes are to look at ``left`` URLs, of which one host has ``busiest`` and is asked every
    ``delay`` seconds."""
    if left < ENOUGH or busiest > left * _ALONE:
        return 1
    room = limits.memory() - _LEADER - left * _ROW
    count = max(1, min(limits.cores(), room // _MEMORY))
    return 1 if left * _LOOK <= busiest * delay else count
