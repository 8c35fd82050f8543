"""What is told of boards: their visits, what became of their entries, what they dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.store.views import unfold

if TYPE_CHECKING:
    from evidence.store.database import Row, Store

_BOARDS = """
SELECT s.id, s.title, s.location,
       (SELECT COUNT(*) FROM board_entries e WHERE e.source_id = s.id AND e.dropped_at IS NULL) AS stand,
       (SELECT COUNT(*) FROM board_entries e WHERE e.source_id = s.id AND e.dropped_at IS NOT NULL) AS dropped
FROM sources s WHERE s.kind = 'board' AND (? IS NULL OR s.id = ?)
AND EXISTS (SELECT 1 FROM board_visits v WHERE v.source_id = s.id) ORDER BY s.rowid
"""


def boards(store: Store, source: str | None = None) -> list[Row]:
    """Every board that was walked: ``id``, ``title``, ``location``, entries that ``stand`` or were
    ``dropped``."""
    return store.all(_BOARDS, source, source)


def board(store: Store, name: str) -> Row | None:
    """The board with this id or address."""
    row = store.one(
        "SELECT id FROM sources WHERE kind = 'board' AND (id = ? OR location = ?)", name, name
    )
    return next(iter(boards(store, row["id"])), None) if row else None


def visits(store: Store, source: str, latest: int = -1) -> list[Row]:
    """Visits, oldest first, at most so many of the ``latest``; each with its ``left_out`` and
    ``failed``."""
    rows = store.all(
        "SELECT * FROM board_visits WHERE source_id = ? ORDER BY began_at DESC LIMIT ?",
        source,
        latest,
    )
    return [unfold(row) for row in reversed(rows)]


def events(store: Store, visit: str) -> list[Row]:
    """What one visit told: ``kind``, and ``detail`` with ``before``, ``now``, ``section``,
    ``count``."""
    rows = store.all(
        "SELECT kind, detail_json FROM board_events WHERE visit_id = ? ORDER BY rowid", visit
    )
    return [unfold(row) for row in rows]


def eventful(store: Store, since: str) -> list[Row]:
    """Visits that ended at ``since`` or later and brought something, oldest first: ``id``,
    ``source_id``."""
    return store.all(
        "SELECT id, source_id FROM board_visits WHERE ended_at >= ?"
        " AND id IN (SELECT visit_id FROM board_events) ORDER BY began_at",
        since,
    )


_INCOMPLETE = """
SELECT s.id, s.title, v.problem, (SELECT g.id FROM board_visits g WHERE g.source_id = s.id
    AND g.state != 'incomplete' ORDER BY g.began_at DESC LIMIT 1) AS good
FROM sources s JOIN board_visits v ON v.id =
    (SELECT l.id FROM board_visits l WHERE l.source_id = s.id ORDER BY l.began_at DESC LIMIT 1)
WHERE v.state = 'incomplete' ORDER BY s.rowid
"""


def incomplete(store: Store) -> list[Row]:
    """Boards of which the last visit saw a part only: ``id``, ``title``, ``problem``, and ``good``,
    the last visit that saw enough (null without)."""
    return store.all(_INCOMPLETE)


_SWAPPED = """
SELECT u.url, e.link_text AS text, h.kind AS change, MIN(h.found_at) AS found_at
FROM changes h JOIN board_entries e ON e.url_id = h.url_id JOIN urls u ON u.id = h.url_id
JOIN captures a ON a.id = h.to_capture
WHERE e.source_id = ? AND h.kind = 'replaced' AND e.dropped_at IS NULL
GROUP BY e.id, a.payload_sha256 ORDER BY found_at
"""


def swapped(store: Store, source: str) -> list[Row]:
    """Entries whose address shows another document than it did, as the checks of that address
    found: ``url``, ``text``, ``found_at``."""
    return store.all(_SWAPPED, source)


_DROPPED = """
SELECT u.url, e.link_text AS text, e.label_path AS path_json, e.dropped_at, st.verdict
FROM board_entries e JOIN urls u ON u.id = e.url_id LEFT JOIN standings st ON st.url_id = u.id
WHERE e.source_id = ? AND e.dropped_at IS NOT NULL ORDER BY e.dropped_at DESC, e.position
"""


def dropped(store: Store, source: str) -> list[Row]:
    """What the board no longer lists, the latest first, with what stands at its address now."""
    return [unfold(row) for row in store.all(_DROPPED, source)]
