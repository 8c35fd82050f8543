"""What a run has to look at, with all that is known of it: one row a URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Row, Store

Only = Literal["due", "broken", "all"]
Target = tuple[str, str, str]
"""URL id, URL, registrable domain"""


@dataclass(frozen=True, slots=True)
class KnownCapture:
    """A stored capture with a body of its own: revisits are followed to the record they refer to."""

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


@dataclass(frozen=True, slots=True)
class Due:
    """One URL to look at."""

    url_id: str
    url: str
    standing: Row | None
    """its row in ``standings``"""
    baseline: KnownCapture | None
    latest: KnownCapture | None
    """what the last check captured, if it captured a body"""
    etag: str | None
    last_modified: str | None
    domain: str = ""
    """registrable"""
    claims: str = ""
    """what the citing sources say, one claim a line"""
    texts: tuple[str, ...] = ()
    """fingerprints of the text at earlier looks, oldest first; only for a page that has changed before"""


_SELECT = """
SELECT u.id, u.url, u.domain FROM urls u LEFT JOIN standings st ON st.url_id = u.id
WHERE (u.id IN (SELECT url_id FROM citations WHERE :source IS NULL OR source_id = :source)
       OR u.id IN (SELECT d.url_id FROM candidates d JOIN citations c ON c.id = d.citation_id
                   WHERE :source IS NULL OR c.source_id = :source))
  AND (:only = 'all'
       OR (:only = 'broken' AND st.verdict IN ('missing', 'changed', 'blocked', 'unreachable'))
       OR (:only = 'due' AND (st.next_look IS NULL OR st.next_look <= :now)))
  AND NOT EXISTS (SELECT 1 FROM checks k WHERE k.run_id = :run AND k.url_id = u.id)
ORDER BY u.rowid
"""

_STANDING = """
SELECT st.*, k.capture_id AS latest_id, k.etag, k.last_modified,
       (SELECT group_concat(claim, char(10)) FROM citations c WHERE c.url_id = st.url_id) AS claims,
       EXISTS (SELECT 1 FROM changes h WHERE h.url_id = st.url_id) AS has_changed
FROM standings st JOIN checks k ON k.id = st.check_id WHERE st.url_id = ?
"""

_CAPTURES = """
SELECT c.id, c.url, c.captured_at, o.warc, o."offset", o.id AS body_id, o.url AS body_url,
       o.captured_at AS body_captured_at, o.status, o.media_type, c.payload_sha256, o.text_sha256, c.truncated,
       r.request_sha256, r.id AS request_of, o.request_sha256 AS body_request_sha256,
       o.network_id AS body_network_id
FROM captures c JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
JOIN captures r ON r.id = CASE WHEN c.request_sha256 IS NULL THEN COALESCE(c.request_of, o.id) ELSE c.id END
WHERE c.id IN (?, ?)
"""


def due_urls(store: Store, *, only: Only, now: str, source: str | None, run: str) -> list[Target]:
    """What to look at in ``run``, those left out that it has looked at already."""
    values = {"only": only, "now": now, "source": source, "run": run}
    return [(row["id"], row["url"], row["domain"]) for row in store.iterate_named(_SELECT, values)]


def known(store: Store, targets: list[Target]) -> Iterator[Due]:
    """All that is known of each target, in their order."""
    for url_id, url, domain in targets:
        standing = store.one(_STANDING, url_id)
        if standing is None:
            yield Due(url_id, url, None, None, None, None, None, domain)
            continue
        latest_id, etag, last_modified = (standing.pop(k) for k in ("latest_id", "etag", "last_modified"))
        claims, has_changed = standing.pop("claims") or "", standing.pop("has_changed")
        texts = _texts(store, url_id) if has_changed else ()
        found = {
            row["id"]: KnownCapture(**row)
            for row in store.iterate(_CAPTURES, standing["baseline_id"], latest_id)
        }
        baseline, latest = found.get(standing["baseline_id"]), found.get(latest_id)
        yield Due(url_id, url, standing, baseline, latest, etag, last_modified, domain, claims, texts)


_TEXTS = """
SELECT o.text_sha256 FROM checks k JOIN captures c ON c.id = k.capture_id
JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = ? AND o.text_sha256 IS NOT NULL AND o.status = 200 ORDER BY k.checked_at DESC LIMIT 60
"""


def _texts(store: Store, url_id: str) -> tuple[str, ...]:
    return tuple(row["text_sha256"] for row in store.all(_TEXTS, url_id))[::-1]


def capture(store: Store, identifier: str | None) -> KnownCapture | None:
    """The stored capture with this id."""
    row = store.one(_CAPTURES, identifier, identifier) if identifier else None
    return KnownCapture(**row) if row else None


def of_row(row: Row) -> KnownCapture:
    """A capture with a body of its own by its row, which may not be in the database yet."""
    return KnownCapture(
        row["id"], row["url"], row["captured_at"], row["warc"], row["offset"], row["id"], row["url"],
        row["captured_at"], row["status"], row["media_type"], row["payload_sha256"], row["text_sha256"],
        row["truncated"],
    )  # fmt: skip
