"""Which dates a cron line names: leap years, ends of months, days by name, in any zone."""

from __future__ import annotations

import calendar as almanac
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.config import Config, Schedule
from schedules import calendar
from schedules.calendar import Calendar

ZONES = ("UTC", "America/Mexico_City", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati",
         "Australia/Lord_Howe", "America/Nuuk", "Africa/Casablanca")  # fmt: skip


def made(cron: str, zone: str = "UTC") -> Calendar:
    (one,) = calendar.read(Config(schedule=(Schedule(cron, zone),)), Path("testigo.toml"))
    return one


def nights(cron: str, after: date, count: int) -> list[str]:
    return [str(night) for night in islice(made(cron).nights_after(after), count)]


@pytest.mark.parametrize(
    ("cron", "after", "named"),
    [
        ("0 3 29 2 *", date(2024, 2, 29), ["2028-02-29", "2032-02-29"]),
        ("0 3 29 2 *", date(2096, 2, 29), ["2104-02-29"]),  # 2100 is no leap year
        ("0 3 last * *", date(2027, 12, 31), ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        ("0 3 last * *", date(2026, 1, 30), ["2026-01-31", "2026-02-28"]),
        ("0 3 31 * *", date(2026, 1, 31), ["2026-03-31", "2026-05-31", "2026-07-31"]),
        ("0 3 1 jan,jul *", date(2026, 1, 1), ["2026-07-01", "2027-01-01"]),
        ("0 3 1,15 * *", date(2026, 2, 1), ["2026-02-15", "2026-03-01", "2026-03-15"]),
        ("0 3 */10 2 *", date(2026, 2, 1), ["2026-02-11", "2026-02-21", "2027-02-01"]),
        ("0 3 * * mon", date(2026, 11, 21), ["2026-11-23", "2026-11-30"]),
        ("0 3 * * FRI-SUN", date(2026, 11, 22), ["2026-11-27", "2026-11-28", "2026-11-29", "2026-12-04"]),
        ("0 3 * * sun", date(2026, 12, 27), ["2027-01-03"]),
        ("0 3 * 12 wed", date(2026, 11, 1), ["2026-12-02", "2026-12-09"]),
    ],
)  # fmt: skip
def test_the_dates_that_a_line_names(cron: str, after: date, named: list[str]) -> None:
    assert nights(cron, after, len(named)) == named


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 59),
    st.dates(date(1995, 1, 1), date(2045, 1, 1)),
)
def test_a_night_begins_on_its_own_date_at_its_own_time(
    zone: str, hour: int, minute: int, night: date
) -> None:
    """But where the clocks leave that time out, then within an hour after."""
    one = made(f"{minute} {hour} * * *", zone)
    start = one.start(night)
    assert start.tzinfo is UTC
    local = start.astimezone(ZoneInfo(zone))
    wanted = datetime(night.year, night.month, night.day, hour, minute)
    if local.replace(tzinfo=None, fold=0) != wanted:
        assert timedelta(0) < local.replace(tzinfo=None) - wanted <= timedelta(hours=1)
        for fold in (0, 1):  # indeed no clock there ever showed it
            aware = wanted.replace(tzinfo=ZoneInfo(zone), fold=fold)
            assert aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wanted
    else:
        assert local.fold == 0


@given(st.sampled_from(ZONES), st.integers(0, 23), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_nights_begin_in_the_order_of_their_dates(zone: str, hour: int, first: date) -> None:
    one = made(f"30 {hour} * * *", zone)
    found = list(islice(one.nights_after(first), 40))
    assert [later - earlier for earlier, later in pairwise(found)] == [timedelta(days=1)] * 39
    for earlier, later in pairwise(found):
        assert one.start(earlier) < one.start(later)


moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
crons = st.sampled_from(
    ["30 2 * * *", "0 0 * * mon-fri", "59 23 1 * *", "15 12 last * *", "30 1 29 2 *", "0 3 * * sun"]
)


@given(crons, st.sampled_from(ZONES), moments, st.integers(0, 400))
def test_what_is_pending_has_begun_and_what_comes_next_has_not(
    cron: str, zone: str, now: datetime, days: int
) -> None:
    one = made(cron, zone)
    last = one.begun(now) - timedelta(days=days)
    pending = one.pending(last, now)
    assert all(last < night and one.start(night) <= now for night in pending)
    following = one.next_start(now)
    assert following > now
    between = islice(one.nights_after(pending[-1] if pending else last), 1)
    assert [one.start(night) for night in between] == [following]


@given(crons, st.sampled_from(ZONES), moments)
def test_at_the_very_moment_a_night_has_begun(cron: str, zone: str, now: datetime) -> None:
    one = made(cron, zone)
    start = one.next_start(now)
    before = start - timedelta(microseconds=1)
    (night,) = one.pending(one.begun(before), start) or [None]
    assert night is not None
    assert one.start(night) == start
    assert one.pending(one.begun(before), before) == []
    assert one.pending(night, start) == []


@given(moments, st.sampled_from(ZONES))
def test_begun_is_today_or_yesterday(now: datetime, zone: str) -> None:
    one = made("30 2 * * *", zone)
    assert one.begun(now) in {one.today(now), one.today(now) - timedelta(days=1)}
    assert one.start(one.begun(now)) <= now


def test_the_last_day_of_every_month_for_a_century() -> None:
    found = islice(made("0 3 last * *").nights_after(date(1999, 12, 31)), 1200)
    expected = [
        date(year, month, almanac.monthrange(year, month)[1])
        for year in range(2000, 2100)
        for month in range(1, 13)
    ]
    assert list(found) == expected
