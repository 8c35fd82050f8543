"""Which night is to run now, and when the next one begins: a pure answer to a schedule, a date and
a time.

A night is named by the local date on which its schedule says that it begins. That name is all that
has to be remembered: a date is never run twice, whatever the clocks do. APScheduler reads the cron
line over the plain calendar; what a change of the clocks makes of the time of day is decided here,
because its own triggers fire at 03:30 for 02:30 and twice for 01:30.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.cron import CronTrigger

from evidence.bilingual import Words
from evidence.errors import ConfigError, TestigoError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.config import Config, Schedule

_TIME = re.compile(r"\d{1,2}")
_DAY = re.compile(r"last|[\d*,/-]+")
_MONTH = re.compile(r"[A-Za-z\d*,/-]+")
_WEEKDAY = re.compile(r"\*|[A-Za-z]{3}(-[A-Za-z]{3})?(,[A-Za-z]{3}(-[A-Za-z]{3})?)*")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The nights of one schedule."""

    schedule: Schedule
    zone: ZoneInfo
    days: CronTrigger
    """over local time as if it were UTC, so that every day has 24 hours"""

    def nights_after(self, night: date) -> Iterator[date]:
        """The nights after ``night``, without end, the nearest first."""
        found = self._first(night + timedelta(days=1))
        while found is not None:
            yield found
            found = self._first(found + timedelta(days=1))

    def start(self, night: date) -> datetime:
        """When ``night`` begins, in UTC.

        A time that the clocks leave out is taken by the clock as it was before, so 02:30 begins as
        many minutes after the jump; of a time that comes twice it is the first.
        """
        local = datetime.combine(
            night, time(int(str(self.days.fields[5])), int(str(self.days.fields[6])))
        )
        return local.replace(tzinfo=self.zone, fold=0).astimezone(UTC)

    def today(self, now: datetime) -> date:
        """The local date."""
        return now.astimezone(self.zone).date()

    def begun(self, now: datetime) -> date:
        """The last local date on which a night that starts tonight would have begun already."""
        today = self.today(now)
        return today if self.start(today) <= now else today - timedelta(days=1)

    def pending(self, last: date, now: datetime) -> list[date]:
        """The nights after ``last`` that have begun by now, oldest first.

        However many there are, the latest is run and makes up for the others: it looks at all that
        is due.
        """
        found = []
        for night in self.nights_after(last):
            if self.start(night) > now:
                break
            found.append(night)
        return found

    def next_start(self, now: datetime) -> datetime:
        """When the next night begins that has not begun yet."""
        for night in self.nights_after(self.begun(now)):
            if self.start(night) > now:
                return self.start(night)
        raise AssertionError("read() refuses a line that never comes")

    def _first(self, night: date) -> date | None:
        """The first night on or after a date."""
        found = self.days.get_next_fire_time(None, datetime.combine(night, time(), UTC))
        return found.date() if found else None


def read(config: Config, path: Path) -> tuple[Calendar, ...]:
    """The calendars of all schedules; raises ConfigError, naming ``path``, for one that can't be
    followed."""
    return tuple(_calendar(schedule, path) for schedule in config.schedule)


def _calendar(schedule: Schedule, path: Path) -> Calendar:
    try:
        return Calendar(schedule, _zone(schedule.timezone), _days(schedule.cron))
    except _Unfit as error:
        raise ConfigError(path, _OF, name=schedule.name, problem=error.told) from error


class _Unfit(TestigoError):
    """A part of a schedule that can't be followed."""


_OF = Words("schedule '{name}': {problem}", "schedule '{name}': {problem}")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _Unfit(
            Words(
                "no time zone '{zone}'; America/Mexico_City is one",
                "no existe la zona horaria '{zone}'; America/Mexico_City es una",
            ),
            zone=name,
        ) from error


def _days(cron: str) -> CronTrigger:
    """The days of a cron line, over local time as if it were UTC; raises :class:`_Unfit`."""
    minute, hour, day, month, weekday = _parts(cron)
    try:
        days = CronTrigger(
            minute=minute,
            hour=hour,
            day=day,
            month=month,
            day_of_week=weekday.lower(),
            timezone=UTC,
        )
    except ValueError as error:
        raise _Unfit(
            Words(
                "'{cron}' names no time: hours go to 23, minutes to 59, days to 31, months to 12 or by name, "
                "and the smaller stands before the greater",
                "'{cron}' no señala ningún momento: las horas llegan a 23, los minutos a 59, los días a 31, "
                "los meses a 12 o van por su nombre en inglés, y el menor va antes que el mayor",
            ),
            cron=cron,
        ) from error
    if days.get_next_fire_time(None, datetime(2026, 1, 1, tzinfo=UTC)) is None:
        raise _Unfit(Words("'{cron}' never comes", "'{cron}' nunca ocurre"), cron=cron)
    return days


def _parts(cron: str) -> list[str]:
    """The five parts of a cron line, each written as we take it; raises :class:`_Unfit`."""
    parts = cron.split()
    if len(parts) != 5:
        raise _Unfit(
            Words(
                "cron has five parts, as in '30 2 * * *' or '30 2 * * mon-fri', not '{cron}'",
                "cron tiene cinco partes, como en '30 2 * * *' o '30 2 * * mon-fri', no '{cron}'",
            ),
            cron=cron,
        )
    minute, hour, day, month, weekday = parts
    if not (_TIME.fullmatch(minute) and _TIME.fullmatch(hour)):
        raise _Unfit(
            Words(
                "a night begins once a day: minute and hour are one number each",
                "la noche empieza una vez al día: el minuto y la hora deben ser un solo número cada uno",
            )
        )
    if not _WEEKDAY.fullmatch(weekday):
        # cron counts from Sunday, APScheduler from Monday; a name says what is meant
        raise _Unfit(
            Words(
                "days of the week go by name, such as mon-fri, not '{weekday}'",
                "los días de la semana se indican por su nombre en inglés, como mon-fri, no '{weekday}'",
            ),
            weekday=weekday,
        )
    if "*" not in (day, weekday):
        raise _Unfit(
            Words(
                "give days of the month or days of the week, not both",
                "indique días del mes o días de la semana, no ambos",
            )
        )
    if not (_DAY.fullmatch(day) and _MONTH.fullmatch(month)):
        raise _Unfit(
            Words("'{cron}' is not a cron line", "'{cron}' no es una línea de cron"), cron=cron
        )
    return parts
