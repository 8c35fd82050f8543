"""What the service remembers: its heartbeat and its nights, in the database and outside the custody
log.

What the database refuses to take (the disk is full, somebody holds it) is kept in memory and
written with the next heartbeat, so that a service on a full disk still knows what it has tried.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evidence import clock
from evidence.errors import StoreError
from evidence.store import Store, nights, runs
from evidence.store.records import Heartbeat, ScheduledNight
from evidence.version import VERSION
from evidence.vocabulary import NightState
from schedules import progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from evidence.folder import EvidenceFolder
    from evidence.store.records import Run

SETTLED = frozenset({NightState.BEFORE, NightState.DONE})
"""States of a night that needs no run any more."""


class ServiceState:
    """The service's tables in one evidence folder. Reading raises StoreError; writing never
    does."""

    def __init__(self, folder: EvidenceFolder) -> None:
        self._path = folder.database
        self._folder = folder
        self._far = progress.FarShards()
        self._store: Store | None = None
        self._unsaved: dict[str, ScheduledNight] = {}
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
            night.date
            for night in self._unsaved.values()
            if night.schedule == schedule and night.state in SETTLED
        ]
        with self._open() as store:
            kept = nights.settled(store, schedule, today)
        found += [kept.date] if kept else []
        return max((night for night in found if night <= today), default=None)

    def get(self, schedule: str, night: date) -> ScheduledNight | None:
        """What is known of a night."""
        unsaved = self._unsaved.get(ScheduledNight.key(schedule, night))
        if unsaved:
            return unsaved
        with self._open() as store:
            return nights.night(store, schedule, night)

    def running(self) -> list[ScheduledNight]:
        """Nights that were under way when they were last heard of."""
        with self._open() as store:
            kept = nights.running(store)
        found = {night.id: night for night in (*kept, *self._unsaved.values())}
        return [night for night in found.values() if night.state is NightState.RUNNING]

    def cut_off(self, schedule: str, before: date) -> list[ScheduledNight]:
        """Nights ``before`` one that were cut off and have had no end since."""
        with self._open() as store:
            kept = nights.cut_off(store, schedule, before)
        return [night for night in kept if night.id not in self._unsaved]

    def last(self, schedule: str, today: date) -> ScheduledNight | None:
        """The latest night, up to ``today``, that anything is known of."""
        with self._open() as store:
            return nights.last(store, schedule, today)

    def put(self, night: ScheduledNight) -> None:
        """Remember a night."""
        self._unsaved[night.id] = night
        self._write()

    def beat(self, started: datetime, now: datetime, *, stopped: bool = False) -> None:
        """The service lives, or has stopped in good order."""
        at = clock.stamp(now)
        stopped_at = at if stopped else None
        self._write(
            Heartbeat("service", os.getpid(), VERSION, clock.stamp(started), at, stopped_at)
        )

    def heartbeat(self) -> Heartbeat | None:
        """The service's last heartbeat."""
        with self._open() as store:
            return nights.heartbeat(store)

    def progress(self) -> tuple[int, ...]:
        """The number of the custody log's last entry, and what :mod:`schedules.progress` sees: it changes with
        every act of a run, and with every record, because the walk of a board is one act at its end, and what
        several processes look at is taken in at theirs."""
        with self._open() as store:
            entry = nights.last_entry(store)
        return entry, *progress.kept(self._folder), self._far.looks(self._folder)

    def run_since(self, moment: str, now: datetime) -> Run | None:
        """The night's run that ended last, if it did so between ``moment`` and ``now``."""
        with self._open() as store:
            return runs.night_since(store, moment, now)

    def _write(self, *more: Heartbeat) -> None:
        try:
            with self._open() as store:
                nights.save(store, (*self._unsaved.values(), *more))
        except StoreError as error:
            self.problem = str(error)
        else:
            self._unsaved.clear()
            self.problem = None
