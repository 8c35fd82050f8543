"""Watches over what a worker has started: that all of it lives, and how much memory it holds."""

from __future__ import annotations

import asyncio
import os

from crawler.browser import processes

MOST = 2_500_000_000
"""Bytes of a worker, the driver and the browser with all its processes. A page of a newspaper takes 400 to 700
million; a renderer's own limit for its JavaScript is 4 GB, for pictures and canvases there is none."""
_LOOK = 0.5


class TooMuch(Exception):
    """More memory than a page may have."""


async def watch(driver: int, browser: int) -> str:
    """Wait until something is wrong with the driver or the browser; what it is, in words.

    Where it is memory alone, what holds most of it is killed already.
    """
    while True:
        await asyncio.sleep(_LOOK)
        ours = processes.below(os.getpid())
        for pid, name in ((driver, "the driver"), (browser, "the browser")):
            if pid not in ours or not processes.command(pid):
                return f"{name} died"
        held = {pid: processes.memory(pid) for pid in (*ours, os.getpid())}
        if sum(held.values()) > MOST:
            processes.end(max(held, key=lambda pid: held[pid]))
            return f"it wanted more than {MOST / 1e9:g} GB of memory"
