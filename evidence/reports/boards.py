"""Results boards as reports, answers and notices tell them: their visits, what became of the
entries, what is no longer listed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evidence.boards.model import LeftOut
from evidence.boards.news import News
from evidence.store import board_views
from evidence.store.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.store.board_views import Dropped, Swapped
    from evidence.store.records import BoardEvent, BoardVisit

MOST = 100
"""Dropped entries and events shown in a report; history and the database have all."""
VISITS = 10
"""Visits shown in a report."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as an event tells it."""

    url: str
    text: str
    path: tuple[str, ...]
    """labels over it, the outermost first"""

    @property
    def name(self) -> str:
        """What readers call it."""
        return " > ".join(part for part in (*self.path, self.text) if part)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that two visits tell."""

    kind: News
    before: Entry | None
    now: Entry | None
    section: tuple[str, ...]
    """labels of a section that is gone or was renamed, the outermost first"""
    count: int
    """entries that stood in it, or that a redesign touched"""
    detail: dict[str, Any]
    """all of it as it is stored"""

    @property
    def renamed(self) -> tuple[str, ...]:
        """Labels that a section bears in place of those that it bore."""
        return tuple(self.detail.get("renamed", ()))

    @property
    def entries(self) -> tuple[tuple[Entry | None, Entry | None], ...]:
        """What a redesign touched: (before, now)."""
        told = self.detail.get("entries", ())
        return tuple((_entry(one["before"]), _entry(one["now"])) for one in told)


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that could not be read."""

    url: str
    cause: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One walk through a board, and what it brought."""

    walk: BoardVisit
    events: tuple[Event, ...]

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was seen and not read."""
        return tuple(LeftOut(**out) for out in self.walk.left_out or ())

    @property
    def failed(self) -> tuple[FailedPage, ...]:
        """Pages that could not be read."""
        return tuple(FailedPage(**page) for page in self.walk.failed or ())

    @property
    def counts(self) -> dict[News, int]:
        """How many events there are of each kind."""
        return dict(Counter(event.kind for event in self.events))

    def json(self) -> dict[str, Any]:
        """As the JSON of reports and histories has it."""
        row = self.walk.row()
        del row["left_out_json"], row["failed_json"]
        return {
            **row,
            "left_out": self.walk.left_out,
            "failed": self.walk.failed,
            "events": [{"kind": event.kind, "detail": event.detail} for event in self.events],
            "counts": self.counts,
        }


@dataclass(frozen=True, slots=True)
class Board:
    """A results board that was walked."""

    id: str
    title: str | None
    location: str
    stand: int
    """entries that are listed now"""
    dropped: int
    visits: tuple[Visit, ...]
    """oldest first; there is at least one"""
    no_longer: tuple[Dropped, ...]
    swapped: tuple[Swapped, ...]

    def json(self) -> dict[str, Any]:
        """As the JSON of reports, histories and the status has it."""
        return {
            "id": self.id,
            "title": self.title,
            "location": self.location,
            "stand": self.stand,
            "dropped": self.dropped,
            "visits": [visit.json() for visit in self.visits],
            "no_longer": [_dropped(gone) for gone in self.no_longer],
            "swapped": [asdict(one) for one in self.swapped],
        }


def boards(store: Store, scope: Scope = EVERYTHING, visits: int = VISITS) -> list[Board]:
    """The boards that were walked, each with its latest ``visits`` (-1: all). What a board lists is told
    whole: of what is left out on purpose, too."""
    return [
        Board(
            row.id,
            row.title,
            row.location,
            row.stand,
            row.dropped,
            tuple(
                Visit(walk, tuple(events(store, walk.id)))
                for walk in board_views.visits(store, row.id, visits)
            ),
            tuple(board_views.dropped(store, row.id)),
            tuple(board_views.swapped(store, row.id)),
        )
        for row in board_views.boards(store, scope)
    ]


def events(store: Store, visit: str) -> list[Event]:
    """What one visit told."""
    return [_event(row) for row in board_views.events(store, visit)]


def _event(row: BoardEvent) -> Event:
    detail = row.detail
    return Event(
        kind=News(row.kind),
        before=_entry(detail.get("before")),
        now=_entry(detail.get("now")),
        section=tuple(detail.get("section", ())),
        count=detail.get("count", 0),
        detail=detail,
    )


def _entry(told: dict[str, Any] | None) -> Entry | None:
    return Entry(told["url"], told["text"], tuple(told["path"])) if told else None


def _dropped(gone: Dropped) -> dict[str, Any]:
    return {
        "url": gone.url,
        "text": gone.text,
        "path": gone.path,
        "dropped_at": gone.dropped_at,
        "verdict": gone.verdict,
    }
