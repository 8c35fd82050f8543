"""Copies in web archives that are known, and which of them a URL is compared with."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from evidence.store.records import Memento

if TYPE_CHECKING:
    from evidence.store.database import Store


CITED_ON = "substr(COALESCE(c.accessed || '-15', s.published), 1, 10)"
"""The day of a citation ``c`` of a source ``s``; of a month that is told its middle."""


def memento_id(archive: str, memento_url: str) -> str:
    """128 bits of the sha256 of both, so that two folders give one memento one id."""
    named = f"{archive}\n{memento_url}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(named).hexdigest()[:32]


def memento(store: Store, identifier: str | None) -> Memento | None:
    """One memento."""
    return store.first(Memento, "SELECT * FROM mementos WHERE id = ?", identifier)


def shown(store: Store, url_id: str) -> list[Memento]:
    """What is known of the copies of a URL besides that an index lists them, oldest first."""
    sql = "SELECT * FROM mementos WHERE url_id = ? AND state != 'listed' ORDER BY captured_at"
    return list(store.each(Memento, sql, url_id))


def seen_gone(store: Store, url_id: str, archive: str) -> list[Memento]:
    """The captures by which an archive's index says that a URL was gone, as they were last noted;
    none of them was fetched."""
    sql = """SELECT * FROM mementos WHERE url_id = ? AND archive = ? AND state = 'listed'
             AND cause IS NOT NULL"""
    return list(store.each(Memento, sql, url_id, archive))


def cited_on(store: Store, url_id: str) -> str | None:
    """The earliest day on which the URL was cited, as ``2019-09-12``: on which the source says that it
    was read, else on which the source was published."""
    found: str | None = store.value(
        f"SELECT MIN({CITED_ON}) FROM citations c JOIN sources s ON s.id = c.source_id WHERE c.url_id = ?",
        url_id,
    )
    return found


def had_cited_baseline(store: Store, url_id: str) -> bool:
    """Whether a memento is or ever was what looks at the URL are compared with: what a person
    accepted instead of it stays."""
    sql = """SELECT 1 FROM mementos WHERE url_id = ?1 AND capture_id IN
             (SELECT baseline_id FROM standings WHERE url_id = ?1
              UNION SELECT baseline_id FROM checks WHERE url_id = ?1)"""
    return store.value(sql, url_id) is not None


def accepted(store: Store, url_id: str) -> bool:
    """Whether a person has accepted what a URL shows: that stays the baseline, whatever is found
    later."""
    return store.value("SELECT 1 FROM acceptances WHERE url_id = ?", url_id) is not None


def nearest_kept(store: Store, url_id: str, noon: str, days: float) -> Memento | None:
    """The memento that shows the document, in our WARC, and nearest to ``noon`` within so many
    days."""
    sql = """SELECT * FROM mementos WHERE url_id = ?1 AND state IN ('kept', 'verified') AND capture_id IS NOT NULL
             AND abs(julianday(captured_at) - julianday(?2)) <= ?3
             ORDER BY abs(julianday(captured_at) - julianday(?2)), captured_at LIMIT 1"""
    return store.first(Memento, sql, url_id, noon, days)
