"""One machine that plays a script: a service, its runs as processes, and an evidence folder."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from evidence import config as configuration
from evidence.errors import FolderBusy, TestigoError
from evidence.folder import EvidenceFolder
from evidence.vocabulary import NightEvent
from schedules import calendar, notices
from schedules.service import Service
from tests.simulation import clock, network, processes
from tests.simulation.disk import DISK
from tests.simulation.journal import Journal
from tests.simulation.night_run import NightRun, Order
from tests.simulation.observed import Attempt, Observed, look_at
from tests.simulation.shared import CELLS, PROCESSES
from tests.simulation.template import configure
from tests.simulation.world import ScriptedWorld

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from evidence.store.records import ScheduledNight
    from schedules.calendar import Calendar
    from schedules.events import Event
    from tests.simulation.script import Between, Script, Trouble

_STEPS = {"": 150, "write": 20, "sync": 10, "rename": 6, "commit": 20}
"""Steps of a night, before one was seen."""
_DARK = 120.0
"""Seconds from a power cut until the service is up again."""
_TRIED = (6, 40, 180, 600)
"""Minutes after a night at which readers are told what waits for them, as the service's dispatcher does
between nights."""


class PowerCut(BaseException):
    """Every process of the machine is gone, the service's too."""


class Machine:
    """Plays one script, once."""

    def __init__(
        self, script: Script, template: Path, place: Path, spawner: type[Any] = processes.Spawner
    ) -> None:
        """``spawner`` starts its processes."""
        self.script = script
        self.folder = EvidenceFolder(place / "evidence")
        shutil.copytree(template, place, dirs_exist_ok=True)
        configure(script, self.folder, place)
        self.journal = Journal(place / "journal.jsonl")
        self.config = configuration.load(self.folder.config)
        self.seen = Observed()
        self._log = place / "run.log"
        self._steps = _STEPS
        self._nights: dict[str, int] = {}
        self._over: set[int] = set()
        DISK.begin(self.folder.path)
        clock.begin(script.start)
        processes.seed_ids(f"service {script.seed}")
        world = ScriptedWorld(script, self.journal)
        network.install(world)
        self._spawner = spawner(NightRun(script.seed, world), self._log)

    def play(self) -> None:
        """All nights of the script."""
        self._serve()
        while len(self._nights) <= self.script.nights and not self._is_over():
            self._sleep(self.service.next_wake())
            self._tick()
            for night in self._ended():
                self._over.add(night)
                for act in self.script.between:
                    if act.night == night:
                        self._between(act)
        for _ in range(3):
            clock.pass_time(13 * 3600)
            self._deliver()
        self._spawner.close()

    def _ended(self) -> list[int]:
        """Nights that have come to their end since this was asked last."""
        done = {e.night for _, e in self.seen.events if e.kind is NightEvent.FINISHED}
        return [n for date, n in self._nights.items() if date in done and n not in self._over]

    def _is_over(self) -> bool:
        return self.script.nights - 1 in self._over

    def _serve(self) -> None:
        """A service starts."""
        self._lock: Any = self.folder.serve()
        self._lock.__enter__()
        self.service = Service(
            self.folder,
            self.config.service,
            calendar.read(self.config, self.folder.config),
            launch=self._launch,
            on_event=self._hear,
        )
        self.service._awake = self.service._last_heartbeat()
        self._tick()

    def _die(self) -> None:
        """The service is gone, as a killed process is: what it held is free, and nothing is said."""
        self._lock.gen.close()

    def _tick(self) -> None:
        """What the service does now, until it has nothing to look after."""
        try:
            self.service.tick()
            while self.service._process is not None:
                self.service.tick()
        except PowerCut:
            self._die()
            clock.pass_time(_DARK)
            self._serve()

    def _between(self, act: Between) -> None:
        if act.kind == "second-service":
            try:
                with self.folder.serve():
                    self.seen.two_services = True
            except FolderBusy:
                pass
        elif act.kind == "service-killed":
            self._die()
            clock.pass_time(3600 * abs(act.size) * self.script.step)
            self._serve()

    def _hear(self, event: Event) -> None:
        self.seen.events.append((clock.truth(), event))
        notices.after_night(self.folder, self.config, event)

    def _launch(self, _: Calendar, night: ScheduledNight) -> _Ended:
        """What the service starts: a process, which is over when this comes back."""
        index = self._nights.setdefault(night.night, len(self._nights))
        if index >= self.script.nights:
            return _Ended(1, 0, "the story is over")
        begun, trouble = clock.truth(), self._trouble(index, night.attempts)
        command = ("run", "--folder", str(self.folder.path))
        done = self._spawner.run(Order(command, trouble, self._steps))
        if trouble is None:
            self._steps = done.counts
        attempt = Attempt(
            index,
            night.attempts,
            night.night,
            begun,
            clock.truth(),
            trouble,
            done,
            look_at(self.folder.database),
            self._log.read_text("utf-8", "replace"),
            int(CELLS[PROCESSES]),
        )
        self.seen.attempts.append(attempt)
        if trouble is not None and trouble.kind == "power" and done.code < 0:
            raise PowerCut
        return _Ended(done.pid, done.code, attempt.said)

    def _trouble(self, index: int, attempt: int) -> Trouble | None:
        return next(
            (one for one in self.script.troubles if (one.night, one.attempt) == (index, attempt)),
            None,
        )

    def _sleep(self, until: datetime) -> None:
        """Let time pass; what waits for readers is tried again meanwhile."""
        for minutes in _TRIED:
            if clock.now() + timedelta(minutes=minutes) > until:
                break
            if look_at(self.folder.database).notices_waiting:
                clock.pass_time(60 * minutes)
                self._deliver()
        clock.pass_time((until - clock.now()).total_seconds())

    def _deliver(self) -> None:
        with suppress(TestigoError):  # as the dispatcher, which tries again
            notices.deliver(self.folder, self.config, compose_too=False)


class _Ended:
    """A run that is over when the service hears of it."""

    def __init__(self, pid: int, code: int, said: str) -> None:
        self.pid, self._code, self._said = pid, code, said

    def poll(self) -> int:
        return self._code

    def wait(self, seconds: float) -> int:
        return self._code

    def stop(self) -> None:
        """It has stopped."""

    kill = stop

    def last_line(self) -> str:
        return self._said
