"""A page that is held open while somebody decides, step by step, what to do with it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from crawler.browser.controls import controls, press, scroll
from crawler.browser.model import BrowserFailed, Settled, State, Why
from crawler.browser.opening import opened
from crawler.browser.settling import come, rest
from crawler.browser.visit import chains_of, go, look, made, read, unless_crashed
from evidence import clock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from crawler.browser.engine import Engine
    from crawler.browser.model import Job, Rendered
    from crawler.browser.opening import Visit
    from evidence.boards.controls import Step

_STEP = 20.0
"""Seconds for a page to come to rest after a step: an answer of a slow API takes ten."""
_LATE = 1.0
"""Seconds more for a page that a step changed nothing of: with its rest, more than scripts wait before they ask."""
_IDLE = 240.0
"""Seconds without a word of who asked for the page, who reads its last state meanwhile, behind a fence that takes
a minute at most."""


async def walk(
    engine: Engine,
    job: Job,
    tell: Callable[[State], None],
    steps: Callable[[], Awaitable[Step | None]],
) -> None:
    """Open a page, tell its state, and do what ``steps`` say until they say None. Raises BrowserFailed."""
    async with opened(engine, job) as one:
        tell(await _within(one, _first(engine, one)))
        for number in count(2):
            step = await asyncio.wait_for(steps(), _IDLE)
            if step is None:
                break
            tell(await _within(one, _next(engine, one, step, f"{number}-")))
        await one.record.end()


async def _within(one: Visit, doing: Awaitable[State]) -> State:
    async with asyncio.timeout(one.job.timeout):
        return await unless_crashed(one, _awaited(doing))


async def _awaited(doing: Awaitable[State]) -> State:
    return await doing


async def _first(engine: Engine, one: Visit) -> State:
    started = clock.stamp(clock.now())
    status = await go(one)
    settled = await come(one.session, one.record, one.until)
    state = await _state(engine, one, started, settled, "1-", status)
    chains, problems = await chains_of(one)
    hidden, shots, trouble = await look(one)
    rendered = replace(
        state.rendered,
        certificates=chains,
        screenshots=shots,
        hidden=hidden,
        problems=(*state.rendered.problems, *problems, *trouble),
    )
    return replace(state, rendered=rendered)


async def _next(engine: Engine, one: Visit, step: Step, name: str) -> State:
    started = clock.stamp(clock.now())
    before = await read(one)
    one.record.goes_on()
    is_done = await (scroll(one.session) if step.press is None else press(one.session, step.press))
    until = time.monotonic() + _STEP
    settled = await rest(one.session, one.record, until)
    # a script may take its time before it asks for anything
    if is_done and (await read(one)).html == before.html:
        one.record.goes_on()
        await asyncio.sleep(_LATE)
        settled = await rest(one.session, one.record, until)
    return await _state(engine, one, started, settled, name)


async def _state(
    engine: Engine, one: Visit, started: str, settled: Settled, name: str, status: int = 0
) -> State:
    reading = await read(one)
    rendered: Rendered = made(
        engine, one, reading, started, settled, status, one.record.since(), name
    )
    if rendered.settled is Settled.BYTES:
        raise BrowserFailed(Why.TIMEOUT, "the page's bytes are used up")
    return State(rendered, await controls(one.session))
