"""What results boards brought since the last digest, and which of them could not be seen whole."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.boards.news import News
from evidence.reports import board_words, boards
from evidence.reports.safe import short
from evidence.store import board_views, notices, registered
from evidence.vocabulary import TroubleKind
from schedules.notices.notice import BoardEvent, BoardTold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.store import Store
    from evidence.store.records import Trouble

MOST_EVENTS = 5
"""Entries of a board that are listed, what is lost first; the counts tell of all."""
_RECENT = timedelta(days=30)
"""A visit older than that is no news to somebody who begins to be told."""
_MOST_TITLE, _MOST_EVENT = 100, 300
_ORDER = (
    News.SECTION_GONE,
    News.DROPPED,
    News.SWAPPED,
    News.REPOINTED,
    News.REDESIGNED,
    News.RETURNED,
    News.SECTION_RENAMED,
    News.RENAMED,
    News.ADDED,
)


def note(store: Store, language: Language, now: datetime) -> None:
    """Keep what visits brought until the next digest tells it: each visit once, and a board that
    can't be seen whole once until it can."""
    stamp = clock.stamp(now)
    for visit in board_views.eventful(store, clock.stamp(now - _RECENT)):
        facts = {"source": visit.source_id, "visit": visit.id}
        notices.note(store, TroubleKind.BOARD, facts, visit.id, stamp)
    for board in board_views.incomplete(store):
        why = short(board_words.problem(board.problem or "", language), _MOST_EVENT)
        facts = {"board": _named(board.id, board.title), "problem": why}
        key = f"{board.id} {board.good or ''}"
        notices.note(store, TroubleKind.BOARD_INCOMPLETE, facts, key, stamp)


def told(store: Store, noted: Iterable[Trouble], language: Language) -> tuple[BoardTold, ...]:
    """The boards of what :func:`note` kept."""
    visits: dict[str, list[str]] = {}
    for facts in (trouble.facts for trouble in noted):
        visits.setdefault(facts["source"], []).append(facts["visit"])
    return tuple(_board(store, source, ids, language) for source, ids in visits.items())


def counted(counts: Mapping[str, int], language: Language) -> str:
    """``dropped: 3, added: 1``."""
    return ", ".join(f"{board_words.word(kind, language)}: {n}" for kind, n in counts.items())


def _board(store: Store, source: str, visits: list[str], language: Language) -> BoardTold:
    events = [event for visit in visits for event in boards.events(store, visit)]
    events.sort(key=lambda event: _ORDER.index(event.kind))
    known = registered.source(store, source)
    return BoardTold(
        source=source,
        title=_named(source, known.title if known else None),
        counts={str(kind): n for kind, n in Counter(event.kind for event in events).items()},
        events=tuple(
            BoardEvent(event.kind, short(board_words.story(event, language), _MOST_EVENT))
            for event in events[:MOST_EVENTS]
        ),
        more=max(0, len(events) - MOST_EVENTS),
    )


def _named(source: str, title: str | None) -> str:
    return short(title or source, _MOST_TITLE)
