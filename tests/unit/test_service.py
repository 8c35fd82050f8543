"""The service by a clock that we set: catch-up, retries, hangs, jumps, and what a killed service
left."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from evidence import clock
from evidence.bilingual import Words
from evidence.config import Config, Schedule
from evidence.config import Service as Settings
from evidence.errors import FolderBusy, StoreError
from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store.records import Run, ScheduledNight
from evidence.vocabulary import NightEvent, NightState, RunKind, RunState
from schedules import calendar
from schedules.calendar import Calendar
from schedules.child import outcome
from schedules.events import Event
from schedules.service import TICK, Service
from schedules.state import ServiceState
from schedules.systemd import notify

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class FakeRun:
    """A run that ends when the test says so."""

    pid = 2**22 + 1  # above the highest process id

    def __init__(self) -> None:
        self.code: int | None = None
        self.said = ""
        self.killed = self.asked_to_stop = False

    def poll(self) -> int | None:
        return self.code

    def wait(self, seconds: float) -> int | None:
        return self.code

    def stop(self) -> None:
        self.asked_to_stop = True

    def kill(self) -> None:
        self.killed, self.code = True, -9

    def last_line(self) -> str:
        return self.said


class Stage:
    """A service with a clock of its own, and everything that it did."""

    def __init__(self, path: Path, *schedules: Schedule) -> None:
        self.folder = EvidenceFolder(path)
        self.folder.create()
        self.store = Store(self.folder.database)
        self.now = datetime(2026, 11, 20, 12, tzinfo=UTC)
        self.ticks = 0.0
        self.events: list[Event] = []
        self.runs: list[FakeRun] = []
        self.nights: list[str] = []
        self.broken = False
        self.calendars = calendar.read(
            Config(schedule=schedules or (Schedule("30 2 * * *"),)), self.folder.config
        )
        self.begin()

    def begin(self) -> None:
        """The service starts, or starts again."""
        self.service = Service(
            self.folder, Settings(), self.calendars, on_event=self._hear, launch=self._launch,
            now=lambda: self.now, monotonic=lambda: self.ticks,
        )  # fmt: skip
        self.service._awake = self.service._last_heartbeat()
        self.service.tick()

    def _hear(self, event: Event) -> None:
        self.events.append(event)
        if self.broken:
            raise RuntimeError("no mail today")

    def _launch(self, one: Calendar, night: ScheduledNight) -> FakeRun:
        self.nights.append(str(night.night))
        self.runs.append(FakeRun())
        return self.runs[-1]

    def at(self, text: str) -> None:
        """Time passes until ``text``, and the service ticks all the while; ticks that do nothing
        are left out."""
        then = clock.parse(f"{text}Z")
        while self.now < then:
            busy = self.service._process or self.service._waiting
            following = min(then, self.service.next_wake(), self.now + (HOUR / 10 if busy else DAY))
            self.ticks += (following - self.now).total_seconds()
            self.now = following
            self.service._awake = following - timedelta(seconds=TICK)
            self.service.tick()

    def sleep_until(self, text: str) -> None:
        """The machine sleeps, or the clock jumps."""
        self.now = clock.parse(f"{text}Z")

    def end_run(self, code: int, state: str | None = "finished", by: str | None = None) -> None:
        """The child ends, and its run with it."""
        if state:
            values = (str(len(self.runs)) + clock.stamp(self.now), state, clock.stamp(self.now), by)
            self.store.db.execute(
                "INSERT INTO runs (id, kind, state, started_at, ended_at, ended_by, due, options_json,"
                " tool_version, rules_version, config_sha256) VALUES (?1,'night',?2,?3,?3,?4,0,'','','','')",
                values,
            )
        self.runs[-1].code = code
        self.service.tick()

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]

    def states(self) -> dict[str, str]:
        return {
            row["night"]: row["state"] for row in self.store.all("SELECT night, state FROM nights")
        }


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.store.close()


def test_a_night_runs_once_and_the_next_one_the_next_day(stage: Stage) -> None:
    assert stage.nights == []  # what was never served has missed nothing
    stage.at("2026-11-21T02:29")
    assert stage.nights == []
    stage.at("2026-11-21T02:31")
    assert stage.nights == ["2026-11-21"]
    stage.at("2026-11-21T02:50")
    stage.end_run(1)
    stage.at("2026-11-22T02:00")
    assert stage.nights == ["2026-11-21"]
    stage.at("2026-11-22T03:00")
    assert stage.nights == ["2026-11-21", "2026-11-22"]
    assert stage.kinds() == ["started", "finished", "started"]
    finished = stage.events[1]
    assert (finished.night, finished.attempt, finished.exit_code) == ("2026-11-21", 1, 1)


@pytest.mark.parametrize("restarted", [True, False], ids=["machine off", "machine asleep"])
def test_three_nights_off_are_made_up_for_once(stage: Stage, restarted: bool) -> None:
    stage.sleep_until("2026-11-23T09:00")
    if restarted:
        stage.begin()
    stage.service.tick()
    assert stage.nights == ["2026-11-23"]
    assert stage.kinds() == ["was-down", "started"]
    assert stage.events[0].nights == ("2026-11-21", "2026-11-22", "2026-11-23")
    stage.end_run(0)
    stage.at("2026-11-24T02:00")
    assert stage.nights == ["2026-11-23"]
    assert stage.kinds() == ["was-down", "started", "finished"]


def test_a_short_restart_around_the_start_is_no_down_time(stage: Stage) -> None:
    stage.at("2026-11-21T02:28")
    stage.sleep_until("2026-11-21T02:33")
    stage.begin()
    assert stage.kinds() == ["started"]


@pytest.mark.parametrize(
    ("code", "state", "problem"),
    [
        (3, "offline", "no word"),
        (2, None, "no word"),
        (1, None, "no word"),  # what Python says of an error that nobody caught
        (-9, "running", "out of memory"),
        (-11, None, "signal 11"),
    ],
)
def test_a_failed_night_is_tried_again_after_longer_and_longer_pauses(
    stage: Stage, code: int, state: str | None, problem: str
) -> None:
    stage.at("2026-11-21T02:30")
    for attempt in (1, 2, 3):
        stage.runs[-1].said = "testigo: no word"
        stage.end_run(code, state)
        failed = stage.events[-1]
        assert (failed.kind, failed.attempt) == ("failed", attempt)
        assert problem in (failed.problem or "")
        retry = clock.parse(failed.retry_at or "")
        assert retry == stage.now + timedelta(minutes=5 * 2 ** (attempt - 1))
        stage.at(str(retry - timedelta(seconds=1))[:19])
        assert len(stage.runs) == attempt
        stage.at(str(retry)[:19])
        assert len(stage.runs) == attempt + 1
    stage.end_run(0)
    assert stage.states()["2026-11-21"] == "done"


def test_a_night_that_fails_all_day_gives_way_to_the_next(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    while stage.nights[-1] == "2026-11-21":
        stage.end_run(2, None)
        stage.at(str(stage.now + 4 * HOUR)[:19])
    assert 5 < len(stage.nights) < 15
    assert stage.nights[-1] == "2026-11-22"
    assert stage.states()["2026-11-21"] == "failed"


def test_a_night_stopped_at_the_end_of_its_time_is_done(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    stage.end_run(3, "interrupted", by="time-budget")
    assert stage.states()["2026-11-21"] == "done"


def test_a_run_that_hangs_is_killed_and_one_that_works_is_not(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    for _ in range(4):  # two hours of work: something is kept every half hour but a minute
        stage.at(str(stage.now + timedelta(minutes=29))[:19])
        with stage.store.transaction("kept"):
            pass
    assert not stage.runs[0].killed
    stage.at(str(stage.now + timedelta(minutes=37))[:19])
    assert stage.runs[0].killed
    assert stage.kinds() == ["started", "failed"]
    assert "30 minutes" in (stage.events[-1].problem or "")
    stage.at(str(stage.now + HOUR / 2)[:19])
    assert len(stage.runs) == 2


def test_a_stop_lets_the_run_finish_and_the_next_start_goes_on_at_once(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    stage.runs[0].code = 3
    stage.service._shut_down()
    assert stage.runs[0].asked_to_stop
    assert not stage.runs[0].killed
    assert stage.states()["2026-11-21"] == "interrupted"
    stage.sleep_until("2026-11-21T02:40")
    stage.begin()
    assert stage.nights == ["2026-11-21"] * 2
    assert stage.kinds() == ["started", "started"]
    stage.service._shut_down()  # this one does not end in time
    assert stage.runs[1].killed


def test_a_night_that_was_cut_off_and_gives_way_to_the_next_is_told(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    stage.service._shut_down()
    stage.sleep_until("2026-11-22T02:31")  # nobody missed the start of any night
    stage.begin()
    assert stage.nights == ["2026-11-21", "2026-11-22"]
    assert stage.kinds() == ["started", "failed", "started"]
    failed = stage.events[1]
    assert (failed.night, failed.retry_at) == ("2026-11-21", None)
    assert "cut off" in (failed.problem or "")
    assert "None" not in str(failed.told())
    assert stage.states() == {
        "2026-11-20": "before",
        "2026-11-21": "failed",
        "2026-11-22": "running",
    }
    stage.service._shut_down()
    stage.begin()
    assert stage.kinds() == ["started", "failed", "started", "started"]


def test_a_killed_service_s_child_is_waited_for_and_not_run_again(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    with stage.folder.hold():  # the child is at work
        stage.begin()
        stage.at("2026-11-21T02:50")
        assert stage.nights == ["2026-11-21"]
    stage.end_run(0)  # of the killed service: ours knows of it by the database only
    assert stage.states()["2026-11-21"] == "done"
    assert stage.kinds() == ["started", "finished"]
    assert stage.events[-1].exit_code is None
    assert stage.nights == ["2026-11-21"]


def test_a_killed_service_whose_child_died_too_goes_on_at_once(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    stage.begin()
    assert stage.nights == ["2026-11-21"] * 2


def test_another_run_is_waited_for(stage: Stage) -> None:
    stage.at("2026-11-21T02:00")
    with stage.folder.hold():
        stage.at("2026-11-21T02:55")
        assert stage.nights == []
    stage.at("2026-11-21T03:00")
    assert stage.nights == ["2026-11-21"]
    stage.runs[-1].said = "another run holds this folder"
    with stage.folder.hold():  # it came between
        stage.end_run(75, None)
        stage.at("2026-11-21T03:25")
        assert len(stage.runs) == 1
    stage.service.tick()
    assert len(stage.runs) == 2
    assert stage.kinds() == ["started", "started"]


def test_another_run_that_hangs_is_told_of_once_and_left_alone(stage: Stage) -> None:
    with stage.folder.hold():
        stage.at("2026-11-21T09:00")
    assert stage.kinds() == ["failed"]
    assert f"process {os.getpid()} holds the folder" in (stage.events[0].problem or "")
    stage.service.tick()
    assert stage.nights == ["2026-11-21"]


def test_two_services_on_one_folder(stage: Stage) -> None:
    with (
        stage.folder.serve(),
        pytest.raises(FolderBusy, match=f"another service .*{os.getpid()}") as caught,
    ):
        stage.service.serve()
    assert caught.value.exit_code == 75


def test_clocks_that_jump(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    stage.end_run(0)
    stage.sleep_until("1970-01-01T00:00")
    for _ in range(9):
        stage.service.tick()
    assert stage.kinds() == ["started", "finished", "failed"]
    assert "the clock says 1970" in (stage.events[-1].problem or "")
    stage.sleep_until("2026-11-21T02:35")  # and back: nothing is run twice
    stage.service.tick()
    assert stage.nights == ["2026-11-21"]
    stage.sleep_until("2027-11-21T12:00")  # a year ahead, and back: tomorrow is not skipped
    stage.service.tick()
    stage.end_run(0)
    stage.sleep_until("2026-11-21T12:00")
    stage.at("2026-11-22T03:00")
    assert stage.nights == ["2026-11-21", "2027-11-21", "2026-11-22"]


def test_a_run_by_a_clock_that_was_ahead_is_not_taken_for_tonight_s(stage: Stage) -> None:
    """It ended later than tonight's: a night without a network would have been done."""
    stage.at("2026-11-21T02:30")
    stage.end_run(0)
    stage.sleep_until("2027-11-21T12:00")
    stage.service.tick()
    stage.end_run(0)
    stage.sleep_until("2026-11-22T02:29")
    stage.at("2026-11-22T03:00")
    stage.end_run(3, state="offline")
    assert stage.states()["2026-11-22"] == "failed"
    assert stage.service.next_wake() < stage.now + timedelta(hours=1)  # it is tried again
    stage.at("2026-11-22T03:30")
    stage.end_run(0)
    assert stage.states()["2026-11-22"] == "done"
    assert stage.service.next_wake() == clock.parse("2026-11-23T02:30Z")


