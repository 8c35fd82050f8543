"""Our own outage during a run: seen while it lasts, and what it coloured is taken back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from evidence import clock
from evidence.domains import host_of, registrable_domain
from evidence.store.database import to_json
from evidence.verdicts import rows
from evidence.verdicts.outage import FAILING, Outage, Result, outage
from evidence.verdicts.standing import settle

if TYPE_CHECKING:
    from crawler.examine import Finding
    from evidence.store import Store
    from evidence.store.database import Row
    from evidence.store.due import Due
    from evidence.verdicts.standing import Rules

_EVERY = 20
"""Results between two looks for an outage; one look at 20,000 results takes 30 ms."""


class OutageWatch:
    """Collects what a run's checks came to."""

    def __init__(self) -> None:
        self._results: list[Result] = []

    def note(self, check_id: str, due: Due, finding: Finding) -> Outage | None:
        """Take in one check; returns the outage that the run is in the middle of, if it is."""
        before = due.standing["cause"] if due.standing else ""
        self._results.append(
            Result(
                check_id,
                _site(due.url),
                finding.look.at,
                finding.judgement.cause,
                (finding.text_sha256 or "") if finding.look.status == 200 else "",
                failed_before=before in FAILING,
            )
        )
        if len(self._results) % _EVERY:
            return None
        return outage(self._results, control_answered=True)

    def verdict(self, *, network_up: bool) -> Outage | None:
        """The outage that the whole run shows, if any."""
        return outage(self._results, control_answered=network_up)

    @property
    def all_failed(self) -> bool:
        """Whether nothing at all was reached."""
        return bool(self._results) and all(result.cause in FAILING for result in self._results)


def _site(url: str) -> str:
    """Registrable domain; an address keeps its port, so that a test's hosts are hosts."""
    host = host_of(url)
    return host if ":" in host else registrable_domain(host)


_CHECKS = """
SELECT k.*, o.text_sha256 FROM checks k LEFT JOIN captures c ON c.id = k.capture_id
LEFT JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = ? ORDER BY k.checked_at
"""


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
        listed = store.iterate("SELECT value FROM outages, json_each(outages.checks_json)")
        discounted = {entry["value"] for entry in listed}
        for check_id in coloured:
            standing = store.one("SELECT * FROM standings WHERE check_id = ?", check_id)
            if standing is not None:
                before = _without(store, standing, discounted, rules)
                if before is None:
                    transaction.delete("standings", standing["url_id"])
                else:
                    transaction.upsert("standings", before)
    return len(coloured)


def resettle(store: Store, url_id: str, rules: Rules) -> Row | None:
    """The standing that all checks of a URL make, after those of a merged folder were added."""
    listed = store.iterate("SELECT value FROM outages, json_each(outages.checks_json)")
    standing = store.one("SELECT * FROM standings WHERE url_id = ?", url_id)
    discounted = {entry["value"] for entry in listed}
    return _without(store, standing, discounted, rules) if standing else None


def _without(store: Store, standing: Row, discounted: set[str], rules: Rules) -> Row | None:
    """The row that the checks outside outages make; None when there are none."""
    checks = [row for row in store.all(_CHECKS, standing["url_id"]) if row["id"] not in discounted]
    settled = settle(map(rows.seen, checks), rules)
    if settled is None:
        return None
    return {
        "url_id": standing["url_id"],
        **rows.to_row(settled, rules),
        "baseline_id": standing["baseline_id"],
        "check_id": checks[-1]["id"],
    }
