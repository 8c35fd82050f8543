"""Notices: the outbox, what readers were told of each URL, and troubles that are still to be told.

All of it is housekeeping outside the custody log; ``m0007_notices.sql`` says why.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from evidence.store.database import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from evidence.store.database import Row, Store, Transaction

OPEN = "waiting"
"""State of a notice that is to be sent; ``sending``, then ``sent``, ``refused``, ``failed`` or
``unknown``."""

_CITED = "EXISTS (SELECT 1 FROM citations c WHERE c.url_id = st.url_id AND c.gone_since IS NULL)"
_UNDER_WAY = """
EXISTS (SELECT 1 FROM checks k JOIN runs r ON r.id = k.run_id WHERE k.id = st.check_id AND r.state = 'running')
"""
_TELLABLE = f"""
SELECT st.*, u.url, t.verdict AS told_verdict, t.since AS told_since, t.text_sha256 AS told_text, t.told_at,
       (SELECT MAX(a.accepted_at) FROM acceptances a WHERE a.url_id = st.url_id) AS accepted_at
FROM standings st JOIN urls u ON u.id = st.url_id LEFT JOIN told t ON t.url_id = st.url_id
WHERE {_CITED} AND (t.url_id IS NOT NULL OR st.verdict IN ('missing', 'changed'))
AND NOT {_UNDER_WAY}
ORDER BY st.since, u.url
"""
_CITATIONS = """
SELECT c.source_id, s.title AS source_title, s.published, c.marker, c.page, c.claim FROM citations c
JOIN sources s ON s.id = c.source_id WHERE c.url_id = ? AND c.gone_since IS NULL
ORDER BY s.rowid, c."start", c.rowid
"""


def tellable(store: Store) -> Iterator[Row]:
    """Standings of what is cited that are broken or of which something was told, oldest first, with
    ``url`` and the columns of what was told (null without). What a run saw that has not ended is
    left for later: it may have been our own outage."""
    return store.iterate(_TELLABLE)


def citations(store: Store, url_id: str) -> list[Row]:
    """Where a URL is cited now: source, marker, page, claim, and when the source was published."""
    return store.all(_CITATIONS, url_id)


def copies(store: Store, url_id: str) -> list[Row]:
    """What public archives hold of a URL, oldest first."""
    return store.all(
        "SELECT * FROM mementos WHERE url_id = ? AND state != 'listed' ORDER BY captured_at", url_id
    )


def note(store: Store, kind: str, facts: Row, key: str, now: str) -> None:
    """Keep a trouble until the next digest tells it; the same ``kind`` and ``key`` are kept
    once."""
    identifier = _digest(kind, key)
    row = {
        "id": identifier,
        "kind": kind,
        "facts_json": to_json(facts),
        "noted_at": now,
        "night": None,
    }
    with store.housekeeping() as act:
        if store.one("SELECT 1 FROM troubles WHERE id = ?", identifier) is None:
            act.insert("troubles", row)


def untold(store: Store) -> list[Row]:
    """Troubles that no digest has told yet, oldest first."""
    return store.all("SELECT * FROM troubles WHERE night IS NULL ORDER BY noted_at, rowid")


def composed(store: Store, night: str) -> bool:
    """Whether the digest of a night was made."""
    return store.one("SELECT 1 FROM notices WHERE night = ?", night) is not None


def before(store: Store, channel: str) -> Row | None:
    """The last notice made for a channel."""
    sql = "SELECT * FROM notices WHERE channel = ? ORDER BY queued_at DESC, rowid DESC LIMIT 1"
    return store.one(sql, channel)


def queue(act: Transaction, *, night: str, channel: str, notice: Row, now: str) -> None:
    """Put one notice for one channel into the outbox; its id is a digest of all three."""
    content = to_json(notice)
    act.insert(
        "notices",
        {
            "id": _digest(night, channel, content),
            "queued_at": now,
            "kind": "digest",
            "subject_json": content,
            "state": OPEN,
            "attempts": 0,
            "night": night,
            "channel": channel,
            "due_at": now,
        },
    )


def next_due(store: Store, now: str, channels: Collection[str]) -> Row | None:
    """The notice to one of ``channels`` that has waited longest, if one is due."""
    marks = ",".join("?" * len(channels))
    sql = f"SELECT * FROM notices WHERE state = ? AND due_at <= ? AND channel IN ({marks})"
    return store.one(f"{sql} ORDER BY queued_at, rowid LIMIT 1", OPEN, now, *channels)


def mark(store: Store, notice: Row, **values: object) -> Row:
    """Change columns of a notice; returns the new row."""
    row = {**notice, **values}
    with store.housekeeping() as act:
        act.upsert("notices", row)
    return row


def in_state(store: Store, state: str) -> list[Row]:
    """All notices in one state, oldest first."""
    return store.all("SELECT * FROM notices WHERE state = ? ORDER BY queued_at, rowid", state)


_UNSETTLED = """
SELECT n.state, COUNT(*) AS n FROM notices n WHERE n.channel IN ({marks}) AND (n.state IN ('waiting', 'sending')
    OR n.state IN ('refused', 'failed', 'unknown') AND NOT EXISTS
        (SELECT 1 FROM notices l WHERE l.channel = n.channel AND l.queued_at > n.queued_at))
GROUP BY n.state
"""


def unsettled(store: Store, channels: Collection[str]) -> dict[str, int]:
    """How many notices to ``channels`` are in each state but ``sent``. Of what did not arrive or
    may not have, only the last to a channel counts: the one after it tells of it."""
    sql = _UNSETTLED.format(marks=",".join("?" * len(channels)))
    return {row["state"]: row["n"] for row in store.all(sql, *channels)}


def _digest(*parts: str) -> str:
    """128 bits of the sha256 of ``parts``."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
