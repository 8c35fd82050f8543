"""What the service remembers: its heartbeat and its nights, in the database and outside the custody
log.

What the database refuses to take (the disk is full, somebody holds it) is kept in memory and
written with the next heartbeat, so that a service on a full disk still knows what it has tried.
"""

from __future__ import annotations

import dataclasses
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from evidence import clock
from evidence.errors import StoreError
from evidence.store import Store, runs
from evidence.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row
    from evidence.store.records import Run

State = Literal["before", "running", "done", "failed", "interrupted"]
"""``before``: the last night that had begun when the schedule was served for the first time"""
SETTLED = ("before", "done")


@dataclass(frozen=True, slots=True)
class NightRow:
    """One night of one schedule."""

    schedule: str
    night: date
    """local"""
    state: State
    attempts: int = 0
    started_at: str | None = None
    """of the last attempt"""
    ended_at: str | None = None
    exit_code: int | None = None
    """of the run's process; negative: the signal that ended it; None: it was not our child any
    more"""
    run_id: str | None = None
    pid: int | None = None
    problem: str | None = None

    @property
    def id(self) -> str:
        """Names it in the database."""
        return f"{self.schedule}/{self.night}"


class Diary:
    """The service's tables in one evidence folder. Reading raises StoreError; writing never
    does."""

    def __init__(self, folder: EvidenceFolder) -> None:
        self._path = folder.database
        self._warc = folder.warc
        self._store: Store | None = None
        self._unsaved: dict[str, NightRow] = {}
        self.problem: str | None = None
        """why the last write was refused"""

    @contextmanager
    def session(self) -> Iterator[None]:
        """Open the database once for all that is done inside; raises StoreError."""
        with self._open() as store:
            self._store = store
            try:
                yield
            finally:
                self._store = None

    @contextmanager
    def _open(self) -> Iterator[Store]:
        if self._store is not None:
            yield self._store
            return
        # not kept open: a database that is restored from a copy is another file
        store = Store(self._path)
        try:
            yield store
        finally:
            store.close()

    def settled(self, schedule: str, today: date) -> date | None:
        """The last night that is done, none of those that a clock running ahead has recorded in the
        future."""
        found = [
            n.night for n in self._unsaved.values() if n.schedule == schedule and n.state in SETTLED
        ]
        with self._open() as store:
            row = store.one(
                "SELECT MAX(night) AS night FROM nights WHERE schedule = ? AND night <= ?"
                " AND state IN ('before', 'done')", schedule, str(today))  # fmt: skip
        if row and row["night"]:
            found.append(date.fromisoformat(row["night"]))
        return max((night for night in found if night <= today), default=None)

    def get(self, schedule: str, night: date) -> NightRow | None:
        """What is known of a night."""
        key = f"{schedule}/{night}"
        if key in self._unsaved:
            return self._unsaved[key]
        with self._open() as store:
            row = store.one("SELECT * FROM nights WHERE id = ?", key)
        return _night(row) if row else None

    def running(self) -> list[NightRow]:
        """Nights that were under way when they were last heard of."""
        with self._open() as store:
            rows = store.all("SELECT * FROM nights WHERE state = 'running' ORDER BY started_at")
        found = {night.id: night for night in (*map(_night, rows), *self._unsaved.values())}
        return [night for night in found.values() if night.state == "running"]

    def last(self, schedule: str) -> NightRow | None:
        """The latest night that anything is known of."""
        with self._open() as store:
            row = store.one(
                "SELECT * FROM nights WHERE schedule = ? ORDER BY night DESC LIMIT 1", schedule
            )
        return _night(row) if row else None

    def put(self, night: NightRow) -> None:
        """Remember a night."""
        self._unsaved[night.id] = night
        self._write()

    def beat(self, started: datetime, now: datetime, *, stopped: bool = False) -> None:
        """The service lives, or has stopped in good order."""
        row = {
            "id": "service",
            "pid": os.getpid(),
            "version": VERSION,
            "started_at": clock.stamp(started),
            "heartbeat_at": clock.stamp(now),
            "stopped_at": clock.stamp(now) if stopped else None,
        }
        self._write(("service", row))

    def service(self) -> Row | None:
        """The row of the service's last heartbeat."""
        with self._open() as store:
            return store.one("SELECT * FROM service")

    def progress(self) -> tuple[int, int]:
        """Grows with every act of a run, and with every record: the walk of a board is one act at
        its end."""
        with self._open() as store:
            row = store.one("SELECT MAX(seq) AS seq FROM custody")
        kept = sum(path.stat().st_size for path in self._warc.glob("*.warc.gz"))
        return (row and row["seq"]) or 0, kept

    def run_since(self, moment: str) -> Run | None:
        """The night's run that ended last, if it did so after ``moment``."""
        with self._open() as store:
            return runs.night_since(store, moment)

    def _write(self, *more: tuple[str, dict[str, Any]]) -> None:
        rows = [("nights", _row(night)) for night in self._unsaved.values()]
        try:
            with self._open() as store:
                for table, row in (*rows, *more):
                    columns, marks = ",".join(row), ",".join("?" * len(row))
                    store.db.execute(
                        f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})",
                        tuple(row.values()),
                    )
        except (StoreError, sqlite3.Error) as error:
            self.problem = str(error)
        else:
            self._unsaved.clear()
            self.problem = None


def _row(night: NightRow) -> dict[str, Any]:
    return {"id": night.id, **dataclasses.asdict(night), "night": str(night.night)}


def _night(row: Row) -> NightRow:
    values = {name: value for name, value in row.items() if name != "id"}
    return NightRow(**{**values, "night": date.fromisoformat(row["night"])})
