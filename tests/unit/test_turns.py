"""Whose turn it is to be worked on in a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

from crawler.run.turns import Turns


class Bench:
    """Works that last until they are let go."""

    def __init__(self, at_once: int) -> None:
        self.turns = Turns(at_once, "try")
        self.begun: list[str] = []
        self._gates: dict[str, threading.Event] = {}

    def take(self, name: str, *, begins: bool = False, is_large: bool = False) -> asyncio.Task[str]:
        self._gates[name] = threading.Event()
        work = self._work(name)
        return asyncio.ensure_future(self.turns.take(work, begins=begins, is_large=is_large))

    def _work(self, name: str) -> Callable[[], str]:
        def work() -> str:
            self.begun.append(name)
            self._gates[name].wait(30)
            return name

        return work

    async def end(self, *names: str) -> None:
        for name in names:
            self._gates[name].set()

    async def until(self, *names: str) -> None:
        async with asyncio.timeout(30):
            while len(self.begun) < len(names):
                await asyncio.sleep(0)
        assert self.begun == list(names)


def test_what_goes_on_comes_before_what_begins() -> None:
    async def play() -> None:
        bench = Bench(1)
        tasks = [bench.take("first", begins=True)]
        await bench.until("first")
        tasks += [bench.take("second", begins=True), bench.take("its probes")]
        await asyncio.sleep(0)
        await bench.end("first", "second", "its probes")
        assert await asyncio.gather(*tasks) == ["first", "second", "its probes"]
        assert bench.begun == ["first", "its probes", "second"]
        bench.turns.close()

    asyncio.run(play())


def test_one_large_body_at_a_time_and_small_ones_beside_it() -> None:
    async def play() -> None:
        bench = Bench(2)
        tasks = [bench.take("large", is_large=True)]
        await bench.until("large")
        tasks += [bench.take("larger", is_large=True), bench.take("small", begins=True)]
        await bench.until("large", "small")
        await bench.end("small")
        await tasks[2]
        await bench.until("large", "small")
        await bench.end("large")
        await bench.until("large", "small", "larger")
        await bench.end("larger")
        await asyncio.gather(*tasks)
        bench.turns.close()

    asyncio.run(play())


def test_who_is_cancelled_while_waiting_takes_no_turn() -> None:
    async def play() -> None:
        bench = Bench(1)
        first = bench.take("first")
        await bench.until("first")
        gone, other = bench.take("gone", is_large=True), bench.take("other", is_large=True)
        await asyncio.sleep(0)
        gone.cancel()
        await bench.end("first", "other")
        assert await asyncio.gather(first, other) == ["first", "other"]
        assert bench.begun == ["first", "other"]
        waiting = [bench.take("never"), bench.take("nor this")]
        await asyncio.sleep(0)
        bench.turns.close()
        await bench.end("never", "nor this")
        told = await asyncio.gather(*waiting, return_exceptions=True)
        assert isinstance(told[1], asyncio.CancelledError)

    asyncio.run(play())
