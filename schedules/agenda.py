"""Which nights are to be run by now, by the calendars and by what is remembered of the nights before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store.records import ScheduledNight
from evidence.vocabulary import NightState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from schedules.calendar import Calendar
    from schedules.state import ServiceState

_LATE = timedelta(minutes=10)
"""A night that nobody was awake for during so long was missed; a restart of the machine takes
less."""
_LONGEST_PAUSE = timedelta(hours=4)
"""between two attempts at one night"""


class Agenda:
    """The nights of all schedules. What is asked of the state raises StoreError."""

    def __init__(
        self, calendars: Sequence[Calendar], state: ServiceState, retry_minutes: float
    ) -> None:
        """``retry_minutes`` pass after a first attempt that failed."""
        self._calendars = calendars
        self._state = state
        self._retry_minutes = retry_minutes
        self._retries: list[datetime] = []
        """when nights that failed are tried again"""

    def next_wake(self, now: datetime) -> datetime:
        """When the next night of any schedule begins, or is tried again."""
        # while a run is at work nothing is begun, so a time for another try may be over
        retries = [one for one in self._retries if one > now]
        return min([calendar.next_start(now) for calendar in self._calendars] + retries)

    def forget_retries(self) -> None:
        """Before it is asked anew what is due."""
        self._retries = []

    def due(self, now: datetime) -> Iterator[tuple[Calendar, date]]:
        """The nights to start now, a schedule at most one: its latest makes up for those before."""
        for calendar in self._calendars:
            night = self._due(calendar, now)
            if night is not None:
                yield calendar, night

    def _due(self, calendar: Calendar, now: datetime) -> date | None:
        name = calendar.schedule.name
        last = self._state.settled(name, calendar.today(now))
        if last is None:
            self._state.put(ScheduledNight.of(name, calendar.begun(now), NightState.BEFORE))
            return None
        pending = calendar.pending(last, now)
        if not pending:
            return None
        known = self._state.get(name, pending[-1])
        if known and known.state is NightState.FAILED and known.ended_at:
            ended = clock.parse(known.ended_at)
            retry = self.retry_at(known.attempts, ended)
            if ended <= now < retry:
                self._retries.append(retry)
                return None
        return pending[-1]

    def retry_at(self, attempts: int, ended: datetime) -> datetime:
        """When a night is tried again of which so many attempts have failed, the last at ``ended``."""
        minutes = self._retry_minutes * 2.0 ** min(attempts - 1, 20)
        return ended + min(timedelta(minutes=minutes), _LONGEST_PAUSE)

    def missed(self, awake: datetime, now: datetime) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The name of each schedule of which nights began while no service was awake, from ``awake`` to ``now``,
        and these nights."""
        for calendar in self._calendars:
            # a clock that was set back and is right again brings no night back that was settled
            settled = self._state.settled(calendar.schedule.name, calendar.today(now))
            last = max(filter(None, (calendar.begun(awake), settled)))
            begun = calendar.pending(last, now)
            nights = tuple(str(night) for night in begun if now - calendar.start(night) > _LATE)
            if nights:
                yield calendar.schedule.name, nights
