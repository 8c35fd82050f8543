"""Notices: the outbox, what readers were told of each URL, and troubles that are still to be told.

All of it is housekeeping outside the custody log; ``m0007_notices.sql`` says why.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import starmap
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store.database import to_json
from evidence.store.mementos import CITED_ON
from evidence.store.records import QueuedNotice, Result, Standing, Told, Trouble
from evidence.store.scope import EVERYTHING, NOT_LEFT_OUT, Scope
from evidence.vocabulary import NoticeState, TroubleKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from evidence.store.database import Store, Transaction


@dataclass(frozen=True, slots=True)
class Tellable:
    """A standing that readers may have to be told of."""

    standing: Standing
    url: str
    told: Told | None
    """the last that they were told of the URL"""
    accepted_at: str | None
    """when a person last accepted what it shows"""


@dataclass(frozen=True, slots=True)
class CitedBy(Result):
    """One place that cites a URL now."""

    source_id: str
    source_title: str | None
    cited_on: str | None
    """the day on which it says that it read the URL, else on which it was published"""
    marker: str | None
    page: int | None
    claim: str | None


_CITED = """(EXISTS (SELECT 1 FROM citations c WHERE c.url_id = st.url_id AND c.gone_since IS NULL)
 OR EXISTS (SELECT 1 FROM candidates d JOIN citations c ON c.id = d.citation_id
            WHERE d.url_id = st.url_id AND d.kind = 'followed' AND c.gone_since IS NULL))"""
_UNDER_WAY = """
EXISTS (SELECT 1 FROM checks k JOIN runs r ON r.id = k.run_id WHERE k.id = st.check_id AND r.state = 'running')
"""
_TELLABLE = f"""
SELECT st.*, u.url, t.verdict AS told_verdict, t.since AS told_since, t.text_sha256 AS told_text, t.told_at,
       (SELECT MAX(a.accepted_at) FROM acceptances a WHERE a.url_id = st.url_id) AS accepted_at
FROM standings st JOIN urls u ON u.id = st.url_id LEFT JOIN told t ON t.url_id = st.url_id
WHERE {_CITED} AND {NOT_LEFT_OUT.format(url_id="st.url_id")}
AND (t.url_id IS NOT NULL OR st.verdict IN ('missing', 'changed'))
AND NOT {_UNDER_WAY}
ORDER BY st.since, u.url
"""
_CITATIONS = f"""
SELECT c.source_id, s.title AS source_title,
    {CITED_ON} AS cited_on, c.marker, c.page, c.claim FROM citations c
JOIN sources s ON s.id = c.source_id WHERE c.gone_since IS NULL AND (c.url_id = :url OR c.id IN (
    SELECT citation_id FROM candidates WHERE url_id = :url AND kind = 'followed'))
ORDER BY s.rowid, c."start", c.rowid
"""


def tellable(store: Store, scope: Scope = EVERYTHING) -> Iterator[Tellable]:
    """Standings of what is cited that are broken or of which something was told, the oldest first.
    What a run saw that has not ended is left for later: it may have been our own outage."""
    return starmap(_tellable, store.pairs(Standing, _Beside, _TELLABLE, **scope.values))


@dataclass(frozen=True, slots=True)
class _Beside(Result):
    """What is read along with a standing."""

    url: str
    told_verdict: Verdict | None
    told_since: str | None
    told_text: str | None
    told_at: str | None
    accepted_at: str | None


def _tellable(standing: Standing, beside: _Beside) -> Tellable:
    told = None
    if beside.told_verdict and beside.told_since and beside.told_at:
        told = Told(
            standing.url_id,
            beside.told_verdict,
            beside.told_since,
            beside.told_text or "",
            beside.told_at,
        )
    return Tellable(standing, beside.url, told, beside.accepted_at)


def citations(store: Store, url_id: str) -> list[CitedBy]:
    """Where a URL is cited now, or offered by a page that is and followed, in the order of the sources."""
    return list(store.each(CitedBy, _CITATIONS, url=url_id))


def note(store: Store, kind: TroubleKind, facts: Mapping[str, object], key: str, now: str) -> None:
    """Keep a trouble until the next digest tells it; the same ``kind`` and ``key`` are kept
    once."""
    trouble = Trouble(_digest(kind, key), kind, to_json(facts), noted_at=now)
    with store.housekeeping() as act:
        if store.value("SELECT 1 FROM troubles WHERE id = ?", trouble.id) is None:
            act.add(trouble)


def untold(store: Store) -> list[Trouble]:
    """Troubles that no digest has told yet, oldest first."""
    sql = "SELECT * FROM troubles WHERE night IS NULL ORDER BY noted_at, rowid"
    return list(store.each(Trouble, sql))


def tell(act: Transaction, troubles: Iterable[Trouble], night: str) -> None:
    """The digest of ``night`` tells these troubles."""
    for trouble in troubles:
        act.put(replace(trouble, night=night))


def composed(store: Store, night: str) -> bool:
    """Whether the digest of a night was made."""
    return store.value("SELECT 1 FROM notices WHERE night = ?", night) is not None


_LAST_NEWS = """
SELECT MAX(queued_at) FROM notices WHERE kind = 'digest' AND EXISTS (
    SELECT 1 FROM json_each(subject_json, '$.counts') c WHERE c.key != 'trouble' AND c.value > 0)
