"""What a report reads: each citation with its standing and last check, what is new, captures and
copies; of a :class:`evidence.store.scope.Scope`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from evidence.store import answers
from evidence.store.answers import CheckView
from evidence.store.database import to_json
from evidence.store.overview import UrlStanding
from evidence.store.records import Memento, Result, Standing
from evidence.store.scope import CITES, EVERYTHING, NOT_LEFT_OUT, OF_SOURCES, Scope
from evidence.vocabulary import Cause, Certainty, Fidelity, SourceKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from evidence.store.database import Store


class Cited(NamedTuple):
    """One citation that stands in a source now, with the standing of its URL. What follows
    ``host`` is None for a URL that was never looked at."""

    id: str
    url_id: str
    source_id: str
    source_title: str | None
    source_kind: SourceKind
    published: str | None
    """of the source"""
    marker: str | None
    page: int | None
    heading: str | None
    label: str | None
    claim: str | None
    note: str | None
    raw: str
    """exactly as in the source"""
    url: str
    host: str
    verdict: Verdict | None
    cause: Cause | None
    certainty: Certainty | None
    since: str | None
    last_good: str | None
    last_look: str | None
    looks: int | None
    check_id: str | None
    offered_by: str | None = None
    """the cited page that offers this document, where it is followed; None for what is cited itself"""
    accessed: str | None = None
    """the day on which the source says that it was read, as ``2019-09-12`` or ``2019-09``"""

    @property
    def shown(self) -> Verdict:
        """The verdict that readers see: what was never looked at is unchecked."""
        return self.verdict or Verdict.UNCHECKED

    @property
    def why(self) -> Cause | str:
        """The cause, or :data:`NOT_YET`."""
        return self.cause or NOT_YET


NOT_YET = "not-yet"
"""Stands for the cause of what was never looked at."""
_CITING = """
WITH places AS (
    SELECT rowid AS number, id, id AS citation_id, url_id, NULL AS offered_by FROM citations{cited}
    UNION ALL
    SELECT -d.rowid, d.id, d.citation_id, d.url_id, p.url FROM candidates d JOIN citations c ON c.id = d.citation_id
    JOIN urls p ON p.id = c.url_id WHERE d.kind = 'followed'{followed}
)
SELECT {columns}
FROM places w JOIN citations c ON c.id = w.citation_id JOIN sources s ON s.id = c.source_id
JOIN urls u ON u.id = w.url_id
LEFT JOIN standings st ON st.url_id = u.id
WHERE {within} AND c.gone_since IS NULL
"""
_OF = OF_SOURCES.format(source_id="c.source_id")
_BUT = NOT_LEFT_OUT.format(url_id="u.id")
_WITHIN = f"{_OF} AND {_BUT}"
_COLUMNS = """{id}, u.id AS url_id, c.source_id, s.title AS source_title, s.kind AS source_kind, s.published,
       c.marker, c.page, c.heading, c.label, c.claim, c.note, c.raw, u.url, u.host,
       st.verdict, st.cause, st.certainty, st.since, st.last_good, st.last_look, st.looks, st.check_id,
       {offered_by}, c.accessed"""
_PLACES = partial(
    _CITING.format, columns=_COLUMNS.format(id="w.id", offered_by="w.offered_by"), within=_WITHIN
)
PLACES = _PLACES(cited="", followed="")
"""Every :class:`Cited` of a scope; what is added narrows it."""
IN_ORDER = 's.rowid, c."start", c.rowid, w.offered_by IS NOT NULL, w.id'
"""The order of the sources and of their texts."""


def cited(store: Store, scope: Scope = EVERYTHING) -> Iterator[Cited]:
    """Every citation, in the order of the sources and of their texts; behind each the documents that
    are followed from it."""
    return store.tuples(Cited, f"{PLACES} ORDER BY {IN_ORDER}", **scope.values)


class Brief(NamedTuple):
    """A citation as far as counting and ordering takes it: a folder may have a million."""

    number: int
    """of its row; below 0 for a document that is followed"""
    url_id: str
    source_id: str
    source_kind: SourceKind
    host: str
    heading: str | None
    label: str | None
    verdict: Verdict | None
    cause: Cause | None
    certainty: Certainty | None
    looks: int | None

    @property
    def shown(self) -> Verdict:
        """As :attr:`Cited.shown`."""
        return self.verdict or Verdict.UNCHECKED

    @property
    def why(self) -> Cause | str:
        """As :attr:`Cited.why`."""
        return self.cause or NOT_YET


_BRIEF = _CITING.format(
    columns="""w.number, u.id AS url_id, c.source_id, s.kind AS source_kind, u.host, c.heading, c.label,
               st.verdict, st.cause, st.certainty, st.looks""",
    within=_WITHIN,
    cited="",
    followed="",
)
OFFERED_BY = "CASE WHEN d.id IS NOT NULL THEN (SELECT p.url FROM urls p WHERE p.id = c.url_id) END"
BY_NUMBER = """
FROM json_each(:numbers) n LEFT JOIN candidates d ON d.rowid = -n.value
CROSS JOIN citations c ON c.rowid = COALESCE((SELECT o.rowid FROM citations o WHERE o.id = d.citation_id), n.value)
CROSS JOIN urls u ON u.id = COALESCE(d.url_id, c.url_id)
LEFT JOIN standings st ON st.url_id = u.id
"""
"""The citations and the documents that are followed, by the numbers of their rows and in that order: nothing
is sorted, each row is fetched by its key."""
_NUMBERED = f"""
SELECT {_COLUMNS.format(id="COALESCE(d.id, c.id) AS id", offered_by=f"{OFFERED_BY} AS offered_by")}
{BY_NUMBER} CROSS JOIN sources s ON s.id = c.source_id WHERE c.gone_since IS NULL ORDER BY n.key
"""


def briefs(store: Store, scope: Scope = EVERYTHING) -> Iterator[Brief]:
    """Every citation in the order of :func:`cited`, in brief."""
    return store.tuples(Brief, f"{_BRIEF} ORDER BY {IN_ORDER}", **scope.values)


def briefs_by_url(store: Store, scope: Scope = EVERYTHING) -> Iterator[Brief]:
    """The same in the order of the ids of their URLs, as :func:`looks` come."""
    return store.tuples(Brief, f"{_BRIEF} ORDER BY w.url_id", **scope.values)


class Order(NamedTuple):
    """A citation as far as ordering takes it."""

    number: int
    """as of :class:`Brief`"""
    url_id: str
    verdict: Verdict | None
    cause: Cause | None
    certainty: Certainty | None


_ORDER = f"""
SELECT number, url_id, verdict, cause, certainty FROM (
    SELECT c.rowid AS number, c.url_id, st.verdict, st.cause, st.certainty,
           s.rowid AS source, c."start" AS start, c.rowid AS row, 0 AS is_followed, c.id AS id
    FROM citations c JOIN sources s ON s.id = c.source_id LEFT JOIN standings st ON st.url_id = c.url_id
    WHERE {{cited}} AND {_OF} AND c.gone_since IS NULL
    UNION ALL
    SELECT -d.rowid, d.url_id, st.verdict, st.cause, st.certainty, s.rowid, c."start", c.rowid, 1, d.id
    FROM candidates d JOIN citations c ON c.id = d.citation_id JOIN sources s ON s.id = c.source_id
    LEFT JOIN standings st ON st.url_id = d.url_id
    WHERE d.kind = 'followed' AND {{followed}} AND {_OF} AND c.gone_since IS NULL)
