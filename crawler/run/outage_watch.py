"""Our own outage during a run: seen while it lasts, and what it coloured is taken back."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.wire import connectivity
from crawler.wire.failures import STALLED
from evidence.domains import host_of
from evidence.verdicts.facts import answered
from evidence.verdicts.outage import FAILING, Fault, Outage, Result, outage
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


_GRACE = timedelta(minutes=1)
"""Twice the timeout: what failed this close to an outage may have failed of it, and is looked at
again."""


_GOOD = 6
"""Hosts that answered, asked whether the network is up."""


class OutageWatch:
    """Collects what a run's checks came to."""

    def __init__(self) -> None:
        self._results: list[Result] = []
        self._latest: deque[bool] = deque(maxlen=_WINDOW)
        self._pages: Counter[str] = Counter()
        self._urls: dict[str, str] = {}
        """of each check"""
        self._silent: set[str] = set()
        """checks of hosts that said nothing at all"""

    def note(
        self, check_id: str, journey: Journey, finding: Finding, settled: datetime | None = None
    ) -> Outage | None:
        """Take in one check; returns the outage that the run is in the middle of, if it is.

        ``settled``: looks that began before then are all finished. Only those are weighed: a dead
        name fails at once and a live page takes its time, so what is under way would always look
        like an outage.
        """
        result = _result(check_id, journey, finding)
        self._results.append(result)
        self._urls[check_id] = journey.due.url
        failed = result.cause in FAILING
        if failed and not _said_something(journey):
            self._silent.add(check_id)
        self._latest.append(failed)
        if result.page_sha256:
            self._pages[result.page_sha256] += 1
        failing = failed and sum(self._latest) >= _SUSPICIOUS
        same_page = (
            self._pages[result.page_sha256] % _SAME_PAGE == 0 if result.page_sha256 else False
        )
        if not failing and not same_page:
            return None
        finished = [r for r in self._results if settled is None or r.at < settled]
        return outage(finished, control_answered=True)

    def verdict(self, *, network_up: bool) -> Outage | None:
        """The outage that the whole run shows, if any, with all that may have been touched by
        it."""
        found = outage(self._results, control_answered=network_up)
        if found is None:
            return None
        # looks that were under way when it began, or began before its last traces were gone
        touched = (
            r.check
            for r in self._results
            if r.cause in FAILING and found.since - _GRACE <= r.at <= found.until + _GRACE
        )
        return replace(found, coloured=found.coloured.union(touched))

    def is_theirs(self, found: Outage, config: Crawl) -> bool:
        """Whether the hosts of an outage fail by themselves, by asking them and others anew
        (:func:`crawler.wire.connectivity.is_theirs`). It takes seconds and needs no loop."""
        if found.fault not in (Fault.NETWORK, Fault.NAMES):
            return False
        failing = found.coloured & self._silent
        good = [r for r in reversed(self._results) if r.cause not in FAILING][:_GOOD]
        urls = self._urls
        return connectivity.is_theirs(
            [urls[check] for check in sorted(failing)], [urls[r.check] for r in good], config
        )

    def acquit(self, found: Outage) -> None:
        """An outage was none: what looked like it is weighed no more."""
        self._results = [r for r in self._results if r.check not in found.coloured]
        self._latest.clear()

    @property
    def all_failed(self) -> bool:
        """Whether nothing at all was reached."""
        return bool(self._results) and all(result.cause in FAILING for result in self._results)


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
