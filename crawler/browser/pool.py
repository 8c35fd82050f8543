"""What the night asks for pages: workers with a browser each, started when they are needed, ended when
they break or are old."""

from __future__ import annotations

import asyncio
import importlib.util
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from crawler.browser import leftovers
from crawler.browser.child import COMMAND, Child
from crawler.browser.model import BrowserFailed, Rendered, Why
from evidence import chromium

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from crawler.browser.model import Job, State
    from evidence.boards.controls import Step

AT_ONCE = 2
"""Pages at a time: as many as a small machine has cores. Each has a browser of its own, so that what kills
one capture kills no other."""
PAGES = 50
"""Pages after which a browser is replaced: what it leaks goes with it. A start takes a second."""
_HARMLESS = frozenset({Why.REFUSED, Why.NO_DOCUMENT, Why.DOWNLOAD})
"""After these a browser is as good as before."""


def available() -> str | None:
    """Why no page can be opened here, in one line; None where it can."""
    if importlib.util.find_spec("playwright") is None:
        return "the extra is not installed: pip install 'testigo[browser]'"
    if chromium.program() is None:
        return f"no Chromium on this machine: install it, or name it in {chromium.VARIABLE}"
    return None


class Walking:
    """A page that is held open."""

    def __init__(self, child: Child, job: Job) -> None:
        self._child = child
        self._job = job

    async def first(self) -> State:
        """Open it; its state. Raises BrowserFailed."""
        return await self._child.begin(self._job)

    async def next(self, step: Step) -> State:
        """Its state after a step. Raises BrowserFailed."""
        return await self._child.step(step, self._job.timeout)


class Browser:
    """Opens pages, some at a time. An async context manager; of one event loop."""

    def __init__(
        self, *, at_once: int = AT_ONCE, pages: int = PAGES, command: tuple[str, ...] = COMMAND
    ) -> None:
        """``command`` starts a worker."""
        self._slots = asyncio.Semaphore(at_once)
        self._pages = pages
        self._command = command
        self._idle: list[Child] = []
        self._all: set[Child] = set()
        self._is_closed = False

    async def __aenter__(self) -> Browser:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Clear away what killed nights left. Raises BrowserFailed where there is no browser; workers
        start with the first page."""
        why = available()
        if why is not None:
            raise BrowserFailed(Why.GONE, why)
        await asyncio.to_thread(leftovers.sweep)

    async def close(self) -> None:
        """End all workers; pages that are open are lost."""
        self._is_closed = True
        self._idle.clear()
        await asyncio.gather(*(child.end() for child in list(self._all)))
        self._all.clear()

    async def open(self, job: Job) -> Rendered:
        """What a page is, in files of its spool. Raises BrowserFailed; the next page is none the worse
        for it."""
        async with self._slots:
            child = await self._child()
            keep = False
            try:
                rendered = await child.ask(job)
                keep = child.opened < self._pages and not child.is_worn
            except BrowserFailed as failure:
                keep = failure.kind in _HARMLESS and child.opened < self._pages
                raise
            finally:
                await self._put_back(child, keep=keep)
            return rendered

    @asynccontextmanager
    async def walk(self, job: Job) -> AsyncIterator[Walking]:
        """A page to be held open, closed in the end. What it is asked raises BrowserFailed; the next page is none
        the worse for it."""
        async with self._slots:
            child = await self._child()
            keep = False
            try:
                yield Walking(child, job)
                await child.leave(job.timeout)
                keep = child.opened < self._pages and not child.is_worn
            finally:
                await self._put_back(child, keep=keep)

    async def _child(self) -> Child:
        if self._is_closed:
            raise BrowserFailed(Why.GONE, "the browsers are closed")
        while self._idle:
            child = self._idle.pop()
            if child.is_alive:
                return child
            await self._put_back(child, keep=False)
        child = Child(self._command)
        self._all.add(child)
        try:
            await child.start()
        except BaseException:
            await self._put_back(child, keep=False)
            raise
        return child

    async def _put_back(self, child: Child, *, keep: bool) -> None:
        if keep and not self._is_closed:
            self._idle.append(child)
            return
        self._all.discard(child)
        await child.end()
