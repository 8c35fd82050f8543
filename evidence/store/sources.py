"""Sources, their versions and citations."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.domains import host_of, registrable_domain
from evidence.identity import cdx_key
from evidence.store.candidates import put_candidates
from evidence.store.database import to_json

if TYPE_CHECKING:
    from evidence.citations.model import Citation, Reading
    from evidence.config import Source
    from evidence.store.database import Row, Store, Transaction


@dataclass(frozen=True, slots=True)
class Update:
    """What one reading of a source brought."""

    changed: bool
    """False: the same bytes as last time, nothing was written"""
    citations: int = 0
    added: int = 0
    gone: int = 0
    repointed: int = 0
    """citations that now name another URL in the same place"""


def url_id(url: str) -> str:
    """The id of a URL: 128 bits of its sha256, so two folders give it the same."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def put_source(store: Store, source: Source) -> None:
    """Register ``source``, or follow what its configuration says now."""
    old = store.one("SELECT * FROM sources WHERE id = ?", source.id)
    row: Row = {
        "id": source.id,
        "kind": source.kind,
        "location": source.location,
        "title": source.title or (old["title"] if old else None),
        "published": source.published or (old["published"] if old else None),
        "language": source.language or (old["language"] if old else None),
        "added_at": old["added_at"] if old else clock.stamp(clock.now()),
    }
    if row != old:
        with store.transaction("source-registered") as transaction:
            transaction.upsert("sources", row)


_LAST_VERSION = (
    "SELECT id, sha256 FROM source_versions WHERE source_id = ? ORDER BY read_at DESC LIMIT 1"
)


def is_read(store: Store, source_id: str, data: bytes) -> bool:
    """Whether these are the bytes of the source's last reading."""
    last = store.one(_LAST_VERSION, source_id)
    return last is not None and bool(last["sha256"] == hashlib.sha256(data).hexdigest())


_LIVE = """
SELECT c.*, u.url FROM citations c JOIN urls u ON u.id = c.url_id
WHERE c.source_id = ? AND c.gone_since IS NULL ORDER BY c."start", c.rowid
"""


def put_reading(store: Store, source_id: str, data: bytes, reading: Reading) -> Update:
    """Store one reading of a source: its version, and which citations are new, gone or re-pointed.

    A citation keeps its id as long as it says the same or stands in the same place (see
    :func:`evidence.citations.compare.compare`). The same bytes as at the last reading write
    nothing.
    """
    if is_read(store, source_id, data):
        return Update(changed=False, citations=len(reading.citations))
    detail = {"source": source_id, "sha256": hashlib.sha256(data).hexdigest()}
    with store.transaction("source-read", detail) as transaction:
        return write_reading(store, transaction, source_id, data, reading)[0]


def write_reading(
    store: Store, transaction: Transaction, source_id: str, data: bytes, reading: Reading
) -> tuple[Update, str]:
    """The same inside a transaction of the caller's; also returns the id of the version that stands
    now."""
    from evidence.citations.compare import citation_ids, compare  # noqa: PLC0415 - brings all readers along

    sha256 = hashlib.sha256(data).hexdigest()
    last = store.one(_LAST_VERSION, source_id)
    if last is not None and last["sha256"] == sha256:
        return Update(changed=False, citations=len(reading.citations)), last["id"]
    rows = store.all(_LIVE, source_id)
    earlier = [_citation(row) for row in rows]
    for row in rows:
        del row["url"]  # of another table
    row_of = {id(citation): row for citation, row in zip(earlier, rows, strict=True)}
    change = compare(earlier, reading.citations)
    kept = {id(now): row_of[id(old)] for old, now in change.kept}
    version = str(uuid.uuid4())
    now = clock.stamp(clock.now())
    transaction.insert(
        "source_versions",
        {
            "id": version,
            "source_id": source_id,
            "sha256": sha256,
            "read_at": now,
            "media_type": reading.media_type,
            "bytes": len(data),
            "citations": len(reading.citations),
            "warnings_json": to_json(reading.warnings) if reading.warnings else None,
        },
    )
    new_ids: dict[int, str] = {}
    for citation, content_id in zip(
        reading.citations, citation_ids(reading.citations), strict=True
    ):
        url = put_url(store, transaction, citation.url, now)
        old = kept.get(id(citation))
        identifier = old["id"] if old else _in_source(source_id, content_id)
        new_ids[id(citation)] = identifier
        first = old["first_version"] if old else version
        row = _row(citation, source_id, url)
        transaction.upsert(
            "citations", {"id": identifier, **row, "first_version": first, "last_version": version}
        )
        put_candidates(
            transaction, identifier, citation, lambda url: put_url(store, transaction, url, now)
        )
    for citation in change.gone:
        transaction.upsert("citations", {**row_of[id(citation)], "gone_since": now})
    for old_citation, new_citation in change.repointed:
        target = new_ids[id(new_citation)]
        transaction.upsert(
            "citations", {**row_of[id(old_citation)], "gone_since": now, "repointed_to": target}
        )
    counts = len(reading.citations), len(change.added), len(change.gone), len(change.repointed)
    return Update(True, *counts), version


def put_url(store: Store, transaction: Transaction, url: str, now: str) -> str:
    """Make sure that ``url`` has a row; returns its id."""
    identifier = url_id(url)
    if not store.one("SELECT 1 FROM urls WHERE id = ?", identifier):
        host = host_of(url)
        transaction.insert(
            "urls",
            {
                "id": identifier,
                "url": url,
                "host": host,
                "domain": registrable_domain(host.rpartition(":")[0] if ":" in host else host),
                "surt": _surt_or_self(url),
                "added_at": now,
            },
        )
    return identifier


def _surt_or_self(url: str) -> str:
    try:
        return cdx_key(url)
    except ValueError:  # a citation may hold what is no web address; it is still a citation
        return url


def _in_source(source_id: str, content_id: str) -> str:
    """The id of a citation in one source: two sources may say the very same."""
    return hashlib.sha256(f"{source_id}\0{content_id}".encode()).hexdigest()[:32]


def _row(citation: Citation, source_id: str, url: str) -> Row:
    return {
        "source_id": source_id,
        "url_id": url,
        "raw": citation.raw,
        "origin": str(citation.origin),
        "marker": citation.marker,
        "note": citation.note,
        "claim": citation.claim,
        "heading": citation.heading,
        "label": citation.label,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "repairs_json": to_json(citation.repairs) if citation.repairs else None,
        "alternatives_json": to_json(citation.alternatives) if citation.alternatives else None,
        "flags_json": to_json(citation.flags) if citation.flags else None,
    }


def _citation(row: Row) -> Citation:
    """The citation that a row was made of, as far as comparing needs it."""
    from evidence.citations.model import Citation  # noqa: PLC0415

    return Citation(
        raw=row["raw"],
        url=row["url"],
        marker=row["marker"],
        note=row["note"],
        claim=row["claim"],
        heading=row["heading"],
        label=row["label"],
        page=row["page"],
    )
