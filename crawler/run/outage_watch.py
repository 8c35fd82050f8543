"""Our own outage during a run: seen while it lasts, and what it coloured is taken back."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import replace
from datetime import timedelta
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from crawler.wire import connectivity
from crawler.wire.failures import STALLED
from evidence.domains import host_of
from evidence.verdicts.facts import answered
from evidence.verdicts.outage import FAILING, Fault, Outage, Result, Watch
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.run.journey import Journey
    from evidence.config import Crawl
    from evidence.looks.finding import Finding

_WINDOW = 20
_SUSPICIOUS = 12
"""Failures among the latest results from which on the whole run is looked at: the stretch that
counts as an outage fails at least four times as often as it answers."""
_SAME_PAGE = 5
"""Results that show one page, likewise; then again each time that many more have come."""
_PAGES = 100_000
"""Pages that are counted at a time; then counting begins anew: what a portal shows comes again."""

GRACE = timedelta(minutes=1)
"""Twice the timeout: what failed this close to an outage may have failed of it, and is looked at
again."""


_GOOD = 6
"""Hosts that answered, asked whether the network is up."""


class OutageWatch:
    """Weighs what a run's checks came to, each when all that began before it are finished."""

    def __init__(self) -> None:
        self._watch = Watch()
        self._unsettled: list[tuple[datetime, str, Result]] = []
        """heap: what began before them may still be under way"""
        self._latest: deque[bool] = deque(maxlen=_WINDOW)
        self._pages: Counter[str] = Counter()
        """how often each of the latest pages was shown"""
        self._good: deque[str] = deque(maxlen=_GOOD)
        """URLs that answered last"""
        self._silent: dict[str, str] = {}
        """checks of hosts that said nothing at all -> their URLs"""
        self._any_answered = self._any = False

    def note(
        self, check_id: str, journey: Journey, finding: Finding, settled: datetime | None = None
    ) -> Outage | None:
        """Take in one check; returns the outage that the run is in the middle of, if it is.

        ``settled``: looks that began before then are all finished. Only those are weighed: a dead
        name fails at once and a live page takes its time, so what is under way would always look
        like an outage.
        """
        result = _result(check_id, journey, finding)
        heappush(self._unsettled, (result.at, check_id, result))
        failed = result.cause in FAILING
        self._any, self._any_answered = True, self._any_answered or not failed
        if not failed:
            self._good.append(journey.due.url)
        elif not _said_something(journey):
            self._silent[check_id] = journey.due.url
        self._latest.append(failed)
        self._settle(settled)
        failing = failed and sum(self._latest) >= _SUSPICIOUS
        if not failing and not self._is_same_page(result.page_sha256):
            return None
        return self._watch.outage(control_answered=True, is_over=False)

    def _settle(self, until: datetime | None = None) -> None:
        """Weigh what began before ``until``; None: all of it."""
        waiting = self._unsettled
        while waiting and (until is None or waiting[0][0] < until):
            self._watch.add(heappop(waiting)[2])

    def _is_same_page(self, page: str) -> bool:
        """Whether a page was shown once more so often that a portal may show it."""
        if not page:
            return False
        if len(self._pages) > _PAGES:
            self._pages.clear()
        self._pages[page] += 1
        return self._pages[page] % _SAME_PAGE == 0

    def verdict(self, *, network_up: bool) -> Outage | None:
        """The outage that the whole run shows, if any, with all that may have been touched by
        it."""
        self._settle()
        found = self._watch.outage(control_answered=network_up)
        if found is None:
            return None
        # looks that were under way when it began, or began before its last traces were gone
        touched = (
            r.check
            for r in self._watch.failing
            if found.since - GRACE <= r.at <= found.until + GRACE
        )
        return replace(found, coloured=found.coloured.union(touched))

    def is_theirs(self, found: Outage, config: Crawl) -> bool:
        """Whether the hosts of an outage fail by themselves, by asking them and others anew
        (:func:`crawler.wire.connectivity.is_theirs`). It takes seconds and needs no loop."""
        if found.fault not in (Fault.NETWORK, Fault.NAMES):
            return False
        failing = [self._silent[check] for check in sorted(found.coloured & self._silent.keys())]
        return connectivity.is_theirs(failing, reversed(self._good), config)

    def acquit(self, found: Outage) -> None:
        """An outage was none: what looked like it is weighed no more."""
        self._watch.acquit(found)
        for check in found.coloured:
            self._silent.pop(check, None)
        self._latest.clear()

    @property
    def all_failed(self) -> bool:
        """Whether nothing at all was reached."""
        return self._any and not self._any_answered


def _said_something(journey: Journey) -> bool:
    """Whether a failing look got a byte: then our network was up, whatever the host wanted with it."""
    failure = journey.failure
    return (
        failure is None
        or failure.stage is Stage.TLS
        or (failure.stage is Stage.HTTP and failure.kind != "broken")
        or failure.detail == STALLED
    )


def _result(check_id: str, journey: Journey, finding: Finding) -> Result:
    due = journey.due
    host = host_of(due.url)
    shown = finding.text_sha256 if answered(finding.look) else None
    return Result(
        check_id,
        # hosts behind one address are told apart by their ports
        host if ":" in host else due.domain,
        journey.touched or journey.started,
        finding.judgement.cause,
        shown or "",
        failed_before=due.standing is not None and due.standing.cause in FAILING,
    )