def test_a_run_in_the_middle_of_which_the_clock_jumped_ahead_and_back(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    stage.sleep_until("2027-11-21T03:00")
    stage.service.tick()
    assert stage.nights == ["2026-11-21"]  # one at a time
    stage.sleep_until("2026-11-21T04:00")
    stage.service.tick()
    stage.end_run(0)
    assert stage.states() == {"2026-11-20": "before", "2026-11-21": "done"}
    stage.at("2026-11-22T03:00")
    assert stage.nights == ["2026-11-21", "2026-11-22"]


def test_schedules_take_turns(tmp_path: Path) -> None:
    stage = Stage(
        tmp_path, Schedule("30 2 * * *"), Schedule("30 2 * * *", sources=("a",), name="boards")
    )
    stage.at("2026-11-21T03:00")
    assert len(stage.runs) == 1
    stage.end_run(0)
    assert [event.schedule for event in stage.events if event.kind is NightEvent.STARTED] == [
        "night",
        "boards",
    ]
    stage.end_run(0)
    stage.at("2026-11-21T12:00")
    assert len(stage.runs) == 2
    stage.store.close()


def test_a_database_that_can_not_be_written_is_said_once_and_no_night_is_run_twice(
    stage: Stage,
) -> None:
    stage.at("2026-11-21T02:00")
    stage.store.db.execute(
        "CREATE TRIGGER full BEFORE INSERT ON nights BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    stage.at("2026-11-21T02:36")
    stage.end_run(0)
    stage.at("2026-11-21T12:00")
    assert stage.nights == ["2026-11-21"]
    assert stage.kinds() == ["started", "failed", "finished"]
    assert "disk full" in (stage.events[1].problem or "")
    stage.store.db.execute("DROP TRIGGER full")
    stage.service.tick()
    assert stage.states()["2026-11-21"] == "done"


def test_a_listener_that_fails_costs_no_night(stage: Stage) -> None:
    stage.broken = True
    stage.at("2026-11-21T02:30")
    stage.end_run(0)
    assert stage.states()["2026-11-21"] == "done"


def test_the_service_writes_nothing_into_the_custody_log(stage: Stage) -> None:
    stage.at("2026-11-21T02:30")
    stage.end_run(0)
    assert stage.store.all("SELECT * FROM custody") == []
    assert stage.store.one("SELECT heartbeat_at FROM service") == {
        "heartbeat_at": clock.stamp(stage.now)
    }


def test_a_state_that_can_not_be_read_raises_and_keeps_what_it_was_told(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    folder.database.write_bytes(b"not a database at all" * 99)
    state = ServiceState(folder)
    night = ScheduledNight.of("night", date(2026, 11, 21), NightState.DONE, attempts=1)
    state.put(night)
    assert state.problem
    folder.database.unlink()
    assert state.get("night", night.date) == night
    state.beat(datetime(2026, 11, 21, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))
    assert ServiceState(folder).get("night", night.date) == night
    sqlite3.connect(folder.database).close()


def test_python_s_own_exit_code_1_is_no_broken_evidence() -> None:
    assert outcome(1, None).state is NightState.FAILED
    run = Run(
        "r", RunKind.NIGHT, RunState.FINISHED, "2026-11-21T00:00:00Z", None, 0, "{}", "", "", ""
    )
    assert outcome(1, run).state is NightState.DONE


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_run_that_is_killed_behind_its_end_is_not_walked_again(signal_: signal.Signals) -> None:
    run = Run(
        "r", RunKind.NIGHT, RunState.FINISHED, "2026-11-21T00:00:00Z", None, 0, "{}", "", "", ""
    )
    assert outcome(-signal_, run).state is NightState.DONE
    for other in (None, replace(run, state=RunState.RUNNING), replace(run, state=RunState.OFFLINE)):
        assert outcome(-signal_, other).state is NightState.FAILED


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_hears_of_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, abstract: bool
) -> None:
    name = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name if abstract else name)
        listener.settimeout(30)
        monkeypatch.setenv("NOTIFY_SOCKET", "@" + name if abstract else name)
        notify("READY=1")
        assert listener.recv(100) == b"READY=1"
    notify("WATCHDOG=1")  # nobody listens any more


@pytest.mark.parametrize("back_to", ["1970-01-01T00:00", "2026-11-19T12:00"])
def test_a_clock_that_was_set_back_and_is_right_again_brings_no_missed_nights(
    stage: Stage, back_to: str
) -> None:
    """As of a machine without a battery, until the network has set its clock."""
    stage.at("2026-11-21T02:30")
    stage.end_run(0)
    stage.sleep_until(back_to)
    stage.service.tick()
    stage.sleep_until("2026-11-21T12:00")
    stage.service.tick()
    assert stage.kinds() == ["started", "finished"]
    stage.sleep_until("2026-11-23T12:00")  # one that was missed is told as before
    stage.service.tick()
    missed = [event.nights for event in stage.events if event.kind is NightEvent.WAS_DOWN]
    assert [night for nights in missed for night in nights] == ["2026-11-22", "2026-11-23"]


def test_an_end_that_can_not_be_read_now_is_read_at_the_next_tick(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.at("2026-11-21T02:30")
    stage.runs[-1].said = "testigo: the key is missing"
    stage.runs[-1].code = 2
    with monkeypatch.context() as patch:
        patch.setattr(stage.service._state, "run_since", _locked)
        stage.service.tick()
    assert stage.kinds() == ["started"]
    stage.service.tick()
    assert stage.kinds() == ["started", "failed"]
    assert "the key is missing" in (stage.events[-1].problem or "")
    assert len(stage.runs) == 1


def _locked(*_: object) -> None:
    raise StoreError(Path("evidence.db"), Words("locked", "bloqueada"))


def test_a_time_for_another_try_that_is_over_wakes_nobody(tmp_path: Path) -> None:
    """One schedule's night failed; the other's is at work when the pause ends."""
    names = (
        Schedule("30 2 * * *", name="boards"),
        Schedule("30 2 * * *", name="night"),
    )
    stage = Stage(tmp_path, *names)
    stage.at("2026-11-21T02:30")
    stage.end_run(2, None)
    stage.service.tick()
    assert [run.code for run in stage.runs] == [2, None]
    stage.sleep_until("2026-11-21T04:30")
    stage.service.tick()
    assert stage.service.next_wake() > stage.now