ORDER BY source, start, row, is_followed, id
""".format(
    cited=NOT_LEFT_OUT.format(url_id="c.url_id"), followed=NOT_LEFT_OUT.format(url_id="d.url_id")
)


def order(store: Store, scope: Scope = EVERYTHING) -> Iterator[Order]:
    """Every citation in the order of :func:`cited`, as far as ordering takes it."""
    return store.tuples(Order, _ORDER, **scope.values)


def numbered(store: Store, numbers: Sequence[int]) -> list[Cited]:
    """The citations with these numbers, in their order."""
    return list(store.tuples(Cited, _NUMBERED, numbers=to_json(list(numbers))))


_AT_HOSTS = (
    "SELECT id FROM urls INDEXED BY urls_queued WHERE host IN (SELECT value FROM json_each(:hosts))"
)
"""The whole index is read, which has the host beside the id: of a million addresses in a sixth of a second."""
_ON_BOARDS = "c.source_id IN (SELECT value FROM json_each(:boards))"
_THERE = f"""({_AT_HOSTS} UNION SELECT c.url_id FROM citations c WHERE {_ON_BOARDS}
     UNION SELECT d.url_id FROM candidates d JOIN citations c ON c.id = d.citation_id WHERE {_ON_BOARDS})"""
_AT = f"""{_PLACES(cited=f" WHERE url_id IN {_THERE}", followed=f" AND d.url_id IN {_THERE}")}
AND (u.host IN (SELECT value FROM json_each(:hosts)) OR {_ON_BOARDS}) ORDER BY {IN_ORDER}"""
"""Their addresses first, and then who cites these, each by its key: nearly all citations stand elsewhere."""


def cited_at(store: Store, scope: Scope, hosts: list[str], boards: list[str]) -> list[Cited]:
    """Those of them at these hosts, or on the boards with these ids."""
    values = {**scope.values, "hosts": to_json(hosts), "boards": to_json(boards)}
    return list(store.tuples(Cited, _AT, **values))


def addresses(store: Store, scope: Scope = EVERYTHING) -> int:
    """How many addresses are cited, or followed from what is."""
    return int(store.value(f"SELECT COUNT(*) FROM urls u WHERE {CITES}", **scope.values))


_OF_URLS = "IN (SELECT value FROM json_each(:urls))"
_LAST = f"{answers.SELECT} JOIN standings st ON st.check_id = k.id WHERE st.url_id {_OF_URLS}"


def last_checks(store: Store, urls: Collection[str]) -> dict[str, CheckView]:
    """The check behind the standing of each of some URLs (ids), by the id of the check."""
    found = store.tuples(CheckView, _LAST, urls=to_json(list(urls)))
    return {check.id: check for check in found}


_REMEMBERING = f"SELECT * FROM standings WHERE instr(series_json, '{{') AND url_id {_OF_URLS}"


def remembering(store: Store, urls: Collection[str]) -> Iterator[Standing]:
    """The standings of those of some URLs (ids) that remember more than the looks of their series: what
    was altered or suspected before."""
    return store.each(Standing, _REMEMBERING, urls=to_json(list(urls)))


@dataclass(frozen=True, slots=True)
class Transition(Result):
    """A URL whose verdict is not what it was."""

    url: str
    verdict: Verdict
    cause: Cause
    certainty: Certainty
    checked_at: str
    before: Verdict
    """what it was"""
    url_id: str


_TRANSITIONS = f"""
SELECT * FROM (
    SELECT u.url, u.id AS url_id, st.verdict, st.cause, st.certainty, k.checked_at,
           CASE WHEN (SELECT MAX(w.certain) FROM whereabouts w WHERE w.url_id = u.id AND w.searched_at <= :since
                      GROUP BY w.searched_at ORDER BY w.searched_at DESC LIMIT 1)
                     AND st.cause = 'elsewhere' THEN st.verdict
                ELSE (SELECT p.verdict FROM checks p WHERE p.url_id = u.id AND p.checked_at <= :since
                      ORDER BY p.checked_at DESC LIMIT 1) END AS before
    FROM standings st JOIN urls u ON u.id = st.url_id JOIN checks k ON k.id = st.check_id
    WHERE k.checked_at > :since AND {CITES}
) WHERE before <> verdict ORDER BY checked_at
"""


def transitions(store: Store, since: str, scope: Scope = EVERYTHING) -> list[Transition]:
    """URLs whose verdict is not what it was at ``since``; those not yet looked at then don't
    count."""
    return list(store.each(Transition, _TRANSITIONS, since=since, **scope.values))


_BROKEN = f"""
SELECT u.url, st.verdict, st.cause, st.certainty
FROM standings st INDEXED BY standings_due CROSS JOIN urls u ON u.id = st.url_id
WHERE st.verdict IN ('missing', 'changed') AND {CITES} ORDER BY u.url
"""
"""Along what stands, in one index, and not along all addresses in their order."""


def broken(store: Store, scope: Scope = EVERYTHING) -> Iterator[UrlStanding]:
    """The URLs that stand as missing or changed, by address."""
    return store.each(UrlStanding, _BROKEN, **scope.values)


@dataclass(frozen=True, slots=True)
class Recovered(Result):
    """A document that is seen again."""

    url: str
    verdict: Verdict
    since: str
    was: Verdict
    """missing or changed"""


_RECOVERED = f"""
SELECT u.url, st.verdict, st.since,
       (SELECT b.verdict FROM checks b WHERE b.url_id = u.id AND b.checked_at < st.since
        AND b.verdict IN ('missing', 'changed') ORDER BY b.checked_at DESC LIMIT 1) AS was
