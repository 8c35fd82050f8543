"""Sources, their versions and citations."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.domains import domain_of, host_of
from evidence.identity import address_key, cdx_key, spellings
from evidence.store.candidates import as_decided, put_candidates
from evidence.store.database import to_json
from evidence.store.records import AtUrl, Citation, Result, Source, SourceVersion, Url
from evidence.views import page_of
from evidence.vocabulary import GoneWhy, SourceKind
from evidence.wrappers import meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence import config
    from evidence.citations import model
    from evidence.store.database import Store, Transaction


@dataclass(frozen=True, slots=True)
class Update:
    """What one reading of a source brought."""

    changed: bool
    """False: the same bytes as last time, read by the same rules; nothing was written"""
    citations: int = 0
    added: int = 0
    gone: int = 0
    repointed: int = 0
    """citations that now name another URL in the same place"""
    mended: bool = False
    """the bytes are those of last time, and read by newer rules: what differs is no doing of the source"""

    @property
    def news(self) -> int:
        """How many citations came, went or name another URL."""
        return self.added + self.gone + self.repointed


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
    sql = "SELECT * FROM source_versions WHERE source_id = ? ORDER BY read_at DESC, rowid DESC LIMIT 1"
    return store.first(SourceVersion, sql, source_id)


def is_read(store: Store, source_id: str, sha256: str, reading_version: int | None) -> bool:
    """Whether the bytes with this digest are those of the source's last reading, by rules no older than those of
    ``reading_version`` (:data:`evidence.citations.READING_VERSION`)."""
    last = last_version(store, source_id)
    return last is not None and last.is_of(sha256, reading_version)


_LIVE = """
SELECT c.*, u.url FROM citations c JOIN urls u ON u.id = c.url_id
WHERE c.source_id = ? AND c.gone_since IS NULL ORDER BY c."start", c.rowid
"""


def put_reading(store: Store, source_id: str, data: bytes, reading: model.Reading) -> Update:
    """Store one reading of a source: its version, and which citations are new, gone or re-pointed.

    A citation keeps its id as long as it says the same or stands in the same place (see
    :func:`evidence.citations.compare.compare`). The same bytes as at the last reading write
    nothing, but where newer rules read them: the log then says so, and what is not cited any more
    ends for that reason (:class:`evidence.vocabulary.GoneWhy`).
    """
    sha256 = hashlib.sha256(data).hexdigest()
    last = last_version(store, source_id)
    if last is not None and last.is_of(sha256, reading.version):
        return Update(changed=False, citations=len(reading.citations))
    with store.transaction("source-read", read_detail(source_id, sha256, last)) as transaction:
        return write_reading(store, transaction, source_id, data, reading)[0]


def read_detail(source_id: str, sha256: str, last: SourceVersion | None) -> dict[str, object]:
    """What the log says of a reading, ``last`` being the one before: which bytes, and whether they are the same."""
    same = {"same_bytes": True} if last is not None and last.sha256 == sha256 else {}
    return {"source": source_id, "sha256": sha256, **same}


def write_reading(
    store: Store, transaction: Transaction, source_id: str, data: bytes, reading: model.Reading
) -> tuple[Update, str]:
    """The same inside a transaction of the caller's; also returns the id of the version that stands
    now."""
    from evidence.citations.compare import compare  # noqa: PLC0415 - brings all readers along

    sha256 = hashlib.sha256(data).hexdigest()
    last = last_version(store, source_id)
    if last is not None and last.is_of(sha256, reading.version):
        return Update(changed=False, citations=len(reading.citations)), last.id
    before = list(store.pairs(Citation, AtUrl, _LIVE, source_id))
    now = as_decided(((citation, at.url) for citation, at in before), reading.citations)
    change = compare([_as_read(citation, meant(at.url)) for citation, at in before], now)
    version = _version(source_id, sha256, len(data), reading)
    transaction.add(version)
    kept = {j: before[i][0] for i, j in change.kept}
    ids = _put_citations(store, transaction, version, now, kept)
    why = gone_why(version, last)
    gone = () if why and reads_less(version, last) else change.gone
    for i in gone:
        transaction.put(replace(before[i][0], gone_since=version.read_at, gone_why=why))
    for i, j in change.repointed:
        past = replace(before[i][0], gone_since=version.read_at, gone_why=why)
        transaction.put(replace(past, repointed_to=ids[j]))
    counts = len(now) + len(change.gone) - len(gone), len(change.added), len(gone)
    return Update(True, *counts, len(change.repointed), mended=why is not None), version.id


def _version(source_id: str, sha256: str, size: int, reading: model.Reading) -> SourceVersion:
    return SourceVersion(
        id=str(uuid.uuid4()),
        source_id=source_id,
        sha256=sha256,
        read_at=clock.stamp(clock.now()),
        media_type=reading.media_type,
        bytes=size,
        citations=len(reading.citations),
        warnings_json=_json(reading.warnings),
        reading_version=reading.version,
    )


def gone_why(version: SourceVersion, last: SourceVersion | None) -> GoneWhy | None:
    """Why citations end with a reading, ``last`` being the one before: where the bytes are the same, the source still
    says what it said."""
    same = last is not None and last.sha256 == version.sha256
    return GoneWhy.READING_MENDED if same else None


def reads_less(version: SourceVersion, last: SourceVersion | None) -> bool:
    """Whether a reading tells of something unread that the one before did not: of the same bytes, what it lacks may
    stand there (a slower machine reads fewer pages in its time), and is watched on."""
    return last is not None and not set(version.warnings) <= set(last.warnings)


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
