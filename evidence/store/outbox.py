"""The outbox of web archives: what they are to be asked, and how it goes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store.database import to_json
from evidence.store.records import AtUrl, Job, Result, Service
from evidence.vocabulary import JobAct, JobState

if TYPE_CHECKING:
    from evidence.store.database import Store, Transaction

OPEN = (
    JobState.NOT_ATTEMPTED,
    JobState.SUBMITTED,
    JobState.PENDING,
    JobState.OUTCOME_UNKNOWN,
)
"""States of jobs that still have something to do; closed ones are captured, verified, done,
refused, failed."""
OPEN_SQL = "(" + ", ".join(f"'{state}'" for state in OPEN) + ")"
"""The same for a query's ``IN``."""


LONGEST = timedelta(days=7)
"""No job is put off for longer; one that is was put off by a clock that was ahead."""
_NEXT = f"""
SELECT j.*, u.url FROM archive_jobs j JOIN urls u ON u.id = j.url_id
WHERE j.archive = :archive AND j.state IN {OPEN_SQL}
  AND (j.due_at <= :now OR j.due_at > :latest
       OR (COALESCE(j.tried_at, j.queued_at) > :horizon AND j.due_at >= COALESCE(j.tried_at, j.queued_at)))
  AND (:saves OR j.act != 'save' OR j.state != 'not-attempted')
  AND (:polls OR j.state != 'pending')
  AND (:fresh OR j.state != 'not-attempted')
  AND (:urls IS NULL OR j.url_id IN (SELECT value FROM json_each(:urls)))
ORDER BY j.rank, j.due_at, j.queued_at, j.rowid LIMIT 1
"""


Urls = Sequence[str] | None
"""ids of URLs; None: all"""


@dataclass(frozen=True, slots=True)
class Task:
    """A job with the URL that it is about."""

    job: Job
    url: str


@dataclass(frozen=True, slots=True)
class UnderWay(Result):
    """Saves that an archive is working on."""

    saves: int
    ask_at: str | None
    """when to ask after the first of them that is wanted; None without one"""


@dataclass(frozen=True, slots=True)
class Unsaved(Result):
    """An archive's last save of a URL, of which no memento has come (yet)."""

    archive: str
    state: JobState


@dataclass(frozen=True, slots=True)
class Overview:
    """How one archive's part of the outbox stands."""

    name: str
    jobs: dict[JobState, int]
    """how many in which state"""
    waiting: int
    """how many are open"""
    waiting_since: str | None


@dataclass(frozen=True, slots=True)
class Problem(Result):
    """Something that an archive did not do."""

    problem: str
    act: JobAct
    url: str
    at: str


def next_job(
    store: Store,
    archive: str,
    now: str,
    *,
    saves: bool,
    polls: bool,
    fresh: bool,
    urls: Urls = None,
) -> Task | None:
    """The most pressing job that is due, or was put off by a clock that was ahead. What has been put off
    since by the right one waits, or it would be asked after without end.

    ``saves``: whether new saves may be handed in; ``polls``: whether those handed in may be asked
    after; ``fresh``: whether anything new may be begun.
    """
    found = store.pairs(
        Job,
        AtUrl,
        _NEXT,
        archive=archive,
        now=now,
        horizon=clock.horizon(now),
        latest=clock.horizon(clock.stamp(clock.parse(now) + LONGEST)),
        saves=saves,
        polls=polls,
        fresh=fresh,
        urls=url_list(urls),
    )
    return next((Task(job, at.url) for job, at in found), None)


def url_list(urls: Urls) -> str | None:
    """``urls`` as a query takes them: a JSON list."""
    return None if urls is None else to_json(list(urls))


def under_way(store: Store, archive: str, urls: Urls = None) -> UnderWay:
    """How many saves the archive is working on, and when to ask after the first of those of ``urls``.

    They are the jobs of the first rank: asked for before every job, they are found without reading
    the others.
    """
    found = store.first(
        UnderWay,
        "SELECT COUNT(*) AS saves, MIN(CASE WHEN ?2 IS NULL OR url_id IN (SELECT value FROM json_each(?2))"
        " THEN due_at END) AS ask_at FROM archive_jobs WHERE archive = ?1 AND rank = 0"
        f" AND state IN {OPEN_SQL} AND act = 'save' AND state = 'pending'",
        archive, url_list(urls),
    )  # fmt: skip
    assert found is not None
    return found


def waiting(
    store: Store, archive: str | None = None, act: JobAct | None = None, urls: Urls = None
) -> int:
    """How many jobs are open: of one archive, act and some URLs, or of all."""
    found = store.value(
        "SELECT COUNT(*) FROM archive_jobs"
        f" WHERE (?1 IS NULL OR archive = ?1) AND (?2 IS NULL OR act = ?2) AND state IN {OPEN_SQL}"
        " AND (?3 IS NULL OR url_id IN (SELECT value FROM json_each(?3)))",
        archive, act, url_list(urls),
    )  # fmt: skip
    return int(found)


