"""How far each source is looked after, and what waits for a look: counted in one pass over what is cited."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store import duplicates, registered
from evidence.store.database import to_json
from evidence.store.records import Result
from evidence.store.scope import EVERYTHING, NOT_LEFT_OUT, OF_SOURCES, WATCHED, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from evidence.store.database import Store
    from evidence.store.duplicates import Group


@dataclass(frozen=True, slots=True)
class Backlog(Result):
    """What waits for a look."""

    due: int
    overdue: int
    """due for more than a day"""
    oldest: str | None
    """since when the oldest is due"""
    stood_for: int = 0
    """those that are not due because another address of the very same document is
    (:mod:`evidence.store.duplicates`)"""

    def with_more(self, other: Backlog) -> Backlog:
        """Both, of different addresses."""
        oldest = min(filter(None, (self.oldest, other.oldest)), default=None)
        counts = self.due + other.due, self.overdue + other.overdue
        return Backlog(*counts, oldest, self.stood_for + other.stood_for)


_NOTHING = Backlog(0, 0, None)


@dataclass(frozen=True, slots=True)
class Watched:
    """How far one source is looked after."""

    cited: int = 0
    """addresses that it cites now"""
    checked: int = 0
    """those of them that were checked"""
    backlog: Backlog = _NOTHING


@dataclass(frozen=True, slots=True)
class Counts:
    """How far all that is cited is looked after."""

    backlog: Backlog
    """of all sources"""
    sources: Mapping[str, Watched]
    """id -> how far it is, in the order in which they were registered"""


@dataclass(frozen=True, slots=True)
class _Part(Result):
    """What addresses of a source come to."""

    source_id: str
    is_first: bool
    """they are due, and no other source comes before it that cites these, too"""
    cited: int
    checked: int
    due: int
    overdue: int
    oldest: str | None


@dataclass(frozen=True, slots=True)
class _Entry(Result):
    """An address of a document that stands at several, which is due."""

    url_id: str
    source_id: str
    due_at: str


_OF = f"{OF_SOURCES.format(source_id='c.source_id')} AND {WATCHED.format(source_id='c.source_id')}"
_CITING = """
SELECT url_id, source_id, MAX(gone_since IS NULL) AS stands FROM citations GROUP BY url_id, source_id
UNION ALL
SELECT d.url_id, c.source_id, 0 FROM candidates d JOIN citations c ON c.id = d.citation_id
WHERE d.kind != 'reading'
  AND NOT EXISTS (SELECT 1 FROM citations o WHERE o.url_id = d.url_id AND o.source_id = c.source_id)
GROUP BY d.url_id, c.source_id
"""
"""Each address once for each source that cites it, or a page that offers it."""
_FIRST = f"""COALESCE((SELECT MIN(c.source_id) FROM citations c WHERE c.url_id = p.url_id AND {_OF}),
                      (SELECT MIN(c.source_id) FROM candidates d JOIN citations c ON c.id = d.citation_id
                       WHERE d.url_id = p.url_id AND d.kind != 'reading' AND {_OF}))"""
_LOOKED_AT = f"""
SELECT p.url_id, p.source_id, p.stands, st.verdict,
       COALESCE(st.next_look, (SELECT added_at FROM urls INDEXED BY urls_queued WHERE id = p.url_id)) AS due_at,
       (st.next_look IS NULL OR st.next_look <= :now OR st.last_look > :horizon) AS is_due
FROM ({_CITING}) p LEFT JOIN standings st INDEXED BY standings_due ON st.url_id = p.url_id
WHERE {OF_SOURCES.format(source_id="p.source_id")} AND {WATCHED.format(source_id="p.source_id")}
AND {NOT_LEFT_OUT.format(url_id="p.url_id")}
"""
_WAITING = f"""
SELECT url_id, source_id, stands, due_at, COALESCE(verdict != 'unchecked', 0) AS is_checked,
       is_due AND url_id NOT IN (SELECT value FROM json_each(:apart)) AS is_due
FROM ({_LOOKED_AT}) LIMIT -1
"""
"""The limit is none: with one SQLite works out a column once, and not wherever it is named (its flattener)."""
_SUMS = """
SELECT source_id, is_first, SUM(stands) AS cited, SUM(stands AND is_checked) AS checked,
       SUM(is_due) AS due, SUM(is_due AND due_at <= :day_ago) AS overdue,
       MIN(CASE WHEN is_due THEN due_at END) AS oldest FROM
"""
_COUNTED = f"""
{_SUMS} (SELECT source_id, is_due AND source_id = {_FIRST} AS is_first, stands, due_at, is_checked, is_due
         FROM ({_WAITING}) p LIMIT -1)
GROUP BY source_id, is_first
"""
_COUNTED_ALONE = f"{_SUMS} (SELECT *, 1 AS is_first FROM ({_WAITING})) HAVING COUNT(*)"
"""Of one source: nothing is sorted, and nothing asked of others."""
_ENTRIES = f"""
SELECT url_id, source_id, due_at FROM ({_LOOKED_AT})
WHERE is_due AND url_id IN (SELECT value FROM json_each(:apart))
"""


def counts(store: Store, now: datetime, scope: Scope = EVERYTHING) -> Counts:
    """How far what is cited is looked after at the time ``now``."""
    groups = duplicates.groups(store)
    at, day_ago = clock.stamp(now), clock.stamp(now - timedelta(days=1))
    apart = to_json([one.url_id for group in groups for one in group.entries])
    values = {**scope.values, "now": at, "horizon": clock.horizon(at), "apart": apart}
    everything = _NOTHING
    watched = dict.fromkeys(registered.ids(store, scope), Watched())
    ask = _COUNTED if len(watched) > 1 else _COUNTED_ALONE
    for part in store.each(_Part, ask, **values, day_ago=day_ago):
        waiting = Backlog(part.due, part.overdue, part.oldest)
        if part.is_first:
            everything = everything.with_more(waiting)
        before = watched[part.source_id]
        counted = before.cited + part.cited, before.checked + part.checked
        watched[part.source_id] = Watched(*counted, before.backlog.with_more(waiting))
    if groups:
        entries = list(store.each(_Entry, _ENTRIES, **values))
        everything = everything.with_more(_in_turn(groups, entries, at, day_ago))
        of: dict[str, list[_Entry]] = defaultdict(list)
        for entry in entries:
            of[entry.source_id].append(entry)
        for source, some in of.items():
            before = watched[source]
            more = before.backlog.with_more(_in_turn(groups, some, at, day_ago))
            watched[source] = Watched(before.cited, before.checked, more)
    return Counts(everything, watched)


def _in_turn(
    groups: Collection[Group], entries: Iterable[_Entry], at: str, day_ago: str
) -> Backlog:
    """What waits of documents that stand at several addresses."""
    due_at = {entry.url_id: entry.due_at for entry in entries}
    turns = duplicates.turns(groups, due_at.keys(), at)
    waits = [turns.since.get(one, since) for one, since in due_at.items() if one not in turns.held]
    overdue = sum(since <= day_ago for since in waits)
    return Backlog(len(waits), overdue, min(waits, default=None), len(turns.held))
