"""What is told of boards: their visits, what became of their entries, what they dropped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import BoardEvent, BoardVisit, Result
from evidence.store.scope import EVERYTHING, OF_SOURCES, Scope
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class Board(Result):
    """A board that was walked, and how many of its entries stand or were dropped."""

    id: str
    title: str | None
    location: str
    stand: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Incomplete(Result):
    """A board of which the last visit saw a part only."""

    id: str
    title: str | None
    problem: str | None
    good: str | None
    """id of the last visit that saw enough"""


@dataclass(frozen=True, slots=True)
class Swapped(Result):
    """An entry whose address shows another document than it did."""

    url: str
    text: str | None
    change: str
    """a word of :class:`evidence.changes.Kind`"""
    found_at: str


@dataclass(frozen=True, slots=True)
class Dropped(Result):
    """An entry that the board no longer lists, and what stands at its address now."""

    url: str
    text: str | None
    path_json: str | None
    dropped_at: str
    verdict: Verdict | None

    @property
    def path(self) -> list[str]:
        """Its labels, the outermost first."""
        return json.loads(self.path_json) if self.path_json else []


_BOARDS = f"""
SELECT s.id, s.title, s.location,
       (SELECT COUNT(*) FROM board_entries e WHERE e.source_id = s.id AND e.dropped_at IS NULL) AS stand,
       (SELECT COUNT(*) FROM board_entries e WHERE e.source_id = s.id AND e.dropped_at IS NOT NULL) AS dropped
FROM sources s WHERE s.kind = 'board' AND {OF_SOURCES.format(source_id="s.id")}
AND EXISTS (SELECT 1 FROM board_visits v WHERE v.source_id = s.id) ORDER BY s.rowid
"""


def boards(store: Store, scope: Scope = EVERYTHING) -> list[Board]:
    """The boards that were walked."""
    return list(store.each(Board, _BOARDS, **scope.values))


def board(store: Store, name: str) -> Board | None:
    """The board with this id or address."""
    sql = "SELECT id FROM sources WHERE kind = 'board' AND (id = ? OR location = ?)"
    identifier = store.value(sql, name, name)
    return store.first(Board, _BOARDS, **Scope((identifier,)).values) if identifier else None


def visits(store: Store, source: str, latest: int = -1) -> list[BoardVisit]:
    """Visits, oldest first, at most so many of the ``latest``."""
    sql = "SELECT * FROM board_visits WHERE source_id = ? ORDER BY began_at DESC LIMIT ?"
    return list(store.each(BoardVisit, sql, source, latest))[::-1]


def events(store: Store, visit: str) -> list[BoardEvent]:
    """What one visit told."""
    sql = "SELECT * FROM board_events WHERE visit_id = ? ORDER BY rowid"
    return list(store.each(BoardEvent, sql, visit))


def eventful(store: Store, since: str) -> list[BoardVisit]:
    """Visits that ended at ``since`` or later and brought something, oldest first."""
    sql = """SELECT * FROM board_visits WHERE ended_at >= ?
             AND id IN (SELECT visit_id FROM board_events) ORDER BY began_at"""
    return list(store.each(BoardVisit, sql, since))


@dataclass(frozen=True, slots=True)
class EntryEvent(Result):
    """What a visit told of one entry."""

    at: str
    """end of the visit"""
    board: str
    """its title, else its id"""
    kind: str
    """a word of :class:`evidence.boards.news.News`"""


def events_of(store: Store, url_id: str) -> list[EntryEvent]:
    """What visits told of the entries that lead to a URL, oldest first."""
    sql = """SELECT v.ended_at AS at, COALESCE(s.title, s.id) AS board, e.kind
             FROM board_events e JOIN board_entries b ON b.id = e.entry_id
             JOIN board_visits v ON v.id = e.visit_id JOIN sources s ON s.id = e.source_id
             WHERE b.url_id = ? ORDER BY v.ended_at, e.rowid"""
    return list(store.each(EntryEvent, sql, url_id))


_INCOMPLETE = """
SELECT s.id, s.title, v.problem, (SELECT g.id FROM board_visits g WHERE g.source_id = s.id
    AND g.state != 'incomplete' ORDER BY g.began_at DESC LIMIT 1) AS good
FROM sources s JOIN board_visits v ON v.id =
    (SELECT l.id FROM board_visits l WHERE l.source_id = s.id ORDER BY l.began_at DESC LIMIT 1)
WHERE v.state = 'incomplete' ORDER BY s.rowid
"""


def incomplete(store: Store) -> list[Incomplete]:
    """Boards that could not be seen whole at the last visit."""
    return list(store.each(Incomplete, _INCOMPLETE))


_SWAPPED = """
SELECT u.url, e.link_text AS text, h.kind AS change, MIN(h.found_at) AS found_at
FROM changes h JOIN board_entries e ON e.url_id = h.url_id JOIN urls u ON u.id = h.url_id
JOIN captures a ON a.id = h.to_capture
WHERE e.source_id = ? AND h.kind = 'replaced' AND e.dropped_at IS NULL
GROUP BY e.id, a.payload_sha256 ORDER BY found_at
"""


def swapped(store: Store, source: str) -> list[Swapped]:
    """Entries whose document was swapped, as the checks of their addresses found."""
    return list(store.each(Swapped, _SWAPPED, source))


_DROPPED = """
SELECT u.url, e.link_text AS text, e.label_path AS path_json, e.dropped_at, st.verdict
FROM board_entries e JOIN urls u ON u.id = e.url_id LEFT JOIN standings st ON st.url_id = u.id
WHERE e.source_id = ? AND e.dropped_at IS NOT NULL ORDER BY e.dropped_at DESC, e.position
"""


def dropped(store: Store, source: str) -> list[Dropped]:
    """What the board no longer lists, the latest first."""
    return list(store.each(Dropped, _DROPPED, source))
