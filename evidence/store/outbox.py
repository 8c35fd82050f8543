"""The outbox of web archives: what they are to be asked, and how it goes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence.store.database import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Row, Store, Transaction

OPEN = ("not-attempted", "submitted", "pending", "outcome-unknown")
"""States of jobs that still have something to do; closed ones are captured, verified, done,
refused, failed."""
_OPEN = f"({', '.join(map(repr, OPEN))})"

_WANT_LOOKUP = f"""
SELECT u.id AS url_id, u.url, st.verdict FROM urls u JOIN standings st ON st.url_id = u.id
LEFT JOIN (SELECT url_id, MAX(tried_at) AS tried_at, MAX(state IN {_OPEN}) AS open FROM archive_jobs
           WHERE archive = :archive AND act = 'lookup' GROUP BY url_id) j ON j.url_id = u.id
WHERE (:first OR (NOT EXISTS (SELECT 1 FROM mementos m WHERE m.url_id = u.id AND m.state = 'kept')
    AND (st.verdict = 'missing' OR EXISTS (SELECT 1 FROM citations c JOIN sources s ON s.id = c.source_id
         WHERE c.url_id = u.id AND s.published IS NOT NULL))))
  AND (:urls IS NULL OR u.id IN (SELECT value FROM json_each(:urls)))
  AND st.verdict != 'unchecked' AND COALESCE(j.open, 0) = 0
  AND (j.url_id IS NULL OR j.tried_at <= :stale
       OR (st.verdict = 'missing' AND (j.tried_at < st.since
           OR (st.certainty != 'confirmed' AND j.tried_at <= :doubtful))))
ORDER BY u.rowid
"""

_NEXT = f"""
SELECT j.*, u.url FROM archive_jobs j JOIN urls u ON u.id = j.url_id
WHERE j.archive = :archive AND j.state IN {_OPEN} AND j.due_at <= :now
  AND (:saves OR j.act != 'save' OR j.state != 'not-attempted')
  AND (:polls OR j.state != 'pending')
  AND (:fresh OR j.state != 'not-attempted')
  AND (:urls IS NULL OR j.url_id IN (SELECT value FROM json_each(:urls)))
ORDER BY j.rank, j.due_at, j.queued_at, j.rowid LIMIT 1
"""


Urls = Sequence[str] | None
"""ids of URLs; None: all"""

_WANT_SAVE = """
SELECT u.id AS url_id, u.url, st.verdict FROM urls u JOIN standings st ON st.url_id = u.id
WHERE st.verdict IN ('alive', 'moved', 'changed')
  AND (:urls IS NULL OR u.id IN (SELECT value FROM json_each(:urls)))
  AND NOT EXISTS (SELECT 1 FROM archive_jobs j WHERE j.url_id = u.id AND j.archive = :archive AND j.act = 'save'
                  AND j.queued_at > :stale)
  AND (NOT :refused OR EXISTS (
      SELECT 1 FROM archive_jobs j WHERE j.url_id = u.id AND j.archive != :archive AND j.act IN ('save', 'confirm')
      AND j.state IN ('refused', 'failed') AND j.queued_at > :stale
      AND NOT EXISTS (SELECT 1 FROM archive_jobs v WHERE v.url_id = u.id AND v.archive = j.archive
                      AND v.act = 'confirm' AND v.state = 'verified' AND v.queued_at > j.queued_at)))
