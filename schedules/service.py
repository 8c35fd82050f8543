"""The service: wakes, runs what is due as a child, looks after it, remembers.

APScheduler wakes it at the start of a night; :mod:`schedules.agenda` decides which night is run.
The service also ticks every half minute by a clock that nobody sets, because APScheduler sleeps
through a wall clock that was set back. A service that is killed leaves its child at work: the child
holds the folder's lock, and the next service waits for it and takes up its result.
"""

from __future__ import annotations

import dataclasses
import logging
import time
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import StoreError
from evidence.store.records import ScheduledNight
from evidence.vocabulary import NightEvent, NightState
from schedules.agenda import Agenda
from schedules.child import Child, Outcome, kill, outcome, prune, walked
from schedules.events import Event
from schedules.state import ServiceState
from schedules.systemd import notify
from schedules.watch import ClockWatch, HangWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from evidence.config import Service as Settings
    from evidence.folder import EvidenceFolder
    from schedules.calendar import Calendar
    from schedules.child import Process

log = logging.getLogger(__name__)
_SERVING = Words(
    "serving {folder}; the next night begins {wake}Z",
    "en servicio para {folder}; la próxima noche empieza el {wake}Z",
)
_WAITING = Words(
    "waiting for the run of process {process}",
    "en espera de que termine la revisión del proceso {process}",
)
_HANGS = Words(
    "process {process} has kept nothing for too long and is killed",
    "el proceso {process} lleva demasiado tiempo sin guardar nada y se cierra por la fuerza",
)
_STOPPED = Words("the run was stopped", "la revisión se detuvo")
_KILLED = Words(
    "the run was killed: it did not end in time",
    "la revisión se cerró por la fuerza: no terminó a tiempo",
)


