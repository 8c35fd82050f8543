"""Is it our clock? What the servers of a night say of it, and what would make that wrong."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from crawler.run.clock_watch import reading
from crawler.wire.exchange import Exchange
from evidence.custody.warc import http
from evidence.verdicts.our_clock import Reading, askew

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
YEAR, HOUR, MINUTE = timedelta(days=365), timedelta(hours=1), timedelta(minutes=1)


def told(*ahead: timedelta) -> list[Reading]:
    """What so many hosts say, one each."""
    return [Reading(f"host{n}.example", one) for n, one in enumerate(ahead)]


OK = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("readings", "found"),
    [
        (told(YEAR, YEAR, YEAR), YEAR),
        (told(-YEAR, -YEAR, -YEAR + MINUTE), -YEAR),
        (told(YEAR, YEAR, YEAR, OK), YEAR),
        (told(10 * MINUTE, 10 * MINUTE, 11 * MINUTE), 10 * MINUTE),
        (told(6 * HOUR, 6 * HOUR, 6 * HOUR), 6 * HOUR),  # a machine set to local time
        # --- and what it is not
        (told(), None),
        (told(OK, OK, OK), None),
        (told(4 * MINUTE, 4 * MINUTE, 4 * MINUTE), None),
        (told(YEAR, OK, OK, OK), None),  # one server's clock is wrong
        (told(YEAR, YEAR), None),  # two hosts: one hoster
        (told(3 * HOUR, 30 * HOUR, 300 * HOUR, OK), None),  # caches without an age
        ([Reading("one.example", YEAR)] * 50, None),  # one owner with many servers
        (told(*[YEAR] * 5, *[OK] * 5), None),  # the clock jumped in between
        (told(*[YEAR] * 5, *[OK] * 2), YEAR),
    ],
)
def test_only_many_hosts_that_agree_speak_against_our_clock(
    readings: Sequence[Reading], found: timedelta | None
) -> None:
    wrong = askew(readings)
    assert (wrong and wrong.ahead) == found


def test_one_host_is_enough_where_the_log_speaks_against_our_clock_too() -> None:
    assert askew(told(-YEAR), hosts=1)
    assert not askew(told(-YEAR))


def test_one_odd_answer_of_a_host_is_no_word_of_it() -> None:
    readings = [*told(OK, OK, OK), Reading("host0.example", YEAR), *told(OK)]
    assert askew(readings) is None


@pytest.mark.parametrize(
    ("ahead", "by_hours"), [(4 * HOUR, False), (4.1 * HOUR, True), (-5 * HOUR, True)]
)
def test_what_the_slack_between_two_nights_takes_is_named_and_counts(
    ahead: timedelta, by_hours: bool
) -> None:
    wrong = askew(told(ahead, ahead, ahead))
    assert wrong
    assert wrong.by_hours is by_hours
    assert "3 servers" in wrong.told().text("en")


def answered(headers: str, ip: str = "93.184.216.34") -> Exchange:
    made = Exchange("https://www.agua.gob.mx/plan", 1000, started=NOW)
    made.ip, made.first_byte_us = ip, 2_000_000
    made.message = http.parse(f"HTTP/1.1 200 OK\r\n{headers}Content-Length: 0\r\n\r\n".encode())
    return made


def date(moment: datetime) -> str:
    return f"Date: {format_datetime(moment, usegmt=True)}\r\n"


def test_the_time_of_an_answer_is_that_of_its_first_byte() -> None:
    assert reading(answered(date(NOW))) == Reading("agua.gob.mx", timedelta(seconds=2))


@pytest.mark.parametrize("zone", ["GMT", "-0000", "+0000", ""])
def test_a_date_without_a_zone_is_in_utc(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Mexico_City")
    time.tzset()
    try:
        found = reading(answered(f"Date: Sat, 21 Nov 2026 03:00:00 {zone}\r\n"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found == Reading("agua.gob.mx", timedelta(seconds=2))


def test_a_cache_says_how_old_its_date_is() -> None:
    found = reading(answered(date(NOW - 30 * HOUR) + f"Age: {30 * 3600}\r\n"))
    assert found == Reading("agua.gob.mx", timedelta(seconds=2))


@pytest.mark.parametrize(
    "headers",
    [
        "",
        "Date: yesterday\r\n",
        "Date: Fri, 32 Nov 2026 03:00:00 GMT\r\n",
        f"Date: Fri, 21 Nov {'9' * 5000} 03:00:00 GMT\r\n",
        "Date: \r\n",
        date(NOW) + "Age: ²\r\n",
        date(NOW) + f"Age: {'9' * 5000}\r\n",
        date(NOW) + "Age: -1\r\n",
    ],
)
def test_what_is_no_date_says_nothing(headers: str) -> None:
    assert reading(answered(headers)) is None


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "169.254.1.1"])
def test_our_own_machine_and_networks_are_no_witness(ip: str) -> None:
    """Their clock may be the same."""
    assert reading(answered(date(NOW - YEAR), ip)) is None
