"""Standings made anew from all looks: an outage taken back, a merge, a judgement that came late."""

from __future__ import annotations

import uuid
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from evidence import clock
from evidence.looks.joint import counted, joint_baseline
from evidence.looks.standings import all_seen, record_of
from evidence.store import due, looks, runs
from evidence.store.database import to_json
from evidence.store.records import Outage as OutageRecord
from evidence.verdicts.outage import FAILING, Fault, Outage
from evidence.verdicts.standing import settle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from evidence.looks.rebase import Rebased
    from evidence.store import Store
    from evidence.store.database import Transaction
    from evidence.store.due import KnownCapture
    from evidence.store.looks import SeenLook
    from evidence.store.records import Run, Standing
    from evidence.verdicts.series import Rules


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
    every = looks.all_of(store, url_id)
    told = counted(every, due.capture(store, standing.baseline_id)) or every
    settled = _settled(standing, every, told, rules)
    if settled is not None:
        transaction.put(settled)


def take_back(store: Store, run_id: str, found: Outage, rules: Rules) -> int:
    """Record the outage, and set every standing that it coloured to what the other looks add up to.

    The checks stay as they are: they are facts, and the outage says that they don't count. What was
    looked at only then is due again. Returns how many they are; raises StoreError when the database
    refuses.
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
        discounted = looks.discounted(store)
        for standing in looks.standings_on(store, coloured):
            baseline = due.capture(store, standing.baseline_id)
            seen = looks.all_of(store, standing.url_id, discounted)
            before = settled_by(standing, seen, baseline, rules)
            if before is None:
                transaction.delete("standings", standing.url_id)
            else:
                transaction.put(before)
    return len(coloured)


def take_back_all(store: Store, run: Run, found: Outage, grace: timedelta, rules: Rules) -> int:
    """As :func:`take_back`, for all that failed in ``run`` from ``grace`` before the outage until as long after it,
    and is not taken back yet; and for every look of the run, where the clock was wrong."""
    since, until = clock.stamp(found.since - grace), clock.stamp(found.until + grace)
    if found.fault is Fault.CLOCK:
        ids = looks.made_in(store, run.id)
    else:
        ids = looks.ended_in(store, run.id, FAILING, since, until)
    left = frozenset(ids) - looks.discounted(store)
    return take_back(store, run.id, replace(found, coloured=left), rules) if left else 0


def set_right(store: Store, run: Run, now: datetime, rules: Rules) -> dict[str, int]:
    """Take back every check that can't have been made when it says, for the clock was wrong: it is later
    than ``now``, or ``run`` made it before it began. ``now`` must be right.

    Returns how many they are by the start of their runs. Raises StoreError.
    """
    told = {}
    for run_id, found in groupby(looks.astray(store, run, now), key=attrgetter("run_id")):
        checks = list(found)
        times = [clock.parse(check.at) for check in checks]
        ids = frozenset(check.id for check in checks)
        take_back(store, run_id, Outage(Fault.CLOCK, times[0], times[-1], 0, ids), rules)
        of = runs.run(store, run_id)
        told[of.started_at if of else checks[0].at] = len(checks)
    return told


def resettle(store: Store, url_id: str, rules: Rules, theirs: str | None = None) -> Standing | None:
    """The standing that all looks at a URL make, after those of a merged folder were added; None
    where none of our own is left. ``theirs`` is what the other folder compared with (the id of a
    capture)."""
    standing = looks.standing(store, url_id)
    if standing is None:
        return None
    baseline = joint_baseline(store, url_id, standing.baseline_id, theirs)
    standing = replace(standing, baseline_id=baseline.id if baseline else None)
    return settled_by(standing, looks.all_of(store, url_id), baseline, rules)


def settled_by(
    standing: Standing, every: Sequence[SeenLook], baseline: KnownCapture | None, rules: Rules
) -> Standing | None:
    """The standing that ``every`` look at a URL makes against ``baseline``, the one of ``standing``; None when
    no check of our own is among them. Its check is the last that tells how the document stands."""
    ours = [look.id for look in every if look.is_check]
    told = counted(every, baseline) or every
    by_itself = set(told)  # not by what another look was judged for
    known = {look.id for look in every if look in by_itself}
    last = next((one for one in reversed(ours) if one in known), ours[-1] if ours else None)
    return _settled(replace(standing, check_id=last), every, told, rules) if last else None


def _settled(
    standing: Standing, every: Sequence[SeenLook], told: Sequence[SeenLook], rules: Rules
) -> Standing | None:
    """``standing`` by those that are ``told`` of all looks, ``every`` one; its baseline and check kept."""
    url_id = standing.url_id
    settled = settle(all_seen(told), rules)
    if settled is None:
        return None
    record = record_of(settled, url_id, standing.baseline_id, standing.check_id, rules)
    known = {look.id for look in told}
    left_out = [look.at for look in every if look.id not in known]
    if left_out and left_out[-1] > record.last_look:
        # somebody saw what nobody has compared yet: we look as soon as we can
        record = replace(record, next_look=min(record.next_look, left_out[-1]))
    return record
