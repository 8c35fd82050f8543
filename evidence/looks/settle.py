"""Standings made anew from all looks: an outage taken back, a merge, a judgement that came late."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.looks.standings import all_seen, record_of
from evidence.store import looks
from evidence.store.database import to_json
from evidence.store.records import Outage as OutageRecord
from evidence.verdicts.standing import settle

if TYPE_CHECKING:
    from evidence.looks.rebase import Rebased
    from evidence.store import Store
    from evidence.store.database import Transaction
    from evidence.store.records import Standing
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
    if baseline:
        standing = replace(standing, baseline_id=baseline)
    if rebased:
        if rebased.change:
            transaction.add(rebased.change)
        transaction.add(rebased.check)
        standing = replace(standing, check_id=rebased.check.id)
    settled = _settled(store, standing, rules)
    if settled is not None:
        transaction.put(settled)


def take_back(store: Store, run_id: str, found: Outage, rules: Rules) -> int:
    """Record the outage, and set every standing that it coloured to what the other looks add up to.

    The checks stay as they are: they are facts, and the outage says that they don't count. Returns
    how many they are; raises StoreError when the database refuses.
    """
    coloured = sorted(found.coloured)
    outage = OutageRecord(
        id=str(uuid.uuid4()),
        run_id=run_id,
        fault=str(found.fault),
        since=clock.stamp(found.since),
        until=clock.stamp(found.until),
        hosts=found.hosts,
        checks_json=to_json(coloured),
    )
    with store.transaction("outage") as transaction:
        transaction.add(outage)
        for standing in looks.standings_on(store, coloured):
            before = _without(store, standing, rules)
            if before is None:
                transaction.delete("standings", standing.url_id)
            else:
                transaction.put(before)
    return len(coloured)


def resettle(store: Store, url_id: str, rules: Rules) -> Standing | None:
    """The standing that all looks at a URL make, after those of a merged folder were added; None
    where none of our own is left."""
    standing = looks.standing(store, url_id)
    return _without(store, standing, rules) if standing else None


def _without(store: Store, standing: Standing, rules: Rules) -> Standing | None:
    """The standing that the looks outside outages make; None when we have no check of our own
    left."""
    ours = [look.id for look in looks.all_of(store, standing.url_id) if look.is_check]
    return _settled(store, replace(standing, check_id=ours[-1]), rules) if ours else None


def _settled(store: Store, standing: Standing, rules: Rules) -> Standing | None:
    """``standing`` by all looks that there are, its baseline and check kept."""
    url_id = standing.url_id
    settled = settle(all_seen(looks.all_of(store, url_id)), rules)
    if settled is None:
        return None
    return record_of(settled, url_id, standing.baseline_id, standing.check_id, rules)