ORDER BY u.rowid
"""


def want_lookup(
    store: Store, archive: str, *, first: bool, stale: str, doubtful: str, urls: Urls = None
) -> Iterator[Row]:
    """URLs to look up: never asked for, asked for before ``stale``, or missing since, or again
    after ``doubtful`` while their loss is not confirmed. Not the ``first`` archive: only those that
    an old copy would serve and none is kept of."""
    values = {
        "archive": archive,
        "first": first,
        "stale": stale,
        "doubtful": doubtful,
        "urls": _list(urls),
    }
    return store.iterate_named(_WANT_LOOKUP, values)


def want_save(
    store: Store, archive: str, *, refused: bool, stale: str, urls: Urls = None
) -> Iterator[Row]:
    """URLs that stand and that ``archive`` has not been asked to save since ``stale``; with
    ``refused`` only those that another archive refused to save or keeps something else of."""
    values = {"archive": archive, "refused": refused, "stale": stale, "urls": _list(urls)}
    return store.iterate_named(_WANT_SAVE, values)


def next_job(
    store: Store,
    archive: str,
    now: str,
    *,
    saves: bool,
    polls: bool,
    fresh: bool,
    urls: Urls = None,
) -> Row | None:
    """The most pressing job that is due, its URL beside it.

    ``saves``: whether new saves may be handed in; ``polls``: whether those handed in may be asked
    after; ``fresh``: whether anything new may be begun.
    """
    values = {
        "archive": archive, "now": now, "saves": saves, "polls": polls, "fresh": fresh, "urls": _list(urls)
    }  # fmt: skip
    return next(store.iterate_named(_NEXT, values), None)


def _list(urls: Urls) -> str | None:
    return None if urls is None else to_json(list(urls))


def under_way(store: Store, archive: str, urls: Urls = None) -> Row:
    """``n`` saves that the archive is working on, and when (``due_at``) to ask after the first of
    them that is of ``urls``; None without one.

    They are the jobs of the first rank: asked for before every job, they are found without reading
    the others.
    """
    row = store.one(
        "SELECT COUNT(*) AS n, MIN(CASE WHEN ?2 IS NULL OR url_id IN (SELECT value FROM json_each(?2)) THEN due_at END)"
        f" AS due_at FROM archive_jobs WHERE archive = ?1 AND rank = 0 AND state IN {_OPEN}"
        " AND act = 'save' AND state = 'pending'",
        archive, _list(urls),
    )  # fmt: skip
    assert row is not None
    return row


def waiting(
    store: Store, archive: str | None = None, act: str | None = None, urls: Urls = None
) -> int:
    """How many jobs are open: of one archive, act and some URLs, or of all."""
    row = store.one(
        "SELECT COUNT(*) AS n FROM archive_jobs"
        f" WHERE (?1 IS NULL OR archive = ?1) AND (?2 IS NULL OR act = ?2) AND state IN {_OPEN}"
        " AND (?3 IS NULL OR url_id IN (SELECT value FROM json_each(?3)))",
        archive, act, _list(urls),
    )  # fmt: skip
    return row["n"] if row else 0


def new_job(url_id: str, archive: str, act: str, now: str, **values: Any) -> Row:
    """A row for ``archive_jobs`` that is due at once."""
    row = {
        "id": str(uuid.uuid4()),
        "url_id": url_id,
        "archive": archive,
        "act": act,
        "state": "not-attempted",
        "queued_at": now,
        "due_at": now,
        "attempts": 0,
        "rank": 2,
    }
    return row | values


def queue(store: Store, transaction: Transaction, job: Row) -> bool:
    """Put a job into the outbox unless the same is open there."""
    same = open_job(store, job)
    if same is None:
        transaction.insert("archive_jobs", job)
    return same is None


def open_job(store: Store, job: Row) -> Row | None:
    """The open job that would do the same."""
    return store.one(
        "SELECT * FROM archive_jobs WHERE archive = ? AND url_id = ? AND act = ?"
        f" AND COALESCE(memento_id, '') = ? AND state IN {_OPEN}",
        job["archive"], job["url_id"], job["act"], job.get("memento_id") or "",
    )  # fmt: skip


def urls(store: Store, identifiers: Sequence[str]) -> list[Row]:
    """``url_id``, ``url`` and ``verdict`` of URLs that have a standing."""
    return store.all(
        "SELECT u.id AS url_id, u.url, st.verdict FROM urls u JOIN standings st ON st.url_id = u.id"
        " WHERE u.id IN (SELECT value FROM json_each(?)) ORDER BY u.rowid",
        to_json(list(identifiers)),
    )


def service(store: Store, identifier: str, day: str) -> Row:
    """The state of an archive: jobs begun on ``day``, and until when it is left alone."""
    row = store.one("SELECT * FROM archive_services WHERE id = ?", identifier)
    if row is None:
        row = {
            "id": identifier,
            "day": day,
            "jobs": 0,
            "closures": 0,
            "closed_until": None,
            "problem": None,
        }
    return row if row["day"] == day else {**row, "day": day, "jobs": 0}


def unsaved(store: Store, url_id: str) -> list[Row]:
    """The last save of each archive that has no memento (yet): ``archive`` and ``state``, where the
    archive's refusal is called ``save-refused``: a memento that shows something else is
    ``refused``, too."""
    sql = """SELECT archive, CASE state WHEN 'refused' THEN 'save-refused' ELSE state END AS state
             FROM archive_jobs j WHERE url_id = ? AND act = 'save' AND state != 'captured'
             AND NOT EXISTS (SELECT 1 FROM archive_jobs n WHERE n.url_id = j.url_id AND n.archive = j.archive
                             AND n.act = 'save' AND n.rowid > j.rowid) ORDER BY rowid"""
    return store.all(sql, url_id)


def waiting_lookup(store: Store, url_id: str) -> Row | None:
    """A look-up of a URL that could not be made yet."""
    sql = f"SELECT * FROM archive_jobs WHERE url_id = ? AND act IN ('lookup', 'fetch') AND state IN {_OPEN}"
    return store.one(sql, url_id)


def last_asked(store: Store, archive: str) -> str | None:
    """When an archive was last asked anything, as far as was written down."""
    row = store.one(
        "SELECT MAX(at) AS at FROM (SELECT MAX(asked_at) AS at FROM archive_replies WHERE archive = ?1"
        " UNION ALL SELECT MAX(tried_at) FROM archive_jobs WHERE archive = ?1)",
        archive,
    )
    return row["at"] if row else None


def overview(store: Store) -> list[Row]:
    """Of each archive that has jobs or was asked: ``name``, ``jobs`` (how many in which state), how
    many are ``waiting`` and since when (``waiting_since``)."""
    counts = store.all(
        "SELECT archive, state, COUNT(*) AS n, MIN(queued_at) AS since FROM archive_jobs GROUP BY 1, 2"
    )
    names = {row["archive"] for row in counts} | {
        row["id"] for row in store.all("SELECT id FROM archive_services")
    }
    return [
        _overview(name, [row for row in counts if row["archive"] == name]) for name in sorted(names)
    ]


def _overview(name: str, counts: list[Row]) -> Row:
    open_ = [row for row in counts if row["state"] in OPEN]
    return {
        "name": name,
        "jobs": {row["state"]: row["n"] for row in counts},
        "waiting": sum(row["n"] for row in open_),
        "waiting_since": min((row["since"] for row in open_), default=None),
    }


def last_problem(store: Store, archive: str) -> Row | None:
    """The last thing that an archive did not do: ``problem``, ``act``, ``url`` and when
    (``at``)."""
    return store.one(
        "SELECT j.problem, j.act, u.url, COALESCE(j.tried_at, j.queued_at) AS at FROM archive_jobs j"
        " JOIN urls u ON u.id = j.url_id WHERE j.archive = ? AND j.problem IS NOT NULL ORDER BY at DESC LIMIT 1",
        archive,
    )


def losing(store: Store, url_id: str) -> bool:
    """Whether another document of the same site is missing."""
    sql = """SELECT 1 FROM urls u JOIN urls o ON o.domain = u.domain AND o.id != u.id
             JOIN standings st ON st.url_id = o.id WHERE u.id = ? AND st.verdict = 'missing' LIMIT 1"""
    return store.one(sql, url_id) is not None
