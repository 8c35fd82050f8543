"""Pages that would hold a browser for ever, or eat a machine: each is over in its time, and most are seen
all the same."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from crawler.browser.model import BrowserFailed, Job, Rendered, Settled, Why
from crawler.browser.pool import Browser, available
from tests.browser import traps

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
LOST = {
    "/redirects": Why.NO_DOCUMENT,
    "/memory": Why.CRASHED,
    "/canvases": Why.CRASHED,
    "/deep": Why.CRASHED,
}
"""What ends without a capture, and why; all others are seen."""
_QUICK = ("/loop", "/reloads", "/windows", "/memory", "/endless", "/clobbers")
"""Those of every run of the tests; ``make pages`` opens all."""
_ALL = [name for name in traps.TRAPS if name not in traps.PARTS]
CHOSEN = _ALL if os.environ.get("TESTIGO_PAGES") == "all" else _QUICK
_UNSETTLED = ("/loop", "/loop-at-once", "/reloads", "/alerts")
_TIME = 12.0


async def _each(place: Path) -> dict[str, Rendered | Why]:
    found = {}

    async def one(browser: Browser, url: str, name: str) -> None:
        spool = place / name[1:]
        spool.mkdir()
        job = Job(url, spool, "testigo", timeout=_TIME, allow_private=True)
        seen: Rendered | Why
        try:
            seen = await browser.open(job)
        except BrowserFailed as failure:
            seen = failure.kind
        found[name] = seen

    with traps.server() as server:
        async with Browser() as browser:
            await asyncio.gather(*(one(browser, server.url(name), name) for name in CHOSEN))
    return found


def _wrong(name: str, got: Rendered | Why) -> str:
    if name in LOST or not isinstance(got, Rendered):
        return "" if got is LOST.get(name) else f"{name}: {got}"
    if "Antes" not in got.text.read_text("utf-8") or not got.screenshots:
        return f"{name}: {got.problems}"
    if name in _UNSETTLED and got.settled is not Settled.TIME:
        return f"{name}: {got.settled}"
    full = max(got.screenshots, key=lambda one: one.height)
    if name == "/tall" and (full.height, full.cut) != (16_000, True):
        return f"{name}: {full}"
    return ""


def test_a_trap_is_over_in_its_time(tmp_path: Path) -> None:
    seen = asyncio.run(_each(tmp_path))
    assert [wrong for name, one in seen.items() if (wrong := _wrong(name, one))] == []
