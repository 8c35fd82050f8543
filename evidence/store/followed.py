"""Documents that cited pages offer and that are looked at with them: citations of their own kind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.candidates import candidate
from evidence.store.records import Result
from evidence.store.sources import known_id, put_url
from evidence.vocabulary import CandidateKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class CitedPage(Result):
    """A citation of a page that a run looked at."""

    citation_id: str
    source_id: str
    url_id: str
    url: str


_PAGES = """
SELECT c.id AS citation_id, c.source_id, c.url_id, u.url FROM runs r JOIN checks k ON k.run_id = r.id
JOIN citations c ON c.url_id = k.url_id JOIN urls u ON u.id = c.url_id
JOIN captures a ON a.id = k.capture_id JOIN source_versions v ON v.id = c.first_version
WHERE r.id = :run AND c.gone_since IS NULL AND c.source_id IN (SELECT value FROM json_each(:sources))
  AND (a.refers_to IS NULL OR NOT EXISTS (
      SELECT 1 FROM candidates d WHERE d.citation_id = c.id AND d.kind = 'followed'))
  AND NOT EXISTS (
      SELECT 1 FROM checks p JOIN runs l ON l.id = p.run_id JOIN captures b ON b.id = p.capture_id
      WHERE p.id = (SELECT o.id FROM checks o WHERE o.url_id = k.url_id AND o.checked_at < k.checked_at
                    ORDER BY o.checked_at DESC LIMIT 1)
        AND COALESCE(b.refers_to, b.id) = COALESCE(a.refers_to, a.id)
        AND l.kind = 'night' AND l.state = 'finished' AND v.read_at <= l.started_at
        AND l.config_sha256 = r.config_sha256 AND l.tool_version = r.tool_version)
ORDER BY c.rowid
"""
"""The look before says that a page offers nothing new where it saw the same bytes in a night that
followed the same citation by the same settings and rules."""
_OF_CITATION = "SELECT COUNT(*) FROM candidates WHERE citation_id = ? AND kind = 'followed'"
_IN_SOURCE = """
SELECT EXISTS (SELECT 1 FROM citations WHERE source_id = :source AND url_id = :url AND gone_since IS NULL)
    OR EXISTS (SELECT 1 FROM candidates d JOIN citations c ON c.id = d.citation_id
               WHERE c.source_id = :source AND c.gone_since IS NULL AND d.url_id = :url)
"""
_OTHERS = """
SELECT d.id FROM candidates d JOIN citations c ON c.id = d.citation_id
WHERE d.kind = 'followed' AND c.source_id NOT IN (SELECT value FROM json_each(?))
"""


def pages(store: Store, run_id: str, sources: Collection[str]) -> list[CitedPage]:
    """The pages cited by ``sources`` that may offer what is not followed yet: a run found them with
    other bytes than before, or nothing of them is followed and no night has read them for it."""
    return list(store.each(CitedPage, _PAGES, sources=json.dumps(sorted(sources)), run=run_id))


def put(store: Store, offers: Iterable[tuple[CitedPage, Sequence[str], int]], now: str) -> int:
    """Follow what pages offer from now on: addresses, and how many of one page at most.

    What the source cites itself, or follows from another of its pages, is not followed twice.
    Returns how many came anew.
    """
    count = 0
    with store.transaction("documents-followed") as transaction:
        for page, urls, most in offers:
            room = most - int(store.value(_OF_CITATION, page.citation_id))
            for url in urls:
                known = known_id(store, url)
                if room <= 0:
                    break
                if store.value(_IN_SOURCE, source=page.source_id, url=known):
                    continue
                url_id = put_url(store, transaction, url, now)
                transaction.put(candidate(page.citation_id, url_id, CandidateKind.FOLLOWED))
                room -= 1
                count += 1
    return count


def keep_only(store: Store, sources: Collection[str]) -> None:
    """Follow nothing any more from other sources than these; what was seen of it stays."""
    others = list(store.values(_OTHERS, json.dumps(sorted(sources))))
    if others:
        with store.transaction("documents-left") as transaction:
            for identifier in others:
                transaction.delete("candidates", identifier)
