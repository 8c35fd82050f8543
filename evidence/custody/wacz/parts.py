"""What goes into the files of a package: WARC members, pages, custody records.

All of it is about the rows that :func:`evidence.custody.wacz.select.choose` chose, and comes piece by
piece, so memory stays flat.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.content import extract
from evidence.custody.wacz import layout, revisits
from evidence.custody.wacz.record import record
from evidence.custody.wacz.rows import rows_of
from evidence.custody.warc import cdxj, reader
from evidence.custody.warc.message import message_of
from evidence.custody.warc.rows import CaptureRow
from evidence.errors import RecordError
from evidence.store.ledger import canonical
from evidence.store.records import Result
from evidence.views import page_of
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.custody.warc.reader import Record
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

_TEXT = 500_000
"""Characters of a page's text in ``pages.jsonl``; viewers search in them, the page itself is
whole."""
_BODY = 50_000_000
"""Bytes of a decoded body that a text is looked for in: the default of ``crawl.max_body``."""

_PLACES = """
SELECT t.id, t.warc, t."offset", t.length, 'captures' AS "table" FROM captures t
JOIN temp.chosen c ON c.tbl = 'captures' AND c.id = t.id
UNION ALL SELECT t.id, t.warc, t."offset", t.length, 'certificates' FROM certificates t
JOIN temp.chosen c ON c.tbl = 'certificates' AND c.id = t.id
UNION ALL SELECT t.id, t.warc, t."offset", t.length, 'archive_replies' FROM archive_replies t
JOIN temp.chosen c ON c.tbl = 'archive_replies' AND c.id = t.id ORDER BY 2, 3
"""
_LOOKS = """
SELECT k.id, k.capture_id, k.captures_json FROM checks k
JOIN temp.chosen c ON c.tbl = 'checks' AND c.id = k.id ORDER BY k.id
"""
_OF_NO_LOOK = """
SELECT t.id FROM captures t JOIN temp.chosen c ON c.tbl = 'captures' AND c.id = t.id
WHERE NOT EXISTS (SELECT 1 FROM temp.looked l WHERE l.id = t.id) ORDER BY t.id
"""
_PAGES = """
SELECT t.id, t.url, t.captured_at, t.refers_to, o.warc AS body_warc, o."offset" AS body_offset,
    o.url AS body_url FROM captures t
JOIN temp.chosen c ON c.tbl = 'captures' AND c.id = t.id
    AND t.id IN (SELECT capture_id FROM checks UNION SELECT capture_id FROM mementos)
