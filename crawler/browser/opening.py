"""An empty page in a fresh profile, with everything around it that keeps what it will be."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.browser.archive import Archive
from crawler.browser.flags import HIDE_FROM_PAGES, clock_at
from crawler.browser.model import Device
from crawler.browser.passage import Passage
from crawler.browser.protocol import ask
from crawler.browser.recorder import Record
from crawler.browser.robots import Robots
from crawler.browser.spool import Spool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import CDPSession, Page

    from crawler.browser.engine import Engine
    from crawler.browser.model import Job

_SETTLING = 0.6
"""Of a page's time: the rest is for reading it and taking its pictures."""
_CLOSING = 5.0
"""Seconds for a profile to go, which takes a tenth of one."""
VIEWS: dict[Device, dict[str, Any]] = {
    Device.DESKTOP: {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1},
    Device.PHONE: {
        "viewport": {"width": 412, "height": 915}, "device_scale_factor": 2,
        "is_mobile": True, "has_touch": True,
    },
}  # fmt: skip
"""Windows, ours to choose: a desktop's in which a picture of the page can still be read in a report, and
a phone's as Android phones have them now."""
_PHONE = ("X11; Linux x86_64", "Linux; Android 10; K"), (" Safari/", " Mobile Safari/")
"""How Chrome's ``User-Agent`` on a phone differs (User-Agent reduction)."""


@dataclass
class Visit:
    """A page that is open."""

    job: Job
    page: Page
    session: CDPSession
    record: Record
    spool: Spool
    until: float
    crashed: asyncio.Event
    robots: Robots | None = None


@asynccontextmanager
async def opened(engine: Engine, job: Job) -> AsyncIterator[Visit]:
    """A fresh profile with one empty page, and nothing of it afterwards: where it does not go, the engine is
    worn."""
    from playwright.async_api import Error  # noqa: PLC0415 - there only where the extra is

    passage = Passage(job.max_bytes, allow_private=job.allow_private, from_address=job.from_address)
    archive = Archive.read(job.again.answers) if job.again else None
    if archive is None:
        engine.proxy.let_pass(passage)
    else:
        engine.proxy.let_pass(None)
        passage.close()
    context = await engine.chromium.new_context(
        **VIEWS[job.device],
        user_agent=_user_agent(engine.user_agent, job),
        locale=job.locale,
        timezone_id=job.timezone,
        accept_downloads=False,
        service_workers="block",
        ignore_https_errors=True,
        reduced_motion="reduce",
        proxy={"server": f"http://127.0.0.1:{engine.proxy.port}", "bypass": "<-loopback>"},
    )
    try:
        await context.add_init_script(HIDE_FROM_PAGES)
        if job.again:
            await context.add_init_script(clock_at(job.again.at))
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        tree = await ask(session, "Page.getFrameTree")
        spool = Spool(job.spool)
        main = tree["frameTree"]["frame"]["id"]
        robots = Robots(job.robots, job.url) if job.robots is not None else None
        patience = job.timeout * _SETTLING / 2
        record = Record(passage, spool, main, patience, archive, robots)
        crashed = asyncio.Event()
        page.on("crash", lambda _page: crashed.set())
        context.on("page", lambda other: asyncio.ensure_future(_shut(other)))
        session.on("Network.loadingFailed", record.failed)
        session.on("Network.eventSourceMessageReceived", record.message)
        await ask(session, "Network.enable", maxTotalBufferSize=0, maxResourceBufferSize=0)
        await ask(session, "Network.setCacheDisabled", cacheDisabled=True)
        engine.recorder.open(record, "" if archive else engine.proxy.password)
        until = time.monotonic() + job.timeout * _SETTLING
        yield Visit(job, page, session, record, spool, until, crashed, robots)
    finally:
        engine.recorder.open(None, "")
        engine.proxy.let_pass(None)
        try:
            await asyncio.wait_for(context.close(), _CLOSING)
        except (TimeoutError, Error):
            engine.is_worn = True


async def _shut(page: Page) -> None:
    from playwright.async_api import Error  # noqa: PLC0415 - there only where the extra is

    with suppress(Error):
        await page.close()


def _user_agent(own: str, job: Job) -> str:
    """A browser's, which says who sent it."""
    if job.device is Device.PHONE:
        for before, after in _PHONE:
            own = own.replace(before, after)
    return f"{own} {job.user_agent_contact}".strip()
