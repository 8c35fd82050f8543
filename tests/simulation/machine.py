"""One machine that plays a script: a service, its runs as processes, and an evidence folder."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from evidence import config as configuration
from evidence.clock import LEAD
from evidence.errors import FolderBusy, TestigoError
from evidence.folder import EvidenceFolder
from evidence.vocabulary import NightEvent
from schedules import calendar, notices, service
from tests.simulation import clock, network, processes
from tests.simulation.disk import DISK
from tests.simulation.journal import Journal
from tests.simulation.neighbour import Neighbour
from tests.simulation.night_run import NightRun, Order
from tests.simulation.observed import Attempt, Observed, look_at
from tests.simulation.run_process import NoRun, RunProcess
from tests.simulation.shared import CELLS, PROCESSES
from tests.simulation.template import configure
from tests.simulation.world import ScriptedWorld

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from evidence.store.records import ScheduledNight
    from schedules.calendar import Calendar
    from schedules.events import Event
    from tests.simulation.processes import Done
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
        """each with its number; -1 where the clock was wrong by hours when it began"""
        self._over: set[int] = set()
        self._run: RunProcess | None = None
        kept: Any = service
        kept.kill = self._kill
        DISK.begin(self.folder.path)
        clock.begin(script.start, ((3600 * one.hour, 3600 * one.by) for one in script.jumps))
        processes.seed_ids(f"service {script.seed}")
        world = ScriptedWorld(script, self.journal)
        network.install(world)
        self._spawner = spawner(NightRun(script.seed, world), place)
        self._neighbour = Neighbour(place, self.folder, self._spawner)

    def play(self) -> None:
        """All nights of the script."""
        self._serve()
        end = self.script.start + timedelta(hours=(self.script.nights + 14) * self.script.step)
        while not self._is_over() and clock.truth() < end:
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
        """A service starts, and does what there is to do."""
        self._begin_service()
        self._tick()

    def _begin_service(self) -> None:
        self._lock: Any = self.folder.serve()
        self._lock.__enter__()
        self.service = service.Service(
            self.folder,
            self.config.service,
            calendar.read(self.config, self.folder.config),
            launch=self._launch,
            on_event=self._hear,
        )
        self.service._awake = self.service._last_heartbeat()

    def _die(self) -> None:
        """The service is gone, as a killed process is: what it held is free, and nothing is said."""
        self._lock.gen.close()

    def _tick(self) -> None:
        """What the service does now, until it has nothing to look after."""
        try:
            self.service.tick()
            while self.service._process is not None or self._run is not None:
                if self._run is not None:
                    self._go_on(self._run)
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
            died = clock.truth()
            clock.pass_time(3600 * abs(act.size) * self.script.step)
            self.seen.without_service.append((died, clock.truth()))
            self._serve()
        elif act.kind == "merge":
            clock.pass_time(3600 * abs(act.size))
            self.seen.merges.append(self._neighbour.merge(act, len(self.seen.attempts)))

    def _hear(self, event: Event) -> None:
        self.seen.events.append((clock.truth(), event))
        notices.after_night(self.folder, self.config, event)

    def _go_on(self, run: RunProcess) -> None:
        """Let the run under way do what it does."""
        if run.stands_still:
            self._disturb(run)
            run.wait_a_tick()
        elif not run.is_over:
            run.go_on()
        if run.is_over:
            self._run = None
            if run.was_cut_off:
                raise PowerCut

    def _disturb(self, run: RunProcess) -> None:
        """A run stands still: another wants the folder, and the service may die, each once."""
        if run.trouble is None or run.is_disturbed:
            return
        run.is_disturbed = True
        if run.trouble.kind == "others":
            second = self._spawner.begin(Order(self._command, log="second.log"))
            self.seen.second_runs.append(self._spawner.wake(second).code)
        if run.trouble.size % 2:
            self._die()
            self._begin_service()

    @property
    def _command(self) -> tuple[str, ...]:
        return ("run", "--folder", str(self.folder.path))

    def _launch(self, _: Calendar, night: ScheduledNight) -> RunProcess | NoRun:
        """What the service starts: a process that has not done anything yet."""
        index = self._number(night.night)
        if index >= self.script.nights:
            return NoRun()
        if self._run is not None:  # it hangs, and holds nothing: the service does not know of it
            self._run.kill()
        begun, trouble = clock.truth(), self._trouble(index, night.attempts)
        pid = self._spawner.begin(Order(self._command, trouble, self._steps))
        process = int(CELLS[PROCESSES])

        def ended(done: Done, still: float) -> str:
            if trouble is None:
                self._steps = done.counts
            # where a story is played is no part of it
            text = self._log.read_text("utf-8", "replace").replace(str(self._log.parent), "")
            attempt = Attempt(
                index, night.attempts, night.night, begun, clock.truth(), trouble, done,
                look_at(self.folder.database), text, process, still,
            )  # fmt: skip
            self.seen.attempts.append(attempt)
            return attempt.said

        self._run = RunProcess(pid, trouble, self._spawner.wake, ended)
        return self._run

    def _kill(self, pid: int) -> None:
        """A service ends a run that an earlier one left."""
        if self._run is not None and self._run.pid == pid:
            self._run.kill()

    def _number(self, date: str) -> int:
        """Which night of the script that of a date is."""
        if date not in self._nights:
            is_wrong = abs(clock.error()) > LEAD.total_seconds()
            counted = sum(number >= 0 for number in self._nights.values())
            self._nights[date] = -1 if is_wrong else counted
        return self._nights[date]

    def _trouble(self, index: int, attempt: int) -> Trouble | None:
        return next(
            (one for one in self.script.troubles if (one.night, one.attempt) == (index, attempt)),
            None,
        )

    def _sleep(self, until: datetime) -> None:
        """Let time pass; what waits for readers is tried again meanwhile."""
        for minutes in _TRIED:
            if min((until - clock.now()).total_seconds(), clock.until_jump()) < 60 * minutes:
                break
            if look_at(self.folder.database).notices_waiting:
                clock.pass_time(60 * minutes)
                self._deliver()
        rest = (until - clock.now()).total_seconds()
        clock.pass_time(max(1.0, min(rest, clock.until_jump() + service.TICK)))

    def _deliver(self) -> None:
        with suppress(TestigoError):  # as the dispatcher, which tries again
            notices.deliver(self.folder, self.config, compose_too=False)
