"""SQLite as it is, on a disk that may be full, and in a process that may be killed at each commit."""

from __future__ import annotations

import sqlite3
from typing import Any

from evidence.store import opening
from tests.simulation.disk import DISK
from tests.simulation.steps import step

_CONNECT = sqlite3.connect
_WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER")
_ROW = 400
"""Bytes that a row takes, about, on the disk that fills."""


class _Connection(sqlite3.Connection):
    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT":
            step("commit")
        elif DISK.room is not None and sql.startswith(_WRITES):
            self._fill()
        return super().execute(sql, *values)

    def _fill(self) -> None:
        try:
            DISK.take(_ROW)
        except OSError:
            if self.in_transaction:  # as SQLite itself does on SQLITE_FULL
                super().execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full") from None


def _connected(database: Any, *args: Any, **named: Any) -> sqlite3.Connection:
    if DISK.is_ours(database):
        named.setdefault("factory", _Connection)
    return _CONNECT(database, *args, **named)


def install() -> None:
    """Databases of ours are opened so from now on; nobody waits for a process that stands still."""
    opening.WAIT_MS = 10
    sqlite3.connect = _connected  # type: ignore[assignment]
