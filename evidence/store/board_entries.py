"""The entries of a board as records: as they were known before a visit, and as they stand after it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.boards.addresses import page_key, spelled_key
from evidence.boards.model import Entry
from evidence.boards.news import News
from evidence.store.database import to_json
from evidence.store.records import BoardEntry, Result
from evidence.store.sources import put_url
from evidence.wrappers import meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence.boards.inventory import Comparison
    from evidence.boards.model import Visit
    from evidence.store.database import Store, Transaction


def entry_of(record: BoardEntry, url: str) -> Entry:
    """The entry that a record is; ``url`` is what its ``url_id`` stands for.

    An earlier version kept wrappers as they were: where one led is no other place now.
    """
    return Entry(
        url=meant(url),
        raw=record.raw or url,
        text=record.link_text or "",
        path=tuple(json.loads(record.label_path or "[]")),
        page=record.found_on or "",
        position=record.position or 0,
        kind=record.kind or "link",
        shape=record.shape or "",
        payload_sha256=record.payload_sha256,
        id=record.id,
    )


@dataclass(frozen=True, slots=True)
class EverListed(Result):
    """A document that a board lists, or listed."""

    url: str
    url_id: str
    label_path: str | None
    link_text: str | None
    come_later: str | None
    """when it was first seen there; None for what our first visit found"""


_EVER_LISTED = """
SELECT u.url, e.url_id, e.label_path, e.link_text,
    CASE WHEN v.read_at > (SELECT MIN(read_at) FROM source_versions WHERE source_id = e.source_id)
    THEN v.read_at END AS come_later
FROM board_entries e JOIN urls u ON u.id = e.url_id LEFT JOIN source_versions v ON v.id = e.first_version
WHERE e.source_id = ? ORDER BY e.position, e.id
"""


def ever_listed(store: Store, source_id: str) -> list[EverListed]:
    """All that a board lists or listed, in its order."""
    return list(store.each(EverListed, _EVER_LISTED, source_id))


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it stands after a visit."""

    entry: Entry
    url_id: str
    earlier: BoardEntry | None
    seen: bool
    """in this visit"""
    dropped_at: str | None


def stand_after(
    store: Store,
    transaction: Transaction,
    source_id: str,
    known: Iterable[Entry],
    records: Mapping[str, BoardEntry],
    visit: Visit,
    told: Comparison,
    now: str,
) -> list[Listed]:
    """All entries as they stand after a visit: those that it saw, then the others.

    ``known`` are the entries before it, in order, and ``records`` theirs by their ids.
    """
    old_of = {now_entry.position: old for old, now_entry in told.pairs}
    listed: list[Listed] = []
    taken = set(records)
    for entry in visit.entries:
        old = old_of.get(entry.position)
        # an address that differs in a session id only is the one that is cited already
        url = old.url if old and spelled_key(old.url) == spelled_key(entry.url) else entry.url
        url_id = put_url(store, transaction, url, now)
        key = old.id if old else _new_id(source_id, entry, taken)
        taken.add(key)
        stands = replace(entry, url=url, id=key)
        listed.append(Listed(stands, url_id, records.get(key), True, None))
    paired = {old.id for old, _ in told.pairs}
    dropped = {
        event.before.id for event in told.events if event.kind is News.DROPPED and event.before
    }
    dropped |= {entry.id for entry in told.left}
    for old in known:
        if old.id not in paired:
            record = records[old.id]
            dropped_at = now if old.id in dropped else record.dropped_at
            listed.append(Listed(old, record.url_id, record, False, dropped_at))
    return listed


def record_of(one: Listed, source_id: str, version: str) -> BoardEntry:
    """An entry's record, once the version is known that the visit makes."""
    old, entry = one.earlier, one.entry
    if old is not None and not one.seen:
        return replace(old, dropped_at=one.dropped_at)
    return BoardEntry(
        id=entry.id,
        source_id=source_id,
        url_id=one.url_id,
        label_path=to_json(entry.path),
        link_text=entry.text,
        found_on=entry.page,
        position=entry.position,
        first_version=old.first_version if old else version,
        last_version=version,
        raw=entry.raw,
        kind=entry.kind,
        shape=entry.shape,
        payload_sha256=entry.payload_sha256 or (old.payload_sha256 if old else None),
        dropped_at=None,
    )


def _new_id(source_id: str, entry: Entry, taken: set[str]) -> str:
    """An id from what an entry says; entries that say the very same are told apart by their
    order."""
    number = 1
    while (
        key := digest(source_id, page_key(entry.url), entry.text, *entry.path, str(number))
    ) in taken:
        number += 1
    return key


def digest(*parts: str) -> str:
    """128 bits of the sha256 of ``parts``."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
