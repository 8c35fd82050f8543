"""Sources, their versions and citations."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.domains import domain_of, host_of
from evidence.identity import address_key, cdx_key, spellings
from evidence.store.candidates import put_candidates
from evidence.store.database import to_json
from evidence.store.records import AtUrl, Citation, Result, Source, SourceVersion, Url
from evidence.views import page_of
from evidence.vocabulary import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence import config
    from evidence.citations import model
    from evidence.store.database import Store, Transaction


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


@dataclass(frozen=True, slots=True)
class UrlSpelling(Result):
    """A row of an address."""

    id: str
    url: str


def url_id(url: str) -> str:
    """The id of a URL: 128 bits of its sha256, so two folders give it the same."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def put_source(store: Store, source: config.Source) -> None:
    """Register ``source``, or follow what its configuration says now."""
    old = store.first(Source, "SELECT * FROM sources WHERE id = ?", source.id)
    now = Source(
        id=source.id,
        kind=SourceKind(source.kind),
        location=source.location,
        title=source.title or (old.title if old else None),
        published=source.published or (old.published if old else None),
        language=source.language or (old.language if old else None),
        added_at=old.added_at if old else clock.stamp(clock.now()),
        retired_at=old.retired_at if old else None,
        tags_json=tags_json(source.tags) or (old.tags_json if old else None),
    )
    if now != old:
        with store.transaction("source-registered") as transaction:
            transaction.put(now)


def tags_json(tags: Iterable[str]) -> str | None:
    """Tags as a row has them: each once, none of blanks alone; None for none."""
    words = dict.fromkeys(" ".join(tag.split()) for tag in tags)
    return to_json([word for word in words if word]) if any(words) else None


def last_version(store: Store, source_id: str) -> SourceVersion | None:
    """The last reading of a source."""
    sql = "SELECT * FROM source_versions WHERE source_id = ? ORDER BY read_at DESC LIMIT 1"
    return store.first(SourceVersion, sql, source_id)


def is_read(store: Store, source_id: str, sha256: str) -> bool:
    """Whether the bytes with this digest are those of the source's last reading."""
    last = last_version(store, source_id)
    return last is not None and last.sha256 == sha256


_LIVE = """
SELECT c.*, u.url FROM citations c JOIN urls u ON u.id = c.url_id
WHERE c.source_id = ? AND c.gone_since IS NULL ORDER BY c."start", c.rowid
"""


def put_reading(store: Store, source_id: str, data: bytes, reading: model.Reading) -> Update:
    """Store one reading of a source: its version, and which citations are new, gone or re-pointed.

    A citation keeps its id as long as it says the same or stands in the same place (see
    :func:`evidence.citations.compare.compare`). The same bytes as at the last reading write
    nothing.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if is_read(store, source_id, sha256):
        return Update(changed=False, citations=len(reading.citations))
    detail = {"source": source_id, "sha256": sha256}
    with store.transaction("source-read", detail) as transaction:
        return write_reading(store, transaction, source_id, data, reading)[0]


def write_reading(
    store: Store, transaction: Transaction, source_id: str, data: bytes, reading: model.Reading
) -> tuple[Update, str]:
    """The same inside a transaction of the caller's; also returns the id of the version that stands
    now."""
    from evidence.citations.compare import compare  # noqa: PLC0415 - brings all readers along

    sha256 = hashlib.sha256(data).hexdigest()
    last = last_version(store, source_id)
    if last is not None and last.sha256 == sha256:
        return Update(changed=False, citations=len(reading.citations)), last.id
    before = list(store.pairs(Citation, AtUrl, _LIVE, source_id))
    change = compare([_as_read(citation, at.url) for citation, at in before], reading.citations)
    version = SourceVersion(
        id=str(uuid.uuid4()),
        source_id=source_id,
        sha256=sha256,
        read_at=clock.stamp(clock.now()),
        media_type=reading.media_type,
        bytes=len(data),
        citations=len(reading.citations),
        warnings_json=_json(reading.warnings),
    )
    transaction.add(version)
    kept = {j: before[i][0] for i, j in change.kept}
    ids = _put_citations(store, transaction, version, reading.citations, kept)
    for i in change.gone:
        transaction.put(replace(before[i][0], gone_since=version.read_at))
    for i, j in change.repointed:
        gone = replace(before[i][0], gone_since=version.read_at, repointed_to=ids[j])
        transaction.put(gone)
    counts = len(reading.citations), len(change.added), len(change.gone), len(change.repointed)
    return Update(True, *counts), version.id


def _put_citations(
    store: Store,
    transaction: Transaction,
    version: SourceVersion,
    citations: Sequence[model.Citation],
    kept: dict[int, Citation],
) -> list[str]:
    """Store the citations of one reading; those in ``kept``, by their position in it, were there
    before. Returns their ids."""
    from evidence.citations.compare import citation_ids  # noqa: PLC0415

    ids = []
    for place, content_id in enumerate(citation_ids(citations)):
        citation, old = citations[place], kept.get(place)
        identifier = old.id if old else in_source(version.source_id, content_id)
        url = put_url(store, transaction, citation.url, version.read_at)
        transaction.put(record(identifier, citation, url, version, old))
        put_candidates(
            transaction,
            identifier,
            citation,
            lambda url: put_url(store, transaction, url, version.read_at),
        )
        ids.append(identifier)
    return ids


def known_id(store: Store, url: str) -> str:
    """The id of an address's row, in whatever spelling it came first; of one without a row the id that
    it would get.

    Spellings of one address are one URL: it is looked at, judged and saved once, with all citations
    hanging on it.
    """
    return _row_of(store, url) or url_id(url)


def _row_of(store: Store, url: str) -> str | None:
    """The id of an address's row, in whatever spelling it came first."""
    exact = url_id(url)
    if store.value("SELECT 1 FROM urls WHERE id = ?", exact) is not None:
        return exact
    key = address_key(url)
    for surt in surts(url):
        for row in store.each(UrlSpelling, "SELECT id, url FROM urls WHERE surt = ?", surt):
            if address_key(row.url) == key:
                return row.id
    return None


