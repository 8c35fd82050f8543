"""Sources that are registered in a folder, and what they cite."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PurePath
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from evidence.store.records import Citation, Result, Source
from evidence.store.sources import known_id, last_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store import Store


@dataclass(frozen=True, slots=True)
class Cited(Result):
    """One place in a source that cites one URL now."""

    id: str
    source_id: str
    url: str
    raw: str
    """exactly as it stands in the source"""
    marker: str | None
    """the note's number or sign"""
    page: int | None
    heading: str | None
    label: str | None
    claim: str | None
    """the sentence or sentences that the citation supports"""
    note: str | None
    """the text of the note in which the URL stands"""
    accessed: str | None
    """the day on which the source says that it was read, as ``2019-09-12`` or ``2019-09``"""


_CITED = """
SELECT c.id, c.source_id, u.url, c.raw, c.marker, c.page, c.heading, c.label, c.claim, c.note, c.accessed
FROM citations c JOIN sources s ON s.id = c.source_id JOIN urls u ON u.id = c.url_id
WHERE c.gone_since IS NULL AND (:source IS NULL OR c.source_id = :source)
  AND (:url IS NULL OR c.url_id = :url)
ORDER BY s.rowid, c."start", c.rowid
"""


def source(store: Store, identifier: str) -> Source | None:
    """One source."""
    return store.first(Source, "SELECT * FROM sources WHERE id = ?", identifier)


def sources(store: Store, only: str | None = None) -> list[Source]:
    """All sources, in the order in which they were registered, or ``only`` the one with this id."""
    sql = "SELECT * FROM sources WHERE :only IS NULL OR id = :only ORDER BY added_at, rowid"
    return list(store.each(Source, sql, only=only))


def ids(store: Store) -> list[str]:
    """The ids of all sources."""
    return list(store.values("SELECT id FROM sources ORDER BY added_at, rowid"))


def at(store: Store, location: str) -> str | None:
    """The id of the source at a path or URL."""
    identifier: str | None = store.value("SELECT id FROM sources WHERE location = ?", location)
    return identifier


def warnings(store: Store, identifier: str) -> tuple[str, ...]:
    """What could not be read of a source at its last reading, in words."""
    last = last_version(store, identifier)
    return tuple(json.loads(last.warnings_json)) if last and last.warnings_json else ()


def free_id(store: Store, location: str) -> str:
    """An id that no source has yet, from the name of the file or the last part of the URL."""
    stem = PurePath(location.rstrip("/").rpartition("/")[2]).stem
    base = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:48] or "source"
    taken = set(ids(store))
    numbered = (f"{base}-{number}" for number in count(2))
    return next(name for name in chain([base], numbered) if name not in taken)


def require(store: Store, identifier: str) -> None:
    """Raises UsageError when no source has this id."""
    if source(store, identifier) is None:
        raise UsageError(
            Words(
                "no source has the id '{id}'; see testigo status",
                "ninguna fuente tiene el id '{id}'; vea testigo status",
            ),
            id=identifier,
        )


def stored(store: Store, source: str) -> Iterator[Citation]:
    """The citations of one source that stand in it now, as their rows."""
    sql = "SELECT * FROM citations WHERE source_id = ? AND gone_since IS NULL"
    return store.each(Citation, sql, source)


def citations(store: Store, source: str | None = None, url: str | None = None) -> Iterator[Cited]:
    """What stands in the sources now, in their order: of one ``source`` (its id) and one cited
    ``url``, or all."""
    key = known_id(store, url) if url is not None else None
    return store.each(Cited, _CITED, source=source, url=key)
