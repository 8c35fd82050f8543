"""Visits to results boards: what was known before one, and all that one brought, in one
transaction."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.boards.addresses import page_key
from evidence.boards.inventory import Event, News, compare, trouble
from evidence.boards.model import Entry, Known, Visit
from evidence.citations.model import Citation, Origin, Reading
from evidence.store.database import to_json
from evidence.store.records import BoardEntry, BoardEvent, BoardPage, BoardVisit
from evidence.store.sources import Update, put_url, write_reading
from evidence.vocabulary import VisitState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.boards.inventory import Comparison
    from evidence.store.database import Store, Transaction
    from evidence.store.records import Record

DROPPED = "dropped-from-board"
"""Flag of a citation that its board no longer lists; it is looked at all the same"""
_GONE_LOOKS = 3
"""A list that was not there on so many visits in a row is believed to be gone, as a citation is
(see :mod:`evidence.verdicts.standing`)."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a board was known to be before a visit."""

    known: Known
    entries: tuple[Entry, ...]
    """that stood, in order"""
    dropped: tuple[Entry, ...]
    records: dict[str, BoardEntry]
    """id of each of these entries -> its record"""
    pages: dict[str, BoardPage]
    """key -> its record"""
    visit: BoardVisit | None
    """the last one"""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a visit brought."""

    update: Update
    state: VisitState
    problem: str
    events: tuple[Event, ...]


_APART = timedelta(hours=20)
"""Visits that are closer tell no more than one: a night that is tried again finds the same passing
fault. Less than a day, because a night may begin a little earlier than the last."""


def _is_apart(last: BoardVisit | None, began_at: str) -> bool:
    """Whether a visit is far enough from the last one to confirm what that one found."""
    return last is None or clock.parse(began_at) - clock.parse(last.began_at) >= _APART


_ENTRIES = """
SELECT e.*, u.url FROM board_entries e JOIN urls u ON u.id = e.url_id WHERE e.source_id = ? ORDER BY e.position
"""
_LAST_VISIT = "SELECT * FROM board_visits WHERE source_id = ? ORDER BY began_at DESC LIMIT 1"


def before(store: Store, source_id: str) -> Before:
    """What is known of a board."""
    records: dict[str, BoardEntry] = {}
    entries: list[Entry] = []
    for row in store.iterate(_ENTRIES, source_id):
        record = BoardEntry.from_row(row)
        records[record.id] = record
        entries.append(_entry(record, row["url"]))
    sql = "SELECT * FROM board_pages WHERE source_id = ?"
    pages = {page.key: page for page in store.each(BoardPage, sql, source_id)}
    known = Known(
        lists=frozenset(
            key
            for key, page in pages.items()
            if page.entries + page.leads and page.gone_looks < _GONE_LOOKS
        ),
        leaves=frozenset(page_key(entry.url) for entry in entries if entry.kind == "page"),
        closed=frozenset(key for key, page in pages.items() if page.closed),
    )
    return Before(
        known,
        tuple(entry for entry in entries if records[entry.id].dropped_at is None),
        tuple(entry for entry in entries if records[entry.id].dropped_at is not None),
        records,
        pages,
        store.first(BoardVisit, _LAST_VISIT, source_id),
    )


def put_visit(
    store: Store,
    source_id: str,
    earlier: Before,
    visit: Visit,
    recorded: Sequence[Record],
    began_at: str,
) -> Brought:
    """Store a visit: what was ``recorded`` of it, its pages, entries, events, and the board's
    citations, all or nothing."""
    apart = _is_apart(earlier.visit, began_at)
    last = (earlier.visit.problem or "") if earlier.visit and apart else ""
    told = compare(
        earlier.entries, earlier.dropped, visit, incomplete=trouble(visit, earlier.known), last_incomplete=last,
        first=earlier.visit is None,
    )  # fmt: skip
    state = VisitState.COMPLETE
    if told.incomplete or visit.cut:
        state = VisitState.INCOMPLETE if told.incomplete else VisitState.CUT
    now = clock.stamp(clock.now())
    with store.transaction("board-visited", {"source": source_id, "state": state}) as transaction:
        for record in recorded:
            transaction.add(record)
        listed = _listed(store, transaction, source_id, earlier, visit, told, now)
        update, version = _put_citations(store, transaction, source_id, listed, visit.title)
        made = _visit(source_id, version, visit, state, told.incomplete, began_at, now)
        transaction.add(made)
        for one in listed:
            transaction.put(_record(one, source_id, version))
        _put_pages(transaction, made, earlier, visit, apart=apart)
        _put_events(transaction, made, told, listed)
    return Brought(update, state, told.incomplete, told.events)


def _put_citations(
    store: Store, transaction: Transaction, source_id: str, listed: list[_Listed], title: str
) -> tuple[Update, str]:
    """The board's citations as one reading of it; also returns the id of the version that
    stands."""
    told = [(one.entry, one.dropped_at is not None) for one in listed]
    data = to_json([[e.url, e.text, e.path, e.kind, dropped] for e, dropped in told])
    citations = tuple(_citation(entry, dropped) for entry, dropped in told)
    reading = Reading("application/json", "", citations, title=title)
    return write_reading(store, transaction, source_id, data.encode("utf-8", "replace"), reading)


def _visit(
    source_id: str,
    version: str,
    visit: Visit,
    state: VisitState,
    problem: str,
    began_at: str,
    now: str,
) -> BoardVisit:
    failed = [{"url": page.url, "cause": page.cause} for page in visit.pages if page.cause != "ok"]
    left_out = [asdict(out) for out in visit.left_out]
    return BoardVisit(
        id=str(uuid.uuid4()),
        source_id=source_id,
        version_id=version,
        began_at=began_at,
        ended_at=now,
        state=state,
        problem=problem or None,
        pages=len(visit.pages),
        entries=len(visit.entries),
        bytes=visit.bytes,
        preset=visit.preset or None,
        left_out_json=to_json(left_out) if left_out else None,
        failed_json=to_json(failed) if failed else None,
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """An entry as it stands after a visit."""

    entry: Entry
    url_id: str
    earlier: BoardEntry | None
    seen: bool
    """in this visit"""
    dropped_at: str | None


def _listed(
    store: Store,
    transaction: Transaction,
    source_id: str,
    earlier: Before,
    visit: Visit,
    told: Comparison,
    now: str,
) -> list[_Listed]:
    """All entries as they stand after a visit: those that it saw, then the others."""
    old_of = {now_entry.position: old for old, now_entry in told.pairs}
    listed: list[_Listed] = []
    taken = set(earlier.records)
    for entry in visit.entries:
        old = old_of.get(entry.position)
        # an address that differs in a session id only is the one that is cited already
        url = old.url if old and page_key(old.url) == page_key(entry.url) else entry.url
        url_id = put_url(store, transaction, url, now)
        key = old.id if old else _new_id(source_id, entry, taken)
        taken.add(key)
        stands = replace(entry, url=url, id=key)
        listed.append(_Listed(stands, url_id, earlier.records.get(key), True, None))
    paired = {old.id for old, _ in told.pairs}
    dropped = {
        event.before.id for event in told.events if event.kind is News.DROPPED and event.before
    }
    for old in (*earlier.entries, *earlier.dropped):
        if old.id not in paired:
            record = earlier.records[old.id]
            dropped_at = now if old.id in dropped else record.dropped_at
            listed.append(_Listed(old, record.url_id, record, False, dropped_at))
    return listed


def _record(one: _Listed, source_id: str, version: str) -> BoardEntry:
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


def _put_pages(
    transaction: Transaction, made: BoardVisit, earlier: Before, visit: Visit, *, apart: bool
) -> None:
    for page in visit.pages:
        old = earlier.pages.get(page.key)
        known = BoardPage(
            id=_digest(made.source_id, page.key),
            source_id=made.source_id,
            visit_id=made.id,
            key=page.key,
            url=page.url,
            cause=page.cause,
            entries=page.entries,
            leads=page.leads,
            closed=int(page.closed),
            gone_looks=0,
            capture_id=page.capture_id,
        )
        if page.cause != "ok":  # what it showed when it could last be read
            known = replace(
                known,
                entries=old.entries if old else 0,
                leads=old.leads if old else 0,
                closed=old.closed if old else 0,
                gone_looks=(old.gone_looks if old else 0) + (page.gone and apart),
                capture_id=old.capture_id if old else None,
            )
        transaction.put(known)


def _put_events(
    transaction: Transaction, made: BoardVisit, told: Comparison, listed: list[_Listed]
) -> None:
    ids = {one.entry.position: one.entry.id for one in listed if one.seen}
    for event in told.events:
        entry_id = event.before.id if event.before else None
        if event.now:
            entry_id = ids[event.now.position]
        detail = {
            "before": _told(event.before),
            "now": _told(event.now),
            "section": event.section or None,
            "count": event.count or None,
        }
        transaction.add(
            BoardEvent(
                id=str(uuid.uuid4()),
                source_id=made.source_id,
                visit_id=made.id,
                entry_id=entry_id,
                kind=event.kind,
                detail_json=to_json({name: value for name, value in detail.items() if value}),
            )
        )


def _told(entry: Entry | None) -> dict[str, object] | None:
    if entry is None:
        return None
    return {
        "url": entry.url,
        "text": entry.text,
        "path": entry.path,
        "payload_sha256": entry.payload_sha256,
    }


def _citation(entry: Entry, dropped: bool) -> Citation:
    return Citation(
        raw=entry.raw,
        url=entry.url,
        start=entry.position,
        end=entry.position,
        origin=Origin.TARGET,
        heading=" > ".join(entry.path)[:1000] or None,
        label=entry.text or None,
        flags=(DROPPED,) if dropped else (),
    )


def _new_id(source_id: str, entry: Entry, taken: set[str]) -> str:
    """An id from what an entry says; entries that say the very same are told apart by their
    order."""
    number = 1
    while (
        key := _digest(source_id, page_key(entry.url), entry.text, *entry.path, str(number))
    ) in taken:
        number += 1
    return key


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _entry(record: BoardEntry, url: str) -> Entry:
    return Entry(
        url=url,
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