TICK = 30.0
"""Seconds between two ticks: what a night may begin late, and how old a heartbeat may grow."""
_POLL = 2.0
"""Seconds between two ticks while another service's run is waited for: its end wakes nobody."""
_TRANSIENT = 2
"""Ticks in a row that have to fail before it is told: a database may be held for a while."""
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows an earlier time: a machine without a battery starts in 1970."""


class Service:
    """The nights of one folder. One thread does everything: :meth:`serve`."""

    def __init__(
        self,
        folder: EvidenceFolder,
        settings: Settings,
        calendars: Sequence[Calendar],
        *,
        on_event: Callable[[Event], None] = lambda _event: None,
        arguments: Sequence[str] = (),
        launch: Callable[[Calendar, ScheduledNight], Process] | None = None,
        now: Callable[[], datetime] = clock.now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """``arguments`` are handed to every run. ``on_event`` hears what happens: a failure once for
        each attempt at a night; what keeps the service itself from working once until it works
        again.
        """
        self._folder = folder
        self._settings = settings
        self._listener = on_event
        self._arguments = arguments
        self._launch = launch or self._child
        self._now = now
        self._state = ServiceState(folder)
        self._agenda = Agenda(calendars, self._state, settings.retry_minutes)
        self._started = now()
        self._process: Process | None = None
        self._night: ScheduledNight | None = None
        self._awake: datetime | None = None
        """when a service last ticked"""
        self._clock = ClockWatch(self._started, monotonic)
        self._hang = HangWatch(self._state.progress, monotonic, settings.hang_minutes * 60)
        self._waiting = False
        """for a run that is not our child"""
        self._failed_ticks = 0
        self._woken: SimpleQueue[None] = SimpleQueue()
        self._stopping = False

    def serve(self) -> None:
        """Run nights until :meth:`stop` is called. Raises FolderBusy when another service does."""
        with self._folder.serve():
            self._awake = self._last_heartbeat()
            alarm = BackgroundScheduler(timezone=UTC)
            alarm.start()
            notify("READY=1")
            wake = f"{self.next_wake():%Y-%m-%d %H:%M}"
            log.info(_SERVING.of(folder=self._folder.path, wake=wake))
            try:
                while not self._stopping:
                    self._guarded_tick()
                    notify("WATCHDOG=1")
                    # one alarm for the next night, set anew on every tick: so no jump of the clock
                    # outlives a tick
                    alarm.add_job(self.wake, "date", run_date=self.next_wake(), id="next", replace_existing=True,
                                  misfire_grace_time=None)  # fmt: skip
                    self._sleep()
            finally:
                notify("STOPPING=1")
                alarm.shutdown(wait=False)
                self._shut_down()

    def stop(self) -> None:
        """End :meth:`serve` soon; may be called from a signal handler."""
        self._stopping = True
        self.wake()

    def wake(self) -> None:
        """Tick now; may be called from anywhere, a signal handler included."""
        self._woken.put(None)

    def next_wake(self) -> datetime:
        """When the next night of any schedule begins, or is tried again."""
        return self._agenda.next_wake(self._now())

    def tick(self) -> None:
        """Look after the run under way, start what is due, and say that the service lives."""
        now = self._now()
        self._clock.tick(now)
        try:
            with self._state.session():
                obstacle = self._work(now)
                self._state.beat(self._started, now)
        except StoreError as error:
            obstacle = str(error)
        self._report_problem(obstacle or self._state.problem)

    def _work(self, now: datetime) -> str | None:
        """What there is to do; returns what keeps the service from it, if anything does."""
        try:
            self._supervise(now)
            if now < _BUILT:
                return f"the clock says {now.year}; no night is run until it is right"
            self._report_missed(now)
            self._awake = now
            return self._start_due(now) if self._process is None else None
        except StoreError as error:
            return str(error)

    def _guarded_tick(self) -> None:
        try:
            self.tick()
        except Exception as error:  # whatever it ran into, the nights to come are worth another
            log.exception(Words("a tick failed", "falló una vuelta del servicio").of())
            self._report_problem(f"{type(error).__name__}: {error}")

    def _sleep(self) -> None:
        try:
            self._woken.get(timeout=_POLL if self._waiting else TICK)
            while True:
                self._woken.get_nowait()
        except Empty:
            return

    def _last_heartbeat(self) -> datetime | None:
        try:
            last = self._state.heartbeat()
        except StoreError:
            return None
        return clock.parse(last.heartbeat_at) if last else None

    def _report_missed(self, now: datetime) -> None:
        """Tell of nights that began while no service was awake."""
        if self._awake is None:
            return
        for schedule, nights in self._agenda.missed(self._awake, now):
            self._emit(
                Event(
                    kind=NightEvent.WAS_DOWN,
                    schedule=schedule,
                    nights=nights,
                    since=clock.stamp(self._awake),
                    until=clock.stamp(now),
                )
            )

    def _supervise(self, now: datetime) -> None:
        """See whether the run under way has ended, or hangs."""
        if self._process is None:
            return
        code = self._process.poll()
        if code is not None:
            self._finish(now, code)
        elif self._hang.hangs(self._process.pid):
            self._process.kill()
            minutes = self._settings.hang_minutes
            problem = f"the run kept nothing for {minutes:g} minutes and was killed"
            self._finish(now, self._process.poll() or 0, problem)

    def _start_due(self, now: datetime) -> str | None:
        """Start what is due; returns what is in the way of it, if that does not go by itself."""
        self._agenda.forget_retries()
        self._waiting = False
        left = self._state.running()
        holder = self._folder.runner() if left else None
        if holder is not None:
            return self._wait_for(holder, left)
        for night in left:
            self._take_over(night, now)
        for calendar, due in self._agenda.due(now):
            holder = self._folder.runner()
            if holder is not None:
                return self._wait_for(holder, left)
            self._start(calendar, due, now)
            return None
        return None

    def _wait_for(self, holder: int, left: Sequence[ScheduledNight]) -> str | None:
        """A run that is not our child holds the folder. One that a killed service ``left`` is ours
        to end."""
        self._waiting = True
        if self._hang.is_new(holder):
            log.info(_WAITING.of(process=holder))
        if not self._hang.hangs(holder):
            return None
        if holder in {night.pid for night in left}:
            log.warning(_HANGS.of(process=holder))
            kill(holder)
            return None
        return f"process {holder} holds the folder and has kept nothing for too long; end it"

    def _take_over(self, night: ScheduledNight, now: datetime) -> None:
        """Settle a night whose process is gone without our seeing it: done if its run is, else to
        go on with."""
        run = self._state.run_since(night.started_at or "", now)
        ended = clock.stamp(now)
        if walked(run):
            night = dataclasses.replace(
                night, state=NightState.DONE, ended_at=ended, run_id=run.id if run else None
            )
            self._emit(Event.of(NightEvent.FINISHED, night))
        else:
            night = dataclasses.replace(night, state=NightState.INTERRUPTED, ended_at=ended)
        self._state.put(night)

    def _leave(self, schedule: str, date: date, now: datetime) -> None:
        """Nights that were cut off are over once the night of ``date`` begins: that is told, for nobody else
        will hear of their end."""
        for night in self._state.cut_off(schedule, date):
            problem = "it was cut off, and a later night begins in its place"
            over = dataclasses.replace(
                night, state=NightState.FAILED, ended_at=clock.stamp(now), problem=problem
            )
            self._state.put(over)
            self._emit(Event.of(NightEvent.FAILED, over, problem=problem))

    def _start(self, calendar: Calendar, date: date, now: datetime) -> None:
        self._leave(calendar.schedule.name, date, now)
        known = self._state.get(calendar.schedule.name, date)
        attempts = (known.attempts if known else 0) + 1
        night = ScheduledNight.of(
            calendar.schedule.name,
            date,
            NightState.RUNNING,
            attempts=attempts,
            started_at=clock.stamp(now),
        )
        # before the child is there: a service killed here finds the lock and waits
        self._state.put(night)
        self._emit(Event.of(NightEvent.STARTED, night))
        self._hang.reset()
        try:
            self._process = self._launch(calendar, night)
        except OSError as error:
            problem = f"the run can't be started ({error.strerror})"
            self._settle(night, now, None, Outcome(NightState.FAILED, problem))
            return
        self._night = dataclasses.replace(night, pid=self._process.pid)
        self._state.put(self._night)

    def _child(self, calendar: Calendar, night: ScheduledNight) -> Process:
        chosen = [text for source in calendar.schedule.sources for text in ("--source", source)]
        path = self._folder.logs / f"{night.schedule}-{night.night}.log"
        prune(self._folder.logs)
        return Child([*self._arguments, *chosen], path, self.wake)

    def _finish(self, now: datetime, code: int, problem: str | None = None) -> None:
        assert self._process is not None
        assert self._night is not None
        process, night = self._process, self._night
        ended = self._state.run_since(night.started_at or "", now)
        result = (
            Outcome(NightState.FAILED, problem)
            if problem
            else outcome(code, ended, process.last_line())
        )
        self._settle(
            dataclasses.replace(night, run_id=ended.id if ended else None), now, code, result
        )
        # last: where the database can't be written now, the next tick does all of it once more
        self._process = self._night = None

    def _settle(
        self, night: ScheduledNight, now: datetime, code: int | None, result: Outcome
    ) -> None:
        if result.state is NightState.RUNNING:
            # another run came first; whose it was shows when it ends
            self._state.put(dataclasses.replace(night, pid=None))
            return
        night = dataclasses.replace(
            night,
            state=result.state,
            ended_at=clock.stamp(now),
            exit_code=code,
            problem=result.problem,
        )
        self._state.put(night)
        if result.state is NightState.DONE:
            self._emit(Event.of(NightEvent.FINISHED, night))
        else:
            retry = clock.stamp(self._agenda.retry_at(night.attempts, now))
            self._emit(Event.of(NightEvent.FAILED, night, problem=result.problem, retry_at=retry))

    def _shut_down(self) -> None:
        """Let the run finish what it has open, within the limit; it is gone on with at the next
        start."""
        if self._process is not None and self._night is not None:
            self._process.stop()
            code = self._process.wait(self._settings.stop_seconds)
            if code is None:
                self._process.kill()
            log.info((_KILLED if code is None else _STOPPED).of())
            self._take_over(self._night, self._now())
        self._state.beat(self._started, self._now(), stopped=True)

    def _report_problem(self, problem: str | None) -> None:
        """Something keeps the service from working: say so once, when it does not pass by
        itself."""
        self._failed_ticks = self._failed_ticks + 1 if problem else 0
        if self._failed_ticks == _TRANSIENT:
            self._emit(Event(kind=NightEvent.FAILED, problem=problem))

    def _emit(self, event: Event) -> None:
        facts = event.facts()
        bad = event.kind in (NightEvent.FAILED, NightEvent.WAS_DOWN)
        extra = {"facts": {"event": event.kind, **facts}}
        log.log(logging.WARNING if bad else logging.INFO, event.told(), extra=extra)
        try:
            self._listener(event)
        except Exception:  # a notice that can't be sent must not cost a night
            log.exception(
                Words(
                    "whoever listens to the service failed", "falló quien escucha al servicio"
                ).of()
            )
