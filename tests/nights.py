"""Nights of the real service in one process, by a clock that jumps from one to the next.

The service, the runs, the wire, and the notices with their receiver are the real ones; only time, the
process around a run and the archive are not. Importing this sets the clock of the whole process, so
what uses it is started as a process of its own (:mod:`tests.thirty_nights`,
:mod:`tests.thirty_nights_kinds`).
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from evidence import clock

if TYPE_CHECKING:
    from collections.abc import Callable


class Time:
    """Goes on by itself from wherever it was set."""

    def __init__(self) -> None:
        self.set(datetime(2026, 10, 20, 16, tzinfo=UTC))

    def set(self, moment: datetime) -> None:
        self._base, self._since = moment, time.monotonic()

    def __call__(self) -> datetime:
        return self._base + timedelta(seconds=time.monotonic() - self._since)

    def sleep(self, seconds: float) -> None:
        self.set(self() + timedelta(seconds=seconds))


NOW = Time()
clock.now = NOW  # before anything takes it as a default

# ruff: noqa: E402
from crawler.archives.model import Listed
from crawler.archives.outbox import Outbox
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.run.night import Night
from crawler.sources import refresh
from crawler.spiders.walk import walk
from evidence import config as configuration
from evidence.errors import TestigoError
from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store.records import ScheduledNight
from schedules import calendar, notices
from schedules.calendar import Calendar
from schedules.events import Event
from schedules.service import Service

_CONFIG = """\
[crawl]
delay = 0.0
timeout = {timeout}
allow_private = true
neutral_hosts = []
[[schedule]]
cron = "{cron}"
timezone = "America/New_York"
[notify]
to = ["{reader}"]
"""


def config(reader: str, *, timeout: float, cron: str = "30 1 * * *") -> str:
    """The configuration of a folder whose digests go to ``reader``; ``timeout`` in seconds."""
    return _CONFIG.format(reader=reader, timeout=timeout, cron=cron)


class _Client:
    until = None

    def take(self) -> list[Any]:
        return []

    def asked_before(self, seconds: float) -> None:
        """An archive that is asked nothing needs no pace."""


class Archive:
    """An archive that has nothing and takes nothing, and says so when it is up."""

    name = "wayback"
    base_url = "http://127.0.0.1:9"
    daily_budget = 1000
    saver = None
    saves = "all"
    keys = ("IA_ACCESS_KEY", "IA_SECRET_KEY")
    client = _Client()
    asked = refused = 0
    down = False

    def captures(self, url: str, since: datetime | None = None) -> list[Listed]:
        if self.down:
            self.refused += 1
            raise ArchiveProblem(Fault.UNKNOWN, "status 503", service=True)
        self.asked += 1
        return []


@dataclass(frozen=True, slots=True)
class Plan:
    """Which nights there are, and what a test does before and after each."""

    first: date
    nights: int
    begin: Callable[[ScheduledNight], None]
    """sets the world as it is in a night"""
    end: Callable[[ScheduledNight], None] = lambda _: None
    """after the run of a night"""
    off: tuple[date, date] | None = None
    """the machine is off from the noon before the first to the noon of the second"""


class Nights:
    """The folder, and a service whose children are runs in this process."""

    def __init__(self, folder: EvidenceFolder, plan: Plan, archive: Archive) -> None:
        self.folder = folder
        self.plan = plan
        self.config = configuration.load(folder.config)
        self.archive = archive
        self.events: list[Event] = []
        calendars = calendar.read(self.config, folder.config)
        self.service = Service(
            folder,
            self.config.service,
            calendars,
            launch=self._launch,
            on_event=self._hear,
            now=NOW,
        )

    def _hear(self, event: Event) -> None:
        self.events.append(event)
        notices.after_night(self.folder, self.config, event)

    def _launch(self, one: Calendar, night: ScheduledNight) -> _Ended:
        self.plan.begin(night)
        try:
            self._run()
        except TestigoError as error:
            return _Ended(int(error.exit_code), str(error))
        except OSError as error:
            return _Ended(2, str(error))
        finally:
            self.plan.end(night)
        return _Ended(0, "")

    def _run(self) -> None:
        """What ``testigo run`` does."""
        store = Store(self.folder.database)
        refresh.refresh(store, self.config, self.folder)
        store.close()
        night = Night.open(self.folder, self.config)
        try:
            if night.left:
                walk(night)
            else:
                night.end_walk(finished=True)
            Outbox(self.folder, self.config, night.store, [self.archive], NOW.sleep).work()  # type: ignore[list-item]
        finally:
            night.close()

    def pass_time(self) -> None:
        end = self._noon(self.plan.first + timedelta(days=self.plan.nights - 1))
        self.service.tick()
        while True:
            wake = self.service.next_wake()
            wake = self._awake_at(wake)
            if wake > end:
                return
            NOW.set(wake)
            self.service._awake = self.service._last_heartbeat()
            self.service.tick()  # starts the run
            self.service.tick()  # takes up its end

    def _awake_at(self, wake: datetime) -> datetime:
        if self.plan.off is None:
            return wake
        first, last = self.plan.off
        off = self._noon(first - timedelta(days=1)) < wake < self._noon(last)
        return self._noon(last) if off else wake

    def _noon(self, night: date) -> datetime:
        return datetime(night.year, night.month, night.day, 17, tzinfo=UTC)


class _Ended:
    """A run that is over when it comes back."""

    pid = 2**22 + 1

    def __init__(self, code: int, said: str) -> None:
        self._code = code
        self._said = said

    def poll(self) -> int:
        return self._code

    def wait(self, seconds: float) -> int:
        return self._code

    def stop(self) -> None:
        """It has stopped."""

    def kill(self) -> None:
        """It is gone."""

    def last_line(self) -> str:
        return self._said


def told(request: bytes, names: dict[str, str]) -> dict[str, Any]:
    """One digest as its reader got it: when, of which documents, of which troubles."""
    digest = json.loads(request.partition(b"\r\n\r\n")[2])
    return {
        "on": digest["composed_at"][:10],
        "items": sorted([item["news"], names[item["url"]]] for item in digest["items"]),
        "troubles": [trouble["kind"] for trouble in digest["troubles"]],
    }
