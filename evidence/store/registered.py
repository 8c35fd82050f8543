"""Sources that are registered in a folder, and what they cite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, count
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from evidence.bilingual import Words
from evidence.errors import UsageError
from evidence.folding import unaccented
from evidence.store.records import Citation, Result, Source
from evidence.store.scope import EVERYTHING, OF_SOURCES, Scope
from evidence.store.sources import known_id, last_version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

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
    source_title: str | None = None


_CITED = """
SELECT c.id, c.source_id, u.url, c.raw, c.marker, c.page, c.heading, c.label, c.claim, c.note, c.accessed,
       s.title AS source_title
FROM citations c JOIN sources s ON s.id = c.source_id JOIN urls u ON u.id = c.url_id
WHERE c.gone_since IS NULL AND (:source IS NULL OR c.source_id = :source)
  AND (:url IS NULL OR c.url_id = :url)
ORDER BY s.rowid, c."start", c.rowid
"""


def source(store: Store, identifier: str) -> Source | None:
    """One source."""
    return store.first(Source, "SELECT * FROM sources WHERE id = ?", identifier)


def sources(store: Store, scope: Scope = EVERYTHING) -> list[Source]:
    """The sources, in the order in which they were registered."""
    return list(store.each(Source, f"SELECT * {_SOURCES}", **scope.values))


_SOURCES = f"FROM sources WHERE {OF_SOURCES.format(source_id='id')} ORDER BY added_at, rowid"


def ids(store: Store, scope: Scope = EVERYTHING) -> list[str]:
    """Their ids."""
    return list(store.values(f"SELECT id {_SOURCES}", **scope.values))


def chosen(store: Store, source: str | None, tags: Sequence[str]) -> tuple[str, ...] | None:
    """The ids of the ``source`` and of the sources that bear one of ``tags``; None where neither is
    named, which means all. Raises UsageError when no source has this id, or bears one of them."""
    if source is not None:
        require(store, source)
    if source is None and not tags:
        return None
    known = sources(store)
    borne = {tag for one in known for tag in one.tags}
    if unknown := [tag for tag in tags if tag not in borne]:
        raise _no_such_tag(unknown[0], borne)
    wanted = set(tags)
    return tuple(one.id for one in known if one.id == source or wanted & set(one.tags))


def _no_such_tag(tag: str, known: Collection[str]) -> UsageError:
    facts = {"tag": tag, "tags": ", ".join(sorted(known))}
    if not known:
        return UsageError(
            Words(
                "no source has the tag '{tag}', nor any other; see testigo sources tag",
                "ninguna fuente tiene la etiqueta '{tag}', ni ninguna otra; vea testigo sources tag",
            ),
            **facts,
        )
    return UsageError(
        Words(
            "no source has the tag '{tag}'; there are {tags}",
            "ninguna fuente tiene la etiqueta '{tag}'; las hay: {tags}",
        ),
        **facts,
    )


def at(store: Store, location: str) -> str | None:
    """The id of the source at a path or URL."""
    identifier: str | None = store.value("SELECT id FROM sources WHERE location = ?", location)
    return identifier


def warnings(store: Store, identifier: str) -> tuple[str, ...]:
    """What could not be read of a source at its last reading, in words."""
    last = last_version(store, identifier)
    return tuple(last.warnings) if last else ()


def free_id(store: Store, location: str) -> str:
    """An id that no source has yet, from the name of the file or the last part of the URL."""
    stem = PurePath(unquote(location.rstrip("/").rpartition("/")[2])).stem
    base = re.sub(r"[^a-z0-9]+", "-", unaccented(stem).lower()).strip("-")[:48] or "source"
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


def counts(store: Store) -> dict[str, int]:
    """How many citations stand in each source now, by its id; none of a source that cites nothing."""
    sql = (
        "SELECT source_id, COUNT(*) AS n FROM citations WHERE gone_since IS NULL GROUP BY source_id"
    )
    return {row["source_id"]: row["n"] for row in store.iterate(sql)}
