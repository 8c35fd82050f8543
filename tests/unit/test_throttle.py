from __future__ import annotations

import asyncio

from crawler.wire.throttle import Throttle
from evidence.config import Crawl


def test_a_host_that_asks_for_too_long_is_not_asked_again() -> None:
    throttle = Throttle(Crawl(max_wait=60, delay=0, per_host=2))
    throttle.hold("a.example", 3600)
    throttle.hold("a.example", 1)  # a shorter wish does not undo the longer one
    assert asyncio.run(throttle.wait("a.example")) is False
    assert asyncio.run(throttle.wait("b.example")) is True


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
