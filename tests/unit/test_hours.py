"""A page that is shown at some hours only is told by the looks of several days, and by nothing less."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from evidence.verdicts.hours import by_hour
from evidence.verdicts.wording import explain
from evidence.vocabulary import Cause

START = datetime(2026, 3, 1, tzinfo=UTC)
THERE, GONE = Cause.IDENTICAL, Cause.HTTP_404
Looks = list[tuple[datetime, Cause]]


def days(count: int, *looks: tuple[float, Cause]) -> Looks:
    return [
        (START + timedelta(days=day, hours=hour, minutes=day), cause)
        for day in range(count)
        for hour, cause in looks
    ]


def test_by_night_and_by_day() -> None:
    told = by_hour(days(6, (2.5, GONE), (15, THERE)))
    assert told is not None
    assert told.facts == {"gone": 6, "there": 6, "since": "02:30", "until": "02:35"}
    assert "02:30" in explain(told, "es")
    over_midnight = by_hour(days(4, (0.5, GONE), (12, THERE), (18, THERE), (23.5, GONE)))
    assert over_midnight is not None
    assert (over_midnight.facts["since"], over_midnight.facts["until"]) == ("23:30", "00:33")


@pytest.mark.parametrize(
    "looks",
    [
        days(5, (2.5, GONE), (15, THERE)),  # too few
        days(20, (2.5, GONE)),
        [
            *days(6, (15, THERE)),
            *((at + timedelta(days=9), GONE) for at, _ in days(6, (2.5, GONE))),
        ],  # lost
        [
            (at, (THERE, GONE)[n % 2]) for n, (at, _) in enumerate(days(20, (2.5, GONE)))
        ],  # flips at one hour
        days(8, (2.5, GONE), (15, THERE), (20, GONE), (22, THERE)),
        days(8, (2.5, Cause.TIMEOUT), (15, THERE)),
    ],
)
def test_nothing_less_tells_it(looks: Looks) -> None:
    assert by_hour(looks) is None


def test_chance_seldom_looks_like_it() -> None:
    chance = random.Random(7)
    found = 0
    for _ in range(1000):
        looks = [
            (START + timedelta(hours=12 * n + chance.random() * 12), chance.choice((THERE, GONE)))
            for n in range(14)
        ]
        found += by_hour(looks) is not None
    assert found < 20
