"""What the nightly service remembers, and what readers were told: housekeeping, no evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from evidence.store.records.record import Record
from evidence.vocabulary import NightState


@dataclass(frozen=True, slots=True)
class ScheduledNight(Record):
    """One night of one schedule, as far as the service knows."""

    TABLE: ClassVar[str] = "nights"

    id: str
    schedule: str
    night: str
    """local date, ``2026-11-21``"""
    state: NightState
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

    @classmethod
    def of(
        cls,
        schedule: str,
        night: date,
        state: NightState,
        *,
        attempts: int = 0,
        started_at: str | None = None,
        problem: str | None = None,
    ) -> ScheduledNight:
        """A night that nothing else is known of yet."""
        key = cls.key(schedule, night)
        return cls(key, schedule, str(night), state, attempts, started_at, problem=problem)

    @staticmethod
    def key(schedule: str, night: date) -> str:
        """What a night's row is found by."""
        return f"{schedule}/{night}"

    @property
    def date(self) -> date:
        """The local date."""
        return date.fromisoformat(self.night)


@dataclass(frozen=True, slots=True)
class Heartbeat(Record):
    """The last sign of life of the service; there is one row."""

    TABLE: ClassVar[str] = "service"

    id: str
    pid: int
    version: str
    started_at: str
    heartbeat_at: str
    stopped_at: str | None
    """set when it stopped in good order"""
