"""How long a server asks to be left alone, in all the ways that servers write it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.wire.retry_after import retry_after
from evidence import clock

NOW = datetime(2026, 10, 21, 7, 28, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120.0), (" 0 ", 0.0), ("9" * 5000, 1e9), ("soon", None), ("", None), ("-5", None), ("1.5", None)],
)  # fmt: skip
def test_seconds(value: str, seconds: float | None) -> None:
    assert retry_after(value) == seconds


@pytest.mark.parametrize("digit", ["\u00b2", "\u00b9\u00b2", "\u0663", "\u2460"])
def test_a_digit_that_is_none_in_ascii_asks_for_nothing(digit: str) -> None:
    assert retry_after(digit) is None
    assert retry_after("1" + digit) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("Wed, 21 Oct 2026 07:29:30 GMT", 90.0),
        ("Wednesday, 21-Oct-26 07:29:30 GMT", 90.0),
        ("Wed Oct 21 07:29:30 2026", 90.0),
        ("Wed, 21 Oct 2026 09:29:30 +0200", 90.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 99999 07:28:00 GMT", None),
        ("Wed, 2\u00b2 Oct 2026 07:28:00 GMT", None),
        ("Wed, 21 Oct 2026 07:28:00 +" + "9" * 400, None),
    ],
)
def test_dates(value: str, seconds: float | None) -> None:
    assert retry_after(value) == seconds


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_no_text_raises(value: str) -> None:
    seconds = retry_after(value)
    assert seconds is None or 0 <= seconds <= 1e9


def test_a_date_in_thousands_of_years_is_for_ever() -> None:
    assert retry_after("Fri, 31 Dec 9331 23:59:59 GMT") == 1e9


@given(st.integers(0, 10**6), st.integers(-12, 12))
def test_a_date_is_the_moment_that_it_says(later: int, zone: int) -> None:
    moment = (NOW + timedelta(seconds=later)).astimezone(timezone(timedelta(hours=zone)))
    assert retry_after(format_datetime(moment)) == later
