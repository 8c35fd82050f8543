"""Store a reading of a list with very many citations, in memory that does not grow with it.

All of it or nothing, as of any source; but the log has an entry for each piece, because an entry names every row
that its act wrote, and is read as one.
"""

from __future__ import annotations

import uuid
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store.candidates import put_candidates
from evidence.store.database import to_json
from evidence.store.records import Citation, SourceVersion
from evidence.store.sources import (
    Update,
    gone_why,
    in_source,
    is_read,
    last_version,
    put_url,
    read_detail,
    reads_less,
    record,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations import model
    from evidence.citations.long_list import LongReading
    from evidence.store.database import Store, Transaction

_CACHE_KB = 65_536
"""Pages of the database that are kept in memory meanwhile: ids are digests, so each row goes to another page."""
_BLOCK = 5_000
"""Citations of one entry where they are found gone."""
_AT_URL = """
SELECT * FROM citations WHERE url_id = ? AND source_id = ? AND gone_since IS NULL AND last_version != ? LIMIT 1
"""
_GONE = """
SELECT rowid FROM citations WHERE source_id = ? AND gone_since IS NULL AND last_version != ? ORDER BY rowid
"""
_IN_ROWS = "SELECT * FROM citations WHERE rowid IN (SELECT value FROM json_each(?))"


def put_long_reading(store: Store, source_id: str, reading: LongReading) -> Update:
    """Store one reading of a long list: its version, and which citations are new or gone.

    A citation keeps its id as long as it says the same, or cites the same URL. The same bytes as at the last
    reading write nothing. Raises StoreError; nothing is then written.
    """
    if is_read(store, source_id, reading.sha256, reading.version):
        return Update(changed=False, citations=reading.count)
    size = store.value("PRAGMA cache_size")
    store.db.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
    try:
        with store.together():
            return _Reading(store, source_id, reading).put()
    finally:
        store.db.execute(f"PRAGMA cache_size={size}")


class _Reading:
    def __init__(self, store: Store, source_id: str, reading: LongReading) -> None:
        self._store = store
        self._reading = reading
        self._last = last_version(store, source_id)
        self._version = SourceVersion(
            id=str(uuid.uuid4()),
            source_id=source_id,
            sha256=reading.sha256,
            read_at=clock.stamp(clock.now()),
            media_type=reading.media_type,
            bytes=reading.bytes,
            citations=reading.count,
            warnings_json=to_json(reading.warnings) if reading.warnings else None,
            reading_version=reading.version,
        )
        self._again: dict[str, int] = {}
        """first id of what is said more than once -> how often it was said so far"""
        self._added = 0

    def put(self) -> Update:
        detail = read_detail(self._version.source_id, self._version.sha256, self._last)
        with self._store.transaction("source-read", detail) as transaction:
            transaction.add(self._version)
        for block in self._reading.blocks():
            with self._store.transaction("source-read", detail) as transaction:
                for citation in block:
                    self._put(transaction, citation)
        why, gone = gone_why(self._version, self._last), 0
        for old in () if why and reads_less(self._version, self._last) else self._gone():
            with self._store.transaction("source-read", detail) as transaction:
                for one in old:
                    past = replace(one, gone_since=self._version.read_at, gone_why=why)
                    transaction.put(past)
            gone += len(old)
        return Update(True, self._reading.count, self._added, gone, mended=why is not None)

    def _put(self, transaction: Transaction, citation: model.Citation) -> None:
        now = self._version.read_at
        url = put_url(self._store, transaction, citation.url, now)
        identifier, old = self._known(citation, url)
        live = old if old is not None and old.gone_since is None else None
        new = record(identifier, citation, url, self._version, live)
        if old is None:
            transaction.add(new)
        else:
            transaction.put(new)
        self._added += live is None
        put_candidates(
            transaction, identifier, citation,
            lambda other: put_url(self._store, transaction, other, now),
        )  # fmt: skip

    def _known(self, citation: model.Citation, url_id: str) -> tuple[str, Citation | None]:
        """The id of a citation, and what is stored of it."""
        from evidence.citations.compare import (  # noqa: PLC0415 - brings all readers along
            content_id,
            content_of,
        )

        content, source = content_of(citation), self._version.source_id
        first = in_source(source, content_id(content, 1))
        number = self._again.get(first, 0) + 1
        while True:
            identifier = in_source(source, content_id(content, number)) if number > 1 else first
            old = self._store.first(Citation, "SELECT * FROM citations WHERE id = ?", identifier)
            if old is None or old.last_version != self._version.id:
                break
            number += 1
        if number > 1:
            self._again[first] = number
        if old is None and self._last is not None:
            values = url_id, source, self._version.id
            old = self._store.first(Citation, _AT_URL, *values)
        return old.id if old else identifier, old

    def _gone(self) -> Iterator[list[Citation]]:
        """What the list does not cite any more, some of it at a time."""
        rows = array("q", self._store.values(_GONE, self._version.source_id, self._version.id))
        for start in range(0, len(rows), _BLOCK):
            some = to_json(rows[start : start + _BLOCK].tolist())
            yield list(self._store.each(Citation, _IN_ROWS, some))
