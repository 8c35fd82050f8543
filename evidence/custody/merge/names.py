"""Under which ids the sources of another folder go on here.

Two organisations may both call a report ``informe``, and mean two documents. Ours keeps its id; theirs
gets another, made of its own and of what it is (``informe-3fa9c1``), so that it is the same whoever
merges, and how often. A folder that gave one of *our* sources such an id gives it back under ours.
What is in a source follows: ids of citations and of board entries hold the source's, for two sources
may say the very same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence.store.board_entries import digest
from evidence.store.candidates import candidate
from evidence.store.records import Source
from evidence.vocabulary import CandidateKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.store.database import Row, Store

_TAG = 6
"""Hex digits behind a clashing id: two documents of one name that share them are one in 16 million."""
_LONGEST = 64
"""Characters of an id (:func:`evidence.config.load.check_source_id`)."""
_TAGGED = re.compile(rf"(.+)-[0-9a-f]{{{_TAG}}}")
_ON_THE_WEB = ("http://", "https://")
_OF_A_SOURCE = ("citations", "board_entries")
"""Tables whose ids hold their source's."""
_REFERRING = {
    "citations": {"repointed_to": "citations"},
    "candidates": {"citation_id": "citations"},
    "board_events": {"entry_id": "board_entries"},
}
"""Columns that hold such ids."""


@dataclass(frozen=True)
class Names:
    """How rows of theirs are written here."""

    sources: Mapping[str, str]
    """their id -> ours, of those that differ"""
    _ids: Mapping[str, Mapping[str, str]]
    """table -> their id of a row -> ours, of what is in those sources"""

    def here(self, table: str, row: Row) -> Row:
        """Their row as it is written here."""
        return _written(table, row, self.sources, self._ids)

    def there(self, table: str, row: Row) -> Row:
        """Our row as they would write it."""
        return _written(table, row, *self._inverse)

    @cached_property
    def _inverse(self) -> tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]:
        ids = {table: _turned(known) for table, known in self._ids.items()}
        return _turned(self.sources), ids

    def told(self) -> list[str]:
        """What became of clashing ids, in words."""
        return [
            f"their source '{theirs}' is another document than the one of that id here: "
            f"here it is '{ours}'"
            for theirs, ours in sorted(self.sources.items())
            if ours != _base(theirs)
        ]


def names(store: Store, theirs: Store) -> Names:
    """The ids under which their sources go on in ``store``."""
    ours = {source.id: source for source in store.each(Source, "SELECT * FROM sources")}
    found = {}
    for source in theirs.each(Source, "SELECT * FROM sources ORDER BY id"):
        name = _name(source, theirs, ours, store)
        if name != source.id:
            found[source.id] = name
    ids = {
        table: {
            old: new
            for source, name in found.items()
            for old, new in _row_ids(table, source, name, theirs, store)
        }
        for table in _OF_A_SOURCE
    }
    return Names(found, ids)


def _name(source: Source, theirs: Store, ours: Mapping[str, Source], store: Store) -> str:
    same = [one.id for one in ours.values() if _is_same(one, store, source, theirs)]
    if source.id in same:
        return source.id
    if source.id not in ours:
        return _base(source.id) if _base(source.id) in same else source.id
    before = [one for one in same if _base(one) == source.id]
    return min(before, default=_tagged(source, theirs))


def _turned(known: Mapping[str, str]) -> dict[str, str]:
    return {value: key for key, value in known.items()}


def _base(identifier: str) -> str:
    """What an id was before it got a tag; itself where it has none."""
    tagged = _TAGGED.fullmatch(identifier)
    return tagged[1] if tagged else identifier


def _tagged(source: Source, store: Store) -> str:
    is_file = not source.location.lower().startswith(_ON_THE_WEB)
    read = sorted(_readings(store, source.id)) if is_file else []
    tag = digest(source.location, *read[:1])[:_TAG]
    return f"{source.id[: _LONGEST - _TAG - 1]}-{tag}"


def _is_same(ours: Source, store: Store, other: Source, theirs: Store) -> bool:
    """Whether two sources are one: at the same address, or the same path with something that both
    read or cite there. Two machines have paths that are the same by chance."""
    if (ours.kind, ours.location) != (other.kind, other.location):
        return False
    if ours.location.lower().startswith(_ON_THE_WEB):
        return True
    for of in (_readings, _cited):
        here, there = of(store, ours.id), of(theirs, other.id)
        if not here or not there or here & there:
            return True
    return False


def _readings(store: Store, source: str) -> set[str]:
    return set(store.values("SELECT sha256 FROM source_versions WHERE source_id = ?", source))


def _cited(store: Store, source: str) -> set[str]:
    return set(store.values("SELECT url_id FROM citations WHERE source_id = ?", source))


def _row_ids(
    table: str, source: str, name: str, theirs: Store, store: Store
) -> list[tuple[str, str]]:
    """Their id of each row of a source, and ours. Where ``name`` is what theirs was made of, they
    had the rows from us."""
    sql = f"SELECT id FROM {table} WHERE source_id = ?"
    listed = list(theirs.values(sql, source))
    if name != _base(source):
        return [(key, digest(name, key)) for key in listed]
    back = {digest(source, key): key for key in store.values(sql, name)}
    return [(key, back[key]) for key in listed if key in back]


def _written(
    table: str, row: Row, sources: Mapping[str, str], ids: Mapping[str, Mapping[str, str]]
) -> Row:
    if not sources:
        return row
    changed = dict(row)
    if table == "sources":
        changed["id"] = sources.get(row["id"], row["id"])
    if row.get("source_id") in sources:
        changed["source_id"] = sources[row["source_id"]]
        if table == "board_pages":
            changed["id"] = digest(changed["source_id"], row["key"])
    if table in ids:
        changed["id"] = ids[table].get(row["id"], row["id"])
    for column, of in _REFERRING.get(table, {}).items():
        changed[column] = ids[of].get(row[column], row[column])
    if table == "candidates" and changed != row:
        made = candidate(changed["citation_id"], row["url_id"], CandidateKind(row["kind"]))
        changed["id"] = made.id
    return changed if changed != row else row
