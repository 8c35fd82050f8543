"""A year of nights in zones where the clocks jump: no local date skipped, none twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.config import Config, Schedule
from evidence.errors import ConfigError
from schedules import calendar
from schedules.calendar import Calendar

YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
ZONES = ("America/New_York", "America/Mexico_City", "Pacific/Kiritimati", "America/Nuuk")
"""Clocks that jump at 02:00, never, far ahead of UTC, and in the evening."""


def made(cron: str, zone: str = "UTC") -> Calendar:
    (one,) = calendar.read(Config(schedule=(Schedule(cron, zone),)), Path("testigo.toml"))
    return one


def nights(one: Calendar, begin: datetime, end: datetime, step: timedelta) -> list[date]:
    """What is run when the question is asked every ``step``, and a second before the end."""
    last, now, found = one.begun(begin), begin, []
    while now < end:
        pending = one.pending(last, now)
        if pending:
            last = pending[-1]
            found.append(last)
        now = (
            min(now + step, end - timedelta(seconds=1)) if now < end - timedelta(seconds=1) else end
        )
    return found


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "cron", ["30 2 * * *", "30 1 * * *", "0 0 * * *", "59 23 * * *", "30 22 * * *"]
)
def test_a_year_of_nights_skips_no_date_and_doubles_none(zone: str, cron: str) -> None:
    one = made(cron, zone)
    begin = datetime.combine(YEAR[0], datetime.min.time(), one.zone).astimezone(UTC) - timedelta(
        minutes=1
    )
    end = datetime.combine(date(2027, 1, 1), datetime.min.time(), one.zone).astimezone(UTC)
    assert nights(one, begin, end, timedelta(hours=7)) == YEAR


def test_a_time_that_is_left_out_and_one_that_comes_twice() -> None:
    gap, fold = made("30 2 * * *", "America/New_York"), made("30 1 * * *", "America/New_York")
    assert gap.start(date(2026, 3, 8)) == datetime(
        2026, 3, 8, 7, 30, tzinfo=UTC
    )  # 03:30 summer time
    assert gap.start(date(2026, 3, 9)) == datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
    assert fold.start(date(2026, 11, 1)) == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )  # the first of the two
    assert fold.start(date(2026, 11, 2)) == datetime(2026, 11, 2, 6, 30, tzinfo=UTC)


def test_a_date_that_a_zone_left_out_is_no_night_of_its_own() -> None:
    """Samoa went from 29 to 31 December 2011."""
    one = made("30 2 * * *", "Pacific/Apia")
    ran = nights(
        one,
        datetime(2011, 12, 28, tzinfo=UTC),
        datetime(2012, 1, 2, tzinfo=UTC),
        timedelta(minutes=5),
    )
    assert date(2011, 12, 30) not in ran
    assert ran == sorted(set(ran))


def test_three_nights_off_are_one_catch_up() -> None:
    one = made("30 2 * * *", "America/Mexico_City")
    now = datetime(2026, 11, 21, 15, tzinfo=UTC)
    assert one.pending(date(2026, 11, 18), now) == [date(2026, 11, day) for day in (19, 20, 21)]
    assert one.pending(date(2026, 11, 21), now) == []
    assert one.next_start(now) == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_what_was_never_served_has_missed_nothing() -> None:
    one = made("30 2 * * *")
    for hour in (1, 14):
        now = datetime(2026, 11, 21, hour, tzinfo=UTC)
        assert one.pending(one.begun(now), now) == []
    assert one.next_start(datetime(2026, 11, 21, 1, tzinfo=UTC)).day == 21


def test_days_of_the_week_are_those_that_are_named() -> None:
    one = made("0 3 * * sun,tue-thu")
    first = datetime(2026, 11, 16, tzinfo=UTC)  # a Monday
    ran = nights(one, first, first + timedelta(days=7), timedelta(hours=1))
    assert [night.strftime("%a") for night in ran] == ["Tue", "Wed", "Thu", "Sun"]


@given(
    st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 59),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.lists(st.integers(-3000, 9000), max_size=30),
)  # fmt: skip
def test_whatever_the_clock_does_no_date_runs_twice(
    zone: str, hour: int, minute: int, begin: datetime, steps: list[int]
) -> None:
    """Jumps of the clock, in minutes, forwards and back."""
    one = made(f"{minute} {hour} * * *", zone)
    now = begin.replace(tzinfo=UTC)
    last, ran = one.begun(now), []
    for step in steps:
        now += timedelta(minutes=step)
        pending = one.pending(last, now)
        assert pending == sorted(set(pending))
        if pending:
            last = pending[-1]
            ran.append(last)
        assert one.next_start(now) > now
        assert not one.pending(last, now)
    assert ran == sorted(set(ran))


@pytest.mark.parametrize(
    ("cron", "zone", "says"),
    [
        ("30 2 * *", "UTC", "five parts"),
        ("*/5 2 * * *", "UTC", "once a day"),
        ("30 2,14 * * *", "UTC", "once a day"),
        ("30 2 * * 0", "UTC", "by name"),
        ("30 2 * * xyz", "UTC", "xyz"),
        ("30 2 1 * mon", "UTC", "not both"),
        ("61 2 * * *", "UTC", "61"),
        ("30 2 32 * *", "UTC", "32"),
        ("30 2 31 2 *", "UTC", "never comes"),
        ("30 2 x * *", "UTC", "not a cron line"),
        ("30 2 * * *", "America/Ciudad", "no time zone"),
        ("30 2 * * *", "../etc/passwd", "no time zone"),
    ],
)
def test_a_schedule_that_can_not_be_followed_is_refused_in_one_line(
    cron: str, zone: str, says: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        made(cron, zone)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_night_is_due_from_its_first_moment_on() -> None:
    one = made("30 2 * * *", "America/New_York")
    tonight = date(2026, 11, 1)
    start = one.start(tonight)
    before = tonight - timedelta(days=1)
    assert one.pending(before, start - timedelta(microseconds=1)) == []
    assert one.pending(before, start) == [tonight]
    assert one.begun(start) == tonight
    assert one.next_start(start) == one.start(tonight + timedelta(days=1))
    assert one.next_start(start - timedelta(microseconds=1)) == start


@given(
    st.sampled_from(ZONES),
    st.sampled_from(["30 2 * * *", "59 1 * * *", "30 2 * * mon,thu", "15 3 last * *"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
)
def test_the_next_night_is_the_first_that_has_not_begun(
    zone: str, cron: str, moment: datetime
) -> None:
    one, now = made(cron, zone), moment.replace(tzinfo=UTC)
    following = one.next_start(now)
    assert following > now
    last = one.begun(now)
    missed = [
        night for night in one.pending(last - timedelta(days=40), now) if one.start(night) > now
    ]
    assert missed == []
    starts = [one.start(night) for night in one.pending(last - timedelta(days=40), following)]
    assert starts == sorted(set(starts)), "each local date begins once, whatever the clocks do"
    assert starts[-1] == following
    assert [start for start in starts if start > now] == [following]
