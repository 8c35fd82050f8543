"""One document at many addresses of results boards: which address is looked at in its turn, and what
is told of the others.

A board names one agreement under each of a hundred commitments. Where a host served the very same
file at all of those addresses, looking at one of them each night says of the file what a hundred
looks would say; the turn goes round, because an address can be taken away alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evidence.store.database import to_json
from evidence.store.records import Result
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from evidence.store.database import Store

MOST = 100
"""Addresses that one look stands for: what is taken away alone is seen after so many nights, a
quarter of a year, at the latest."""
_FILE_BYTES = 4_096
"""Bytes of a file that is a document: a PDF without a page of text has fewer."""
_ANSWERS = ("", "text/html", "application/xhtml+xml", "text/plain", "application/json")
"""Media types in which servers say that they have nothing, or ask to log in: the same bytes at every
address are no document there."""


@dataclass(frozen=True, slots=True)
class Entry(Result):
    """An address that nobody but boards cites, and that showed a file when it was first seen."""

    url_id: str
    url: str
    host: str
    payload_sha256: str
    """of that file"""
    last_look: str
    next_look: str
    parted_at: str | None
    """the first look that did not show the file any more, or when boards had all dropped the entry; None:
    the last look showed it"""
    told_at: str | None
    """when a board last told of a change of this entry"""


@dataclass(frozen=True, slots=True)
class Group:
    """Addresses of one host that all showed one file when they were last looked at, and were looked at
    since any of its addresses parted from it: those looked at longest ago first."""

    entries: tuple[Entry, ...]

    @property
    def latest(self) -> Entry:
        """The one that was looked at last."""
        return self.entries[-1]


class Turns(NamedTuple):
    """Who is looked at for all."""

    held: frozenset[str]
    """ids that another address of their document is looked at for"""
    since: Mapping[str, str]
    """id whose turn it is -> since when: not since it was due itself, which is as long as the turn goes
    round"""


@dataclass(frozen=True, slots=True)
class SameAs:
    """The address that was looked at in another's stead."""

    url: str
    looked_at: str
    """ISO 8601 with ``Z``"""
    memento: str | None = None
    """a copy in a web archive of the very same bytes, saved of any address of the document"""


_ONLY_BOARDS = """
NOT EXISTS (SELECT 1 FROM citations c JOIN sources s ON s.id = c.source_id
                WHERE c.url_id = u.id AND s.kind != 'board')
AND NOT EXISTS (SELECT 1 FROM candidates d JOIN citations c ON c.id = d.citation_id
                JOIN sources s ON s.id = c.source_id WHERE d.url_id = u.id AND s.kind != 'board')
AND u.id NOT IN (SELECT url_id FROM acceptances)
AND u.id NOT IN (SELECT k.url_id FROM runs r JOIN checks k ON k.run_id = r.id WHERE r.kind = 'single')
AND u.id NOT IN (SELECT page_id FROM parts)
"""
"""What a report cites too, what a person has asked for, and what shows its document in parts is always
looked at itself."""
_ENTRIES = f"""
WITH told AS (SELECT e.source_id, e.entry_id, MAX(v.ended_at) AS at
              FROM board_events e JOIN board_visits v ON v.id = e.visit_id GROUP BY 1, 2),
     news AS (SELECT url_id, MAX(at) AS at FROM (
              SELECT n.url_id, t.at FROM told t JOIN board_entries n ON n.id = t.entry_id
              UNION ALL SELECT n.url_id, t.at FROM told t JOIN board_entries n ON n.source_id = t.source_id
              WHERE t.entry_id IS NULL) GROUP BY 1),
     listed AS (SELECT url_id, MAX(dropped_at IS NULL) AS stands, MAX(dropped_at) AS dropped_at
                FROM board_entries GROUP BY 1)
SELECT u.id AS url_id, u.url, u.host, b.payload_sha256, st.last_look, st.next_look,
       CASE WHEN NOT listed.stands THEN listed.dropped_at
            WHEN st.verdict IN ('{Verdict.ALIVE}', '{Verdict.MOVED}') AND st.cause != '{Cause.ELSEWHERE}'
                 AND st.certainty = '{Certainty.CONFIRMED}' AND a.payload_sha256 IS b.payload_sha256 THEN NULL
            ELSE COALESCE((SELECT MIN(l.checked_at) FROM checks l
                           WHERE l.url_id = u.id AND l.checked_at > COALESCE(
                (SELECT MAX(p.checked_at) FROM checks p JOIN captures q ON q.id = p.capture_id
                 WHERE p.url_id = u.id AND q.payload_sha256 = b.payload_sha256), '')), st.since) END AS parted_at,
       news.at AS told_at
FROM listed JOIN urls u ON u.id = listed.url_id LEFT JOIN news ON news.url_id = u.id
JOIN standings st ON st.url_id = u.id JOIN checks k ON k.id = st.check_id
JOIN captures b ON b.id = st.baseline_id JOIN captures o ON o.id = COALESCE(b.refers_to, b.id)
LEFT JOIN captures a ON a.id = k.capture_id
WHERE {_ONLY_BOARDS} AND b.truncated IS NULL AND o.payload_bytes >= {_FILE_BYTES}
  AND COALESCE(o.media_type, '') NOT IN {_ANSWERS}
"""
_MEMENTO = """
SELECT m.memento_url FROM mementos m JOIN captures c ON c.id = m.capture_id
WHERE m.url_id IN (SELECT value FROM json_each(?)) AND c.payload_sha256 = ?
  AND m.state IN ('kept', 'verified') ORDER BY m.captured_at DESC LIMIT 1
"""


def groups(store: Store) -> list[Group]:
    """The documents that stand at several addresses of boards."""
    return grouped(store.each(Entry, _ENTRIES))


def by_address(store: Store) -> dict[str, Group]:
    """Id of each address of such a document -> all of its addresses."""
    return {one.url_id: group for group in groups(store) for one in group.entries}


def grouped(entries: Iterable[Entry]) -> list[Group]:
    """``entries`` that stand for one another."""
    alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        alike[entry.host, entry.payload_sha256].append(entry)
    found = []
    for several in alike.values():
        news = max(max(one.parted_at or "", one.told_at or "") for one in several)
        same = [one for one in several if one.parted_at is None and one.last_look > news]
        if len(same) > 1:
            found.append(Group(tuple(sorted(same, key=lambda one: (one.last_look, one.url_id)))))
    return found


def turns(groups: Iterable[Group], due: Collection[str], now: str) -> Turns:
    """Whose turn it is of the ids of ``due`` at the time ``now``."""
    held: set[str] = set()
    since: dict[str, str] = {}
    for group in groups:
        most = -(-len(group.entries) // MOST)
        done = sum(one.next_look > now for one in group.entries)
        waiting = [one for one in group.entries if one.url_id in due]
        left = max(0, most - done)
        held.update(one.url_id for one in waiting[left:])
        since.update((one.url_id, waiting[-1].next_look) for one in waiting[:left])
    return Turns(frozenset(held), since)


def told(store: Store) -> dict[str, SameAs]:
    """Id of each address that another was looked at for, since it was due itself -> that other one,
    and a copy of the document in a web archive."""
    found = {}
    for group in groups(store):
        last = group.latest
        stood_for = [one.url_id for one in group.entries if one.next_look < last.last_look]
        if stood_for:
            ids = to_json([one.url_id for one in group.entries])
            memento = store.value(_MEMENTO, ids, last.payload_sha256)
            same = SameAs(last.url, last.last_look, memento)
            found.update(dict.fromkeys(stood_for, same))
    return found