JOIN captures o ON o.id = COALESCE(t.refers_to, t.id) ORDER BY t.captured_at, t.id
"""


@dataclass(frozen=True, slots=True)
class _Place(Result):
    """Where the record of a chosen row lies."""

    id: str
    warc: str
    offset: int
    length: int
    table: str


@dataclass(frozen=True, slots=True)
class _Look(Result):
    """A chosen check, and the captures that it made."""

    id: str
    capture_id: str | None
    captures_json: str | None

    @property
    def captures(self) -> list[str]:
        """Ids, in the order of the hops."""
        hops = json.loads(self.captures_json or "[]") or [self.capture_id]
        return [hop for hop in hops if hop]


@dataclass(frozen=True, slots=True)
class _Page(Result):
    """A capture that is shown as a page, and where its body lies."""

    id: str
    url: str
    captured_at: str
    refers_to: str | None
    body_warc: str
    body_offset: int
    body_url: str


def line(value: object) -> bytes:
    """A line of a JSONL file."""
    return canonical(value) + b"\n"


def members(
    folder: EvidenceFolder, store: Store, progress: Callable[[int], None]
) -> Iterator[bytes]:
    """The stored gzip members of all chosen records, for :data:`layout.WARC`; of a revisit that an
    earlier version wrote, see :mod:`evidence.custody.wacz.revisits`.

    ``progress`` hears of every record. Raises RecordError for one that can't be read. Notes the index
    line of each capture for :func:`index_lines`.
    """
    store.db.execute("DROP TABLE IF EXISTS temp.lines")
    store.db.execute("CREATE TEMP TABLE lines (line TEXT)")
    offset = 0
    for place in store.each(_Place, _PLACES):
        member = reader.member_at(folder.path, place.warc, place.offset, place.length)
        if place.table == "captures":
            row = store.first(CaptureRow, "SELECT * FROM captures WHERE id = ?", place.id)
            assert row is not None
            if row.record_type == RecordType.REVISIT:
                member = revisits.to_the_second(member, place.warc, place.offset)
            request = _request(folder, place) if row.request_sha256 else None
            indexed = cdxj.line_in_package(
                row, layout.WARC, offset, len(member), request.block if request else None
            )
            if indexed is not None:
                store.db.execute("INSERT INTO temp.lines VALUES (?)", (indexed,))
            if request:
                member += reader.member_at(folder.path, place.warc, request.offset, request.length)
        yield member
        offset += len(member)
        progress(1)


def index_lines(store: Store) -> Iterator[bytes]:
    """The lines of the index over what :func:`members` gave, in their order."""
    for indexed in store.values("SELECT line FROM temp.lines ORDER BY line"):
        yield indexed.encode()


def _request(folder: EvidenceFolder, place: _Place) -> Record:
    """The record of the request that belongs to a capture: it is written right behind it."""
    follows = place.offset + place.length
    found = reader.read_at(folder.path, place.warc, follows)
    if found.headers.get("warc-concurrent-to") != f"<{place.id}>":
        raise RecordError(
            place.warc,
            follows,
            Words(
                "not the request of the record before", "no es la solicitud del registro anterior"
            ),
        )
    return found


def records(store: Store) -> Iterator[dict[str, Any]]:
    """The custody record of every chosen capture, look by look, those of probes and archives
    last."""

    def chosen(table: str, key: str) -> bool:
        sql = "SELECT 1 FROM temp.chosen WHERE tbl = ? AND id = ?"
        return store.one(sql, table, key) is not None

    def made(capture: str, check: str | None) -> dict[str, Any]:
        return record(rows_of(store, capture, check, chosen), capture, check)

    for look in store.each(_Look, _LOOKS):
        for capture in look.captures:
            yield made(capture, look.id)
    store.db.execute("DROP TABLE IF EXISTS temp.looked")
    store.db.execute("CREATE TEMP TABLE looked (id TEXT PRIMARY KEY) WITHOUT ROWID")
    store.db.execute(
        "INSERT OR IGNORE INTO temp.looked"
        " SELECT k.capture_id FROM checks k WHERE k.capture_id IS NOT NULL"
        " UNION SELECT j.value FROM checks k, json_each(k.captures_json) j"
    )
    for capture in store.values(_OF_NO_LOOK):
        yield made(capture, None)


def pages(folder: EvidenceFolder, store: Store) -> Iterator[bytes]:
    """One page a look, ours or an archive's, for :data:`layout.PAGES`.

    The text goes with the one that stored the body; a revisit has the title. Raises RecordError for a
    body that can't be read.
    """
    yield line({"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": True})
    titles: dict[str, str] = {}
    for shown in store.each(_Page, _PAGES):
        page = {"id": shown.id, "url": page_of(shown.url), "ts": shown.captured_at}
        body = shown.refers_to or shown.id
        if shown.refers_to is None or body not in titles:
            titles[body], page["text"] = _title_and_text(folder, shown)
        yield line({**page, "title": titles[body] or page_of(shown.url)})


def _title_and_text(folder: EvidenceFolder, shown: _Page) -> tuple[str, str]:
    message = message_of(reader.read_at(folder.path, shown.body_warc, shown.body_offset))
    data = message.decoded(_BODY)
    content = extract(data, message.content_type, page_of(shown.body_url))
    return content.title[:300], content.text[:_TEXT]
