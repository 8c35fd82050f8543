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
from evidence.store.sources import Update, put_url, write_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.boards.inventory import Comparison
    from evidence.store.database import Row, Store, Transaction
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
    rows: dict[int, Row]
    """``id()`` of each of these entries -> its row"""
    pages: dict[str, Row]
    """key -> its row"""
    visit: Row | None
    """the last one"""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a visit brought."""

    update: Update
    state: str
    problem: str
    events: tuple[Event, ...]


_APART = timedelta(hours=20)
"""Visits that are closer tell no more than one: a night that is tried again finds the same passing
fault. Less than a day, because a night may begin a little earlier than the last."""


def _is_apart(last: Row | None, began_at: str) -> bool:
    """Whether a visit is far enough from the last one to confirm what that one found."""
    return last is None or clock.parse(began_at) - clock.parse(last["began_at"]) >= _APART


_ENTRIES = """
SELECT e.*, u.url FROM board_entries e JOIN urls u ON u.id = e.url_id WHERE e.source_id = ? ORDER BY e.position
"""


def before(store: Store, source_id: str) -> Before:
    """What is known of a board."""
    rows = store.all(_ENTRIES, source_id)
    entries = [_entry(row) for row in rows]
    for row in rows:
        del row["url"]  # of another table
    pages = {
        row["key"]: row
        for row in store.all("SELECT * FROM board_pages WHERE source_id = ?", source_id)
    }
    known = Known(
        lists=frozenset(
            key
            for key, row in pages.items()
            if row["entries"] + row["leads"] and row["gone_looks"] < _GONE_LOOKS
        ),
        leaves=frozenset(
            page_key(e.url) for e, row in zip(entries, rows, strict=True) if e.kind == "page"
        ),
        closed=frozenset(key for key, row in pages.items() if row["closed"]),
    )
    stands = [row["dropped_at"] is None for row in rows]
    return Before(
        known,
        tuple(entry for entry, here in zip(entries, stands, strict=True) if here),
        tuple(entry for entry, here in zip(entries, stands, strict=True) if not here),
        {id(entry): row for entry, row in zip(entries, rows, strict=True)},
        pages,
        store.one(
            "SELECT * FROM board_visits WHERE source_id = ? ORDER BY began_at DESC LIMIT 1",
            source_id,
        ),
    )


def put_visit(
    store: Store,
    source_id: str,
    earlier: Before,
    visit: Visit,
    records: Sequence[Record],
    began_at: str,
) -> Brought:
    """Store a visit: its records, pages, entries, events, and the board's
    citations, all or nothing."""
    apart = _is_apart(earlier.visit, began_at)
    last = (earlier.visit["problem"] or "") if earlier.visit and apart else ""
    told = compare(
        earlier.entries, earlier.dropped, visit, incomplete=trouble(visit, earlier.known), last_incomplete=last,
        first=earlier.visit is None,
    )  # fmt: skip
    state = "incomplete" if told.incomplete else "cut" if visit.cut else "complete"
    now = clock.stamp(clock.now())
    with store.transaction("board-visited", {"source": source_id, "state": state}) as transaction:
        for record in records:
            transaction.add(record)
        standing, rows = _standing(store, transaction, source_id, earlier, visit, told, now)
        data = to_json(
            [[e.url, e.text, e.path, e.kind, dropped] for e, dropped in standing]
        ).encode("utf-8", "replace")
        citations = tuple(_citation(*item) for item in standing)
        reading = Reading("application/json", "", citations, title=visit.title)
        update, version = write_reading(store, transaction, source_id, data, reading)
        row = _visit_row(source_id, version, visit, state, told.incomplete, began_at, now)
        transaction.insert("board_visits", row)
        for entry in rows.values():
            seen = entry.pop("seen")
            entry["first_version"] = entry["first_version"] or version
            entry["last_version"] = version if seen else entry["last_version"]
            transaction.upsert("board_entries", entry)
        _put_pages(transaction, source_id, row["id"], earlier, visit, apart=apart)
        _put_events(transaction, source_id, row["id"], told, rows)
    return Brought(update, state, told.incomplete, told.events)


def _visit_row(
    source_id: str, version: str, visit: Visit, state: str, problem: str, began_at: str, now: str
) -> Row:
    failed = [{"url": page.url, "cause": page.cause} for page in visit.pages if page.cause != "ok"]
    return {
        "id": str(uuid.uuid4()),
        "source_id": source_id,
        "version_id": version,
        "began_at": began_at,
        "ended_at": now,
        "state": state,
        "problem": problem or None,
        "pages": len(visit.pages),
        "entries": len(visit.entries),
        "bytes": visit.bytes,
        "preset": visit.preset or None,
        "left_out_json": to_json([asdict(out) for out in visit.left_out])
        if visit.left_out
        else None,
        "failed_json": to_json(failed) if failed else None,
    }


def _standing(
    store: Store,
    transaction: Transaction,
    source_id: str,
    earlier: Before,
    visit: Visit,
    told: Comparison,
    now: str,
) -> tuple[list[tuple[Entry, bool]], dict[int, Row]]:
    """All entries as they stand after a visit, each with whether the board dropped it, and their
    rows."""
    old_of = {id(now_entry): old for old, now_entry in told.pairs}
    rows: dict[int, Row] = {}
    standing: list[tuple[Entry, bool]] = []
    taken = {str(row["id"]) for row in earlier.rows.values()}
    for entry in visit.entries:
        old = old_of.get(id(entry))
        # an address that differs in a session id only is the one that is cited already
        url = old.url if old and page_key(old.url) == page_key(entry.url) else entry.url
        url_id = put_url(store, transaction, url, now)
        before_row = earlier.rows[id(old)] if old else {}
        key = before_row.get("id") or _new_id(source_id, entry, taken)
        taken.add(key)
        rows[id(entry)] = {
            "id": key,
            **_entry_row(source_id, url_id, entry, before_row),
            "seen": True,
        }
        standing.append((replace(entry, url=url), False))
    paired = {id(old) for old, _ in told.pairs}
    dropped = {id(event.before) for event in told.events if event.kind is News.DROPPED}
    for old in (*earlier.entries, *earlier.dropped):
        if id(old) in paired:
            continue
        row = earlier.rows[id(old)]
        gone = id(old) in dropped
        standing.append((old, gone or row["dropped_at"] is not None))
        rows[id(old)] = {**row, "dropped_at": now if gone else row["dropped_at"], "seen": False}
    return standing, rows


def _entry_row(source_id: str, url_id: str, entry: Entry, earlier: Row) -> Row:
    return {
        "source_id": source_id,
        "url_id": url_id,
        "label_path": to_json(entry.path),
        "link_text": entry.text,
        "found_on": entry.page,
        "position": entry.position,
        "first_version": earlier.get("first_version"),
        "last_version": earlier.get("last_version"),
        "raw": entry.raw,
        "kind": entry.kind,
        "shape": entry.shape,
        "payload_sha256": entry.payload_sha256 or earlier.get("payload_sha256"),
        "dropped_at": None,
    }


def _put_pages(
    transaction: Transaction,
    source_id: str,
    visit_id: str,
    earlier: Before,
    visit: Visit,
    *,
    apart: bool,
) -> None:
    for page in visit.pages:
        old = earlier.pages.get(page.key, {})
        good = page.cause == "ok"
        transaction.upsert(
            "board_pages",
            {
                "id": _digest(source_id, page.key),
                "source_id": source_id,
                "visit_id": visit_id,
                "key": page.key,
                "url": page.url,
                "cause": page.cause,
                "entries": page.entries if good else old.get("entries", 0),
                "leads": page.leads if good else old.get("leads", 0),
                "closed": int(page.closed if good else old.get("closed", 0)),
                "gone_looks": 0 if good else old.get("gone_looks", 0) + (page.gone and apart),
                "capture_id": page.capture_id if good else old.get("capture_id"),
            },
        )


def _put_events(
    transaction: Transaction, source_id: str, visit_id: str, told: Comparison, rows: dict[int, Row]
) -> None:
    for event in told.events:
        row = rows.get(id(event.now)) or rows.get(id(event.before))
        detail = {
            "before": _told(event.before),
            "now": _told(event.now),
            "section": event.section or None,
            "count": event.count or None,
        }
        transaction.insert(
            "board_events",
            {
                "id": str(uuid.uuid4()),
                "source_id": source_id,
                "visit_id": visit_id,
                "entry_id": row["id"] if row else None,
                "kind": str(event.kind),
                "detail_json": to_json({name: value for name, value in detail.items() if value}),
            },
        )


def _told(entry: Entry | None) -> Row | None:
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


def _entry(row: Row) -> Entry:
    return Entry(
        url=row["url"],
        raw=row["raw"] or row["url"],
        text=row["link_text"] or "",
        path=tuple(json.loads(row["label_path"] or "[]")),
        page=row["found_on"] or "",
        position=row["position"] or 0,
        kind=row["kind"] or "link",
        shape=row["shape"] or "",
        payload_sha256=row["payload_sha256"],
    )
