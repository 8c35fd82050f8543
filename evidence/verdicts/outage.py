"""Was it us? A run in which most hosts fail together tells of our own network, not of theirs.

Pure: the crawler asks during a run and after it, stops at an outage, and takes back what it
coloured.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.looks_made import LooksMade
from evidence.vocabulary import VERDICT_OF, Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
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
_OF_THEIR_OWN = 0.5
"""Hosts that show a page of their own, for each that says that an account is suspended: a portal lets none
through, and beside one that opens or closes there are but those that were being asked."""
_BESIDE = timedelta(minutes=1)
"""Beside it is as near as that, twice the timeout."""
_OWN_PAGES = 1_000
"""Pages of hosts' own that are remembered, the latest."""
_LONE_PAGES = 50_000
"""Pages of a single host that are remembered, the latest: a portal answers for half of all hosts, and so
for another one long before as many others have answered. They take 30 MB."""


class Fault(StrEnum):
    """What of ours was down."""

    NETWORK = "network"
    NAMES = "names"
    """every failure is one of names: the resolver is dead or lies"""
    PORTAL = "portal"
    """unrelated hosts show the same page"""
    CLOCK = "clock"
    """our clock was wrong by hours (:mod:`evidence.verdicts.our_clock`)"""

    @property
    def words(self) -> Words:
        """What was down, as a reader would say it."""
        return _WORDS[self]


_WORDS = {
    Fault.NETWORK: Words("network", "red"),
    Fault.NAMES: Words("names", "servidores de nombres"),
    Fault.PORTAL: Words("portal", "portal de acceso"),
    Fault.CLOCK: Words("clock", "reloj"),
}


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


@dataclass(slots=True)
class _Page:
    """One page that several hosts have shown."""

    hosts: set[str]
    shown: LooksMade
    says_why: bool
    """it says itself whose fault it is: an account is suspended, a domain for sale. A provider that was
    not paid says so as well, of ours"""


class Watch:
    """The results of a run, taken in one by one in the order of time; says at any moment whether they
    show an outage, at a cost that does not grow with the run.

    Of good answers only their number is kept, and which hosts gave them.
    """

    def __init__(self) -> None:
        self.failing: list[Result] = []
        """in the order in which they came"""
        self._asked = 0
        self._hosts: set[str] = set()
        self._stretches = _Stretches()
        self._lone: OrderedDict[str, tuple[str, LooksMade]] = OrderedDict()
        """pages that one host alone has shown -> that host, and when it did"""
        self._pages: dict[str, _Page] = {}
        """pages that several have shown"""
        self._portal: _Page | None = None
        """the one that most have shown"""
        self._own: deque[tuple[datetime, str, str]] = deque(maxlen=_OWN_PAGES)
        """when, which host, which page: those that show a document"""

    def add(self, result: Result) -> None:
        """Take in the next result."""
        verdict = VERDICT_OF[result.cause]
        if result.cause is Cause.ROBOTS or verdict is Verdict.UNCHECKED:
            return  # nobody was asked
        self._asked += 1
        self._hosts.add(result.host)
        # a blocked look harms no standing, and many hosts may stand behind one firewall
        if result.page_sha256 not in {"", _NO_TEXT} and verdict is not Verdict.BLOCKED:
            self._show(result)
        self._stretches.add(result)
        if result.cause in FAILING:
            self.failing.append(result)

    def _show(self, result: Result) -> None:
        key, host = result.page_sha256, sys.intern(result.host)
        if not VERDICT_OF[result.cause].is_broken:
            self._own.append((result.at, host, key))
        page = self._pages.get(key)
        if page is None:
            first, shown = self._lone.pop(key, (host, LooksMade()))
            if first == host:
                shown.add(result.check, result.at)
                self._lone[key] = host, shown
                if len(self._lone) > _LONE_PAGES:
                    self._lone.popitem(last=False)
                return
            page = self._pages[key] = _Page({first}, shown, result.cause is Cause.PARKED)
        page.hosts.add(host)
        page.shown.add(result.check, result.at)
        if self._portal is None or len(page.hosts) > len(self._portal.hosts):
            self._portal = page

    def outage(self, *, control_answered: bool = False, is_over: bool = True) -> Outage | None:
        """As :func:`outage`, of what was taken in so far; ``is_over``: nothing more is to come."""
        portal = self._of_portal(is_over=is_over)
        if portal is not None:
            return portal
        if not control_answered and self._asked and len(self.failing) == self._asked:
            return _of(self.failing)
        weight, stretch = self._stretches.worst()
        return _of(stretch) if stretch and weight >= _HOSTS + math.log(self._asked) else None

    def _of_portal(self, *, is_over: bool) -> Outage | None:
        """The captive portal that answers for unrelated hosts, with what failed beside it."""
        page = self._portal
        if page is None or len(page.hosts) < max(_HOSTS, _SAME_PAGE_SHARE * len(self._hosts)):
            return None
        since, until = page.shown.since, page.shown.until
        assert since is not None
        assert until is not None
        # who else will show a page of his own is not known before the end
        if page.says_why and (not is_over or self._are_beside(page, since, until)):
            return None
        beside = (r.check for r in self.failing if since <= r.at <= until)
        return Outage(Fault.PORTAL, since, until, len(page.hosts), page.shown.ids.union(beside))

    def _are_beside(self, page: _Page, since: datetime, until: datetime) -> bool:
        """Whether hosts showed pages of their own while ``page`` was shown for others."""
        own = {
            host
            for at, host, shown in self._own
            if since - _BESIDE <= at <= until + _BESIDE and shown not in self._pages
        }
        # of more than are remembered those that are stand for all
        return len(own - page.hosts) >= _OF_THEIR_OWN * min(len(page.hosts), _OWN_PAGES)

    def acquit(self, found: Outage) -> None:
        """What looked like an outage was none: its failures are weighed no more."""
        before = len(self.failing)
        self.failing = [r for r in self.failing if r.check not in found.coloured]
        self._asked -= before - len(self.failing)
        self._stretches.acquit(found.coloured)