def surts(url: str) -> tuple[str, ...]:
    """What may stand as ``surt`` in the row of an address, in whatever spelling it came first."""
    return tuple(dict.fromkeys(map(_surt_or_self, spellings(url))))


def as_known(store: Store, url: str) -> str:
    """The spelling under which an address is looked at: that in which it came first."""
    found: str | None = store.value("SELECT url FROM urls WHERE id = ?", known_id(store, url))
    return found or url


def put_url(store: Store, transaction: Transaction, url: str, now: str) -> str:
    """Make sure that ``url`` has a row; returns its id."""
    identifier = _row_of(store, url)
    if identifier is None:
        identifier = url_id(url)
        page = page_of(url)  # what a browser draws of a page belongs to the page's host
        transaction.add(
            Url(
                id=identifier,
                url=url,
                host=host_of(page),
                domain=domain_of(page),
                surt=_surt_or_self(url),
                added_at=now,
            )
        )
    return identifier


def _surt_or_self(url: str) -> str:
    try:
        return cdx_key(url)
    except ValueError:  # a citation may hold what is no web address; it is still a citation
        return url


def in_source(source_id: str, content_id: str) -> str:
    """The id of a citation in one source: two sources may say the very same."""
    return hashlib.sha256(f"{source_id}\0{content_id}".encode()).hexdigest()[:32]


def record(
    identifier: str,
    citation: model.Citation,
    url: str,
    version: SourceVersion,
    old: Citation | None,
) -> Citation:
    return Citation(
        id=identifier,
        source_id=version.source_id,
        url_id=url,
        raw=citation.raw,
        origin=str(citation.origin),
        marker=citation.marker,
        note=citation.note,
        claim=citation.claim,
        heading=citation.heading,
        label=citation.label,
        page=citation.page,
        start=citation.start,
        end=citation.end,
        repairs_json=_json(citation.repairs),
        alternatives_json=_json(citation.alternatives),
        flags_json=_json(citation.flags),
        first_version=old.first_version if old else version.id,
        last_version=version.id,
        accessed=citation.accessed,
    )


def _json(words: Sequence[str]) -> str | None:
    return to_json(words) if words else None


def _as_read(citation: Citation, url: str) -> model.Citation:
    """The citation that a record was made of, as far as comparing needs it."""
    from evidence.citations import model  # noqa: PLC0415

    return model.Citation(
        raw=citation.raw,
        url=url,
        marker=citation.marker,
        note=citation.note,
        claim=citation.claim,
        heading=citation.heading,
        label=citation.label,
        page=citation.page,
    )
