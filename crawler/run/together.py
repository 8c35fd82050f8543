"""A look of ours and those of observers at the same time, judged together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.run.journey import Journey
from crawler.run.observing import Observing
from crawler.wire.agent import LANGUAGES, asking
from evidence import clock
from evidence.looks.observed import Against
from evidence.looks.together import Together
from evidence.store import observations
from evidence.store.due import Due
from evidence.verdicts.standing import GOOD
from evidence.vocabulary import Manner, Shows, Verdict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path
    from typing import Any

    from crawler.run.keeper import Keeper
    from evidence.config import Config
    from evidence.looks.finding import Finding
    from evidence.store import Store

_ONCE_MORE = (Manner.BROWSER, Manner.PROGRAM, Manner.BROWSER, Manner.PROGRAM)
"""Looks of our own where texts differ: with the first there are five, and three of them as we are; what
tells two sides apart needs four of each (:mod:`evidence.changes.likeness`)."""
_HOLDS = timedelta(days=30)
"""For so long a loss that observers denied waits for their word: as long as a host must be silent to be
called missing. By then they are not to be had again, and what they were shown then says little of today."""
_TEXTS = frozenset({Shows.OTHER, Shows.UNSURE})


class LookingTogether:
    """Asks observers about the looks that want it."""

    def __init__(
        self,
        store: Store,
        config: Config,
        keeper: Keeper,
        folder: Path,
        *,
        run: str,
        on_demand: bool,
        in_thread: Callable[..., Awaitable[Any]],
    ) -> None:
        """``on_demand``: about every look; ``in_thread`` runs what takes long beside the loop."""
        self._store = store
        self._keeper = keeper
        self._folder = folder
        self._max_body = config.crawl.max_body
        self._in_thread = in_thread
        self._observing = Observing(config, store, run=run, on_demand=on_demand)

    async def looked(
        self, journey: Journey, finding: Finding, look_again: Callable[[Journey], Awaitable[None]]
    ) -> tuple[Finding, list[Journey]]:
        """``finding`` judged together with what observers say, where they are to be asked, and the
        further looks of our own that this took."""
        doubted = self._is_doubted(journey, finding)
        if not self._wants(journey, finding):
            if doubted:
                finding = finding.with_observations((), (), doubted=True)
            return finding, []
        against = replace(
            Against.of(journey.due), probes=finding.look.probes, unread=finding.unread
        )
        observed = await self._in_thread(self._keeper.observed, journey)
        together = Together(observed, against, finding, self._folder, self._max_body)
        rows = await self._observing.ask(journey.due.url, journey.due.url_id)
        said = await self._in_thread(together.observations, rows)
        more: list[Journey] = []
        texts = any(one.shows in _TEXTS for other in said for one in other.sightings)
        if texts and finding.judgement.verdict in GOOD:
            began = clock.now()
            looks = [
                (manner, Journey(Due.of(journey.due.url), headers=asking(manner, LANGUAGES)))
                for manner in _ONCE_MORE
            ]
            for _, one in looks:
                await look_again(one)
            more = [one for _, one in looks]
            own = await self._in_thread(
                self._observing.of_our_own, looks, journey.due.url_id, began
            )
            rows = (*rows, own)
            said = await self._in_thread(together.observations, rows)
        return finding.with_observations(said, rows, doubted=doubted), more

    def _wants(self, journey: Journey, finding: Finding) -> bool:
        if journey.is_drawing or not self._observing.may_ask or finding.speaker is not None:
            return False  # what is said of a part is asked about the part
        return self._observing.on_demand or self._keeper.wants_observers(journey, finding)

    def _is_doubted(self, journey: Journey, finding: Finding) -> bool:
        if finding.judgement.verdict is not Verdict.MISSING or not journey.due.url_id:
            return False
        since = clock.stamp(journey.started - _HOLDS)
        return observations.said_there(self._store, journey.due.url_id, since)
