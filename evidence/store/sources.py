"""Sources, their versions and citations."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.custody.cdxj import surt
from evidence.domains import host_of, registrable_domain
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


def is_read(store: Store, source_id: str, data: bytes) -> bool:
    """Whether these are the bytes of the source's last reading."""
    last = store.one(
        "SELECT sha256 FROM source_versions WHERE source_id = ? ORDER BY read_at DESC LIMIT 1", source_id
    )
    return last is not None and bool(last["sha256"] == hashlib.sha256(data).hexdigest())


def put_reading(store: Store, source_id: str, data: bytes, reading: Reading) -> Update:
    """Store one reading of a source: its version, its citations, and which are gone.

    The same bytes as at the last reading write nothing.
    """
    if is_read(store, source_id, data):
        return Update(changed=False, citations=len(reading.citations))
    sha256 = hashlib.sha256(data).hexdigest()
    old = {row["id"]: row for row in store.all("SELECT * FROM citations WHERE source_id = ?", source_id)}
    version = str(uuid.uuid4())
    now = clock.stamp(clock.now())
    with store.transaction("source-read", {"source": source_id, "sha256": sha256}) as transaction:
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
        rows = _citation_rows(source_id, version, reading.citations)
        for row in rows.values():
            put_url(store, transaction, row.pop("url"), now)
            before = old.get(row["id"])
            if before:
                row["first_version"] = before["first_version"]
            transaction.upsert("citations", row)
        gone = [row for key, row in old.items() if key not in rows and not row["gone_since"]]
        for row in gone:
            transaction.upsert("citations", {**row, "gone_since": now})
    return Update(True, len(rows), sum(key not in old for key in rows), len(gone))


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
                "surt": _surt(url),
                "added_at": now,
            },
        )
    return identifier


def _surt(url: str) -> str:
    try:
        return surt(url)
    except ValueError:  # a citation may hold what is no URL at all; it is still a citation
        return url


def _citation_rows(source_id: str, version: str, citations: tuple[Citation, ...]) -> dict[str, Row]:
    """Rows by id. An id is made of what is cited and its place among equals, not of its offset: a
    sentence added above must not make every citation below a new one."""
    rows: dict[str, Row] = {}
    seen: dict[tuple[str, str | None], int] = {}
    for citation in citations:
        key = (citation.url, citation.marker)
        nth = seen[key] = seen.get(key, 0) + 1
        identifier = hashlib.sha256(
            "\0".join((source_id, citation.url, citation.marker or "", str(nth))).encode("utf-8", "replace")
        ).hexdigest()[:32]
        rows[identifier] = {
            "id": identifier,
            "source_id": source_id,
            "url_id": url_id(citation.url),
            "url": citation.url,
            "raw": citation.raw,
            "origin": str(citation.origin),
            "marker": citation.marker,
            "note": citation.note,
            "claim": citation.claim,
            "label": citation.label,
            "page": citation.page,
            "start": citation.start,
            "end": citation.end,
            "repairs_json": to_json(citation.repairs) if citation.repairs else None,
            "alternatives_json": to_json(citation.alternatives) if citation.alternatives else None,
            "flags_json": to_json(citation.flags) if citation.flags else None,
            "first_version": version,
            "last_version": version,
            "gone_since": None,
        }
    return rows
