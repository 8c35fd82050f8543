"""What pages at risk need to look as they do, fetched once their looks are made: a replay of the kept page
is then recognisable, also where no browser has opened it."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from crawler.run.journey import Journey
from crawler.run.writer import Beside
from crawler.wire.urls import problem_of
from evidence import clock
from evidence.content import requisites as named
from evidence.custody.warc import reader
from evidence.custody.warc.message import message_of
from evidence.errors import RecordError
from evidence.store import due, requisites
from evidence.store.due import Due
from evidence.store.records import Requisite
from evidence.vocabulary import RunKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from crawler.run.keeper import Keeper
    from evidence.config import Crawl
    from evidence.store import Store
    from evidence.store.records import Capture, Run
    from evidence.store.requisites import Needing

_AT_ONCE = 10
"""Pages read between two rounds of requests: what they hold is read in the loop, a few milliseconds each."""
ROUNDS = 5
"""Rounds of one run, fifty pages: the pages of one host with
:data:`evidence.content.requisites.MOST` addresses each take it an hour and a half."""
_STYLE = "text/css"
_FOUND = 200


class Requisites:
    """Of one run."""

    def __init__(self, store: Store, run: Run, folder: Path, crawl: Crawl, keeper: Keeper) -> None:
        self._store = store
        self._run = run.id
        self._folder = folder
        self._keeper = keeper
        self._is_on = run.kind is RunKind.NIGHT and crawl.requisites != "none"
        self._every = crawl.requisites == "all"
        self._left: list[Needing] | None = None
        """the pages that are not read yet; None before the first round"""
        self._asked: set[str] = set()
        """addresses asked for in this run"""

    def ask(self) -> list[Journey]:
        """The requests for what the next pages need, of one round. The first comes when all looks of the
        run are made."""
        if self._left is None:
            most = ROUNDS * _AT_ONCE if self._is_on else 0
            self._left = requisites.wanted(self._store, self._run, most=most, every=self._every)
        pages, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        return [one for page in pages for one in self._journeys(page, self._of_page(page))]

    def answer(self, journey: Journey) -> list[Journey]:
        """Keep what came of one; returns the requests for what a style sheet needs itself. Raises
        StoreError when a record can't be written."""
        page = journey.requisite_of
        assert page is not None
        captures = self._keeper.recorder.journey(journey)
        if captures:
            self._keep(page, journey, captures)
        message = journey.last_message
        if journey.failure is not None or message is None or message.status != _FOUND:
            return []
        essence = message.content_type.partition(";")[0].strip().lower()
        if essence != _STYLE or journey.levels <= 0:
            return []
        css = message.decoded(named.LARGEST)
        more = named.of_style(css, journey.exchanges[-1].url, message.content_type)
        return self._journeys(page, more, levels=journey.levels - 1)

    def _keep(self, page: Needing, journey: Journey, captures: list[Capture]) -> None:
        kept = Requisite(
            id=str(uuid.uuid4()),
            check_id=page.check_id,
            url_id=page.url_id,
            url=journey.due.url,
            fetched_at=clock.stamp(journey.started),
            capture_id=captures[-1].id,
        )
        self._keeper.writer.add(Beside(partial(requisites.put, kept=kept, captures=captures)))

    def _of_page(self, page: Needing) -> list[str]:
        known = due.capture(self._store, page.capture_id)
        if known is None or known.payload_bytes > named.LARGEST:
            return []
        try:
            record = reader.read_at(self._folder, known.warc, known.offset)
        except RecordError:  # verify tells of it
            return []
        message = message_of(record)
        return named.of_page(message.decoded(named.LARGEST), known.body_url, message.content_type)

    def _journeys(self, page: Needing, urls: Iterable[str], levels: int = 2) -> list[Journey]:
        found = []
        for url in urls:
            if url in self._asked or problem_of(url) is not None:
                continue
            self._asked.add(url)
            latest = requisites.last(self._store, url)
            found.append(Journey(Due.of(url, latest), requisite_of=page, levels=levels))
        return found
