"""What the service is made of: its events, what it watches, what it remembers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.store import Store, nights, runs
from evidence.store.records import Heartbeat, Run, ScheduledNight
from evidence.vocabulary import NightEvent, NightState, RunKind, RunState
from schedules.events import Event
from schedules.watch import ClockWatch, HangWatch

NIGHT = ScheduledNight.of(
    "nightly", date(2026, 11, 21), NightState.RUNNING, attempts=2, started_at="2026-11-21T02:30Z"
)
STARTED = {
    "schedule": "nightly",
    "night": "2026-11-21",
    "attempt": 2,
    "started_at": "2026-11-21T02:30Z",
}


def _ended(code: int | None) -> ScheduledNight:
    row = {**NIGHT.row(), "ended_at": "2026-11-21T03:00Z", "exit_code": code, "run_id": "r"}
    return ScheduledNight.from_row(row)


def test_the_log_tells_of_each_event_what_machines_read() -> None:
    """Keys and their order are what docs/running.md promises to whoever reads the JSON log."""
    assert list(Event.of(NightEvent.STARTED, NIGHT).facts().items()) == list(STARTED.items())
    ended = {**STARTED, "ended_at": "2026-11-21T03:00Z", "exit_code": None, "run_id": "r"}
    finished = Event.of(NightEvent.FINISHED, _ended(None)).facts()
    assert list(finished.items()) == list(ended.items()), "another service's child has no code"
    failed = Event.of(NightEvent.FAILED, _ended(-9), problem="x", retry_at="later").facts()
    assert list(failed) == [*ended, "problem", "retry_at"]
    assert failed["exit_code"] == -9
    assert Event(kind=NightEvent.FAILED, problem="disk full").facts() == {"problem": "disk full"}
    missed = Event(
        kind=NightEvent.WAS_DOWN, schedule="nightly", nights=("2026-11-20",), since="a", until="b"
    )
    assert missed.facts() == {
        "schedule": "nightly",
        "nights": ["2026-11-20"],
        "since": "a",
        "until": "b",
    }


def test_an_event_is_keyed_as_its_nights_row_is() -> None:
    assert Event.of(NightEvent.STARTED, NIGHT).key == NIGHT.id
    assert Event(kind=NightEvent.FAILED, problem="x").key == ""


class Clock:
    """Progress and time, as a test says."""

    def __init__(self) -> None:
        self.kept = (0, 0)
        self.seconds = 0.0

    def watch(self) -> HangWatch:
        return HangWatch(lambda: self.kept, lambda: self.seconds, 60.0)


def test_only_what_keeps_nothing_for_the_whole_time_hangs() -> None:
    clock = Clock()
    watch = clock.watch()
    assert watch.is_new(7)
    assert not watch.hangs(7)
    assert not watch.is_new(7)
    clock.seconds = 60.0
    assert not watch.hangs(7), "exactly the limit is not over it"
    clock.kept = (0, 1)
    clock.seconds = 61.0
    assert not watch.hangs(7), "a record is progress, without any act"
    clock.seconds = 121.5
    assert watch.hangs(7)
    assert not watch.hangs(8), "another process begins anew"
    clock.seconds = 200.0
    watch.reset()
    assert not watch.hangs(8)


@given(st.lists(st.tuples(st.floats(0, 50), st.booleans()), max_size=40))
def test_a_run_that_keeps_something_every_minute_never_hangs(
    steps: list[tuple[float, bool]],
) -> None:
    clock = Clock()
    watch, idle = clock.watch(), 0.0
    watch.hangs(1)
    for seconds, keeps in steps:
        clock.seconds += seconds
        idle += seconds
        if keeps:
            clock.kept, idle = (clock.kept[0] + 1, 0), 0.0
        assert watch.hangs(1) == (idle > 60.0) or abs(idle - 60.0) < 1e-6


@pytest.mark.parametrize(
    ("wall", "monotonic", "told"),
    [(30, 30, False), (95, 30, True), (-40, 30, True), (89, 30, False)],
)
def test_a_clock_that_was_set_is_told(
    wall: int, monotonic: int, told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    seconds = 0.0
    start = datetime(2026, 11, 21, tzinfo=UTC)
    watch = ClockWatch(start, lambda: seconds)
    seconds = float(monotonic)
    watch.tick(start + timedelta(seconds=wall))
    assert bool(caplog.records) == told


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "evidence.db")


days = st.dates(date(2026, 11, 1), date(2026, 11, 30))


@settings(max_examples=25)
@given(st.dictionaries(days, st.sampled_from(NightState), max_size=12), days)
def test_the_last_settled_night_is_none_of_the_future_and_none_that_is_open(
    known: dict[date, NightState], today: date
) -> None:
    store = Store(Path(":memory:"))
    nights.save(store, [ScheduledNight.of("a", day, state) for day, state in known.items()])
    nights.save(store, [ScheduledNight.of("b", date(2026, 11, 30), NightState.DONE)])
    done = [
        day
        for day, state in known.items()
        if state in (NightState.BEFORE, NightState.DONE) and day <= today
    ]
    found = nights.settled(store, "a", today)
    assert (found and found.date) == max(done, default=None)
    last = nights.last(store, "a", today)
    assert (last and last.date) == max((day for day in known if day <= today), default=None)
    running = {night.date for night in nights.running(store)}
    assert running == {day for day, state in known.items() if state is NightState.RUNNING}
    store.close()


def test_a_heartbeat_takes_the_place_of_the_one_before(store: Store) -> None:
    assert nights.heartbeat(store) is None
    first = Heartbeat("service", 1, "1.0", "a", "b", None)
    nights.save(store, [first])
    nights.save(store, [NIGHT, Heartbeat("service", 2, "1.0", "a", "c", "c")])
    beat = nights.heartbeat(store)
    assert beat is not None
    assert (beat.pid, beat.stopped_at) == (2, "c")
    assert nights.night(store, "nightly", date(2026, 11, 21)) == NIGHT
    assert nights.last_entry(store) == 0, "none of it is in the custody log"
    store.close()


def test_there_is_one_latest_night(store: Store) -> None:
    def begin(name: str, kind: RunKind, at: str) -> None:
        run = Run(name, kind, RunState.FINISHED, at, at, 0, "{}", "", "", "")
        with store.transaction("test") as act:
            act.add(run)

    begin("check", RunKind.SINGLE, "2026-01-01T00:00:00Z")
    assert runs.latest_night(store) is None, "a check of single URLs is no night"
    told = runs.latest_to_report(store)
    assert told is not None
    assert told.id == "check", "but there is nothing else to speak of"
    begin("one", RunKind.NIGHT, "2026-01-02T00:00:00Z")
    begin("two", RunKind.NIGHT, "2026-01-03T00:00:00Z")
    begin("later check", RunKind.SINGLE, "2026-01-04T00:00:00Z")
    begin("archives", RunKind.ARCHIVE, "2026-01-05T00:00:00Z")
    for found in (runs.latest_night(store), runs.latest_to_report(store)):
        assert found is not None
        assert found.id == "two"
    before = runs.latest_night(store, before="2026-01-03T00:00:00Z")
    assert before is not None
    assert before.id == "one"
    store.close()
