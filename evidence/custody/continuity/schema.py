"""The database's tables, views, indexes and triggers against those that this version makes.

A trigger may rewrite what is kept, a view may show something else than what stands: neither leaves a
trace in a row. Tables and views of somebody's own, as Datasette's users make them, are their own affair
and change nothing of ours.
"""

from __future__ import annotations

import re
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

from sqlite_utils import Database

from evidence.findings import Finding
from evidence.store.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Store

_Named = tuple[str, str]
"""Kind and name, as ``("view", "broken")``."""
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def differing(store: Store) -> Iterator[Finding]:
    """Everything in the schema that is not as we make it, and touches what is ours."""
    ours, found = _ours(), dict(_read(store.db))
    for kind, name in sorted(ours.keys() | found):
        where = f"evidence.db {kind} {name}"
        made, there = ours.get((kind, name)), found.get((kind, name))
        if there is None:
            yield Finding(where, "schema-taken-out")
        elif made is None:
            if _touches(kind, there[0]):
                yield Finding(where, "schema-put-in", {"sql": _short(there[1])})
            elif kind == "view":
                yield Finding(where, "view-own", note=True)
        elif _plain(made[1]) != _plain(there[1]):
            yield Finding(where, "schema-altered", {"sql": _short(there[1])})


def set_right(store: Store) -> None:
    """Make views, indexes and triggers as they were, in the caller's transaction. What they were stands
    in what was found of them. Tables are left as they are: there is evidence in them."""
    ours, found = _ours(), dict(_read(store.db))
    for key in sorted(ours.keys() | found):
        kind, name = key
        made, there = ours.get(key), found.get(key)
        is_ours = made is not None and (there is None or _plain(made[1]) != _plain(there[1]))
        is_strange = made is None and there is not None and _touches(kind, there[0])
        if kind == "table" or not (is_ours or is_strange):
            continue
        if there is not None:
            store.db.execute(f'DROP {kind} "{name.replace(chr(34), chr(34) * 2)}"')
        if made is not None:
            store.db.execute(made[1])


def _touches(kind: str, table: str) -> bool:
    """Whether something that is not ours works on a table or view of ours."""
    return kind in ("trigger", "index") and any(table == name for _, name in _ours())


def _read(db: Database) -> Iterator[tuple[_Named, tuple[str, str]]]:
    """Each object: its kind and name, its table and its SQL."""
    for kind, name, table, sql in db.execute(_SCHEMA):
        yield (kind, name), (table, sql or "")


@cache
def _ours() -> dict[_Named, tuple[str, str]]:
    with closing(Database(memory=True)) as db:
        MIGRATIONS.apply(db)
        return dict(_read(db))


def _plain(sql: str) -> str:
    """As it means the same: tools that copy a database may set other spaces and quotes."""
    return re.sub(r'[\s"]+', "", sql).casefold()


def _short(sql: str) -> str:
    return " ".join(sql.split())[:200]
