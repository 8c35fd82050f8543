"""What web archives are to be asked about: URLs to look up, and URLs to save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store import duplicates
from evidence.store.database import to_json
from evidence.store.outbox import OPEN_SQL, Urls, url_list
from evidence.store.records import Result
from evidence.store.whereabouts import NOT_ONLY_A_CANDIDATE
from evidence.vocabulary import Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.store.database import Store
    from evidence.store.duplicates import Group


@dataclass(frozen=True, slots=True)
class Wanted(Result):
    """A URL that an archive may be asked about."""

    url_id: str
    url: str
    verdict: Verdict
    """as it stands"""


HIDDEN = frozenset(
    {
        Cause.LOGIN,
        Cause.FORBIDDEN,
        Cause.WAF,
        Cause.RATE_LIMITED,
        Cause.UNRENDERED,
        Cause.SHOWN_TO_SOME,
    }
)
"""Why we may not be shown a page that archives are shown. Not robots.txt, which asks all programs, and
not the law."""
_WANT_LOOKUP = f"""
SELECT u.id AS url_id, u.url, st.verdict FROM urls u JOIN standings st ON st.url_id = u.id
LEFT JOIN (SELECT url_id, MAX(CASE WHEN tried_at <= :horizon THEN tried_at END) AS tried_at,
           MAX(state IN {OPEN_SQL}) AS open FROM archive_jobs
           WHERE archive = :archive AND act = 'lookup' GROUP BY url_id) j ON j.url_id = u.id
WHERE (:first OR (NOT EXISTS (SELECT 1 FROM mementos m WHERE m.url_id = u.id AND m.state = 'kept')
    AND (st.verdict = 'missing' OR EXISTS (SELECT 1 FROM citations c JOIN sources s ON s.id = c.source_id
         WHERE c.url_id = u.id AND COALESCE(c.accessed, s.published) IS NOT NULL))))
  AND (:urls IS NULL OR u.id IN (SELECT value FROM json_each(:urls)))
  AND st.verdict != 'unchecked' AND COALESCE(j.open, 0) = 0 AND {NOT_ONLY_A_CANDIDATE}
  AND (j.tried_at IS NULL OR j.tried_at <= :stale
       OR (st.verdict = 'missing' AND (j.tried_at < st.since
           OR (st.certainty != 'confirmed' AND j.tried_at <= :doubtful))))
ORDER BY u.rowid
"""

_WANT_SAVE = f"""
SELECT u.id AS url_id, u.url, st.verdict FROM urls u JOIN standings st ON st.url_id = u.id
WHERE (st.verdict IN ('alive', 'moved', 'changed') OR (st.verdict = 'blocked'
       AND st.cause IN (SELECT value FROM json_each(:hidden))))
  AND st.cause != '{Cause.ELSEWHERE}' AND {NOT_ONLY_A_CANDIDATE}
  AND (:urls IS NULL OR u.id IN (SELECT value FROM json_each(:urls)))
  AND NOT EXISTS (SELECT 1 FROM archive_jobs j WHERE j.url_id = u.id AND j.archive = :archive AND j.act = 'save'
                  AND j.queued_at > :stale AND j.queued_at <= :horizon)
  AND (NOT :refused OR EXISTS (
      SELECT 1 FROM archive_jobs j WHERE j.url_id = u.id AND j.archive != :archive AND j.act IN ('save', 'confirm')
      AND j.state IN ('refused', 'failed') AND j.queued_at > :stale
      AND NOT EXISTS (SELECT 1 FROM archive_jobs v WHERE v.url_id = u.id AND v.archive = j.archive
                      AND v.act = 'confirm' AND v.state = 'verified' AND v.queued_at > j.queued_at)))
ORDER BY u.rowid
"""

_SAVES = 3
"""Addresses of one document that an archive is asked to save, where it refuses or fails at some."""
_ASKED = """
SELECT COALESCE(SUM(state NOT IN ('refused', 'failed')), 0) > 0 OR COUNT(*) >= ?4 FROM archive_jobs
WHERE archive = ?1 AND act = 'save' AND queued_at > ?2 AND url_id IN (SELECT value FROM json_each(?3))
"""


def to_look_up(
    store: Store, archive: str, *, first: bool, stale: str, doubtful: str, urls: Urls = None
) -> Iterator[Wanted]:
    """URLs to look up: never asked for, asked for before ``stale``, or missing since, or again
    after ``doubtful`` while their loss is not confirmed. Not the ``first`` archive: only those that
    an old copy would serve and none is kept of."""
    return store.each(
        Wanted,
        _WANT_LOOKUP,
        archive=archive,
        first=first,
        stale=stale,
        horizon=clock.horizon(clock.stamp(clock.now())),
        doubtful=doubtful,
        urls=url_list(urls),
    )


def to_save(
    store: Store, archive: str, *, refused: bool, stale: str, urls: Urls = None
) -> Iterator[Wanted]:
    """URLs that stand, or are hidden from us and perhaps not from archives (:data:`HIDDEN`), and that
    ``archive`` has not been asked to save since ``stale``; with
    ``refused`` only those that another archive refused to save or keeps something else of. Of a
    document that stands at many addresses of boards one is saved."""
    found = store.each(
        Wanted,
        _WANT_SAVE,
        archive=archive,
        refused=refused,
        stale=stale,
        horizon=clock.horizon(clock.stamp(clock.now())),
        urls=url_list(urls),
        hidden=to_json(sorted(HIDDEN)),
    )
    return _one_of_each(store, archive, stale, found)


def _one_of_each(
    store: Store, archive: str, stale: str, wanted: Iterator[Wanted]
) -> Iterator[Wanted]:
    several, told = duplicates.by_address(store), set()
    for one in wanted:
        group = several.get(one.url_id)
        if group is not None:
            if group in told or is_asked_for(store, archive, group, stale):
                continue
            told.add(group)
        yield one


def is_asked_for(store: Store, archive: str, group: Group, stale: str) -> bool:
    """Whether ``archive`` has been asked since ``stale`` to save one address of a document, and did not
    refuse or fail, or did so often enough."""
    ids = to_json([entry.url_id for entry in group.entries])
    return bool(store.value(_ASKED, archive, stale, ids, _SAVES))


def urls(store: Store, identifiers: Sequence[str]) -> list[Wanted]:
    """Those of the URLs with these ids that have a standing."""
    return list(
        store.each(
            Wanted,
            "SELECT u.id AS url_id, u.url, st.verdict FROM urls u"
            " JOIN standings st ON st.url_id = u.id"
            " WHERE u.id IN (SELECT value FROM json_each(?)) ORDER BY u.rowid",
            to_json(list(identifiers)),
        )
    )


def losing(store: Store, url_id: str) -> bool:
    """Whether another document of the same site is missing."""
    sql = """SELECT 1 FROM urls u JOIN urls o ON o.domain = u.domain AND o.id != u.id
             JOIN standings st ON st.url_id = o.id WHERE u.id = ? AND st.verdict = 'missing' LIMIT 1"""
    return store.value(sql, url_id) is not None
