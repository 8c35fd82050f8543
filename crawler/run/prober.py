"""Ask for two random siblings of a URL, keep the answers as evidence, and share them along a
route."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import TYPE_CHECKING

from crawler.run.journey import Journey
from evidence import clock
from evidence.looks.contents import content_of
from evidence.looks.stored import stored_probes
from evidence.store import probes
from evidence.store.due import Due
from evidence.verdicts.model import Probe
from evidence.verdicts.probe import probe_key, probe_urls

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.run.keeper import Keeper
    from evidence.looks.examine import Finding
    from evidence.store import Store

Key = tuple[str, str, str]
Waiting = tuple[Journey, "Finding"]


class Prober:
    """Knows which probes are there, which are under way, and who waits for them."""

    def __init__(
        self, store: Store, keeper: Keeper, folder: Path, max_body: int, seed: str
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._folder = folder
        self._max_body = max_body
        self._seed = seed
        self._waiting: dict[Key, list[Waiting]] = {}
        self._answered: dict[Key, list[Journey]] = defaultdict(list)

    def known(self, url: str) -> tuple[Probe, ...] | None:
        """The probes of ``url``'s route, if two are there that are fresh enough."""
        return stored_probes(self._store, self._folder, self._max_body, url, clock.now())

    def ask(self, journey: Journey, finding: Finding) -> list[Journey]:
        """Note that ``journey`` waits for its route's probes; returns the journeys to make, none
        when another URL of the route has asked already."""
        key = probe_key(journey.due.url)
        if key in self._waiting:
            self._waiting[key].append((journey, finding))
            return []
        self._waiting[key] = [(journey, finding)]
        pair = probe_urls(journey.due.url, self._seed)
        assert pair is not None, "wants() asks for probes only where there can be any"
        return [Journey(Due("", url, None, None, None, None, None), probe_of=key) for url in pair]

    def answer(self, probe: Journey) -> tuple[list[Waiting], tuple[Probe, ...]]:
        """Take in one finished probe; with the second, returns who waited and what to judge them
        by."""
        assert probe.probe_of is not None
        pair = self._answered[probe.probe_of]
        pair.append(probe)
        if len(pair) < 2:
            return [], ()
        del self._answered[probe.probe_of]
        self._keep(probe.probe_of, pair)
        return self._waiting.pop(probe.probe_of), tuple(map(self._probe, pair))

    def orphans(self) -> list[Waiting]:
        """Who still waits when the walk is over: judged without probes."""
        waiting = [one for group in self._waiting.values() for one in group]
        self._waiting.clear()
        return waiting

    def _probe(self, journey: Journey) -> Probe:
        last = journey.exchanges[-1] if journey.exchanges and journey.failure is None else None
        if last is None or last.message is None:
            return Probe(journey.due.url)
        content = content_of(last.message, last.url, self._max_body)
        return Probe(journey.due.url, last.message.status, last.url, content)

    def _keep(self, key: Key, pair: list[Journey]) -> None:
        rows, captures = [], []
        for journey in pair:
            records = [self._keeper.recorder.capture(exchange) for exchange in journey.exchanges]
            captures += records
            whole = records and journey.failure is None
            rows.append(
                {
                    "id": str(uuid.uuid4()),
                    "host": key[0],
                    "directory": key[1],
                    "parameter": key[2],
                    "probed_at": clock.stamp(journey.started),
                    "url": journey.due.url,
                    "status": records[-1]["status"] if whole else None,
                    "final_url": journey.exchanges[-1].url if whole else journey.due.url,
                    "capture_id": records[-1]["id"] if whole else None,
                }
            )
        self._keeper.flush()
        probes.put(self._store, rows, captures)
