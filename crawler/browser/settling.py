"""Waits until a page is what a reader finds: loaded, scrolled through, and quiet."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from crawler.browser.frames import Frames
from crawler.browser.inert import is_inert
from crawler.browser.model import Settled
from crawler.browser.protocol import Gone, Stuck, ask

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

    from crawler.browser.recorder import Record

_QUIET = 0.6
"""Seconds without a request or a byte after which a page is at rest: Playwright's own "networkidle" waits
0.5 s."""
_INERT = 0.2
"""The same for a page that does nothing by itself: what it names is asked for while it is read."""
_LOOK = 0.1
_SCREENS = 40
"""Views that are scrolled through: lists without end stop there."""
_PAUSE = 0.12
"""Seconds at each view: what watches for being seen (IntersectionObserver) is told once a frame drawn."""
_SCROLLING = 10.0
"""Seconds for all of it."""
_BEHIND = 6.0
"""Seconds that a door is waited at: those that let browsers pass by themselves say five, and mean it."""
_DOORS = frozenset({202, 403, 429, 503})
"""What such a door answers with, where it does not say 200."""
_BARE = """() => {
  const body = document.body;
  const refresh = document.querySelector("meta[http-equiv=refresh i]");
  if (refresh && parseFloat(refresh.content) <= 10) return true;
  return !body || (body.innerText.trim().length < 15 && !document.querySelector("iframe, frame, embed")
    && ![...body.querySelectorAll("*")].some((one) => one.localName.includes("-")));
}"""
"""A page that shows nothing, or says that it goes on."""
_SCROLL = """() => {
  const one = document.scrollingElement || document.documentElement;
  const before = one.scrollTop;
  one.scrollBy({top: Math.max(200, innerHeight * 0.9), behavior: "instant"});
  return one.scrollTop > before;
}"""
_TOP = """() => {
  (document.scrollingElement || document.documentElement).scrollTo({top: 0, behavior: "instant"});
}"""
_READY = """() => document.readyState === "complete" && document.fonts.status === "loaded"
  && [...document.images].every((one) => one.complete || one.loading === "lazy")"""


async def come(
    session: CDPSession, record: Record, until: float, *, is_door: bool = False
) -> Settled:
    """Wait for rest as :func:`settle` does, without scrolling."""
    found = await rest(session, record, until)
    goes_on = found is Settled.IDLE and (is_door or await _is_odd(session, record))
    if goes_on and not is_inert(record.page("")):
        found = await _next(session, record, until)
    return found


async def settle(
    session: CDPSession, record: Record, until: float, *, is_door: bool = False
) -> Settled:
    """Wait for rest, at most until a moment of the monotonic clock, scrolling through once. Behind what
    ``is_door``, or looks like one, another page is waited for."""
    found = await come(session, record, until, is_door=is_door)
    if found is Settled.IDLE and await _scroll(session, min(until, time.monotonic() + _SCROLLING)):
        found = await rest(session, record, until)
    with suppress(Gone, Stuck):
        await _ask(session, _TOP)
    return found


async def rest(session: CDPSession, record: Record, until: float) -> Settled:
    """Wait until nothing comes any more, at most until a moment of the monotonic clock."""
    quiet = _QUIET
    while time.monotonic() < until:
        if record.passage.spent:
            return Settled.BYTES
        still = time.monotonic() - max(record.changed, record.passage.busy)
        if still > _INERT and quiet == _QUIET and is_inert(record.page("")):
            quiet = _INERT
        if still > quiet and not record.is_waiting() and await _is_ready(session, record):
            return Settled.TIME if record.stopped else Settled.IDLE
        await asyncio.sleep(_LOOK)
    return Settled.TIME


async def _is_odd(session: CDPSession, record: Record) -> bool:
    """Whether what stands there looks as if something else were to come by itself."""
    main = record.page("")
    with suppress(Gone, Stuck):
        return (main is not None and main.status in _DOORS) or bool(await _ask(session, _BARE))
    return False


async def _next(session: CDPSession, record: Record, until: float) -> Settled:
    """Wait for what comes after a door, and for its rest."""
    end = min(until, time.monotonic() + _BEHIND)
    seen = record.changed
    while record.changed == seen and time.monotonic() < end:
        await asyncio.sleep(_LOOK)
    return await rest(session, record, until)


async def _scroll(session: CDPSession, until: float) -> bool:
    """Show every view once; whether there was more than the first."""
    moved = False
    with suppress(Gone, Stuck):
        for _ in range(_SCREENS):
            if time.monotonic() > until or not await _ask(session, _SCROLL):
                break
            moved = True
            await asyncio.sleep(_PAUSE)
    return moved


async def _is_ready(session: CDPSession, record: Record) -> bool:
    try:
        return bool(await _ask(session, _READY))
    except Gone:
        return False  # it goes on to another page at this moment
    except Stuck:
        await interrupt(session, record)
        return False


async def _ask(session: CDPSession, script: str) -> object:
    frames = await Frames.of(session)
    return await frames.call(frames.main, script, seconds=3.0)


async def interrupt(session: CDPSession, record: Record) -> None:
    """End what holds a page up (a loop without end, one question after another), and let its scripts
    do no more: what it shows by then is what there is."""
    record.interrupted = True
    with suppress(Gone, Stuck):
        await ask(session, "Emulation.setScriptExecutionDisabled", value=True)
    with suppress(Gone, Stuck):
        await ask(session, "Runtime.terminateExecution")
