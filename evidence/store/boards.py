"""Visits to results boards: what was known before one, and all that one brought, in one
transaction."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.boards.addresses import drawn_key, is_drawn_key, is_drawn_shape, page_key, spelled_key
from evidence.boards.inventory import MOST_GONE, compare, trouble
from evidence.boards.model import Entry, Known, Visit
from evidence.citations.model import Citation, Origin, Reading
from evidence.store.board_entries import Listed, digest, entry_of, record_of, stand_after
from evidence.store.database import to_json
from evidence.store.due import CAPTURES, KnownCapture
from evidence.store.records import AtUrl, BoardEntry, BoardEvent, BoardPage, BoardVisit, Result
from evidence.store.sources import Update, url_id, write_reading
from evidence.vocabulary import Fidelity, RecordType, VisitState
from evidence.wrappers import WRAPPER, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence.boards.inventory import Comparison
    from evidence.boards.news import Event
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
    come: frozenset[str] = frozenset()
    """ids of the entries that were first listed since the last visit that could conclude"""
    held: frozenset[str] = frozenset()
    """those of them that were not told, because the visit was not believed"""


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


@dataclass(frozen=True, slots=True)
class _Since(Result):
    """A reading of a board by visits that could not conclude."""

    version_id: str
    doubted: bool
    """none of them was believed"""


_SINCE = """
SELECT version_id, MIN(problem = :doubted) AS doubted FROM board_visits
WHERE source_id = :source AND version_id IS NOT NULL AND began_at >
    (SELECT MAX(began_at) FROM board_visits
     WHERE source_id = :source AND state != 'incomplete' AND began_at <= :horizon)
AND version_id NOT IN (SELECT version_id FROM board_visits
    WHERE source_id = :source AND version_id IS NOT NULL AND state != 'incomplete')
GROUP BY version_id
"""
"""Readings of a board since the last visit that could conclude."""
_LAST_VISIT = """
SELECT * FROM board_visits WHERE source_id = ? AND began_at <= ? ORDER BY began_at DESC LIMIT 1
"""


def before(store: Store, source_id: str) -> Before:
    """What is known of a board. The last visit is none that a clock which was ahead made."""
    horizon = clock.horizon(clock.stamp(clock.now()))
    records: dict[str, BoardEntry] = {}
    entries: list[Entry] = []
    for record, at in store.pairs(BoardEntry, AtUrl, _ENTRIES, source_id):
        records[record.id] = record
        entries.append(entry_of(record, at.url))
    since = {
        reading.version_id: reading.doubted
        for reading in store.each(
            _Since, _SINCE, source=source_id, doubted=MOST_GONE, horizon=horizon
        )
    }
    come = {key: since[r.first_version] for key, r in records.items() if r.first_version in since}
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
        drawn=_drawn(entries, records),
    )
    return Before(
        known,
        tuple(entry for entry in entries if records[entry.id].dropped_at is None),
        tuple(entry for entry in entries if records[entry.id].dropped_at is not None),
        records,
        pages,
        store.first(BoardVisit, _LAST_VISIT, source_id, horizon),
        frozenset(come),
        frozenset(key for key, doubted in come.items() if doubted),
    )


_LOADED = f"""
{CAPTURES} WHERE c.fidelity = '{Fidelity.BROWSER}' AND c.record_type != '{RecordType.RESOURCE}' AND c.warc IN
    (SELECT p.warc FROM captures p WHERE p.id IN (SELECT value FROM json_each(?)))
"""


def loaded(store: Store, earlier: Before) -> dict[tuple[str, str], KnownCapture]:
    """What the pages of a board loaded when they were last opened in a browser, by address and digest."""
    pages = [page.capture_id for key, page in earlier.pages.items() if is_drawn_key(key)]
    found = store.each(KnownCapture, _LOADED, to_json(pages)) if pages else ()
    return {(one.body_url, one.payload_sha256): one for one in found}


def _drawn(
    entries: Sequence[Entry], records: Mapping[str, BoardEntry]
) -> dict[str, frozenset[str]]:
    """Pages that were opened in a browser -> what stands there that only a browser showed."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if is_drawn_shape(entry.shape) and records[entry.id].dropped_at is None:
            found[drawn_key(entry.page)].add(spelled_key(entry.url))
    return {key: frozenset(listed) for key, listed in found.items()}


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
        first=not (earlier.visit or earlier.records), documents=_documents(store, earlier, visit),
        come=earlier.come, held=earlier.held,
    )  # fmt: skip
    state = VisitState.COMPLETE
    if told.incomplete or visit.cut:
        state = VisitState.INCOMPLETE if told.incomplete else VisitState.CUT
    now = clock.stamp(clock.now())
    with store.transaction("board-visited", {"source": source_id, "state": state}) as transaction:
        for record in recorded:
            transaction.add(record)
        known = (*earlier.entries, *earlier.dropped)
        listed = stand_after(
            store, transaction, source_id, known, earlier.records, visit, told, now
        )
        update, version = _put_citations(store, transaction, source_id, listed, visit.title)
        made = _visit(source_id, version, visit, state, told.incomplete, began_at, now)
        transaction.add(made)
        for one in listed:
            transaction.put(record_of(one, source_id, version))
        _put_pages(transaction, made, earlier, visit, apart=apart)
        _put_events(transaction, made, told, listed)
    return Brought(update, state, told.incomplete, told.events)


@dataclass(frozen=True, slots=True)
class _Document(Result):
    """What a good look saw at an address."""

    url: str
    sha256: str


_DOCUMENTS = """
SELECT u.url, a.payload_sha256 AS sha256 FROM checks c JOIN urls u ON u.id = c.url_id
JOIN captures a ON a.id = c.capture_id
WHERE c.url_id IN (SELECT value FROM json_each(?)) AND c.verdict IN ('alive', 'moved', 'changed')
ORDER BY c.checked_at
"""


def _documents(store: Store, earlier: Before, visit: Visit) -> dict[str, str]:
    """Address -> sha256 of what the last good look saw there, for addresses that came or went since
    a visit could conclude: what was moved is known by it."""
    stood = {spelled_key(one.url): one.url for one in earlier.entries if one.id not in earlier.come}
    stand = {spelled_key(one.url): one.url for one in visit.entries}
    apart = [url_id((stood | stand)[key]) for key in stood.keys() ^ stand.keys()]
    found = store.each(_Document, _DOCUMENTS, to_json(apart)) if apart else ()
    return {seen.url: seen.sha256 for seen in found}


def _put_citations(
    store: Store, transaction: Transaction, source_id: str, listed: list[Listed], title: str
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


def _put_pages(
    transaction: Transaction, made: BoardVisit, earlier: Before, visit: Visit, *, apart: bool
) -> None:
    for page in visit.pages:
        old = earlier.pages.get(page.key)
        known = BoardPage(
            id=digest(made.source_id, page.key),
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
                entries=max(page.entries, old.entries if old else 0),
                leads=max(page.leads, old.leads if old else 0),
                closed=old.closed if old else 0,
                gone_looks=(old.gone_looks if old else 0) + (page.gone and apart),
                capture_id=old.capture_id if old else None,
            )
        transaction.put(known)


def _put_events(
    transaction: Transaction, made: BoardVisit, told: Comparison, listed: list[Listed]
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
            "renamed": event.renamed or None,
            "count": event.count or None,
            "entries": [{"before": _told(a), "now": _told(b)} for a, b in event.entries] or None,
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
        repairs=(WRAPPER,) if unwrapped(entry.raw) else (),
        flags=(DROPPED,) if dropped else (),
    )
