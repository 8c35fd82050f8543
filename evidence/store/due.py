"""What a run has to look at, with all that is known of it: one row a URL."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from evidence import clock
from evidence.store import duplicates
from evidence.store.parts import of_page as parts_of_page
from evidence.store.records import Result, Standing
from evidence.store.scope import WATCHED
from evidence.vocabulary import Fidelity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from evidence.store.database import Store
    from evidence.store.parts import KnownPart
    from evidence.store.records import Capture
    from evidence.vocabulary import Verdict

Only = Literal["due", "broken", "all"]
_AT_ONCE = 1000
"""Rows that one query asks for."""
_DENSE = 3
"""Rows that may be passed over for each that is wanted: searching for one takes as long as reading three."""


class Queued(NamedTuple):
    """A URL to look at, as far as it takes to choose the order: a run may have a million."""

    number: int
    """of its row"""
    host: str


class Target(NamedTuple):
    """A URL to look at, before anything else is read of it."""

    url_id: str
    url: str
    domain: str
    """registrable"""


@dataclass(frozen=True, slots=True)
class KnownCapture(Result):
    """A stored capture with a body of its own: revisits are followed to the record they refer
    to."""

    id: str
    """of the capture itself, a revisit perhaps"""
    url: str
    captured_at: str
    warc: str
    offset: int
    """of the record that holds the body"""
    body_id: str
    body_url: str
    body_captured_at: str
    status: int
    media_type: str
    payload_sha256: str
    text_sha256: str | None
    truncated: str | None = None
    request_sha256: str | None = None
    request_of: str | None = None
    """the capture behind whose record the request lies that was sent for this one"""
    body_request_sha256: str | None = None
    body_network_id: str | None = None
    fidelity: Fidelity = Fidelity.EXACT
    payload_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """One URL to look at."""

    url_id: str
    url: str
    standing: Standing | None = None
    """None before its first look"""
    baseline: KnownCapture | None = None
    latest: KnownCapture | None = None
    """what the last check captured, if it captured a body"""
    etag: str | None = None
    last_modified: str | None = None
    domain: str = ""
    """registrable"""
    claims: str = ""
    """what the citing sources say, one claim a line"""
    texts: tuple[str, ...] = ()
    """fingerprints of the text at earlier looks, oldest first; only for a page that has changed
    before"""
    parts: tuple[KnownPart, ...] = ()
    """the parts of the page that earlier looks found"""
    is_searched: bool = False
    """whether the last look searched the answer for parts"""

    @classmethod
    def of(cls, url: str, latest: KnownCapture | None = None) -> Due:
        """An address that nobody cites, such as a probe's, a source's or a board page's; ``latest``
        is what came of it last time."""
        return cls("", url, latest=latest)


_OF = f"""(:sources = '[]' OR source_id IN (SELECT value FROM json_each(:sources)))
        AND {WATCHED.format(source_id="source_id")}"""
_WANTED = f"""
(EXISTS (SELECT 1 FROM citations WHERE url_id = u.id AND {_OF})
 OR EXISTS (SELECT 1 FROM candidates d JOIN citations c ON c.id = d.citation_id
            WHERE d.url_id = u.id AND d.kind != 'reading' AND {_OF}))
"""
_DUE_AT = "COALESCE(st.next_look, u.added_at)"
_RANK = """CASE WHEN st.verdict IS NULL THEN 0 WHEN st.certainty != 'confirmed' THEN 1
                WHEN st.verdict != 'missing' THEN 2 ELSE 3 END"""
"""What was never looked at has no evidence yet; a doubt waits for a look; what stands comes before
what is known to be lost."""
_IS_DUE = "(st.next_look IS NULL OR st.next_look <= :now OR st.last_look > :horizon)"
"""A look that was made while the clock was ahead postpones none."""
_AMONG = "u.id IN (SELECT value FROM json_each(:among))"
_SELECT = f"""
SELECT u.rowid AS number, u.host FROM urls u INDEXED BY urls_queued
LEFT JOIN standings st INDEXED BY standings_due ON st.url_id = u.id
WHERE {{among}} AND {_WANTED}
  AND (:only = 'all'
       OR (:only = 'broken' AND st.verdict IN ('missing', 'changed', 'blocked', 'unreachable'))
       OR (:only = 'due' AND {_IS_DUE}))
  AND NOT EXISTS (SELECT 1 FROM checks k WHERE k.run_id = :run AND k.url_id = u.id)
