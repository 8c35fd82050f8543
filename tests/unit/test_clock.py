from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import clock

MOMENTS = st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.timezones())


@given(MOMENTS)
def test_what_is_stamped_can_be_parsed(moment: datetime) -> None:
    assert clock.parse(clock.stamp(moment)) == moment.astimezone(UTC)


@given(MOMENTS, MOMENTS)
def test_stamps_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    assert (clock.stamp(one) < clock.stamp(other)) == (one < other)


def test_other_zones_become_utc() -> None:
    mexico = timezone(timedelta(hours=-6))
    assert (
        clock.stamp(datetime(2026, 11, 21, 18, 0, tzinfo=mexico)) == "2026-11-22T00:00:00.000000Z"
    )


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        clock.stamp(datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="zone"):
        clock.parse("2026-01-01T00:00:00")


def test_now_is_what_the_system_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_792_422_000.25)
    assert clock.now() == datetime(2026, 10, 19, 15, 0, 0, 250_000, UTC)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-01:00"])
def test_a_time_that_utc_has_no_year_for_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="out of range"):
        clock.parse(text)
