"""Runs and their checks."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from evidence import clock
from evidence.store import looks, parts
from evidence.store.database import to_json
from evidence.store.observers import OTHERS
from evidence.store.records import Result, Run
from evidence.vocabulary import RunKind, RunState, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from evidence.store.database import Store
    from evidence.store.looks import Settle
    from evidence.store.records import (
        Capture,
        Change,
        Check,
        Observation,
        Part,
        Rendering,
        Standing,
    )


_BESIDE = "beside"
"""Option of a run that looked while another one held the folder: it is neither gone on with nor taken for
what the folder did last."""
_NOT_BESIDE = f"(kind != 'single' OR json_extract(options_json, '$.{_BESIDE}') IS NULL)"
_OURS = f"id NOT IN ({OTHERS})"
"""SQL: a run that began in this folder."""
RESUME_WITHIN = 20 * 3600.0
"""Seconds; what a run of last night did not finish is simply due in tonight's."""


def begin(
    store: Store,
    *,
    kind: RunKind,
    options: Mapping[str, object],
    tool: str,
    rules: str,
    config_sha256: str,
    collector: Mapping[str, object],
    is_beside: bool = False,
) -> Run:
    """Start a run, or go on with the latest one of this folder if it was cut off and asked for the same. One
    that a clock running ahead has begun later than now is not the latest; where it was cut off, it is over.

    The caller holds the folder, so a run that is still ``running`` in the database has no process; or it
    looks ``is_beside`` the one that does, and leaves all others alone.
    """
    options = {**options, _BESIDE: True} if is_beside else options
    last = None if is_beside else _last_of_ours(store)
    asked = (kind, to_json(options), rules)
    may_go_on = (
        last is not None
        and last.state in (RunState.RUNNING, RunState.INTERRUPTED)
        and (last.kind, last.options_json, last.rules_version) == asked
        and -clock.LEAD.total_seconds() <= age(last, clock.now()) < RESUME_WITHIN
    )
    for left in () if is_beside else _left(store):
        if last is None or left.id != last.id or not may_go_on:
            end(store, left, RunState.INTERRUPTED)
    if last is not None and may_go_on:
        going_on = replace(last, state=RunState.RUNNING, ended_at=None, ended_by=None)
        return _put(store, going_on, "run-resumed")
    run = Run(
        id=str(uuid.uuid4()),
        kind=kind,
        state=RunState.RUNNING,
        started_at=clock.stamp(clock.now()),
        ended_at=None,
        due=0,
        options_json=to_json(options),
        tool_version=tool,
        rules_version=rules,
        config_sha256=config_sha256,
        collector_json=to_json(collector),
    )
    return _put(store, run, "run-began")


def end_beside(store: Store) -> None:
    """Close the runs that a process left which looked beside another run. The caller knows that nobody
    does now."""
    for left in unended(store, RunKind.SINGLE):
        if _BESIDE in json.loads(left.options_json):
            end(store, left, RunState.INTERRUPTED)


def judging(store: Store, tool: str, rules: str) -> Run:
    """A run that looks at nothing and judges looks of a merged folder again; it is over at once."""
    now = clock.stamp(clock.now())
    run = Run(
        id=str(uuid.uuid4()),
        kind=RunKind.ARCHIVE,
        state=RunState.FINISHED,
        started_at=now,
        ended_at=now,
        due=0,
        options_json="{}",
        tool_version=tool,
        rules_version=rules,
        config_sha256="",
    )
    return _put(store, run, "run-finished")


def plan(store: Store, run: Run, due: int) -> Run:
    """Say how many URLs the run has to look at."""
    return _put(store, replace(run, due=due), "run-planned")


TIME_BUDGET = "time-budget"
"""``ended_by`` of a run that was interrupted because the night was over."""


def end(store: Store, run: Run, state: RunState, by: str | None = None) -> Run:
    """Close a run; ``by`` is why it stopped early, if planned."""
    ended = replace(run, state=state, ended_at=clock.stamp(clock.now()), ended_by=by)
    return _put(store, ended, f"run-{state}")


def _put(store: Store, run: Run, act: str) -> Run:
    with store.transaction(act) as transaction:
        transaction.put(run)
    return run