ORDER BY {_DUE_AT} > :previous, CASE WHEN {_DUE_AT} > :previous THEN {_RANK} END, {_DUE_AT}, u.id
"""
"""Read from indexes alone, all in the order of the ids: of a million addresses each row would be fetched from
another place of the file. What is due since the same moment comes in the order of its ids, which are digests: a list
of dead hosts in a report is not asked in one go, and taken for an outage of ours."""
_OTHER_READINGS = """
SELECT DISTINCT o.id, o.url, o.domain FROM candidates d JOIN citations c ON c.id = d.citation_id
JOIN checks k ON k.url_id = c.url_id JOIN urls o ON o.id = d.url_id
WHERE d.kind = 'reading' AND c.gone_since IS NULL AND d.url_id != c.url_id AND k.run_id = :run AND k.verdict = :missing
  AND NOT EXISTS (SELECT 1 FROM checks n WHERE n.run_id = :run AND n.url_id = o.id) ORDER BY o.rowid
"""
_DONE = f"""
SELECT COUNT(*) FROM checks k JOIN urls u ON u.id = k.url_id WHERE k.run_id = :run AND {_WANTED}
"""
_CLAIMS_OF = "SELECT group_concat(claim, char(10)) FROM citations WHERE url_id = {url_id}"
_STANDING = f"""
SELECT st.*, k.capture_id AS latest_id, k.etag, k.last_modified,
       ({_CLAIMS_OF.format(url_id="st.url_id")}) AS claims,
       EXISTS (SELECT 1 FROM changes h WHERE h.url_id = st.url_id) AS has_changed,
       k.parts_json IS NOT NULL AS is_searched,
       EXISTS (SELECT 1 FROM parts p WHERE p.page_id = st.url_id) AS has_parts
FROM standings st JOIN checks k ON k.id = st.check_id WHERE st.url_id = ?
"""

CAPTURES = """
SELECT c.id, c.url, c.captured_at, o.warc, o."offset", o.id AS body_id, o.url AS body_url,
       o.captured_at AS body_captured_at, o.status, o.media_type, c.payload_sha256, o.text_sha256, c.truncated,
       r.request_sha256, r.id AS request_of, o.request_sha256 AS body_request_sha256,
       o.network_id AS body_network_id, c.fidelity, o.payload_bytes
