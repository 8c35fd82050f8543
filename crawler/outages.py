"""Our own outage during a run: seen while it lasts, and what it coloured is taken back."""

from __future__ import annotations

import uuid
from collections import Counter, deque
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.domains import host_of
from evidence.store import archive
from evidence.store.database import to_json
from evidence.verdicts import rows
from evidence.verdicts.outage import FAILING, Outage, Result, outage
from evidence.verdicts.standing import settle

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.examine import Finding
    from crawler.journey import Journey
    from evidence.store import Store
    from evidence.store.database import Row
    from evidence.verdicts.standing import Rules

_WINDOW = 20
_SUSPICIOUS = 12
"""Failures among the latest results from which on the whole run is looked at: the stretch that counts as
an outage fails at least four times as often as it answers."""
_SAME_PAGE = 5
"""Results that show one page, likewise; then again each time that many more have come."""


_GRACE = timedelta(minutes=1)
"""Twice the timeout: what failed this close to an outage may have failed of it, and is looked at again."""


class OutageWatch:
    """Collects what a run's checks came to."""

    def __init__(self) -> None:
        self._results: list[Result] = []
        self._latest: deque[bool] = deque(maxlen=_WINDOW)
        self._pages: Counter[str] = Counter()

    def note(
        self, check_id: str, journey: Journey, finding: Finding, settled: datetime | None = None
    ) -> Outage | None:
        """Take in one check; returns the outage that the run is in the middle of, if it is.

        ``settled``: looks that began before then are all finished. Only those are weighed: a dead name fails
        at once and a live page takes its time, so what is under way would always look like an outage.
        """
        result = _result(check_id, journey, finding)
        self._results.append(result)
        failed = result.cause in FAILING
        self._latest.append(failed)
        if result.page_sha256:
            self._pages[result.page_sha256] += 1
        failing = failed and sum(self._latest) >= _SUSPICIOUS
        same_page = self._pages[result.page_sha256] % _SAME_PAGE == 0 if result.page_sha256 else False
        if not failing and not same_page:
            return None
        finished = [r for r in self._results if settled is None or r.at < settled]
        return outage(finished, control_answered=True)

    def verdict(self, *, network_up: bool) -> Outage | None:
        """The outage that the whole run shows, if any, with all that may have been touched by it."""
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

    @property
    def all_failed(self) -> bool:
        """Whether nothing at all was reached."""
        return bool(self._results) and all(result.cause in FAILING for result in self._results)


def _result(check_id: str, journey: Journey, finding: Finding) -> Result:
    due = journey.due
    host = host_of(due.url)
    shown = finding.text_sha256 if finding.look.status == 200 else None
    return Result(
        check_id,
        # hosts behind one address are told apart by their ports
        host if ":" in host else due.domain,
        journey.touched or journey.started,
        finding.judgement.cause,
        shown or "",
        failed_before=due.standing is not None and due.standing["cause"] in FAILING,
    )


def take_back(store: Store, run_id: str, found: Outage, rules: Rules) -> int:
    """Record the outage, and set every standing that it coloured to what the other looks add up to.

    The checks stay as they are: they are facts, and the outage says that they don't count.
    """
    coloured = sorted(found.coloured)
    row = {
        "id": str(uuid.uuid4()),
        "run_id": run_id,
        "fault": str(found.fault),
        "since": clock.stamp(found.since),
        "until": clock.stamp(found.until),
        "hosts": found.hosts,
        "checks_json": to_json(coloured),
    }
    with store.transaction("outage") as transaction:
        transaction.insert("outages", row)
        for check_id in coloured:
            standing = store.one("SELECT * FROM standings WHERE check_id = ?", check_id)
            if standing is not None:
                before = _without(store, standing, rules)
                if before is None:
                    transaction.delete("standings", standing["url_id"])
                else:
                    transaction.upsert("standings", before)
    return len(coloured)


def resettle(store: Store, url_id: str, rules: Rules) -> Row | None:
    """The standing that all looks at a URL make, after those of a merged folder were added."""
    standing = store.one("SELECT * FROM standings WHERE url_id = ?", url_id)
    return _without(store, standing, rules) if standing else None


def _without(store: Store, standing: Row, rules: Rules) -> Row | None:
    """The row that the looks outside outages make; None when we have no check of our own left."""
    looks = archive.looks(store, standing["url_id"])
    checks = [look["id"] for look in looks if not look["memento"]]
    settled = settle(rows.all_seen(looks), rules)
    if settled is None or not checks:
        return None
    return {
        "url_id": standing["url_id"],
        **rows.to_row(settled, rules),
        "baseline_id": standing["baseline_id"],
        "check_id": checks[-1],
    }