class _Stretches:
    """The stretches in which failing hosts outweigh good answers (Kadane's maximum subarray).

    A host's failures count once until it answers again, so one dead host with many URLs is one.
    """

    def __init__(self) -> None:
        self._weight = 0
        self._down: set[str] = set()
        self._now: list[Result] = []
        """the failures of the stretch that may still go on"""
        self._best = (0, 0)
        """its greatest weight, and how many of its failures make that up"""
        self._before: list[tuple[int, list[Result]]] = []
        """weight and failures of those that are over, where they are many enough to matter"""

    def add(self, result: Result) -> None:
        """Take in the next result."""
        if self._weight <= 0:
            self._end()
        if result.cause not in FAILING:
            self._weight -= _DEAD_SHARE
            self._down.discard(result.host)
            return
        self._weight += result.host not in self._down and not result.failed_before
        self._down.add(result.host)
        self._now.append(result)
        if self._weight >= self._best[0]:
            self._best = self._weight, len(self._now)

    def _end(self) -> None:
        weight, count = self._best
        if weight >= _HOSTS:
            self._before.append((weight, self._now[:count]))
        self._weight, self._best, self._now = 0, (0, 0), []
        self._down.clear()

    def worst(self) -> tuple[int, list[Result]]:
        """The greatest weight of a stretch, and its failures."""
        weight, count = self._best
        over = max(self._before, key=lambda one: one[0], default=(0, []))
        return over if over[0] >= weight else (weight, self._now[:count])

    def acquit(self, checks: Collection[str]) -> None:
        """Forget the stretches that these checks make up."""
        self._before = [one for one in self._before if one[1][0].check not in checks]
        if any(result.check in checks for result in self._now):
            self._weight, self._best = 0, (0, 0)
            self._end()


def outage(results: Iterable[Result], *, control_answered: bool = False) -> Outage | None:
    """The worst outage in a run, or None.

    ``control_answered``: during the run a host known to be good answered as it should. Without
    that, a run in which every host fails is an outage however few they are; with it (and so ask
    while a run goes on), only a long stretch is.
    """
    watch = Watch()
    for result in sorted(results, key=lambda result: (result.at, result.check)):
        watch.add(result)
    return watch.outage(control_answered=control_answered)


def _of(failing: list[Result]) -> Outage:
    names = all(result.cause in {Cause.DNS, Cause.DOMAIN_GONE} for result in failing)
    return Outage(
        Fault.NAMES if names else Fault.NETWORK,
        failing[0].at,
        failing[-1].at,
        len({result.host for result in failing}),
        frozenset(result.check for result in failing),
    )
