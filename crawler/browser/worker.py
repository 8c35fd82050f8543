"""The process in which a browser lives: takes jobs from standard input, a line of JSON each, and answers
with a line each.

It ends, and with it all that it started, when its input ends or its parent is gone. When something in
it dies it says so, once, and ends as well: whoever asked starts another.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from crawler.browser import guard, leftovers, processes
from crawler.browser.engine import Engine
from crawler.browser.model import BrowserFailed, Job, Rendered, Why
from crawler.browser.protocol import Gone, Stuck
from crawler.browser.visit import visit
from crawler.browser.walking import walk
from evidence import chromium
from evidence.boards.controls import Step
from evidence.fence.typed import decode, encode

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2): what the driver leaves behind becomes ours, and is waited for."""
_LINE = 1 << 20
_ON_TOP = 20.0
"""Seconds on top of a page's own time, for its pictures and its end; whoever asked waits a little longer."""
_LOOK = 1.0


class Worker:
    """One browser, and the pages that it opens, one after the other."""

    def __init__(self, answers: int) -> None:
        self._answers = answers
        self._engine = Engine(chromium.program() or "")

    async def run(self) -> None:
        """Until the input ends; it does not return."""
        reader = asyncio.StreamReader(limit=_LINE)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin.buffer
        )
        work = asyncio.ensure_future(self._work(reader))
        await asyncio.wait(
            {work, asyncio.ensure_future(_orphaned())}, return_when=asyncio.FIRST_COMPLETED
        )
        leave()  # at once: what is under way may wait for what is dead

    async def _work(self, reader: asyncio.StreamReader) -> None:
        from playwright.async_api import Error  # noqa: PLC0415 - there only where the extra is

        try:
            await self._engine.start()
        except (Error, OSError) as problem:
            said = str(problem).strip().splitlines()
            self._fail(BrowserFailed(Why.CRASHED, f"no start: {said[0] if said else ''}"))
            return
        self._say({"ready": self._engine.browser})
        lines: asyncio.Queue[bytes] = asyncio.Queue()
        read = asyncio.ensure_future(_lines(reader, lines))
        watch = asyncio.ensure_future(guard.watch(*self._engine.processes()))
        while True:
            job = asyncio.ensure_future(self._next(lines))
            await asyncio.wait({job, read, watch}, return_when=asyncio.FIRST_COMPLETED)
            if job.done():
                job.result()
            else:
                if watch.done():
                    self._fail(BrowserFailed(Why.CRASHED, watch.result()))
                return

    async def _next(self, lines: asyncio.Queue[bytes]) -> None:
        from playwright.async_api import Error  # noqa: PLC0415 - there only where the extra is

        job = decode(Job, json.loads(await lines.get()))

        async def step() -> Step | None:
            return decode(Step | None, json.loads(await lines.get()))

        try:
            if job.is_walk:
                await walk(self._engine, job, lambda state: self._say({"state": state}), step)
                self._say({"closed": True, "worn": self._engine.is_worn})
                return
            async with asyncio.timeout(job.timeout + _ON_TOP):
                rendered = await visit(self._engine, job)
            self._say({"rendered": rendered, "worn": self._engine.is_worn})
        except TimeoutError:
            self._fail(BrowserFailed(Why.TIMEOUT, f"not done within {job.timeout:g} s"))
        except BrowserFailed as failure:
            self._fail(failure)
        except (Gone, Stuck, Error) as problem:
            self._fail(BrowserFailed(Why.CRASHED, str(problem).splitlines()[0]))
        except OSError as problem:
            self._fail(BrowserFailed(Why.CRASHED, f"the worker: {problem.strerror}"))

    def _fail(self, failure: BrowserFailed) -> None:
        self._say({"failure": {"kind": failure.kind, "detail": failure.detail}})

    def _say(self, answer: dict[str, Rendered | object]) -> None:
        rest = memoryview(encode(answer) + b"\n")
        while rest:
            rest = rest[os.write(self._answers, rest) :]


async def _lines(reader: asyncio.StreamReader, lines: asyncio.Queue[bytes]) -> None:
    while line := await reader.readline():
        lines.put_nowait(line)


async def _orphaned() -> None:
    """Wait until whoever started us is gone, even where a fork of it still holds our input open."""
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(_LOOK)


def main() -> None:
    """Work, and leave nothing behind."""
    answers = os.dup(1)
    os.dup2(2, 1)  # nothing that a library prints is an answer
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    try:
        asyncio.run(Worker(answers).run())
    finally:
        leave()


def leave() -> Any:
    """Kill all that was started, and remove its temporary files."""
    processes.end(*processes.below(os.getpid()))
    # not tempfile.gettempdir(): where that folder is gone already it is everybody's
    leftovers.remove(Path(os.environ.get("TMPDIR", "")))
    os._exit(0)


if __name__ == "__main__":
    main()