FROM captures c JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
JOIN captures r ON r.id = CASE WHEN c.request_sha256 IS NULL THEN COALESCE(c.request_of, o.id) ELSE c.id END
"""
"""The columns of a :class:`KnownCapture`, of captures ``c``."""
_CAPTURES = f"{CAPTURES} WHERE c.id IN (?, ?)"


def due_urls(
    store: Store,
    *,
    only: Only,
    now: str,
    sources: Sequence[str],
    run: str,
    among: Collection[str] | None = None,
) -> Iterator[Queued]:
    """What to look at in ``run``, the most pressing first, those left out that it has looked at
    already.

    First comes what was due when the last run began and was not reached, the longest overdue first:
    so nothing waits for ever, however short the nights. Then, by :data:`_RANK`, what has come due
    since. No ``sources`` means all. ``among``: of the URLs with these ids alone.
    """
    last = store.value(
        "SELECT MAX(started_at) FROM runs WHERE kind = 'night' AND id != ? AND started_at <= ?",
        run,
        now,
    )
    values = {} if among is None else {"among": json.dumps(list(among))}
    return store.tuples(
        Queued,
        _SELECT.format(among=_AMONG if values else "TRUE"),
        only=only,
        now=now,
        horizon=clock.horizon(now),
        sources=json.dumps(list(sources)),
        run=run,
        previous=last or "",
        **values,
    )


def target(store: Store, number: int) -> Target:
    """The URL in the row with this number."""
    sql = "SELECT id AS url_id, url, domain FROM urls WHERE rowid = :number"
    return next(store.tuples(Target, sql, number=number))


_SURTS = "SELECT rowid, surt FROM urls WHERE rowid"
_IN_A_ROW = f"{_SURTS} BETWEEN :first AND :last"
_SCATTERED = f"{_SURTS} IN (SELECT value FROM json_each(:numbers))"


def surts(store: Store, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The SURTs of the URLs in the rows with these numbers, each with its number; where these lie close together, some
    of others between them, too. They come in the order in which the rows stand in the file, which of a million is read
    in a quarter of the time."""
    left = iter(sorted(numbers))
    while some := list(islice(left, _AT_ONCE)):
        if some[-1] - some[0] < _DENSE * len(some):
            yield from store.rows(_IN_A_ROW, first=some[0], last=some[-1])
        else:
            yield from store.rows(_SCATTERED, numbers=json.dumps(some))


def in_rows(store: Store, numbers: Iterable[int]) -> Iterator[Target]:
    """The URLs in the rows with these numbers, in their order: for many, whom one query each would cost more
    than all else that is done with them."""
    sql = """SELECT u.id AS url_id, u.url, u.domain FROM json_each(:numbers) j
             JOIN urls u ON u.rowid = j.value ORDER BY j.key"""
    left = iter(numbers)
    while some := list(islice(left, _AT_ONCE)):
        yield from store.tuples(Target, sql, numbers=json.dumps(some))


def numbers_looked_at(store: Store, run: str) -> Iterator[int]:
    """The numbers of the rows of all URLs that ``run`` has looked at, parts of documents too."""
    sql = "SELECT u.rowid FROM checks k JOIN urls u ON u.id = k.url_id WHERE k.run_id = ?"
    return iter(store.values(sql, run))


def number_of(store: Store, url_id: str) -> int | None:
    """The number of a URL's row."""
    found: int | None = store.value("SELECT rowid FROM urls WHERE id = ?", url_id)
    return found


def queued(store: Store, targets: Iterable[Target]) -> Iterator[Queued]:
    """The rows of these URLs, in their order."""
    sql = "SELECT rowid AS number, host FROM urls WHERE id = :url_id"
    for target in targets:
        yield next(store.tuples(Queued, sql, url_id=target.url_id))


def held(store: Store, *, now: str, sources: Sequence[str], run: str) -> dict[int, Target]:
    """Those that are due, but that another address of the very same document is looked at for, by the
    numbers of their rows."""
    groups = duplicates.groups(store)
    ids = [one.url_id for group in groups for one in group.entries]
    if not ids:
        return {}
    rows = due_urls(store, only="due", now=now, sources=sources, run=run, among=ids)
    numbers = {(found := target(store, row.number)).url_id: (row.number, found) for row in rows}
    waiting = duplicates.turns(groups, numbers.keys(), now).held
    return dict(numbers[one] for one in numbers if one in waiting)


def in_turn(store: Store, targets: Sequence[Target], now: str) -> tuple[list[Target], list[Target]]:
    """Those of the ``targets`` that are due whose turn it is, and those that another address of the very
    same document is looked at for (:mod:`evidence.store.duplicates`)."""
    ids = {target.url_id for target in targets}
    held = duplicates.turns(duplicates.groups(store), ids, now).held if ids else frozenset()
    return (
        [target for target in targets if target.url_id not in held],
        [target for target in targets if target.url_id in held],
    )


