from __future__ import annotations

import asyncio
import gc
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from crawler.run.journey import Journey
from crawler.spiders.travel import Traveller
from crawler.wire.throttle import Throttle
from evidence.config import Crawl
from evidence.store.due import Due

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(eq=False)
class Look:
    """A look under way, with all that it was answered."""

    touched: datetime | None = None
    kept: bool = False
    probe_of: tuple[str, str, str] | None = None


def test_a_host_that_asks_for_too_long_is_not_asked_again() -> None:
    throttle = Throttle(Crawl(max_wait=60, delay=0, per_host=2))
    throttle.hold("a.example", 3600)
    throttle.hold("a.example", 1)  # a shorter wish does not undo the longer one
    assert asyncio.run(throttle.wait("a.example")) is False
    assert asyncio.run(throttle.wait("b.example")) is True


def test_who_asks_for_peace_is_told_to_others() -> None:
    throttle = Throttle(Crawl(max_wait=60, delay=0, per_host=2))
    throttle.hold("a.example", 3600)
    throttle.hold("b.example", 0)
    assert throttle.peace == {"a.example": pytest.approx(3600, abs=60)}


def test_a_short_wait_is_waited_for() -> None:
    throttle = Throttle(Crawl(max_wait=60, delay=0, per_host=2))
    throttle.hold("a.example", 0.02)
    assert asyncio.run(throttle.wait("a.example")) is True
    assert throttle.remaining("a.example") == 0


def test_no_more_than_its_share_goes_to_a_host_at_once() -> None:
    async def walk() -> int:
        throttle = Throttle(Crawl(delay=0, per_host=2))
        under_way = most = 0

        async def one() -> None:
            nonlocal under_way, most
            async with throttle.slot("a.example"):
                under_way += 1
                most = max(most, under_way)
                await asyncio.sleep(0)
                under_way -= 1

        await asyncio.gather(*(one() for _ in range(9)))
        return most

    assert asyncio.run(walk()) == 2


def _left(oldest: Look | None) -> int:
    """Looks that are still in memory when 200 have come and gone, after one that may take long."""
    throttle = Throttle(Crawl())
    if oldest is not None:
        throttle.touch(oldest)
    seen = []
    for _ in range(200):
        look = Look()
        seen.append(weakref.ref(look))
        throttle.touch(look)
        look.kept = True
        del look
    gc.collect()
    assert throttle.oldest_under_way() == (oldest.touched if oldest else None)
    return sum(one() is not None for one in seen)


def test_looks_that_are_kept_are_let_go() -> None:
    assert _left(None) == 0


def test_looks_that_are_kept_are_let_go_while_another_takes_long() -> None:
    assert _left(Look()) < 20


def test_what_a_walk_was_answered_is_let_go_once_it_went_on() -> None:
    journey = Journey(Due.of("http://a.example/tablero"))
    asyncio.run(Traveller(Crawl(), name="walk").travel(journey, None))
    assert journey.kept
