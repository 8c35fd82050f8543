"""The asking side of one worker: start it, ask it, end it and all that stems from it."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from crawler.browser import leftovers, processes
from crawler.browser.model import BrowserFailed, Rendered, State, Why
from evidence import interpreter
from evidence.fence.typed import decode, encode
from evidence.well_formed import well_formed_json

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.browser.model import Job
    from evidence.boards.controls import Step

T = TypeVar("T")
COMMAND = tuple(interpreter.command("crawler.browser.worker"))
_START = 60.0
"""Seconds for a browser to come up; on a machine that is busy it takes ten."""
_ON_TOP = 30.0
"""Seconds on top of a page's own time, for its pictures and its end."""
_LINE = 64_000_000
"""Bytes of an answer, which names files and holds heads of requests: 3,000 with 8 KB each, in JSON, twice."""


@dataclass(frozen=True, slots=True)
class _Failed:
    kind: Why
    detail: str


class Child:
    """One worker process with its browser, which opens one page at a time."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None
        self._place: Path | None = None
        self.opened = 0
        """pages"""
        self.is_worn = False
        """whether it is for no other page"""

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it. Raises BrowserFailed where no browser comes up."""
        self._place = leftovers.place()
        home = str(self._place)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                start_new_session=True,
                limit=_LINE,
                env={**interpreter.environment(_environment()), "TMPDIR": home, "HOME": home},
            )
        except OSError as error:
            raise BrowserFailed(Why.CRASHED, f"no worker could be started: {error}") from error
        await self._answer(_START, "no browser came up in time")

    async def ask(self, job: Job) -> Rendered:
        """Open a page. Raises BrowserFailed, after most of which the worker must be ended."""
        self.opened += 1
        answer = await self._asked(job, job.timeout)
        self.is_worn = _told(bool, answer, "worn")
        return _told(Rendered, answer, "rendered")

    async def begin(self, job: Job) -> State:
        """Open a page and hold it open. Raises BrowserFailed, after which the worker must be ended, as for what
        follows."""
        self.opened += 1
        return _told(State, await self._asked(job, job.timeout), "state")

    async def step(self, step: Step, timeout: float) -> State:
        """Do something with the page that is held open."""
        return _told(State, await self._asked(step, timeout), "state")

    async def leave(self, timeout: float) -> None:
        """Close that page."""
        self.is_worn = _told(bool, await self._asked(None, timeout), "worn")

    async def _asked(self, what: Job | Step | None, seconds: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(OSError):  # it died: the answer will not come either
            self._process.stdin.write(encode(what) + b"\n")
            await self._process.stdin.drain()
        return await self._answer(seconds + _ON_TOP, f"not done within {seconds:g} s")

    async def _answer(self, seconds: float, too_long: str) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            line = await asyncio.wait_for(self._process.stdout.readline(), seconds)
            answer = json.loads(well_formed_json(line.decode())) if line else None
        except TimeoutError:
            raise BrowserFailed(Why.TIMEOUT, too_long) from None
        except ValueError as error:
            raise BrowserFailed(Why.CRASHED, "the worker answered nonsense") from error
        if type(answer) is not dict:
            raise BrowserFailed(Why.CRASHED, "the worker died")
        if "failure" in answer:
            try:
                failed = decode(_Failed, answer["failure"])
            except (TypeError, ValueError) as error:
                raise BrowserFailed(Why.CRASHED, "the worker answered nonsense") from error
            raise BrowserFailed(failed.kind, failed.detail)
        return answer

    async def end(self) -> None:
        """End it at once, with all that stems from it and all that it left."""
        place, process = self._place, self._process
        if process is not None:
            stems = processes.below(process.pid) if process.returncode is None else []
            processes.end_group(process.pid)
            processes.end(*stems)
            await process.wait()
            process._transport.close()  # type: ignore[attr-defined]
        if place is not None:
            # what it left that stems from nobody any more, and its files
            processes.end(*processes.named(str(place)))
            await asyncio.to_thread(leftovers.remove, place)
        self._process = self._place = None


def _told(kind: type[T], answer: dict[str, Any], name: str) -> T:
    try:
        return decode(kind, answer[name])
    except (KeyError, TypeError, ValueError) as error:
        raise BrowserFailed(Why.CRASHED, "the worker answered nonsense") from error


def _environment() -> dict[str, str]:
    """What a worker may know of this process: no secret, no proxy, no display."""
    kept = {"PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "TESTIGO_CHROMIUM", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name in kept}
