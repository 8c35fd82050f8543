"""Is it our clock? Many hosts that agree on another time than ours tell of our clock, not of theirs.

Pure: the crawler collects what the answers of a night say (``Date`` and ``Age``, RFC 9110 section
6.6.1 and RFC 9111 section 5.1). One host with a wrong clock, and caches that hand on old dates, each its
own, agree with nobody.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from evidence.bilingual import Counted, Words
from evidence.clock import LEAD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.bilingual import Told

HOSTS = 3
"""Hosts that must agree against our clock, where nothing else speaks against it."""
_SHARE = 2 / 3
"""Share of the hosts that must agree. One in a hundred servers' clocks is wrong, and not by the same."""
_AGREE = timedelta(minutes=5)
"""How far apart clocks are that agree; Kerberos and TLS tickets put up with as much."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one answer says of our clock."""

    host: str
    """registrable domain: servers of one owner count once"""
    ahead: timedelta
    """how far our clock was ahead of the server's; negative: behind"""


@dataclass(frozen=True, slots=True)
class Askew:
    """Our clock is wrong."""

    ahead: timedelta
    hosts: int
    """that say so"""

    @property
    def by_hours(self) -> bool:
        """Whether it is so wrong that looks of other nights can't be counted beside those of this
        one: more than the rules take for a night that began late (``Rules.slack``)."""
        return abs(self.ahead) > LEAD

    def told(self) -> Told:
        """``8760 h ahead of the clocks of 5 servers``."""
        hours = abs(self.ahead) / timedelta(hours=1)
        size = f"{hours:.0f} h" if hours >= 1 else f"{hours * 60:.0f} min"
        words = _AHEAD if self.ahead > timedelta() else _BEHIND
        return words.of(size=size, whose=Counted(_CLOCKS, self.hosts))


_AHEAD = Words("{size} ahead of {whose}", "adelantado {size} respecto de {whose}")
_BEHIND = Words("{size} behind {whose}", "atrasado {size} respecto de {whose}")
_CLOCKS = (
    Words("the clock of one server", "el reloj de un servidor"),
    Words("the clocks of {count} servers", "los relojes de {count} servidores"),
)


def askew(readings: Iterable[Reading], hosts: int = HOSTS) -> Askew | None:
    """How wrong our clock is by what at least so many ``hosts`` agree on; None when it is right, or
    when they don't agree."""
    each = _by_host(readings)
    if not each:
        return None
    middle = median(each)
    agreeing = sum(abs(value - middle) <= _AGREE.total_seconds() for value in each)
    if abs(middle) <= _AGREE.total_seconds() or agreeing < max(hosts, _SHARE * len(each)):
        return None
    return Askew(timedelta(seconds=middle), agreeing)


def is_vouched_for(readings: Iterable[Reading]) -> bool:
    """Whether hosts say that our clock is right to some hours: at least one, and most of those that say
    anything. Where they don't, somebody else is to be asked before a night counts."""
    each = _by_host(readings)
    right = sum(abs(value) <= LEAD.total_seconds() for value in each)
    return right > 0 and right >= _SHARE * len(each)


def _by_host(readings: Iterable[Reading]) -> list[float]:
    """Seconds by which we are ahead of each host, by the middle of what its answers say."""
    found: dict[str, list[float]] = defaultdict(list)
    for reading in readings:
        found[reading.host].append(reading.ahead.total_seconds())
    return [median(values) for values in found.values()]
