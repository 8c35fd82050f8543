"""When the rest of a shard is left for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.scale.tail import PATIENCE, Tail

if TYPE_CHECKING:
    from collections.abc import Callable

URLS = 10_000


def _left(done: Callable[[float], float], seconds: int = 5_000) -> tuple[int, int] | None:
    """When a shard is left of which so much is done after some seconds, and how much of it was done by then."""
    tail = Tail(PATIENCE)
    for second in range(seconds):
        so_far = int(min(URLS, done(second)))
        if so_far == URLS:
            return None
        if tail.is_all_there_is(second, so_far):
            return second, so_far
    raise AssertionError("it is waited for")


@pytest.mark.parametrize("rate", [3.0, 30.0, 300.0])
def test_what_goes_on_steadily_is_walked_to_its_end(rate: float) -> None:
    assert _left(lambda second: rate * second) is None


def test_what_begins_late_is_waited_for() -> None:
    assert _left(lambda second: 100 * max(0.0, second - 25)) is None


@pytest.mark.parametrize("living", [9_900, 7_000, 3_000])
def test_hosts_that_never_answer_are_left(living: int) -> None:
    """22 addresses of each host, at which it is asked twice, half a minute each."""
    dead = (URLS - living) / 22
    found = _left(lambda second: min(living, 250 * second) + dead * (second // 60))
    assert found is not None
    at, done = found
    assert at <= 2 * living / 250 + 62
    assert done >= living


def test_where_nothing_has_come_yet_there_is_no_tail() -> None:
    assert Tail(PATIENCE).is_all_there_is(100.0, 0) is False
