"""What the nightly service remembers, and what readers were told: housekeeping, no evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from evidence.store.records.record import Record
from evidence.vocabulary import NightState, NoticeState, TroubleKind, Verdict


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


@dataclass(frozen=True, slots=True)
class QueuedNotice(Record):
    """One notice to one receiver: a row of the outbox of notices."""

    TABLE: ClassVar[str] = "notices"

    id: str
    queued_at: str
    kind: str
    """always ``digest``: a test message is sent beside the outbox"""
    subject_json: str
    """what it says, as docs/schema/notice.v1.json has it, but for ``id`` and ``composed_at``"""
    state: NoticeState
    attempts: int
    sent_at: str | None = None
    night: str | None = None
    """what it is the digest of: a run's end, or a night that failed"""
    channel: str | None = None
    """the receiver, as ``[notify] to`` names it"""
    due_at: str | None = None
    tried_at: str | None = None
    problem: str | None = None

    @property
    def content(self) -> dict[str, Any]:
        """What it says."""
        found: dict[str, Any] = json.loads(self.subject_json)
        return found


@dataclass(frozen=True, slots=True)
class Told(Record):
    """The last that readers were told of one URL."""

    TABLE: ClassVar[str] = "told"

    url_id: str
    verdict: Verdict
    since: str
    """of the standing that was told"""
    text_sha256: str
    told_at: str


@dataclass(frozen=True, slots=True)
class Trouble(Record):
    """Something besides the news of URLs that the next digest tells, or has told."""

    TABLE: ClassVar[str] = "troubles"

    id: str
    kind: TroubleKind
    facts_json: str
    noted_at: str
    night: str | None = None
    """of the digest that told it"""

    @property
    def facts(self) -> dict[str, Any]:
        """What is filled into its words."""
        found: dict[str, Any] = json.loads(self.facts_json)
        return found
