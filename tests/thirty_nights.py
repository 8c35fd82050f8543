"""Thirty nights of the demo world in one process, by a clock that jumps from night to night.

``python -m tests.thirty_nights FOLDER`` prints one JSON object: the standings, what the service
told, what readers were told, and the nights. Time, and what is real of it: :mod:`tests.nights`.
"""

# ruff: noqa: I001
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.nights import Archive, Nights, Plan, config, told  # first: it sets the clock

from crawler.sources import refresh
from crawler.wire import connectivity
from evidence.config import Source
from evidence.custody.verify import verify
from evidence.custody.warc.writer import WarcFile
from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store.records import ScheduledNight
from testigo.demo import world as demo
from testigo.demo.world import World
from tests.servers import RawServer, ok
from tests.thirty_nights_plan import (
    ARCHIVE_DOWN,
    CHANGES,
    DISK_FULL,
    FIRST,
    NIGHTS,
    NO_NETWORK,
    OFF,
)


class Faults:
    """What is broken at the moment; three attempts find no network, one finds no room."""

    def __init__(self) -> None:
        self.network = self.disk = False
        self.written = 0

    def set(self, night: ScheduledNight) -> None:
        self.network = night.date == NO_NETWORK and night.attempts <= 3
        self.disk = night.date == DISK_FULL and night.attempts == 1
        self.written = 0


FAULTS = Faults()


def _patch() -> None:
    """Let the faults be felt where the real ones would be."""
    connect, answer, write = connectivity._connect, demo._Handler.do_GET, WarcFile.write

    def connected(place: str, allow_private: bool) -> Any:
        return connectivity._Outcome.FAILED if FAULTS.network else connect(place, allow_private)

    def answered(handler: Any) -> None:
        if FAULTS.network:
            handler.close_connection = True
        else:
            answer(handler)

    def written(file: WarcFile, *arguments: Any, **named: Any) -> Any:
        FAULTS.written += 1
        if FAULTS.disk and FAULTS.written > 3:
            raise OSError(28, "No space left on device")
        return write(file, *arguments, **named)

    connectivity._connect = connected
    demo._Handler.do_GET = answered  # type: ignore[method-assign]
    WarcFile.write = written  # type: ignore[method-assign]


def _plan(world: World, archive: Archive) -> Plan:
    def begin(night: ScheduledNight) -> None:
        FAULTS.set(night)
        archive.down = night.date == ARCHIVE_DOWN
        world.night = 2 if night.date >= CHANGES else 1

    return Plan(FIRST, NIGHTS, begin, off=OFF)


def main(place: Path) -> None:
    """Thirty nights, and what they came to."""
    folder = EvidenceFolder(place)
    folder.create()
    _patch()
    with World() as world, RawServer({"/": ok(b"")}) as reader:
        folder.config.write_text(config(reader.url("/"), timeout=0.6), "utf-8")
        report = place / "informe.md"
        report.write_text(world.report(), "utf-8")
        archive = Archive()
        nights = Nights(folder, _plan(world, archive), archive)
        store = Store(folder.database)
        refresh.add(store, Source("informe", str(report)), nights.config, folder)
        nights.pass_time()
        names = {url: name for name, url in world.urls.items()}
        rows = store.all("SELECT u.url, st.* FROM standings st JOIN urls u ON u.id = st.url_id")
        found = {
            "standings": {
                names[r["url"]]: [r["verdict"], r["cause"], r["certainty"], r["since"][:10]]
                for r in rows
                if r["url"] in names  # parts of pages stand, too
            },
            "events": [(event.kind, event.facts()) for event in nights.events],
            "nights": store.all("SELECT night, state, attempts FROM nights ORDER BY night"),
            "runs": store.all(
                "SELECT state, COUNT(*) AS n FROM runs WHERE kind = 'night' GROUP BY state"
            ),
            "told": [told(request, names) for request in reader.heard],
            "archive": [archive.asked, archive.refused],
            "verify": [f"{f.where}: {f.problem}" for f in verify(folder, store) if not f.note],
        }
        store.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
