"""What the service has to say of a night: to its log, to readers, to a monitor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.kept import kept
from evidence.vocabulary import NightEvent

if TYPE_CHECKING:
    from evidence.bilingual import Told
    from evidence.store.records import ScheduledNight

_TOLD = {
    NightEvent.STARTED: Words(
        "the night of {night} began ({schedule}, attempt {attempt})",
        "empezó la noche del {night} ({schedule}, intento {attempt})",
    ),
    NightEvent.FINISHED: Words(
        "the night of {night} is done ({schedule}, attempt {attempt}): exit code {exit_code}, "
        "run {run_id}",
        "terminó la noche del {night} ({schedule}, intento {attempt}): código de salida "
        "{exit_code}, revisión {run_id}",
    ),
    NightEvent.FAILED: Words(
        "the night of {night} failed ({schedule}, attempt {attempt}): {problem}; the next attempt "
        "is at {retry_at}",
        "falló la noche del {night} ({schedule}, intento {attempt}): {problem}; el próximo intento "
        "es el {retry_at}",
    ),
    NightEvent.WAS_DOWN: Words(
        "no service was awake from {since} to {until}; nights missed ({schedule}): {nights}",
        "no hubo servicio del {since} al {until}; noches que no se hicieron ({schedule}): {nights}",
    ),
}
_OVER = Words(
    "the night of {night} failed ({schedule}, attempt {attempt}): {problem}",
    "falló la noche del {night} ({schedule}, intento {attempt}): {problem}",
)
_TIMES = frozenset({"since", "until", "started_at", "ended_at", "retry_at"})
_UNABLE = Words("the service can't work: {problem}", "el servicio no puede trabajar: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened. What keeps the service itself from working is a failure without a
    schedule. Times are as :mod:`evidence.clock` writes them."""

    kind: NightEvent
    schedule: str | None = None
    night: str | None = None
    """local date, ``2026-11-21``"""
    attempt: int | None = None
    """from 1, of a night that is tried again when it fails"""
    started_at: str | None = None
    """of the attempt"""
    ended_at: str | None = None
    exit_code: int | None = None
    """of the run's process; negative: the signal that ended it; None after the end: it was another
    service's child"""
    run_id: str | None = None
    """of the night's run, where it got so far"""
    nights: tuple[str, ...] = ()
    """local dates of nights that began while no service was awake"""
    since: str | None = None
    """when a service was last awake"""
    until: str | None = None
    problem: str | None = None
    """one line that says what went wrong"""
    retry_at: str | None = None
    """when the night is tried again"""

    @classmethod
    def of(
        cls,
        kind: NightEvent,
        night: ScheduledNight,
        *,
        problem: str | None = None,
        retry_at: str | None = None,
    ) -> Event:
        """What happened to one night of a schedule."""
        return cls(
            kind=kind,
            schedule=night.schedule,
            night=night.night,
            attempt=night.attempts,
            started_at=night.started_at,
            ended_at=night.ended_at,
            exit_code=night.exit_code if night.ended_at else None,
            run_id=night.run_id if night.ended_at else None,
            problem=problem,
            retry_at=retry_at,
        )

    @property
    def key(self) -> str:
        """Names the night among all, as its row's id does; empty where it is of no schedule."""
        return "/".join(part for part in (self.schedule, self.night) if part)

    def told(self) -> Told:
        """What the log says of it to people; a fact that is not known is a question mark."""
        words = _TOLD[self.kind] if self.schedule else _UNABLE
        if self.kind is NightEvent.FAILED and self.schedule and self.retry_at is None:
            words = _OVER
        facts: dict[str, Any] = {
            name: f"{value[:16]}Z" if name in _TIMES else value
            for name, value in self.facts().items()
            if value is not None
        }
        facts["nights"] = ", ".join(self.nights)
        if self.problem:
            facts["problem"] = kept(self.problem)
        return words.of(**facts)

    def facts(self) -> dict[str, Any]:
        """What the log tells of it to machines, in this order."""
        if self.kind is NightEvent.WAS_DOWN:
            names = ["schedule", "nights", "since", "until"]
        elif self.schedule is None:
            names = ["problem"]
        else:
            names = ["schedule", "night", "attempt", "started_at"]
            names += ["ended_at", "exit_code", "run_id"] if self.ended_at else []
            names += ["problem", "retry_at"] if self.kind is NightEvent.FAILED else []
        facts = {name: getattr(self, name) for name in names}
        return facts | ({"nights": list(self.nights)} if "nights" in facts else {})