def new_job(
    url_id: str,
    archive: str,
    act: JobAct,
    now: str,
    *,
    rank: int = 2,
    memento_id: str | None = None,
    answer_json: str | None = None,
) -> Job:
    """A job that is due at once; ``rank`` is its place in the outbox, the lowest first."""
    return Job(
        id=str(uuid.uuid4()),
        url_id=url_id,
        archive=archive,
        act=act,
        state=JobState.NOT_ATTEMPTED,
        queued_at=now,
        due_at=now,
        attempts=0,
        answer_json=answer_json,
        rank=rank,
        memento_id=memento_id,
    )


def queue(store: Store, transaction: Transaction, job: Job) -> bool:
    """Put a job into the outbox unless the same is open there."""
    same = open_job(store, job)
    if same is None:
        transaction.add(job)
    return same is None


def open_job(store: Store, job: Job) -> Job | None:
    """The open job that would do the same."""
    return store.first(
        Job,
        "SELECT * FROM archive_jobs WHERE archive = ? AND url_id = ? AND act = ?"
        f" AND COALESCE(memento_id, '') = ? AND state IN {OPEN_SQL}",
        job.archive, job.url_id, job.act, job.memento_id or "",
    )  # fmt: skip


def cut_off(store: Store, archive: str) -> list[Job]:
    """Saves that were about to leave when the process died."""
    sql = "SELECT * FROM archive_jobs WHERE archive = ? AND act = 'save' AND state = 'submitted'"
    return list(store.each(Job, sql, archive))


def service(store: Store, identifier: str, day: str) -> Service:
    """The state of an archive: jobs begun on ``day``, and until when it is left alone."""
    known = store.first(Service, "SELECT * FROM archive_services WHERE id = ?", identifier)
    if known is None:
        return Service(identifier, day)
    return known if known.day == day else replace(known, day=day, jobs=0)


def unsaved(store: Store, url_id: str) -> list[Unsaved]:
    """The last save of each archive that has no memento (yet)."""
    sql = """SELECT archive, state
             FROM archive_jobs j WHERE url_id = ? AND act = 'save' AND state != 'captured'
             AND NOT EXISTS (SELECT 1 FROM archive_jobs n WHERE n.url_id = j.url_id AND n.archive = j.archive
                             AND n.act = 'save' AND n.rowid > j.rowid) ORDER BY rowid"""
    return list(store.each(Unsaved, sql, url_id))


def waiting_lookup(store: Store, url_id: str) -> Job | None:
    """A look-up of a URL that could not be made yet."""
    sql = f"SELECT * FROM archive_jobs WHERE url_id = ? AND act IN ('lookup', 'fetch') AND state IN {OPEN_SQL}"
    return store.first(Job, sql, url_id)


def last_asked(store: Store, archive: str) -> str | None:
    """When an archive was last asked anything, as far as was written down."""
    found: str | None = store.value(
        "SELECT MAX(at) FROM (SELECT MAX(asked_at) AS at FROM archive_replies WHERE archive = ?1"
        " UNION ALL SELECT MAX(tried_at) FROM archive_jobs WHERE archive = ?1)",
        archive,
    )
    return found


@dataclass(frozen=True, slots=True)
class _Count(Result):
    archive: str
    state: JobState
    jobs: int
    since: str


def overview(store: Store) -> list[Overview]:
    """Each archive that has jobs or was asked, by name."""
    sql = (
        "SELECT archive, state, COUNT(*) AS jobs, MIN(queued_at) AS since"
        " FROM archive_jobs GROUP BY 1, 2"
    )
    counts = list(store.each(_Count, sql))
    names = {count.archive for count in counts} | set(
        store.values("SELECT id FROM archive_services")
    )
    return [_overview(name, [c for c in counts if c.archive == name]) for name in sorted(names)]


def _overview(name: str, counts: list[_Count]) -> Overview:
    open_ = [count for count in counts if count.state in OPEN]
    return Overview(
        name,
        {count.state: count.jobs for count in counts},
        sum(count.jobs for count in open_),
        min((count.since for count in open_), default=None),
    )


def last_problem(store: Store, archive: str) -> Problem | None:
    """The last thing that an archive did not do."""
    return store.first(
        Problem,
        "SELECT j.problem, j.act, u.url, COALESCE(j.tried_at, j.queued_at) AS at FROM archive_jobs j"
        " JOIN urls u ON u.id = j.url_id WHERE j.archive = ? AND j.problem IS NOT NULL ORDER BY at DESC LIMIT 1",
        archive,
    )