@dataclass(frozen=True, slots=True)
class Checked:
    """One finished check with all that belongs to it."""

    check: Check
    captures: Sequence[Capture]
    change: Change | None
    standing: Standing
    """by what was known of the URL when the look began"""
    parts: Sequence[Part] = ()
    observations: Sequence[Observation] = ()
    rendering: Rendering | None = None
    before: Standing | None = None
    """how the URL stood when the look began; None: it had never been looked at"""


def put_checks(store: Store, done: Iterable[Checked], settle: Settle) -> None:
    """Finished checks, in one transaction; ``settle`` is asked for the standing of a URL that another
    process has looked at meanwhile."""
    with store.transaction("checked") as transaction:
        for one in done:
            for capture in one.captures:
                transaction.add(capture)
            if one.change:
                transaction.add(one.change)
            transaction.add(one.check)
            transaction.put(looks.brought_on(store, one.standing, one.before, settle))
            for part in one.parts:
                transaction.put(part)
            for observation in one.observations:
                transaction.add(observation)
            if one.rendering:
                transaction.add(one.rendering)


def verdicts(store: Store, run_id: str) -> dict[Verdict, int]:
    """How many checks of a run ended in each verdict; those of parts speak through their pages, and
    what the run found elsewhere moved there."""
    rows = store.all(
        "SELECT CASE WHEN k.verdict = 'missing' AND w.url_id IS NOT NULL THEN 'moved' ELSE k.verdict END"
        " AS verdict, COUNT(*) AS n FROM checks k LEFT JOIN"
        " (SELECT DISTINCT url_id, run_id FROM whereabouts WHERE certain) w"
        " ON w.url_id = k.url_id AND w.run_id = k.run_id"
        f" WHERE k.run_id = ? AND {parts.cited('k.url_id')} GROUP BY 1",
        run_id,
    )
    return {Verdict(row["verdict"]): row["n"] for row in rows}


def verdicts_at(store: Store, run_id: str, urls: Sequence[str]) -> dict[Verdict, int]:
    """How many checks of a run ended in each verdict, of those of some URLs (ids)."""
    rows = store.all(
        "SELECT verdict, COUNT(*) AS n FROM checks"
        " WHERE run_id = ? AND url_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        run_id,
        to_json(list(urls)),
    )
    return {Verdict(row["verdict"]): row["n"] for row in rows}


def checked(store: Store, run_id: str) -> int:
    """How many URLs a run has a check of, but for those of parts."""
    sql = f"SELECT COUNT(*) FROM checks k WHERE k.run_id = ? AND {parts.cited('k.url_id')}"
    return int(store.value(sql, run_id))


class At(NamedTuple):
    """Where a run has looked."""

    number: int
    """of the check's row"""
    url_id: str
    surt: str
    domain: str
    is_shared: int
    """whether several pages show it"""


_LOOKS_SINCE = """
SELECT k.rowid AS number, k.url_id, u.surt, u.domain,
       (SELECT COUNT(*) FROM (SELECT 1 FROM parts p WHERE p.url_id = k.url_id AND p.gone_at IS NULL LIMIT 2)) > 1
       AS is_shared
FROM checks k JOIN urls u ON u.id = k.url_id WHERE k.rowid > :number AND +k.run_id = :run ORDER BY k.rowid
"""


def looks_since(store: Store, run_id: str, number: int) -> Iterator[At]:
    """Where a run has looked, by the checks in the rows after that ``number``."""
    return store.tuples(At, _LOOKS_SINCE, number=number, run=run_id)


def before_first_look(store: Store, run_id: str) -> int:
    """The number of a row before which there is no check of a run."""
    sql = """SELECT COALESCE((SELECT MIN(rowid) - 1 FROM checks WHERE run_id = ?),
                             (SELECT MAX(rowid) FROM checks), 0)"""
    return int(store.value(sql, run_id))


def looked_at(store: Store, run_id: str) -> set[str]:
    """Ids of the URLs that a run has looked at."""
    return set(store.values("SELECT url_id FROM checks WHERE run_id = ?", run_id))


def unended(store: Store, kind: RunKind) -> list[Run]:
    """Runs of a kind that a process in this folder left without ending them."""
    sql = f"SELECT * FROM runs WHERE kind = ? AND state = 'running' AND {_OURS}"
    return list(store.each(Run, sql, kind))


def _left(store: Store) -> list[Run]:
    """Runs that looked at the web in this folder, while they held it, and were not ended."""
    sql = f"""SELECT * FROM runs WHERE kind != 'archive' AND state = 'running' AND {_NOT_BESIDE}
              AND {_OURS}"""
    return list(store.each(Run, sql))


