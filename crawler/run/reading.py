"""What takes longer than a moment is read beside the loop, and what is large is put on the disk first."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from crawler.run.turns import Turns
from evidence.bilingual import Words
from evidence.looks.examine import examine, is_brief, is_slow
from evidence.looks.forwards import may_forward, refresh_of
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.run.drawing import Drawn
    from crawler.run.journey import Journey
    from crawler.run.keeper import Keeper
    from crawler.wire.exchange import Exchange
    from evidence.custody.warc.http import Message
    from evidence.looks.finding import Finding
    from evidence.looks.observed import Against

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)
_AT_ONCE = 2
"""Documents read at once: as many as the fence has workers."""
_LARGE = 8_000_000
"""Bytes of an unpacked body of which one is read at a time: while it is judged up to four copies are
made. Documents of ministries have 1 to 5 MB."""


class Reading:
    """Of one run."""

    def __init__(self, keeper: Keeper, folder: Path, max_body: int) -> None:
        self._keeper = keeper
        self._folder = folder
        self._max_body = max_body
        self._turns = Turns(_AT_ONCE, "examine")
        self._packing = ThreadPoolExecutor(1, "pack")

    def close(self) -> None:
        """Begin nothing any more."""
        self._turns.close()
        self._packing.shutdown(wait=False, cancel_futures=True)

    async def in_thread(self, read: Callable[P, T], *told: P.args, **more: P.kwargs) -> T:
        """What ``read`` gives, read beside the loop."""
        return await self._turns.take(partial(read, *told, **more))

    async def record(self, journey: Journey) -> None:
        """Write what is large beside the loop, before anything else is done with it: packing and syncing
        50 MB takes a second, and a look may wait long for its turn to be read, and for its probes.
        Raises StoreError."""
        if self._keeper.is_large(journey):
            self._keeper.begin_record(journey)
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._packing, self._keeper.record, journey)

    async def draw(self, drawn: Drawn, page_id: str, *, pictures: bool = True) -> None:
        """Write what a browser made of the page with this id, beside the loop. Raises StoreError."""
        known = self._keeper.begin_drawn(page_id)
        write = partial(self._keeper.draw, drawn, known, pictures=pictures)
        await asyncio.get_running_loop().run_in_executor(self._packing, write)

    async def forwards(self, message: Message, url: str, *, errors: bool) -> str | None:
        """What :func:`evidence.looks.forwards.refresh_of` says of an answer."""
        if not may_forward(message):
            return None
        if is_brief(message):
            return refresh_of(message, url, errors=errors)
        return await self.in_thread(refresh_of, message, url, errors=errors)

    async def examined(
        self, journey: Journey, against: Against, *, begins: bool = False
    ) -> Finding:
        """What :meth:`examine` finds, beside the loop where it may take long; looks that go on before
        those with which everything ``begins``."""
        observed = journey.observed()
        if not self._keeper.is_away(journey) and not is_slow(observed, against):
            return self.examine(journey, against)
        return await self.beside(journey, self.examine, journey, against, begins=begins)

    async def beside(
        self,
        journey: Journey,
        read: Callable[..., Finding],
        *told: object,
        begins: bool = False,
    ) -> Finding:
        """What ``read`` gives that reads a journey's last answer, as :meth:`examined` does."""
        is_large = bool(journey.exchanges) and _is_large(journey.exchanges[-1])
        return await self._turns.take(partial(read, *told), begins=begins, is_large=is_large)

    def examine(self, journey: Journey, against: Against) -> Finding:
        """Judge a journey; a page that breaks us is said to be one. Raises RecordError."""
        observed = self._keeper.observed(journey)
        try:
            return examine(observed, against, self._folder, self._max_body)
        except Exception as problem:  # it must not take the whole night with it
            log.exception(
                Words("could not examine {url}", "no se pudo examinar {url}").of(
                    url=journey.due.url
                )
            )
            detail = " ".join(str(problem).split())[:200]
            failure = Failure(Stage.INTERNAL, type(problem).__name__, detail)
            ours = replace(observed, failure=failure, message=None, truncated=None)
            return examine(ours, against, self._folder, self._max_body)


def _is_large(exchange: Exchange) -> bool:
    """Whether the body of an answer is large, or may be."""
    message = exchange.message
    if message is not None and message.payload:
        return len(message.decoded(_LARGE + 1)) > _LARGE
    is_packed = message is not None and bool(message.header("content-encoding"))
    return is_packed or exchange.size > _LARGE  # it lies on the disk
