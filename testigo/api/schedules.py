"""When nights are run, and the service that runs them."""

from __future__ import annotations

import signal
import threading
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import UsageError
from evidence.reader import reader_language
from evidence.vocabulary import NightState

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.config import Schedule
    from evidence.store.records import ScheduledNight
    from schedules.calendar import Calendar
    from schedules.logs import LogFormat
    from schedules.state import ServiceState
    from testigo.api.folder import Folder

_STOPS = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class NextNight:
    """A night that is to come."""

    at: datetime
    """when it begins, UTC"""
    local: datetime
    """the same in the time zone of its schedule"""
    schedule: str
    """the name of its schedule"""

    @property
    def local_time(self) -> str:
        """As people say it: ``2026-11-21 02:30 CST``."""
        return self.local.strftime("%Y-%m-%d %H:%M %Z")

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``schedule next --format json`` prints it."""
        return {
            "at": clock.stamp(self.at),
            "local": self.local_time,
            "schedule": self.schedule,
        }


@dataclass(frozen=True, slots=True)
class ScheduleStatus:
    """A schedule, its last night and its next."""

    schedule: Schedule
    last: ScheduledNight | None
    """None before the first"""
    next: NextNight

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``schedule list --format json`` prints it."""
        return {
            "name": self.schedule.name,
            "cron": self.schedule.cron,
            "timezone": self.schedule.timezone,
            "sources": list(self.schedule.sources),
            "last": _night(self.last) if self.last else None,
            "next": clock.stamp(self.next.at),
            "next_local": self.next.local_time,
        }


def schedules(folder: Folder) -> list[ScheduleStatus]:
    """The schedules of the configuration, each with its last and its next night.

    Raises UsageError when there is none, ConfigError for one that can't be followed, StoreError.

    >>> [(one.schedule.name, one.schedule.cron) for one in testigo.schedules(folder)]
    [('night', '30 2 * * *')]
    """
    from schedules.state import ServiceState

    now = clock.now()
    state = ServiceState(folder.place) if folder.exists else None
    return [
        ScheduleStatus(
            one.schedule,
            _last(state, one, now) if state else None,
            _next(one, one.next_start(now)),
        )
        for one in _calendars(folder)
    ]


def next_nights(folder: Folder, count: int = 7) -> list[NextNight]:
    """The nights to come, ``count`` of each schedule, the nearest first.

    Raises UsageError when there is no schedule, ConfigError for one that can't be followed.

    >>> first, second = testigo.next_nights(folder, 2)
    >>> first.at < second.at, first.local.hour
    (True, 2)
    """
    now = clock.now()
    found = [
        _next(one, one.start(night))
        for one in _calendars(folder)
        for night in islice(one.nights_after(one.begun(now)), count)
    ]
    return sorted(found, key=lambda night: night.at)


def serve(folder: Folder, *, log_format: LogFormat = "text", verbose: bool = False) -> None:
    """Run the nights of the configuration, each in a process of its own, and tell whom it names what
    is new after each. What others may ask of this folder (``[witness]``) is answered meanwhile. Comes back
    after SIGTERM or Ctrl-C, which it handles meanwhile: call it in the main thread. Logs go to stderr,
    ``log_format`` is ``text`` or ``json``.

    Raises UsageError when there is no schedule and where nothing can be bound to listen on, ConfigError
    for a schedule that can't be followed, FolderError without evidence or sources, FolderBusy when another
    service runs the nights of this folder.

    >>> testigo.serve(folder)  # doctest: +SKIP
    """
    from schedules import logs
    from schedules.notices.dispatcher import Dispatcher
    from schedules.service import Service
    from testigo.api.witness import answering

    found = _calendars(folder)
    if not folder.config.sources:
        folder.place.require()
    folder.place.create()
    logs.set_up(log_format, reader_language(folder.config.language), verbose=verbose)
    with answering(folder), Dispatcher(folder.place, folder.config) as dispatcher:
        service = Service(
            folder.place,
            folder.config.service,
            found,
            on_event=dispatcher.put,
            arguments=_handed_on(folder),
        )
        if threading.current_thread() is threading.main_thread():
            for number in _STOPS:
                signal.signal(number, lambda *_: service.stop())
        service.serve()


def _calendars(folder: Folder) -> tuple[Calendar, ...]:
    from schedules import calendar

    found = calendar.read(folder.config, folder.settings_file)
    if not found:
        raise UsageError(
            Words(
                'no [[schedule]] in {config}: write one with cron = "30 2 * * *"',
                'no hay [[schedule]] en {config}: escriba uno con cron = "30 2 * * *"',
            ),
            config=folder.settings_file,
        )
    return found


def _next(calendar: Calendar, at: datetime) -> NextNight:
    return NextNight(at, at.astimezone(calendar.zone), calendar.schedule.name)


def _last(state: ServiceState, calendar: Calendar, now: datetime) -> ScheduledNight | None:
    night = state.last(calendar.schedule.name, calendar.today(now))
    return None if night is None or night.state is NightState.BEFORE else night


def _night(night: ScheduledNight) -> dict[str, Any]:
    return {
        "night": night.night,
        "state": night.state,
        "attempts": night.attempts,
        "started_at": night.started_at,
        "ended_at": night.ended_at,
        "problem": night.problem,
    }


def _handed_on(folder: Folder) -> list[str]:
    """What every run of a service is called with."""
    arguments = ["--folder", str(folder.path)]
    if folder.config_file:
        arguments += ["--config", str(folder.config_file.absolute())]
    return arguments + ["--allow-private"] * folder.private_allowed
