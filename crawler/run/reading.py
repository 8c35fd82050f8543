"""What takes longer than a moment is read beside the loop, and what is large is put on the disk first."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from evidence.looks.examine import examine, is_brief, is_slow, may_forward, refresh_of
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.run.journey import Journey
    from crawler.run.keeper import Keeper
    from evidence.custody.warc.http import Message
    from evidence.looks.finding import Finding
    from evidence.looks.observed import Against

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)
_AT_ONCE = 2
"""Documents read at once: as many as the fence has workers."""


class Reading:
    """Of one run."""

    def __init__(self, keeper: Keeper, folder: Path, max_body: int) -> None:
        self._keeper = keeper
        self._folder = folder
        self._max_body = max_body
        self._threads = ThreadPoolExecutor(_AT_ONCE, "examine")
        self._packing = ThreadPoolExecutor(1, "pack")

    def close(self) -> None:
        """Begin nothing any more."""
        for threads in (self._threads, self._packing):
            threads.shutdown(wait=False, cancel_futures=True)

    async def in_thread(self, read: Callable[P, T], *told: P.args, **more: P.kwargs) -> T:
        """What ``read`` gives, read beside the loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(read, *told, **more))

    async def record(self, journey: Journey) -> None:
        """Write what is large beside the loop, before anything else is done with it: packing and syncing
        50 MB takes a second, and a look may wait long for its turn to be read, and for its probes.
        Raises StoreError."""
        if self._keeper.is_large(journey):
            self._keeper.begin_record(journey)
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._packing, self._keeper.record, journey)

    async def forwards(self, message: Message, url: str, *, errors: bool) -> str | None:
        """What :func:`evidence.looks.examine.refresh_of` says of an answer."""
        if not may_forward(message):
            return None
        if is_brief(message):
            return refresh_of(message, url, errors=errors)
        return await self.in_thread(refresh_of, message, url, errors=errors)

    async def examined(self, journey: Journey, against: Against) -> Finding:
        """What :meth:`examine` finds, beside the loop where it may take long."""
        if not self._keeper.is_away(journey) and not is_slow(journey.observed(), against):
            return self.examine(journey, against)
        return await self.in_thread(self.examine, journey, against)

    def examine(self, journey: Journey, against: Against) -> Finding:
        """Judge a journey; a page that breaks us is said to be one. Raises RecordError."""
        observed = self._keeper.observed(journey)
        try:
            return examine(observed, against, self._folder, self._max_body)
        except Exception as problem:  # it must not take the whole night with it
            log.exception("could not examine %s", journey.due.url)
            detail = " ".join(str(problem).split())[:200]
            failure = Failure(Stage.INTERNAL, type(problem).__name__, detail)
            ours = replace(observed, failure=failure, message=None, truncated=None)
            return examine(ours, against, self._folder, self._max_body)