FROM standings st JOIN urls u ON u.id = st.url_id
WHERE st.verdict IN ('alive', 'moved') AND st.cause NOT IN ('first-look', 'incomparable', 'elsewhere')
  AND st.since > :since AND {CITES}
  AND NOT EXISTS (SELECT 1 FROM acceptances a WHERE a.url_id = u.id AND a.accepted_at > :since)
  AND (SELECT julianday(MAX(b.checked_at)) - julianday(MIN(b.checked_at)) FROM checks b
       WHERE b.url_id = u.id AND b.checked_at < st.since AND b.verdict IN ('missing', 'changed')
         AND b.checked_at > COALESCE((SELECT MAX(g.checked_at) FROM checks g WHERE g.url_id = u.id
             AND g.checked_at < st.since AND g.verdict IN ('alive', 'moved')), '')) >= 0.8
ORDER BY st.since DESC
"""


def recovered(store: Store, since: str, scope: Scope = EVERYTHING) -> Iterator[Recovered]:
    """Documents that are seen again since some time after ``since``, and were seen lost or altered for
    nearly a day before, which is more than a suspicion; not what a person accepted as it is."""
    return store.each(Recovered, _RECOVERED, since=since, **scope.values)


class NightLook(NamedTuple):
    """What one look of a night came to."""

    url_id: str
    verdict: Verdict
    night: str
    """when the run began: ``2026-11-21 06:00:00``, UTC"""


_LOOKS = f"""
SELECT k.url_id,
       CASE WHEN k.verdict = 'missing' AND EXISTS (SELECT 1 FROM whereabouts w WHERE w.url_id = k.url_id
                                                   AND w.run_id = r.id AND w.certain)
            THEN 'moved' ELSE k.verdict END AS verdict, replace(substr(r.started_at, 1, 19), 'T', ' ') AS night
