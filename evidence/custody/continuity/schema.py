"""The database's tables, views, indexes and triggers against those that this version makes.

A trigger may rewrite what is kept, a view may show something else than what stands: neither leaves a
trace in a row. Tables and views of somebody's own, as Datasette's users make them, are their own affair
and change nothing of ours.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlite_utils import Database

from evidence.custody.continuity import sql
from evidence.findings import Finding
from evidence.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Store

_Named = tuple[str, str]
"""Kind and name, as ``("view", "broken")``; both folded, for to SQLite ``Broken`` is the same."""
_SCHEMA = """
SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL
AND NOT (type = 'table' AND (name = 'sqlite_sequence' OR name LIKE 'sqlite\\_stat%' ESCAPE '\\'))
"""
"""All but what SQLite makes by itself: the indexes of a table's own keys, which have no SQL, and its notes."""
_NAMES = """
SELECT name FROM sqlite_master UNION
SELECT c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type IN ('table', 'view')
"""


@dataclass(frozen=True, slots=True)
class _Object:
    """One of the things that a schema has."""

    name: str
    """as it is written there"""
    table: str
    """what it is of, or works on; folded"""
    sql: str


def differing(store: Store) -> Iterator[Finding]:
    """Everything in the schema that is not as we make it, and touches what is ours."""
    ours, found = _ours(), dict(_read(store.db))
    for kind, name in sorted(ours.keys() | found):
        where = f"evidence.db {kind} {name}"
        made, there = ours.get((kind, name)), found.get((kind, name))
        if there is None:
            yield Finding(where, "schema-taken-out")
        elif made is None:
            where = f"evidence.db {kind} {there.name}"
            if _touches(kind, there.table):
                yield Finding(where, "schema-put-in", {"sql": _short(there.sql)})
            elif kind == "view":
                yield Finding(where, "view-own", note=True)
        elif not _are_same(made, there):
            yield Finding(where, "schema-altered", {"sql": _short(there.sql)})


def set_right(store: Store) -> None:
    """Make views, indexes and triggers as they were, in the caller's transaction. What they were stands
    in what was found of them. Tables are left as they are: there is evidence in them."""
    ours, found = _ours(), dict(_read(store.db))
    for key in sorted(ours.keys() | found):
        kind = key[0]
        made, there = ours.get(key), found.get(key)
        is_ours = made is not None and (there is None or not _are_same(made, there))
        is_strange = made is None and there is not None and _touches(kind, there.table)
        if kind == "table" or not (is_ours or is_strange):
            continue
        if there is not None:
            _take_out(store.db, kind, there.name)
        if made is not None:
            store.db.execute(made.sql)


def is_set_right(found: Finding) -> bool:
    """Whether a finding of :func:`differing` is about something that :func:`set_right` mends: then it is not
    there any more, and another like it was put in since."""
    return found.where.startswith(tuple(f"evidence.db {kind} " for kind in _MENDED))


_MENDED = ("view", "index", "trigger")


def _take_out(db: Database, kind: str, name: str) -> None:
    """Take something out of the schema. Where somebody wrote its row there by hand SQLite does not find that
    again, and would go by it the next time."""
    db.execute(f'DROP {kind} "{name.replace(chr(34), chr(34) * 2)}"')
    left = "lower(type) = ? AND lower(name) = lower(?)"
    if db.execute(f"SELECT 1 FROM sqlite_master WHERE {left}", (kind, name)).fetchone():
        db.execute("PRAGMA writable_schema=ON")
        try:
            db.execute(f"DELETE FROM sqlite_master WHERE {left}", (kind, name))
        finally:
            db.execute("PRAGMA writable_schema=OFF")


def _touches(kind: str, table: str) -> bool:
    """Whether something that is not ours works on a table or view of ours."""
    return kind in ("trigger", "index") and any(table == name for _, name in _ours())


def _read(db: Database) -> Iterator[tuple[_Named, _Object]]:
    """Each object, by its kind and name."""
    for kind, name, table, made in db.execute(_SCHEMA):
        yield (sql.folded(kind), sql.folded(name)), _Object(name, sql.folded(table), made)


@cache
def _ours() -> dict[_Named, _Object]:
    with closing(_made()) as db:
        return dict(_read(db))


@cache
def _names() -> frozenset[str]:
    """Every name of a table, a column, a view, an index that is ours."""
    with closing(_made()) as db:
        return frozenset(sql.folded(name) for (name,) in db.execute(_NAMES))


def _made() -> Database:
    """A database as this version makes it."""
    db = Database(memory=True)
    MIGRATIONS.apply(db)
    return db


def _are_same(made: _Object, there: _Object) -> bool:
    if made.sql == there.sql:
        return True
    return sql.tokens(made.sql, _names()) == sql.tokens(there.sql, _names())


def _short(statement: str) -> str:
    return " ".join(statement.split())[:200]
