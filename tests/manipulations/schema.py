"""Manipulations of what stands behind the rows: indexes that say something else than their table, triggers
and views that are put in where nobody looks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.manipulations.model import Copy, Manipulation

if TYPE_CHECKING:
    from collections.abc import Callable

_FOUND = "found on 20"
_OBJECT = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master"


def _sql(script: str) -> Callable[[Copy], None]:
    return lambda copy: copy.execute(script)


# --- indexes that say something else than their table --------------------------------------------


def row_gone_key_left(copy: Copy) -> None:
    """A look is deleted while SQLite knows of no index of its table: the keys stay in all of them."""
    with copy.sql() as raw:
        (table,) = raw.execute(f"{_OBJECT} WHERE type = 'table' AND name = 'checks'")
        indexes = raw.execute(f"{_OBJECT} WHERE type = 'index' AND tbl_name = 'checks'").fetchall()
    bare = re.sub(r",\s*UNIQUE\s*\([^)]*\)", "", table["sql"].replace("PRIMARY KEY", "", 1))
    with copy.sql() as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("DELETE FROM sqlite_master WHERE type = 'index' AND tbl_name = 'checks'")
        raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'checks'", (bare,))
    copy.execute("DELETE FROM checks WHERE rowid = (SELECT MIN(rowid) FROM checks)")
    with copy.sql() as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'checks'", (table["sql"],))
        raw.executemany(
            "INSERT INTO sqlite_master VALUES (?,?,?,?,?)", [tuple(one) for one in indexes]
        )


def lying(name: str, otherwise: str) -> Callable[[Copy], None]:
    """An index that is made ``otherwise``, and says that it is as it was."""

    def alter(copy: Copy) -> None:
        with copy.sql() as raw:
            (was,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            raw.execute(f"DROP INDEX {name}")
            raw.execute(f"CREATE INDEX {name} ON {otherwise}")
            raw.execute("PRAGMA writable_schema=ON")
            raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (was, name))

    return alter


_ALIVE = "standings(url_id, CASE verdict WHEN 'missing' THEN 'alive' ELSE verdict END, certainty, next_look, last_look)"
_NONE = "standings(url_id, verdict, cause) WHERE verdict = 'nothing'"

INDEXES = (
    Manipulation("a row taken out, its key left in the indexes", row_gone_key_left,
                 "^evidence.db: damaged: wrong # of entries in index"),
    Manipulation("an index that calls what is missing alive", lying("standings_due", _ALIVE),
                 "^evidence.db: damaged: row 1 missing from index standings_due"),
    Manipulation("an index of no row", lying("standings_unseen", _NONE),
                 "^evidence.db: damaged: row 1 missing from index standings_unseen"),
)  # fmt: skip

# --- triggers where nobody looks -----------------------------------------------------------------

_TRIGGER = (
    "CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN UPDATE checks SET verdict = 'alive'; END"
)
IN_CAPITALS = _sql(_TRIGGER.format(name="quiet", table="CHECKS"))


def by_hand(kind: str, name: str, statement: str) -> Callable[[Copy], None]:
    """A row of the schema that SQLite would not write so itself."""

    def alter(copy: Copy) -> None:
        with copy.sql() as raw:
            raw.execute("PRAGMA writable_schema=ON")
            raw.execute(
                "INSERT INTO sqlite_master VALUES (?, ?, 'checks', 0, ?)", (kind, name, statement)
            )

    return alter


NAMED_AS_SQLITES = by_hand(
    "trigger", "sqlite_quiet", _TRIGGER.format(name="sqlite_quiet", table="checks")
)
OF_ANOTHER_KIND = by_hand("TRIGGER", "quiet", _TRIGGER.format(name="quiet", table="checks"))
OF_ANOTHER_NAME = by_hand("trigger", "QUIET", _TRIGGER.format(name="quiet", table="checks"))


def _twice(
    name: str, alter: Callable[[Copy], None], words: str
) -> tuple[Manipulation, Manipulation]:
    """As it is, and after a run of its keeper."""
    return (
        Manipulation(name, alter, f"^evidence.db {words}"),
        Manipulation(f"{name}, then a run", alter, f"^evidence.db {words}.*{_FOUND}", runs=True),
    )


TRIGGERS = (
    *_twice("a trigger on a table in capitals", IN_CAPITALS, "trigger quiet: put in"),
    *_twice(
        "a trigger with a name like SQLite's", NAMED_AS_SQLITES, "trigger sqlite_quiet: put in"
    ),
    *_twice("a trigger whose kind is in capitals", OF_ANOTHER_KIND, "trigger quiet: put in"),
    *_twice("a trigger whose name is in capitals", OF_ANOTHER_NAME, "trigger QUIET: put in"),
)

# --- views that say something else ---------------------------------------------------------------


def view(name: str, was: str, now: str) -> Callable[[Copy], None]:
    """A view in which something is written otherwise."""

    def alter(copy: Copy) -> None:
        with copy.sql() as raw:
            (made,) = raw.execute(
                "SELECT sql FROM sqlite_master WHERE name = ?", (name,)
            ).fetchone()
            assert was in made
            raw.execute(f"DROP VIEW {name}")
            raw.execute(made.replace(was, now))

    return alter


_VIEWS = {
    "in which a value is in capitals": view("broken", "'missing'", "'MISSING'"),
    "in which a value has a space": view("broken", "'changed'", "'chan ged'"),
    "in which a value has other quotes inside": view("broken", "'changed'", """'"changed"'"""),
    "in which nothing is a text": view("broken", "IS NULL", 'IS "NULL"'),
    "in which what is asked is a text": view(
        "followed", "c.gone_since IS NULL", '"c.gone_since IS NULL"'
    ),
}
VIEWS = tuple(
    one
    for name, alter in _VIEWS.items()
    for one in _twice(f"a view {name}", alter, "view [a-z]+: altered")
)

SCHEMA = (*INDEXES, *TRIGGERS, *VIEWS)