def done(store: Store, run: str) -> int:
    """How many of the looks that ``run`` has kept were due: none was at parts of documents, or at places
    where a lost one may stand."""
    return int(store.value(_DONE, run=run, sources="[]"))


def targets(store: Store, urls: Sequence[str]) -> list[Target]:
    """Those of ``urls`` that are known, whatever is due."""
    sql = "SELECT id, url, domain FROM urls WHERE url IN (SELECT value FROM json_each(?))"
    return [Target(*row.values()) for row in store.iterate(sql, json.dumps(list(urls)))]


def of_ids(store: Store, ids: Iterable[str]) -> list[Target]:
    """The URLs with these ids."""
    sql = """SELECT id AS url_id, url, domain FROM urls
             WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY rowid"""
    return list(store.tuples(Target, sql, ids=json.dumps(sorted(ids))))


def other_readings(store: Store, run: str, missing: Verdict) -> list[Target]:
    """The other readings of what ``run`` found ``missing``, those left out that it has looked at."""
    rows = store.iterate_named(_OTHER_READINGS, {"run": run, "missing": missing})
    return [Target(*row.values()) for row in rows]


@dataclass(frozen=True, slots=True)
class _Beside(Result):
    """What is read along with a standing."""

    latest_id: str | None
    etag: str | None
    last_modified: str | None
    claims: str | None
    has_changed: int
    is_searched: int
    has_parts: int


def known(store: Store, targets: Iterable[Target]) -> Iterator[Due]:
    """All that is known of each target, in their order."""
    for target in targets:
        looked_at = next(store.pairs(Standing, _Beside, _STANDING, target.url_id), None)
        if looked_at is None:
            yield Due(target.url_id, target.url, domain=target.domain)
            continue
        standing, beside = looked_at
        found = {
            capture.id: capture
            for capture in store.each(
                KnownCapture, _CAPTURES, standing.baseline_id, beside.latest_id
            )
        }
        yield Due(
            url_id=target.url_id,
            url=target.url,
            standing=standing,
            baseline=found.get(standing.baseline_id or ""),
            latest=found.get(beside.latest_id or ""),
            etag=beside.etag,
            last_modified=beside.last_modified,
            domain=target.domain,
            claims=beside.claims or "",
            texts=_texts(store, target.url_id) if beside.has_changed else (),
            parts=parts_of_page(store, target.url_id) if beside.has_parts else (),
            is_searched=bool(beside.is_searched),
        )


_TEXTS = """
SELECT o.text_sha256 FROM checks k JOIN captures c ON c.id = k.capture_id
JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = ? AND o.text_sha256 IS NOT NULL AND o.status BETWEEN 200 AND 299 ORDER BY k.checked_at DESC LIMIT 60
"""


def _texts(store: Store, url_id: str) -> tuple[str, ...]:
    return tuple(store.values(_TEXTS, url_id))[::-1]


def claims(store: Store, url_id: str) -> str:
    """What the citing sources say of a URL, one claim a line."""
    found: str | None = store.value(_CLAIMS_OF.format(url_id="?"), url_id)
    return found or ""


def capture(store: Store, identifier: str | None) -> KnownCapture | None:
    """The stored capture with this id."""
    if not identifier:
        return None
    return store.first(KnownCapture, _CAPTURES, identifier, identifier)


def known_capture(capture: Capture) -> KnownCapture:
    """A capture with a body of its own, which may not be in the database yet."""
    return KnownCapture(
        id=capture.id,
        url=capture.url,
        captured_at=capture.captured_at,
        warc=capture.warc,
        offset=capture.offset,
        body_id=capture.id,
        body_url=capture.url,
        body_captured_at=capture.captured_at,
        status=capture.status,
        media_type=capture.media_type or "",
        payload_sha256=capture.payload_sha256,
        text_sha256=capture.text_sha256,
        truncated=capture.truncated,
        fidelity=capture.fidelity,
        payload_bytes=capture.payload_bytes,
    )
