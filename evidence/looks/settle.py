"""Standings made anew from all looks: an outage taken back, a merge, a judgement that came late."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from evidence import clock
from evidence.looks import rows
from evidence.store import looks, records
from evidence.store.database import to_json
from evidence.verdicts.standing import settle

if TYPE_CHECKING:
    from evidence.looks.rebase import Rebased
    from evidence.store import Store
    from evidence.store.database import Transaction
    from evidence.verdicts.outage import Outage
    from evidence.verdicts.standing import Rules


def settle_again(
    store: Store,
    transaction: Transaction,
    url_id: str,
    baseline: str | None,
    rebased: Rebased | None,
    rules: Rules,
) -> None:
    """Write the standing by all looks, the archive's among them, and against ``baseline`` (the id
    of a capture) if one came; ``rebased`` is the last look judged against it."""
    standing = looks.standing(store, url_id)
    if standing is None:
        return
    if rebased:
        if rebased.change:
            transaction.add(rebased.change)
        transaction.add(rebased.check)
    settled = settle(rows.all_seen(looks.all_of(store, url_id)), rules)
    if settled is not None:
        transaction.put(
            rows.record_of(
                settled,
                url_id,
                baseline_id=baseline or standing.baseline_id,
                check_id=rebased.check.id if rebased else standing.check_id,
                rules=rules,
            )
        )


def take_back(store: Store, run_id: str, found: Outage, rules: Rules) -> int:
    """Record the outage, and set every standing that it coloured to what the other looks add up to.

    The checks stay as they are: they are facts, and the outage says that they don't count.
    """
    coloured = sorted(found.coloured)
    outage = records.Outage(
        id=str(uuid.uuid4()),
        run_id=run_id,
        fault=found.fault,
        since=clock.stamp(found.since),
        until=clock.stamp(found.until),
        hosts=found.hosts,
        checks_json=to_json(coloured),
    )
    with store.transaction("outage") as transaction:
        transaction.add(outage)
        for check_id in coloured:
            standing = looks.standing_by(store, check_id)
            if standing is not None:
                before = _without(store, standing, rules)
                if before is None:
                    transaction.delete(standing.TABLE, standing.url_id)
                else:
                    transaction.put(before)
    return len(coloured)


def resettle(store: Store, url_id: str, rules: Rules) -> records.Standing | None:
    """The standing that all looks at a URL make, after those of a merged folder were added."""
    standing = looks.standing(store, url_id)
    return _without(store, standing, rules) if standing else None


def _without(store: Store, standing: records.Standing, rules: Rules) -> records.Standing | None:
    """What the looks outside outages add up to; None when we have no check of our own left."""
    found = looks.all_of(store, standing.url_id)
    checks = [look.id for look in found if not look.of_archive]
    settled = settle(rows.all_seen(found), rules)
    if settled is None or not checks:
        return None
    return rows.record_of(
        settled,
        standing.url_id,
        baseline_id=standing.baseline_id,
        check_id=checks[-1],
        rules=rules,
    )