"""


def last_news_at(store: Store) -> str | None:
    """When the last digest was composed that told more than troubles."""
    at: str | None = store.value(_LAST_NEWS)
    return at


def before(store: Store, channel: str) -> QueuedNotice | None:
    """The last notice made for a channel."""
    sql = "SELECT * FROM notices WHERE channel = ? ORDER BY queued_at DESC, rowid DESC LIMIT 1"
    return store.first(QueuedNotice, sql, channel)


def queue(
    act: Transaction, *, night: str, channel: str, content: Mapping[str, object], now: str
) -> None:
    """Put one notice for one channel into the outbox; its id is a digest of all three."""
    says = to_json(content)
    act.add(
        QueuedNotice(
            id=_digest(night, channel, says),
            queued_at=now,
            kind="digest",
            subject_json=says,
            state=NoticeState.WAITING,
            attempts=0,
            night=night,
            channel=channel,
            due_at=now,
        )
    )


def next_due(store: Store, now: str, channels: Collection[str]) -> QueuedNotice | None:
    """The notice to one of ``channels`` that has waited longest, if one is due, or was put off by a clock
    that was ahead and not since."""
    marks = ",".join("?" * len(channels))
    sql = f"""SELECT * FROM notices WHERE state = 'waiting' AND channel IN ({marks})
              AND (due_at <= ? OR (COALESCE(tried_at, queued_at) > ? AND due_at >= COALESCE(tried_at, queued_at)))
              ORDER BY queued_at, rowid LIMIT 1"""
    return store.first(QueuedNotice, sql, *channels, now, clock.horizon(now))


def mark(store: Store, notice: QueuedNotice, **values: object) -> QueuedNotice:
    """Change fields of a notice; returns what stands in the outbox now."""
    changed = replace(notice, **values)  # type: ignore[arg-type]
    with store.housekeeping() as act:
        act.put(changed)
    return changed


def in_state(store: Store, state: NoticeState) -> list[QueuedNotice]:
    """All notices in one state, oldest first."""
    sql = "SELECT * FROM notices WHERE state = ? ORDER BY queued_at, rowid"
    return list(store.each(QueuedNotice, sql, state))


_UNSETTLED = """
SELECT n.state, COUNT(*) AS n FROM notices n WHERE n.channel IN ({marks}) AND (n.state IN ('waiting', 'sending')
    OR n.state IN ('refused', 'failed', 'unknown') AND NOT EXISTS
        (SELECT 1 FROM notices l WHERE l.channel = n.channel AND l.queued_at > n.queued_at))
GROUP BY n.state
"""


def unsettled(store: Store, channels: Collection[str]) -> dict[NoticeState, int]:
    """How many notices to ``channels`` are in each state but ``sent``. Of what did not arrive or
    may not have, only the last to a channel counts: the one after it tells of it."""
    sql = _UNSETTLED.format(marks=",".join("?" * len(channels)))
    return {NoticeState(row["state"]): row["n"] for row in store.iterate(sql, *channels)}


def _digest(*parts: str) -> str:
    """128 bits of the sha256 of ``parts``."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
