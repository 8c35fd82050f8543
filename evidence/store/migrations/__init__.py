"""The schema, as migrations that are only ever added to and recorded in the database.

A migration is an SQL file in this folder; its name is the name it is recorded by, and the names'
order is the order they are applied in. Ids come from content or are UUIDs, never counters, so that
folders split and merge. Times are UTC ISO 8601 texts. Columns that end in ``_json`` hold JSON. A
statement ends with a semicolon at the end of a line.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from sqlite_utils import Database

MIGRATIONS = Migrations("testigo")


def _add(script: Traversable) -> None:
    @MIGRATIONS(name=script.name.removesuffix(".sql"))
    def migrate(db: Database) -> None:
        # not executescript: that commits what was done before it
        for statement in script.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                db.execute(statement)


for _script in sorted(resources.files(__name__).iterdir(), key=lambda path: path.name):
    if _script.name.endswith(".sql"):
        _add(_script)
