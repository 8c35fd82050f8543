"""What is to be told is told: after a stop, beside a clock that is wrong, and where nothing can be written down."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from evidence import clock
from evidence.config import Config, Notify
from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store import notices as stored
from evidence.vocabulary import NightEvent, NoticeState
from schedules import notices
from schedules.events import Event
from schedules.notices import dispatcher, nightly, outbox
from schedules.notices.channels import Setting
from schedules.notices.notice import Kind, Notice

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
FULL = Event(
    kind=NightEvent.FAILED,
    schedule="night",
    night="2026-11-21",
    attempt=3,
    retry_at="x",
    problem="the disk is full",
)
CUT_OFF = Event(
    kind=NightEvent.FAILED,
    schedule="night",
    night="2026-11-20",
    attempt=2,
    problem="it was cut off, and a later night begins in its place",
)
DOWN = Event(
    kind=NightEvent.WAS_DOWN, schedule="night", nights=("2026-11-19",), since="a", until="b"
)


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    made = EvidenceFolder(tmp_path / "evidence")
    made.create()
    Store(made.database).close()
    return made


def test_what_waits_behind_a_slow_delivery_is_written_down_at_a_stop(
    folder: EvidenceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow(*_: Any, **_more: Any) -> None:
        begun.set()
        may_end.wait(30)

    monkeypatch.setattr(notices, "after_night", slow)
    monkeypatch.setattr(dispatcher, "_STOP", 0.01)
    config = Config(notify=Notify(to=("a@example.org",)))
    with dispatcher.Dispatcher(folder, config) as told:
        told.put(Event(kind=NightEvent.STARTED, schedule="night", night="2026-11-21", attempt=1))
        assert begun.wait(30)
        told.put(CUT_OFF)
        told.put(DOWN)
    may_end.set()
    with closing(Store(folder.database)) as store:
        assert store.value("SELECT COUNT(*) FROM troubles WHERE kind = 'was-down'") == 1
        assert store.value("SELECT COUNT(*) FROM notices") == 1


def test_a_clock_that_is_ahead_gives_nothing_up(folder: EvidenceFolder) -> None:
    notify, nowhere = Notify(to=("env:NONE",)), Setting(environ={})
    with closing(Store(folder.database)) as store:
        with store.housekeeping() as act:
            notice = Notice.of(Kind.DIGEST, "es", folder="f", night="n", report=None)
            content = notice.content()
            at = clock.stamp(AT)
            stored.queue(act, night="n", channel="env:NONE", content=content, now=at)
        for ahead in (timedelta(days=7), timedelta(days=30)):
            (result,) = outbox.deliver(folder, store, notify, AT + ahead, nowhere)
            assert result.state is NoticeState.WAITING
        now = AT + timedelta(days=30)
        while result.state is NoticeState.WAITING:
            now += timedelta(days=1)
            (result,) = outbox.deliver(folder, store, notify, now, nowhere)
        assert result.state is NoticeState.FAILED  # once it was tried often enough
        assert now - AT < timedelta(days=40)


def test_two_troubles_of_a_day_that_can_not_be_written_down_are_two_messages(
    folder: EvidenceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids: list[str] = []

    def told(notice: Notice, *_: Any) -> None:
        ids.append(notice.id)

    monkeypatch.setattr(outbox, "attempt", told)
    monkeypatch.setattr(nightly, "Store", _unusable)
    config = Config(notify=Notify(to=("a@example.org",)))
    held = Event(kind=NightEvent.FAILED, problem="process 77 holds the folder; end it")
    for event in (held, FULL, FULL):
        notices.after_night(folder, config, event, now=AT)
    assert ids[0] != ids[1] == ids[2]


def test_an_address_of_a_monitor_that_is_none_costs_no_message(
    folder: EvidenceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Notice] = []
    monkeypatch.setattr(outbox, "attempt", lambda notice, *_: told.append(notice))
    monkeypatch.setattr(nightly, "Store", _unusable)
    config = Config(notify=Notify(to=("a@example.org",), ping="env:PING"))
    setting = Setting(environ={"PING": "https://[hc-ping.com]/abc"})
    notices.after_night(folder, config, FULL, now=AT, setting=setting)
    assert len(told) == 1


def _unusable(*_: object) -> Store:
    raise OSError("disk I/O error")
