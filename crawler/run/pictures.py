"""Pictures of pages, taken when all looks of a run are made: each loss and alteration once it is new, and
one of each page that stands."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import TestigoError
from evidence.store import renderings
from evidence.vocabulary import RunKind

if TYPE_CHECKING:
    from crawler.run.drawing import Drawing, Drawn
    from crawler.run.keeper import Keeper
    from crawler.run.reading import Reading
    from evidence.config import Config
    from evidence.store import Store
    from evidence.store.records import Run
    from evidence.store.renderings import ToOpen

log = logging.getLogger(__name__)
_AT_ONCE = 2
"""Pages open at a time: as many as the browser opens (:mod:`crawler.browser.pool`)."""
_STANDING = 2
"""Pictures of a page that is opened anyway and stands: two of them tell what always varies on it."""
_ALL = "always"
_BROKEN = "broken"


class Pictures:
    """Of one run."""

    def __init__(
        self,
        store: Store,
        run: Run,
        config: Config,
        drawing: Drawing,
        reading: Reading,
        keeper: Keeper,
        *,
        asked: bool = False,
    ) -> None:
        """``asked``: somebody wants the picture of what the run looks at, whatever is configured."""
        self._store = store
        self._run = run.id
        self._asked = asked
        self._when = _ALL if asked else config.browser.when
        self._most = config.browser.pages
        self._drawing = drawing
        self._reading = reading
        self._keeper = keeper
        self._is_on = drawing.is_there and (asked or run.kind is RunKind.NIGHT)
        self._left: list[ToOpen] = []

    def are_wanted(self) -> bool:
        """Whether pages are to be opened, now that all looks are made."""
        if self._is_on:
            self._left = renderings.to_open(
                self._store,
                self._run,
                most=self._most,
                whole=self._when != _BROKEN,
                every=self._when == _ALL,
            )
            self._left.reverse()
        return bool(self._left)

    def are_wanted_of(self, page_id: str) -> bool:
        """Whether a page that stands unchanged is to be kept as a picture, now that it is open."""
        kept = renderings.pictures_since_broken(self._store, page_id)
        return self._asked or kept < _STANDING

    async def take(self) -> None:
        """Take them all. Raises StoreError when one can't be kept."""
        await asyncio.gather(*(self._some() for _ in range(_AT_ONCE)))

    async def _some(self) -> None:
        while self._left:
            await self._one(self._left.pop())

    async def _one(self, page: ToOpen) -> None:
        drawn = await self._opened(page)
        if drawn is None or drawn.rendered is None:
            return
        await self._reading.draw(drawn, page.url_id)
        rendering = drawn.rendering(page.check_id, page.url_id)
        assert rendering is not None
        write = partial(renderings.put, rendering=rendering, captures=drawn.captures())
        await self._keeper.writer.put(write)
        self._keeper.recorder.pending -= 1

    async def _opened(self, page: ToOpen) -> Drawn | None:
        """How a page went in the browser; None where that broke us: nothing of it is written yet."""
        try:
            return await self._drawing.open(page.url, renderings.language(self._store, page.url_id))
        except (OSError, TestigoError):
            raise
        except Exception:  # a page that breaks us must not take the others' pictures with it
            log.exception(
                Words(
                    "could not take a picture of {url}", "no se pudo tomar una imagen de {url}"
                ).of(url=page.url)
            )
            return None