FROM runs r JOIN checks k ON k.run_id = r.id JOIN urls u ON u.id = k.url_id
WHERE r.kind != 'single' AND {CITES} ORDER BY k.url_id, r.started_at, k.checked_at
"""


def looks(store: Store, scope: Scope = EVERYTHING) -> Iterator[NightLook]:
    """Every look of a night at what is cited: URL by URL, by their ids, and each one's oldest first."""
    return store.tuples(NightLook, _LOOKS, **scope.values)


@dataclass(frozen=True, slots=True)
class KeptCapture(Result):
    """The first capture of one payload of a URL."""

    url_id: str
    id: str
    warc: str
    offset: int
    length: int
    status: int
    payload_sha256: str
    fidelity: Fidelity
    captured_at: str
    looks: int
    """that saw this payload"""


_KEPT = f"""
SELECT k.url_id, a.id, a.warc, a."offset", a.length, a.status, a.payload_sha256, a.fidelity,
       MIN(a.captured_at) AS captured_at, COUNT(*) AS looks
FROM checks k JOIN captures a ON a.id = k.capture_id JOIN standings st ON st.url_id = k.url_id
WHERE k.url_id {_OF_URLS} AND (st.verdict IN ('missing', 'changed')
    OR (st.verdict IN ('blocked', 'unreachable') AND k.verdict IN ('alive', 'moved', 'changed')))
GROUP BY k.url_id, a.payload_sha256 ORDER BY captured_at
"""


def kept(store: Store, urls: Collection[str]) -> Iterator[KeptCapture]:
    """What was captured of those of some URLs (ids) that are broken, oldest first; of those that can't be seen,
    what showed the document.

    SQLite takes the other columns from the row that has the minimum.
    """
    return store.each(KeptCapture, _KEPT, urls=to_json(list(urls)))


_COPIES = f"""
SELECT * FROM mementos WHERE state != 'listed' AND url_id {_OF_URLS} ORDER BY captured_at
"""


def mementos(store: Store, urls: Collection[str]) -> Iterator[Memento]:
    """Copies of some URLs (ids) in public archives, oldest first."""
    return store.each(Memento, _COPIES, urls=to_json(list(urls)))


_REPORTED = """
SELECT at FROM custody WHERE act = 'reported' AND json_extract(detail_json, '$.source') IS :source
AND json_extract(detail_json, '$.tags') IS json_extract(:tags, '$') AND json_extract(detail_json, '$.run') IS NOT :run
ORDER BY seq DESC LIMIT 1
"""


def last_reported_at(
    store: Store, source: str | None, tags: Sequence[str], run_id: str | None
) -> str | None:
    """When the last report was made of the same ``source`` and ``tags`` (or of all) before the run ``run_id``.

    Reports made after one run, in several forms, are one report: all of them say the same is new.
    """
    asked = {"source": source, "tags": to_json(list(tags)) if tags else None, "run": run_id}
    found: str | None = store.value(_REPORTED, **asked)
    return found
