"""Nights over a world of many kinds of addresses (:mod:`tests.kinds.table`), in one process.

``python -m tests.thirty_nights_kinds FOLDER`` prints one JSON object: how every address stood after
each night, what readers were told, and what became of the evidence. Time, and what is real of it:
:mod:`tests.nights`.
"""

# ruff: noqa: I001
from __future__ import annotations

import json
import socket
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.nights import Archive, Nights, Plan, config, told  # first: it sets the clock

from crawler.sources import refresh
from evidence.config import Source
from evidence.custody.verify import verify
from evidence.folder import EvidenceFolder
from evidence.looks.rejudge import Rejudged, again
from evidence.looks.stored import Looks
from evidence.store import Store, checks
from evidence.store.records import ScheduledNight
from evidence.vocabulary import NightEvent
from tests.kinds.table import FIRST, KINDS, NIGHTS, index_of
from tests.kinds.world import World
from tests.servers import RawServer, ok

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDINARY = (NightEvent.STARTED, NightEvent.FINISHED)


class Watched:
    """How every address stood after each night."""

    def __init__(self, folder: EvidenceFolder, world: World) -> None:
        self._folder = folder
        self._world = world
        self.nights: list[dict[str, list[Any]]] = []

    def begin(self, night: ScheduledNight) -> None:
        """The world as it is in a night."""
        self._world.night = (night.date - FIRST).days

    def end(self, night: ScheduledNight) -> None:
        """Note how everything stands."""
        names = {url: name for name, url in self._world.urls.items()}
        store = Store(self._folder.database)
        rows = store.all("SELECT u.url, st.* FROM standings st JOIN urls u ON u.id = st.url_id")
        store.close()
        cited = (row for row in rows if row["url"] in names)  # not where lost ones were looked for
        self.nights.append({names[row["url"]]: _standing(row) for row in cited})


def _standing(row: dict[str, Any]) -> list[Any]:
    """Verdict, cause, certainty, night since when, night when it was last good."""
    good = index_of(row["last_good"]) if row["last_good"] else None
    return [row["verdict"], row["cause"], row["certainty"], index_of(row["since"]), good]


def _judged_again(folder: EvidenceFolder, store: Store, max_body: int) -> Iterator[Rejudged]:
    """Every fourth of the looks: to judge them all would take half as long as the nights."""
    looks = Looks(folder.path, store, max_body)
    for stored in islice(checks.all_stored(store), 0, None, 4):
        yield again(looks, stored)


def main(place: Path) -> None:
    """All nights, and what they came to."""
    folder = EvidenceFolder(place)
    folder.create()
    world = World(KINDS)
    socket.getaddrinfo = world.addresses
    with world.running(place), RawServer({"/": ok(b"")}) as reader:
        folder.config.write_text(config(reader.url("/"), timeout=10), "utf-8")
        report = place / "informe.md"
        report.write_text(world.report(), "utf-8")
        watched = Watched(folder, world)
        plan = Plan(FIRST, NIGHTS, watched.begin, watched.end)
        nights = Nights(folder, plan, Archive())
        store = Store(folder.database)
        refresh.add(store, Source("informe", str(report)), nights.config, folder)
        nights.pass_time()
        names = {url: name for name, url in world.urls.items()}
        found = {
            "nights": watched.nights,
            "told": [told(request, names) for request in reader.heard],
            "outages": store.value("SELECT COUNT(*) FROM outages"),
            "events": [event.kind for event in nights.events if event.kind not in _ORDINARY],
            "verify": [f"{f.where}: {f.problem}" for f in verify(folder, store) if not f.note],
            "rejudged": [
                [names[one.url], one.checked_at, one.problem]
                for one in _judged_again(folder, store, nights.config.crawl.max_body)
                if one.difference or one.problem
            ],
        }
        store.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
