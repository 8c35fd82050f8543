"""What results boards brought since the last digest, and which of them could not be seen whole."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.reports import boards
from evidence.reports.safe import short
from evidence.store import board_views, notices, sources

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.store import Store
    from evidence.store.database import Row

KIND = "board"
"""Of what waits among the troubles for the next digest, and is none."""
MOST_EVENTS = 5
"""Entries of a board that are listed, what is lost first; the counts tell of all."""
_RECENT = timedelta(days=30)
"""A visit older than that is no news to somebody who begins to be told."""
_MOST_TITLE, _MOST_EVENT = 100, 300
_ORDER = ("section-gone", "dropped", "swapped", "repointed", "returned", "renamed", "added")


def note(store: Store, language: Language, now: datetime) -> None:
    """Keep what visits brought until the next digest tells it: each visit once, and a board that
    can't be seen whole once until it can."""
    stamp = clock.stamp(now)
    for visit in board_views.eventful(store, clock.stamp(now - _RECENT)):
        notices.note(store, KIND, {"source": visit.source_id, "visit": visit.id}, visit.id, stamp)
    for board in board_views.incomplete(store):
        why = short(boards.problem(board.problem or "", language), _MOST_EVENT)
        facts = {"board": _named(board.title or board.id), "problem": why}
        notices.note(store, "board-incomplete", facts, f"{board.id} {board.good or ''}", stamp)


def told(store: Store, noted: Iterable[Row], language: Language) -> list[dict[str, Any]]:
    """The boards of what was ``noted``, as docs/schema/notice.v1.json has them."""
    visits: dict[str, list[str]] = {}
    for facts in (json.loads(row["facts_json"]) for row in noted):
        visits.setdefault(facts["source"], []).append(facts["visit"])
    return [_board(store, source, ids, language) for source, ids in visits.items()]


def counted(counts: dict[str, int], language: Language) -> str:
    """``dropped: 3, added: 1``."""
    return ", ".join(f"{boards.word(kind, language)}: {n}" for kind, n in counts.items())


def _board(store: Store, source: str, visits: list[str], language: Language) -> dict[str, Any]:
    events = [event for visit in visits for event in boards.events(store, visit)]
    events.sort(key=lambda event: _ORDER.index(event["kind"]))
    known = sources.get(store, source)
    return {
        "source": source,
        "title": _named((known and known.title) or source),
        "counts": dict(Counter(event["kind"] for event in events)),
        "events": [
            {"kind": event["kind"], "text": short(boards.story(event, language), _MOST_EVENT)}
            for event in events[:MOST_EVENTS]
        ],
        "more": max(0, len(events) - MOST_EVENTS),
    }


def _named(title: str) -> str:
    return short(title, _MOST_TITLE)
