"""Thirty nights of the demo world in one process, by a clock that jumps from night to night.

``python -m tests.thirty_nights FOLDER`` prints one JSON object: the standings, what the service
told, what readers were told, and the nights. The service, the runs, the wire, and the notices with
their receiver are the real ones; only time, the process around a run and the archive are not. A
process of its own, because its clock and its faults are everybody's.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from evidence import clock


class Time:
    """Goes on by itself from wherever it was set."""

    def __init__(self) -> None:
        self.set(datetime(2026, 10, 20, 16, tzinfo=UTC))

    def set(self, moment: datetime) -> None:
        self._base, self._since = moment, time.monotonic()

    def __call__(self) -> datetime:
        return self._base + timedelta(seconds=time.monotonic() - self._since)

    def sleep(self, seconds: float) -> None:
        self.set(self() + timedelta(seconds=seconds))


NOW = Time()
clock.now = NOW  # before anything takes it as a default

# ruff: noqa: E402
from crawler.archives.model import Listed
from crawler.archives.outbox import Outbox
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.run.night import Night
from crawler.sources import refresh
from crawler.spiders.walk import walk
from crawler.wire import connectivity
from evidence import config as configuration
from evidence.config import Source
from evidence.custody.verify import verify
from evidence.custody.warc.writer import WarcFile
from evidence.errors import TestigoError
from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store.records import ScheduledNight
from schedules import calendar, notices
from schedules.calendar import Calendar
from schedules.events import Event
from schedules.service import Service
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

CONFIG = """\
[crawl]
delay = 0.0
timeout = 0.6
allow_private = true
neutral_hosts = []
[[schedule]]
cron = "30 1 * * *"
timezone = "America/New_York"
[notify]
to = ["{reader}"]
"""


class Faults:
    """What is broken at the moment; three attempts find no network, one finds no room."""

    def __init__(self) -> None:
        self.network = self.disk = self.archive = False
        self.written = 0

    def set(self, night: ScheduledNight) -> None:
        self.network = night.date == NO_NETWORK and night.attempts <= 3
        self.disk = night.date == DISK_FULL and night.attempts == 1
        self.archive = night.date == ARCHIVE_DOWN
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


class _Client:
    until = None

    def take(self) -> list[Any]:
        return []

    def asked_before(self, seconds: float) -> None:
        """An archive that is asked nothing needs no pace."""


class Archive:
    """An archive that has nothing and takes nothing, and says so when it is up."""

    name = "wayback"
    base_url = "http://127.0.0.1:9"
    daily_budget = 1000
    saver = None
    saves = "all"
    keys = ("IA_ACCESS_KEY", "IA_SECRET_KEY")
    client = _Client()
    asked = refused = 0

    def captures(self, url: str, since: datetime | None = None) -> list[Listed]:
        if FAULTS.archive:
            self.refused += 1
            raise ArchiveProblem(Fault.UNKNOWN, "status 503", service=True)
        self.asked += 1
        return []


class Nights:
    """The folder, the world, and a service whose children are runs in this process."""

    def __init__(self, folder: EvidenceFolder, world: World) -> None:
        self.folder = folder
        self.world = world
        self.config = configuration.load(folder.config)
        self.archive = Archive()
        self.events: list[Event] = []
        calendars = calendar.read(self.config, folder.config)
        self.service = Service(
            folder,
            self.config.service,
            calendars,
            launch=self._launch,
            on_event=self._hear,
            now=NOW,
        )

    def _hear(self, event: Event) -> None:
        self.events.append(event)
        notices.after_night(self.folder, self.config, event)

    def _launch(self, one: Calendar, night: ScheduledNight) -> _Ended:
        FAULTS.set(night)
        self.world.night = 2 if night.date >= CHANGES else 1
        try:
            self._run()
        except TestigoError as error:
            return _Ended(int(error.exit_code), str(error))
        except OSError as error:
            return _Ended(2, str(error))
        return _Ended(0, "")

    def _run(self) -> None:
        """What ``testigo run`` does."""
        store = Store(self.folder.database)
        refresh.refresh(store, self.config, self.folder)
        store.close()
        night = Night.open(self.folder, self.config)
        try:
            if night.left:
                walk(night)
            else:
                night.end_walk(finished=True)
            Outbox(self.folder, self.config, night.store, [self.archive], NOW.sleep).work()  # type: ignore[list-item]
        finally:
            night.close()

    def pass_time(self) -> None:
        end = self._noon(FIRST + timedelta(days=NIGHTS - 1))
        self.service.tick()
        while True:
            wake = self.service.next_wake()
            if self._noon(OFF[0] - timedelta(days=1)) < wake < self._noon(OFF[1]):
                wake = self._noon(OFF[1])
            if wake > end:
                return
            NOW.set(wake)
            self.service._awake = self.service._last_heartbeat()
            self.service.tick()  # starts the run
            self.service.tick()  # takes up its end

    def _noon(self, night: date) -> datetime:
        return datetime(night.year, night.month, night.day, 17, tzinfo=UTC)


class _Ended:
    """A run that is over when it comes back."""

    pid = 2**22 + 1

    def __init__(self, code: int, said: str) -> None:
        self._code = code
        self._said = said

    def poll(self) -> int:
        return self._code

    def wait(self, seconds: float) -> int:
        return self._code

    def stop(self) -> None:
        """It has stopped."""

    def kill(self) -> None:
        """It is gone."""

    def last_line(self) -> str:
        return self._said


def main(place: Path) -> None:
    """Thirty nights, and what they came to."""
    folder = EvidenceFolder(place)
    folder.create()
    _patch()
    with World() as world, RawServer({"/": ok(b"")}) as reader:
        folder.config.write_text(CONFIG.replace("{reader}", reader.url("/")), "utf-8")
        report = place / "informe.md"
        report.write_text(world.report(), "utf-8")
        nights = Nights(folder, world)
        store = Store(folder.database)
        refresh.add(store, Source("informe", str(report)), nights.config.crawl, folder)
        nights.pass_time()
        names = {url: name for name, url in world.urls.items()}
        rows = store.all("SELECT u.url, st.* FROM standings st JOIN urls u ON u.id = st.url_id")
        found = {
            "standings": {
                names[r["url"]]: [r["verdict"], r["cause"], r["certainty"], r["since"][:10]]
                for r in rows
            },
            "events": [(event.kind, event.facts()) for event in nights.events],
            "nights": store.all("SELECT night, state, attempts FROM nights ORDER BY night"),
            "runs": store.all(
                "SELECT state, COUNT(*) AS n FROM runs WHERE kind = 'night' GROUP BY state"
            ),
            "told": [_told(request, names) for request in reader.heard],
            "archive": [nights.archive.asked, nights.archive.refused],
            "verify": [f"{f.where}: {f.problem}" for f in verify(folder, store) if not f.note],
        }
        store.close()
    print(json.dumps(found))


def _told(request: bytes, names: dict[str, str]) -> dict[str, Any]:
    """One digest as its reader got it: when, of which documents, of which troubles."""
    digest = json.loads(request.partition(b"\r\n\r\n")[2])
    return {
        "on": digest["composed_at"][:10],
        "items": sorted([item["news"], names[item["url"]]] for item in digest["items"]),
        "troubles": [trouble["kind"] for trouble in digest["troubles"]],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
