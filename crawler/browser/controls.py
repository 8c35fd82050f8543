"""What can be pressed on a page, and pressing it; scrolling on, screen by screen, until something comes."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.browser.frames import Frames
from crawler.browser.protocol import Gone, Stuck
from evidence.boards.controls import Control
from evidence.fence.typed import decode

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

_FIND = (Path(__file__).parent / "controls.js").read_text("utf-8")
_MOST = 500
"""Controls of one page that are told of: pagers and what shows more of a list are a handful."""
_PRESS = """(_, number) => {
  const one = (globalThis.pressable || [])[number];
  if (!one || !one.isConnected) return false;
  if (one.choice) {
    one.choice.selectedIndex = one.index;
    for (const name of ["input", "change"]) one.choice.dispatchEvent(new Event(name, {bubbles: true}));
    return true;
  }
  one.scrollIntoView({block: "center", behavior: "instant"});
  for (const [kind, name] of [[PointerEvent, "pointerdown"], [MouseEvent, "mousedown"],
                              [PointerEvent, "pointerup"], [MouseEvent, "mouseup"]]) {
    one.dispatchEvent(new kind(name, {bubbles: true, cancelable: true, composed: true, button: 0}));
  }
  one.click();
  return true;
}"""
"""As a hand does, but through whatever lies over it: a banner of cookies is no reason to see less."""
_SCROLL = """() => {
  const page = document.scrollingElement || document.documentElement;
  const boxes = [...document.querySelectorAll("*")].slice(0, 20000).filter((one) =>
    one !== page && one.clientHeight > 150 && one.clientWidth > 200 &&
    one.scrollHeight > one.clientHeight + 20 && /auto|scroll/.test(getComputedStyle(one).overflowY));
  let moved = false;
  for (const one of [page, ...boxes.slice(0, 5)]) {
    const before = one.scrollTop;
    one.scrollBy({top: Math.max(150, one.clientHeight * 0.9), behavior: "instant"});
    moved = moved || one.scrollTop > before;
  }
  const links = document.links;
  const ends = links.length ? [links[0].href, links[links.length - 1].href] : [];
  return {moved, mark: [links.length, document.querySelectorAll("*").length, ...ends].join(" ")};
}"""
_SCREENS = 40
"""Screens in one step: a page of plain text ends there as well."""
_SECONDS = 10.0
_PAUSE = 0.12
"""Seconds at each screen: what watches for being seen (IntersectionObserver) is told once a frame drawn."""


async def controls(session: CDPSession) -> tuple[Control, ...]:
    """What can be pressed on the page now; nothing where it lets nobody in."""
    with suppress(Gone, Stuck, TypeError, ValueError):
        frames = await Frames.of(session)
        await frames.register(frames.main)
        found = await frames.call(frames.main, _FIND, most=_MOST)
        return tuple(decode(Control, one) for one in found)
    return ()


async def press(session: CDPSession, number: int) -> bool:
    """Press what :func:`controls` told last; whether it was still there."""
    with suppress(Gone, Stuck):
        frames = await Frames.of(session)
        return bool(await frames.call(frames.main, _PRESS, most=number))
    return False


async def scroll(session: CDPSession) -> bool:
    """Scroll down until the page shows other things than before, or its end; whether there was more to scroll to."""
    until, first, moved = time.monotonic() + _SECONDS, None, False
    with suppress(Gone, Stuck):
        frames = await Frames.of(session)
        for _ in range(_SCREENS):
            told = await frames.call(frames.main, _SCROLL)
            first = first or told["mark"]
            moved = moved or told["moved"]
            if not told["moved"] or told["mark"] != first or time.monotonic() > until:
                break
            await asyncio.sleep(_PAUSE)
    return moved
