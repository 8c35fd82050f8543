"""One page, from the first request to the last picture."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from crawler.browser import banners, pictures
from crawler.browser.certificates import certificates
from crawler.browser.likeness import likeness
from crawler.browser.model import (
    BrowserFailed,
    Picture,
    Rendered,
    Screenshot,
    Settled,
    Why,
)
from crawler.browser.opening import VIEWS, Visit, opened
from crawler.browser.protocol import Gone, Stuck
from crawler.browser.reading import NoPage, Reading, read_page
from crawler.browser.settling import interrupt, settle
from evidence import clock

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from crawler.browser.engine import Engine
    from crawler.browser.model import Certificate, Exchange, Job

T = TypeVar("T")
_AGAIN = 5
"""Times that a page is read again which went on to another one just then."""
_OF_THE_PAGE = ("net::", "Timeout", "Download is starting", "interrupted by another navigation")
"""What Playwright says where an address gives no page; anything else is said of a browser or a driver that died."""
_DRAWN = 0.1
"""Seconds after which a change of style is drawn."""


async def visit(engine: Engine, job: Job) -> Rendered:
    """Open a page and keep what it is. Raises BrowserFailed."""
    started = clock.stamp(clock.now())
    if urlsplit(job.url).scheme not in ("http", "https"):
        raise BrowserFailed(Why.REFUSED, "not an address of the web")
    async with opened(engine, job) as one:
        return await unless_crashed(one, _seen(engine, one, started))


async def unless_crashed(one: Visit, doing: Coroutine[Any, Any, T]) -> T:
    """What comes of work on a page. Raises BrowserFailed when its tab crashes meanwhile."""
    work = asyncio.ensure_future(doing)
    crash = asyncio.ensure_future(one.crashed.wait())
    try:
        await asyncio.wait({work, crash}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done() or one.crashed.is_set():
            raise BrowserFailed(Why.CRASHED, "the tab crashed")
        return work.result()
    finally:
        crash.cancel()
        work.cancel()


async def _seen(engine: Engine, one: Visit, started: str) -> Rendered:
    status = await go(one)
    settled = await settle(one.session, one.record, one.until, is_door=one.job.is_door)
    reading = await read(one)
    chains, problems = await chains_of(one)
    hidden, shots, trouble = await look(one)
    await one.record.end()
    rendered = made(engine, one, reading, started, settled, status, one.record.exchanges)
    problems = (*rendered.problems, *problems, *trouble)
    return replace(
        rendered,
        certificates=chains,
        screenshots=shots,
        hidden=hidden,
        problems=problems,
        likeness=await _likeness(engine, one.job, shots),
    )


def made(
    engine: Engine,
    one: Visit,
    reading: Reading,
    started: str,
    settled: Settled,
    status: int,
    exchanges: tuple[Exchange, ...],
    name: str = "",
) -> Rendered:
    """What is seen of a page now, its pictures aside; ``name`` tells its files from those of other moments,
    and ``status`` is what it has where none of its answers is known to be the page itself."""
    final, passage = one.page.url, one.record.passage
    main, problems = one.record.page(final), reading.problems
    if one.record.interrupted:
        settled, problems = Settled.TIME, (*problems, "its scripts let nobody in and were ended")
    return Rendered(
        url=one.job.url,
        final_url=final,
        status=main.status if main else status,
        title=reading.title,
        started=started,
        ended=clock.stamp(clock.now()),
        settled=Settled.BYTES if passage.spent else settled,
        dom=one.spool.put(f"{name}dom.html", reading.html.encode("utf-8", "replace")),
        text=one.spool.put(f"{name}text.txt", reading.text.encode("utf-8", "replace")),
        exchanges=exchanges,
        screenshots=(),
        certificates=(),
        addresses=passage.reached,
        browser=engine.browser,
        sandboxed=engine.sandboxed,
        hidden=(),
        refused=passage.refused + (one.robots.refused if one.robots else ()),
        problems=problems,
    )


async def chains_of(one: Visit) -> tuple[tuple[Certificate, ...], tuple[str, ...]]:
    """The certificates of its hosts, where it has spoken with any, and what went wrong."""
    if one.job.again:
        return (), ()
    return await certificates(one.session, one.spool, one.record.exchanges)


async def _likeness(engine: Engine, job: Job, shots: tuple[Screenshot, ...]) -> float | None:
    """How like the picture that was given the first view is; 0 where there is none, None where none was
    given."""
    if job.again is None or job.again.picture is None:
        return None
    now = next((one.path for one in shots if one.kind is Picture.VIEW), None)
    return await likeness(engine, job.again.picture, now) if now else 0.0


async def go(one: Visit) -> int:
    """Open the address; the status of what came. Raises BrowserFailed where no page came."""
    from playwright.async_api import Error  # noqa: PLC0415 - there only where the extra is

    seconds = max(1.0, one.until - time.monotonic())
    try:
        answer = await one.page.goto(one.job.url, wait_until="commit", timeout=seconds * 1000)
    except Error as problem:
        said = str(problem).splitlines()[0]
        if not any(word in said for word in _OF_THE_PAGE):
            raise BrowserFailed(Why.CRASHED, said) from problem
        raise _failure(one, said) from problem
    return answer.status if answer else 0


def _failure(one: Visit, said: str) -> BrowserFailed:
    """Why no page came."""
    if one.record.download or "Download is starting" in said:
        return BrowserFailed(Why.DOWNLOAD, one.record.download or "a file")
    hosts = [urlsplit(each.url).hostname for each in one.record.exchanges if each.is_main]
    refused = {each.host: each.why for each in one.record.passage.refused}
    if hosts and hosts[-1] in refused:
        return BrowserFailed(Why.REFUSED, refused[hosts[-1]])
    if "Timeout" in said:
        return BrowserFailed(Why.TIMEOUT, "nothing answered in time")
    last = next((each for each in reversed(one.record.exchanges) if each.is_main), None)
    return BrowserFailed(Why.NO_DOCUMENT, last.problem if last and not last.status else said)


async def read(one: Visit) -> Reading:
    """What the page says. One that does not hold still is read again; one whose scripts let nobody
    in is interrupted."""
    why = ""
    for _ in range(_AGAIN):
        try:
            return await read_page(one.session)
        except NoPage:
            raise _failure(one, "the page went on to where nothing answers") from None
        except Gone as problem:
            why = str(problem)
            await asyncio.sleep(0.3)
        except Stuck as problem:
            why = str(problem)
            await interrupt(one.session, one.record)
    raise BrowserFailed(Why.TIMEOUT, f"the page lets nobody in ({why})")


async def look(one: Visit) -> tuple[tuple[str, ...], tuple[Screenshot, ...], tuple[str, ...]]:
    """Selectors that were hidden, the pictures, and what went wrong with them."""
    view = VIEWS[one.job.device]
    hidden: tuple[str, ...] = ()
    shots: list[Screenshot] = []
    try:
        hidden = await banners.hide(one.session)
        await asyncio.sleep(_DRAWN)
        taken = pictures.take(one.session, one.spool, view["viewport"], view["device_scale_factor"])
        async for shot in taken:
            shots.append(shot)  # noqa: PERF401 - those before the one that fails are kept
    except (Gone, Stuck) as problem:
        return hidden, tuple(shots), (f"not all pictures could be taken: {problem}",)
    return hidden, tuple(shots), ()
