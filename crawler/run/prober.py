"""Ask for two random siblings of a URL, and for the URL without the parameter that is probed; keep
the answers as evidence, and share them along a route."""

from __future__ import annotations

import uuid
from collections import defaultdict, deque
from functools import partial
from typing import TYPE_CHECKING

from crawler.run.journey import Journey
from crawler.run.writer import Beside
from evidence import clock
from evidence.looks.stored import Looks
from evidence.store import probes, records
from evidence.store.due import Due
from evidence.verdicts.probe import control, control_url, probe_key, probe_urls

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.run.keeper import Keeper
    from evidence.looks.finding import Finding
    from evidence.looks.stored import Captured
    from evidence.store import Store
    from evidence.verdicts.model import Probe

Key = tuple[str, str, str]
Waiting = tuple[Journey, "Finding"]


class Prober:
    """Knows which probes are there, which are under way, and who waits for them."""

    def __init__(
        self, store: Store, keeper: Keeper, folder: Path, max_body: int, seed: str
    ) -> None:
        self._keeper = keeper
        self._looks = Looks(folder, store, max_body)
        self._seed = seed
        self._waiting: dict[Key, deque[Waiting]] = {}
        self._asked: dict[Key, int] = {}
        self._answered: dict[Key, list[Journey]] = defaultdict(list)

    def near(self, url: str) -> list[Captured]:
        """The probes of ``url``'s route that are fresh enough, unread."""
        return self._looks.near(url, clock.now())

    def known(self, url: str, near: list[Captured]) -> tuple[Probe, ...]:
        """Those :meth:`near` with what they show, if all are there; else none. Asks the database
        nothing."""
        found = self._looks.chosen(url, near)
        whole = control_url(url) is None or control(found, url) is not None
        return found if whole else ()

    def ask(self, journey: Journey, finding: Finding) -> list[Journey]:
        """Note that ``journey`` waits for its route's probes; returns the journeys to make, none
        when another URL of the route has asked already."""
        key = probe_key(journey.due.url)
        if key in self._waiting:
            self._waiting[key].append((journey, finding))
            return []
        self._waiting[key] = deque([(journey, finding)])
        pair = probe_urls(journey.due.url, self._seed)
        assert pair is not None, "wants() asks for probes only where there can be any"
        asked = [*pair, *filter(None, [control_url(journey.due.url)])]
        self._asked[key] = len(asked)
        return [Journey(Due.of(url), probe_of=key) for url in asked]

    def take(self, probe: Journey) -> list[str]:
        """Take in one finished probe; with the last of its route all are handed to the writer, and the
        ids of their rows returned."""
        assert probe.probe_of is not None
        if probe.probe_of not in self._asked:  # its route was given up
            self._keeper.let_go(probe)
            return []
        made = self._answered[probe.probe_of]
        made.append(probe)
        if len(made) < self._asked[probe.probe_of]:
            return []
        del self._answered[probe.probe_of], self._asked[probe.probe_of]
        return self._keep(probe.probe_of, made)

    def give_up(self, key: Key) -> list[Journey]:
        """The probes of a route can't all be made; returns the looks that waited for them."""
        self._asked.pop(key, None)
        for probe in self._answered.pop(key, ()):
            self._keeper.let_go(probe)
        return [journey for journey, _ in self._waiting.pop(key, ())]

    def answer(self, key: Key, kept: list[str]) -> tuple[deque[Waiting], list[Captured]]:
        """Who waited for the probes that :meth:`take` kept and that are written now, and what
        :meth:`read` reads."""
        return self._waiting.pop(key), self._looks.captured(kept)

    def captured(self, found: tuple[Probe, ...]) -> list[Captured]:
        """The same probes, unread."""
        return self._looks.captured(probe.id for probe in found)

    def read(self, captured: list[Captured]) -> tuple[Probe, ...]:
        """Probes with what they show. Asks the database nothing."""
        return self._looks.read(captured)

    def orphans(self) -> list[Waiting]:
        """Who still waits when the walk is over: judged without probes."""
        waiting = [one for group in self._waiting.values() for one in group]
        self._waiting.clear()
        for probe in [one for made in self._answered.values() for one in made]:
            self._keeper.let_go(probe)
        self._answered.clear()
        self._asked.clear()
        return waiting

    def _keep(self, key: Key, made: list[Journey]) -> list[str]:
        """Write the answers; returns the ids of their rows."""
        rows, captures = [], []
        for journey in made:
            kept = [self._keeper.recorder.capture(exchange) for exchange in journey.answers]
            captures += kept
            last = kept[-1] if kept and journey.failure is None else None
            rows.append(
                records.Probe(
                    id=str(uuid.uuid4()),
                    host=key[0],
                    directory=key[1],
                    parameter=key[2],
                    probed_at=clock.stamp(journey.started),
                    url=journey.due.url,
                    status=last.status if last else None,
                    final_url=journey.ended if last else journey.due.url,
                    capture_id=last.id if last else None,
                )
            )
        self._keeper.writer.add(Beside(partial(probes.put, made=rows, captures=captures)))
        return [row.id for row in rows]
