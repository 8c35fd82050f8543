"""What a night remembers of its looks in case they must be taken back: little, as it may make a million."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from crawler.run.clock_watch import ClockWatch
from evidence import clock
from evidence.verdicts.looks_made import LooksMade
from evidence.verdicts.outage import Result, Watch
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Callable

BEGAN = datetime(2026, 11, 28, 3, tzinfo=UTC)
SECONDS = st.lists(st.integers(-1000, 1000), max_size=30)


def _id(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


@given(SECONDS, SECONDS)
def test_all_are_remembered_and_a_copy_is_of_those_so_far(
    first: list[int], then: list[int]
) -> None:
    looks = LooksMade()
    for number, seconds in enumerate(first):
        looks.add(_id(number), BEGAN + timedelta(seconds=seconds))
    before = looks.copy()
    for number, seconds in enumerate(then, len(first)):
        looks.add(_id(number), BEGAN + timedelta(seconds=seconds))
    for made, times in ((before, first), (looks, first + then)):
        assert len(made) == len(times)
        assert made.ids == {_id(number) for number in range(len(times))}
        assert made.since == min((BEGAN + timedelta(seconds=one) for one in times), default=None)
        assert made.until == max((BEGAN + timedelta(seconds=one) for one in times), default=None)


class _Check:
    def __init__(self, number: int) -> None:
        self.id, self.checked_at = _id(number), clock.stamp(BEGAN + timedelta(seconds=number))


def test_no_check_stays_in_memory_because_our_clock_is_watched() -> None:
    watch = ClockWatch(None, allow_private=True)
    made = []
    for number in range(50):
        check: Any = _Check(number)
        journey: Any = SimpleNamespace(exchanges=[])
        assert watch.note(check, journey) is None
        made.append(weakref.ref(check))
        del check
    gc.collect()
    assert not any(one() for one in made)


def _bytes_each(do: Callable[[int], None], count: int) -> float:
    do(0)
    tracemalloc.start()
    try:
        for number in range(1, count + 1):
            do(number)
        return tracemalloc.get_traced_memory()[0] / count
    finally:
        tracemalloc.stop()


def test_a_page_that_one_host_shows_for_all_of_its_addresses_takes_little() -> None:
    watch, moments = Watch(), [BEGAN + timedelta(seconds=number) for number in range(5001)]

    def show(number: int) -> None:
        watch.add(Result(_id(number), "uno.example", moments[number], Cause.SOFT_404, "page"))

    assert _bytes_each(show, 5000) < 100


def test_pages_of_which_each_is_shown_once_take_little() -> None:
    watch, moments = Watch(), [BEGAN + timedelta(seconds=number) for number in range(5001)]

    def show(number: int) -> None:
        watch.add(
            Result(_id(number), "uno.example", moments[number], Cause.IDENTICAL, f"{number:064}")
        )

    # the page's own digest with it, and what a dictionary has in reserve: 50,000 of them 30 MB
    assert _bytes_each(show, 5000) < 700
