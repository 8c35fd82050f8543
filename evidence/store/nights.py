"""The nights of the schedules, and the service's heartbeat: kept outside the custody log, which
says by its runs what a night did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.store.records import Heartbeat, ScheduledNight

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evidence.store.database import Store


def settled(store: Store, schedule: str, today: date) -> ScheduledNight | None:
    """The last night of a schedule, up to ``today``, that needs no run any more."""
    sql = """SELECT * FROM nights WHERE schedule = ? AND night <= ? AND state IN ('before', 'done')
             ORDER BY night DESC LIMIT 1"""
    return store.first(ScheduledNight, sql, schedule, str(today))


def night(store: Store, schedule: str, night: date) -> ScheduledNight | None:
    """One night of a schedule."""
    key = ScheduledNight.key(schedule, night)
    return store.first(ScheduledNight, "SELECT * FROM nights WHERE id = ?", key)


def running(store: Store) -> list[ScheduledNight]:
    """Nights that were under way when they were last heard of."""
    sql = "SELECT * FROM nights WHERE state = 'running' ORDER BY started_at"
    return list(store.each(ScheduledNight, sql))


def cut_off(store: Store, schedule: str, before: date) -> list[ScheduledNight]:
    """Nights of a schedule ``before`` one that were cut off and have had no end since."""
    sql = """SELECT * FROM nights WHERE schedule = ? AND night < ? AND state = 'interrupted'
             ORDER BY night"""
    return list(store.each(ScheduledNight, sql, schedule, str(before)))


def last(store: Store, schedule: str, today: date) -> ScheduledNight | None:
    """The latest night of a schedule, up to ``today``, that anything is known of."""
    sql = "SELECT * FROM nights WHERE schedule = ? AND night <= ? ORDER BY night DESC LIMIT 1"
    return store.first(ScheduledNight, sql, schedule, str(today))


def heartbeat(store: Store) -> Heartbeat | None:
    """The service's last sign of life; None where none ever ran."""
    return store.first(Heartbeat, "SELECT * FROM service")


def save(store: Store, records: Iterable[ScheduledNight | Heartbeat]) -> None:
    """Nights and heartbeats as they are now. Raises StoreError when the database refuses."""
    with store.housekeeping() as act:
        for record in records:
            act.put(record)


def last_entry(store: Store) -> int:
    """The number of the newest entry of the custody log: it grows with every act of a run."""
    found: int | None = store.value("SELECT MAX(seq) FROM custody")
    return found or 0