_BY_A_RIGHT_CLOCK = """
NOT EXISTS (SELECT 1 FROM outages o WHERE o.run_id = runs.id AND o.fault = 'clock' AND NOT EXISTS (
    SELECT 1 FROM checks k WHERE k.run_id = o.run_id
    AND k.id NOT IN (SELECT value FROM json_each(o.checks_json))))
"""
"""SQL: a run of which all looks were taken back because the clock was wrong is no latest one."""


def latest(store: Store) -> Run | None:
    """The run that looked at the web last; work on archives alone is no look."""
    sql = f"""SELECT * FROM runs WHERE kind != 'archive' AND {_NOT_BESIDE} AND {_BY_A_RIGHT_CLOCK}
              ORDER BY started_at DESC LIMIT 1"""
    return store.first(Run, sql)


def _last_of_ours(store: Store) -> Run | None:
    """The run that looked at the web last in this folder, of those that began up to now."""
    sql = f"""SELECT * FROM runs WHERE kind != 'archive' AND {_NOT_BESIDE} AND {_BY_A_RIGHT_CLOCK}
              AND {_OURS} AND started_at <= ? ORDER BY started_at DESC LIMIT 1"""
    return store.first(Run, sql, clock.horizon(clock.stamp(clock.now())))


def run(store: Store, identifier: str) -> Run | None:
    """One run."""
    return store.first(Run, "SELECT * FROM runs WHERE id = ?", identifier)


def latest_night(store: Store, *, before: str | None = None) -> Run | None:
    """The night that began last (of those that began ``before`` a moment, where one is given). A
    check of single URLs is no night."""
    sql = f"""SELECT * FROM runs WHERE kind = 'night' AND (:before IS NULL OR started_at < :before)
              AND {_BY_A_RIGHT_CLOCK} ORDER BY started_at DESC LIMIT 1"""
    return store.first(Run, sql, before=before)


def latest_to_report(store: Store) -> Run | None:
    """The run that reports and the status speak of: the latest night; where there is none yet, the
    check of single URLs that began last."""
    return latest_night(store) or latest(store)


def night_since(store: Store, moment: str, now: datetime) -> Run | None:
    """The night of this folder that ended last, if it did so at ``moment`` or after it; none that a clock
    which was ahead has ended later than ``now``."""
    sql = f"""SELECT * FROM runs WHERE kind = 'night' AND ended_at BETWEEN ? AND ? AND {_OURS}
              ORDER BY ended_at DESC LIMIT 1"""
    return store.first(Run, sql, moment, clock.horizon(clock.stamp(now)))


_MANY = 3
"""Runs by a clock that was ahead, until somebody sees it."""
_GAP = timedelta(days=30)
"""A clock that was set ahead by less than this is set right by looks in the meantime."""


@dataclass(frozen=True, slots=True)
class Later(Result):
    """Runs that began later than now, none of them known to be by a wrong clock."""

    count: int
    first: str
    """when the first of them began"""
    before: str | None
    """when the last one before now began"""

    @property
    def are_right(self) -> bool:
        """Whether it is rather our clock that is behind: they are many, and follow the runs before without
        a gap, as the nights of a machine do whose clock was set back."""
        if self.count < _MANY or self.before is None:
            return self.count >= _MANY
        return clock.parse(self.first) - clock.parse(self.before) < _GAP


def later(store: Store, now: datetime) -> Later | None:
    """Runs that are later than ``now``; None without any."""
    sql = f"""
    SELECT COUNT(*) AS count, MIN(started_at) AS first,
           (SELECT MAX(started_at) FROM runs WHERE started_at <= :horizon) AS before
    FROM runs WHERE started_at > :horizon AND {_BY_A_RIGHT_CLOCK} HAVING COUNT(*) > 0"""
    return store.first(Later, sql, horizon=clock.horizon(clock.stamp(now)))


def astray(store: Store) -> list[Run]:
    """Runs of which looks were taken back because the clock was wrong, latest first."""
    sql = """SELECT r.* FROM runs r JOIN outages o ON o.run_id = r.id WHERE o.fault = 'clock'
             GROUP BY r.id ORDER BY MAX(o.rowid) DESC"""
    return list(store.each(Run, sql))


def age(run: Run, now: datetime) -> float:
    """Seconds since the run began."""
    return (now - clock.parse(run.started_at)).total_seconds()
