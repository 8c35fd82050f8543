"""Was it us? A run in which most hosts fail together tells of our own network, not of theirs.

Pure: the crawler asks during a run and after it, stops at an outage, and takes back what it
coloured.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.vocabulary import VERDICT_OF, Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

FAILING = frozenset(
    {
        Cause.DOMAIN_GONE,
        *(cause for cause, verdict in VERDICT_OF.items() if verdict is Verdict.UNREACHABLE),
    }
)
"""Causes that our own network, resolver or proxy can make up."""

_DEAD_SHARE = 4
"""Failing hosts that outweigh one good answer: 4 to 1 is a stretch in which 80 % fail."""
_HOSTS = 5
"""Hosts that must fail (or show one page) together. A stretch needs ln(results) more: where 3 of 10
hosts are dead, a random walk of +1 and −4 passes h with a chance of about results·exp(−1.2·h), so
dead hosts that happen to follow each other are taken for an outage in fewer than 1 of 400 runs."""
_NO_TEXT = hashlib.sha256(b"").hexdigest()
"""All scans and pictures have this text in common, and nothing else."""
_SAME_PAGE_SHARE = 0.5
"""Share of a run's hosts that show one and the same page."""


class Fault(StrEnum):
    """What of ours was down."""

    NETWORK = "network"
    NAMES = "names"
    """every failure is one of names: the resolver is dead or lies"""
    PORTAL = "portal"
    """unrelated hosts show the same page"""
    CLOCK = "clock"
    """our clock was wrong by hours (:mod:`evidence.verdicts.our_clock`)"""


@dataclass(frozen=True, slots=True)
class Result:
    """What one check of a run came to."""

    check: str
    """its id"""
    host: str
    """registrable domain of the URL that was asked"""
    at: datetime
    cause: Cause
    page_sha256: str = ""
    """of the text that was shown with success, where there was any"""
    failed_before: bool = False
    """the host's URLs already stood as failing before the run: its failing again is no news"""


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of a run that says nothing about the hosts."""

    fault: Fault
    since: datetime
    until: datetime
    hosts: int
    """that failed or were answered for in it"""
    coloured: frozenset[str]
    """ids of the checks to take back: none of them may change a standing"""


def outage(results: Iterable[Result], *, control_answered: bool = False) -> Outage | None:
    """The worst outage in a run, or None.

    ``control_answered``: during the run a host known to be good answered as it should. Without
    that, a run in which every host fails is an outage however few they are; with it (and so ask
    while a run goes on), only a long stretch is.
    """
    asked = (
        r
        for r in results
        if r.cause is not Cause.ROBOTS and VERDICT_OF[r.cause] is not Verdict.UNCHECKED
    )
    ordered = sorted(asked, key=lambda result: (result.at, result.check))
    portal = _portal(ordered)
    if portal is not None:
        return portal
    if ordered and not control_answered and all(result.cause in FAILING for result in ordered):
        return _of(ordered)
    weight, stretch = _worst_stretch(ordered)
    return _of(stretch) if stretch and weight >= _HOSTS + math.log(len(ordered)) else None


def _portal(ordered: list[Result]) -> Outage | None:
    """The captive portal that answers for unrelated hosts, with what failed beside it."""
    by_page: dict[str, list[Result]] = defaultdict(list)
    for result in ordered:
        # A blocked look harms no standing, and many hosts may stand behind one firewall.
        shows_page = result.page_sha256 not in {"", _NO_TEXT}
        if shows_page and VERDICT_OF[result.cause] is not Verdict.BLOCKED:
            by_page[result.page_sha256].append(result)
    shown = max(by_page.values(), key=lambda page: len({r.host for r in page}), default=[])
    hosts = {result.host for result in shown}
    if len(hosts) < _HOSTS or len(hosts) < _SAME_PAGE_SHARE * len(
        {result.host for result in ordered}
    ):
        return None
    since, until = shown[0].at, shown[-1].at
    beside = [r for r in ordered if r.cause in FAILING and since <= r.at <= until]
    coloured = frozenset(result.check for result in (*shown, *beside))
    return Outage(Fault.PORTAL, since, until, len(hosts), coloured)


def _worst_stretch(ordered: list[Result]) -> tuple[int, list[Result]]:
    """The stretch in which failing hosts most outweigh good answers (Kadane's maximum subarray).

    A host's failures count once until it answers again, so one dead host with many URLs is one.
    """
    down: set[str] = set()
    best = weight = start = 0
    found = (0, 0)
    for index, result in enumerate(ordered):
        if weight <= 0:
            weight, start = 0, index
            down.clear()
        if result.cause in FAILING:
            weight += result.host not in down and not result.failed_before
            down.add(result.host)
        else:
            weight -= _DEAD_SHARE
            down.discard(result.host)
        if weight > best or (weight == best and start == found[0]):
            best, found = weight, (start, index + 1)
    return best, ordered[found[0] : found[1]]


def _of(stretch: list[Result]) -> Outage:
    failing = [result for result in stretch if result.cause in FAILING]
    names = all(result.cause in {Cause.DNS, Cause.DOMAIN_GONE} for result in failing)
    return Outage(
        Fault.NAMES if names else Fault.NETWORK,
        failing[0].at,
        failing[-1].at,
        len({result.host for result in failing}),
        frozenset(result.check for result in failing),
    )
