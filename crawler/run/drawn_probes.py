"""Opens an address that can't exist in the browser, where a page that scripts draw may be the page for nothing: one
for each host and route in a run, however many pages ask for it."""

from __future__ import annotations

import asyncio
import uuid
from functools import partial
from typing import TYPE_CHECKING

from evidence.looks.stored import Looks
from evidence.store import probes, records
from evidence.verdicts.probe import drawn_key, drawn_url
from evidence.views import View, view_of

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.run.drawing import Drawing
    from crawler.run.keeper import Keeper
    from crawler.run.reading import Reading
    from evidence.looks.stored import Captured
    from evidence.store import Store
    from evidence.verdicts.model import Probe


class DrawnProbes:
    """Of one run."""

    def __init__(
        self,
        store: Store,
        keeper: Keeper,
        folder: Path,
        max_body: int,
        seed: str,
        drawing: Drawing,
        reading: Reading,
    ) -> None:
        """``seed`` tells the addresses of one run from those of another."""
        self._keeper = keeper
        self._looks = Looks(folder, store, max_body)
        self._seed = seed
        self._drawing = drawing
        self._reading = reading
        self._made: dict[tuple[str, str, str], asyncio.Future[str]] = {}
        """route -> id of its probe; "" where none came"""

    async def of(self, url: str, page_id: str, language: str) -> tuple[Probe, ...]:
        """The probe of the route of a page; none where there can be none. ``page_id`` is that of the page's address,
        whose scripts and styles need not be kept again. Raises StoreError and RecordError."""
        sibling = drawn_url(url, self._seed)
        if sibling is None:
            return ()
        key = drawn_key(url)
        if key not in self._made:
            made = self._make(key, sibling, page_id, language)
            self._made[key] = asyncio.ensure_future(made)
        identifier = await asyncio.shield(self._made[key])
        captured = self.captured((identifier,)) if identifier else []
        return await self._reading.in_thread(self._looks.read, captured)

    def captured(self, identifiers: tuple[str, ...]) -> list[Captured]:
        """The probes with these ids, unread."""
        return self._looks.captured(identifiers)

    async def _make(self, key: tuple[str, str, str], url: str, page_id: str, language: str) -> str:
        drawn = await self._drawing.open(url, language)
        if drawn.rendered is None:
            return ""
        await self._reading.draw(drawn, page_id)
        captures = drawn.captures()
        row = records.Probe(
            id=str(uuid.uuid4()),
            host=key[0],
            directory=key[1],
            parameter=key[2],
            probed_at=drawn.rendered.started,
            url=view_of(url, View.DOM),
            status=drawn.rendered.status or None,
            final_url=drawn.rendered.final_url,
            capture_id=captures[-1].id,
        )
        await self._keeper.writer.put(partial(probes.put, made=[row], captures=captures))
        self._keeper.recorder.pending -= 1
        return row.id
