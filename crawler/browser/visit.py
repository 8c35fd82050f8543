"""One page, from the first request to the last picture."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.browser import banners, pictures
from crawler.browser.certificates import certificates
from crawler.browser.flags import HIDE_FROM_PAGES
from crawler.browser.model import (
    BrowserFailed,
    Device,
    Rendered,
    Screenshot,
    Settled,
    Why,
)
from crawler.browser.passage import Passage
from crawler.browser.protocol import Gone, Stuck, ask
from crawler.browser.reading import Reading, read_page
from crawler.browser.recorder import Record
from crawler.browser.settling import interrupt, settle
from crawler.browser.spool import Spool
from evidence import clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import CDPSession, Page

    from crawler.browser.engine import Engine
    from crawler.browser.model import Job

_SETTLING = 0.6
"""Of a page's time: the rest is for reading it and taking its pictures."""
_AGAIN = 5
"""Times that a page is read again which went on to another one just then."""
_DRAWN = 0.1
"""Seconds after which a change of style is drawn."""
_VIEWS: dict[Device, dict[str, Any]] = {
    Device.DESKTOP: {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1},
    Device.PHONE: {
        "viewport": {"width": 412, "height": 915}, "device_scale_factor": 2,
        "is_mobile": True, "has_touch": True,
    },
}  # fmt: skip
"""Windows: the commonest of desktops and of phones with Android, rounded (StatCounter, 2025)."""
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


async def visit(engine: Engine, job: Job) -> Rendered:
    """Open a page and keep what it is. Raises BrowserFailed."""
    started = clock.stamp(clock.now())
    if urlsplit(job.url).scheme not in ("http", "https"):
        raise BrowserFailed(Why.REFUSED, "not an address of the web")
    async with _opened(engine, job) as one:
        status = await _go(one)
        settled = await settle(one.session, one.record, one.until)
        reading = await _read(one)
        final = one.page.url
        chains, problems = await certificates(one.session, one.spool, one.record.exchanges)
        hidden, shots, trouble = await _look(one)
        await one.record.end()
        main = one.record.page(final)
        passage = one.record.passage
        return Rendered(
            url=job.url,
            final_url=final,
            status=main.status if main else status,
            title=reading.title,
            started=started,
            ended=clock.stamp(clock.now()),
            settled=Settled.BYTES if passage.spent else settled,
            dom=one.spool.put("dom.html", reading.html.encode("utf-8", "replace")),
            text=one.spool.put("text.txt", reading.text.encode("utf-8", "replace")),
            exchanges=one.record.exchanges,
            screenshots=shots,
            certificates=chains,
            addresses=passage.reached,
            browser=engine.browser,
            sandboxed=engine.sandboxed,
            hidden=hidden,
            refused=passage.refused,
            problems=(*reading.problems, *problems, *trouble),
        )


@asynccontextmanager
async def _opened(engine: Engine, job: Job) -> AsyncIterator[Visit]:
    """A fresh profile with one empty page, and nothing of it afterwards."""
    passage = Passage(job.max_bytes, allow_private=job.allow_private)
    engine.proxy.let_pass(passage)
    context = await engine.chromium.new_context(
        **_VIEWS[job.device],
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
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        tree = await ask(session, "Page.getFrameTree")
        spool = Spool(job.spool)
        record = Record(passage, spool, tree["frameTree"]["frame"]["id"])
        crashed = asyncio.Event()
        page.on("crash", lambda _page: crashed.set())
        context.on("page", lambda other: asyncio.ensure_future(_shut(other)))
        session.on("Network.loadingFailed", record.failed)
        await ask(session, "Network.enable", maxTotalBufferSize=0, maxResourceBufferSize=0)
        await ask(session, "Network.setCacheDisabled", cacheDisabled=True)
        engine.recorder.open(record, engine.proxy.password)
        until = time.monotonic() + job.timeout * _SETTLING
        yield Visit(job, page, session, record, spool, until, crashed)
    finally:
        engine.recorder.open(None, "")
        engine.proxy.let_pass(None)
        await context.close()


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


async def _go(one: Visit) -> int:
    """Open the address; the status of what came. Raises BrowserFailed where no page came."""
    from playwright.async_api import Error  # noqa: PLC0415 - there only where the extra is

    seconds = max(1.0, one.until - time.monotonic())
    try:
        answer = await one.page.goto(one.job.url, wait_until="commit", timeout=seconds * 1000)
    except Error as problem:
        raise _failure(one, str(problem).splitlines()[0]) from problem
    return answer.status if answer else 0


def _failure(one: Visit, said: str) -> BrowserFailed:
    """Why no page came."""
    if one.crashed.is_set():
        return BrowserFailed(Why.CRASHED, "the tab crashed")
    if one.record.download or "Download is starting" in said:
        return BrowserFailed(Why.DOWNLOAD, one.record.download or "a file")
    hosts = [urlsplit(each.url).hostname for each in one.record.exchanges if each.is_main]
    refused = {each.host: each.why for each in one.record.passage.refused}
    if hosts and hosts[-1] in refused:
        return BrowserFailed(Why.REFUSED, refused[hosts[-1]])
    if "Timeout" in said:
        return BrowserFailed(Why.TIMEOUT, "nothing answered in time")
    silent = next((each.problem for each in reversed(one.record.exchanges) if each.is_main), "")
    return BrowserFailed(Why.NO_DOCUMENT, silent or said)


async def _read(one: Visit) -> Reading:
    """What the page says. One that does not hold still is read again; one whose scripts let nobody
    in is interrupted."""
    why = ""
    for _ in range(_AGAIN):
        try:
            return await read_page(one.session)
        except Gone as problem:
            why = str(problem)
            await asyncio.sleep(0.3)
        except Stuck as problem:
            why = str(problem)
            await interrupt(one.session)
        if one.crashed.is_set():
            raise BrowserFailed(Why.CRASHED, "the tab crashed")
    raise BrowserFailed(Why.TIMEOUT, f"the page lets nobody in ({why})")


async def _look(one: Visit) -> tuple[tuple[str, ...], tuple[Screenshot, ...], tuple[str, ...]]:
    """Selectors that were hidden, the pictures, and what went wrong with them."""
    view = _VIEWS[one.job.device]
    hidden: tuple[str, ...] = ()
    try:
        hidden = await banners.hide(one.session)
        await asyncio.sleep(_DRAWN)
        shots = await pictures.take(
            one.session, one.spool, view["viewport"], view["device_scale_factor"]
        )
    except (Gone, Stuck) as problem:
        if one.crashed.is_set():
            raise BrowserFailed(Why.CRASHED, "the tab crashed") from problem
        return hidden, (), (f"no picture could be taken: {problem}",)
    return hidden, shots, ()
