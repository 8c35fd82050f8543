"""Every line of the doctor says what to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from crawler.wire.connectivity import server_time
from evidence import clock
from evidence.config import Config, Notify, Schedule
from evidence.folder import EvidenceFolder
from evidence.kept import kept
from evidence.store import Store
from evidence.store import notices as outbox
from evidence.store.records import ScheduledNight
from evidence.vocabulary import NightState, NoticeState
from schedules import calendar, health
from schedules.notices import words
from schedules.state import ServiceState
from tests.servers import deaf

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "newest", "good", "says"),
    [
        (NOW, "2026-11-21T11:59:00Z", True, "2026-11-21 12:00Z"),
        (None, None, True, "nobody to compare"),
        (NOW + timedelta(hours=1), None, False, "13:00Z by a server's clock; set the clock"),
        (None, "2026-11-22T00:00:00Z", False, "earlier than the newest evidence"),
    ],
)
def test_the_clock(told: datetime | None, newest: str | None, good: bool, says: str) -> None:
    sign = health.clock_sign(NOW, told, newest)
    assert sign.good is good
    assert says in sign.says


def test_notices(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.db")
    notify = Notify(to=("env:HOOK", "a@b.mx"))

    def sign(environ: dict[str, str] | None = None) -> tuple[bool, str]:
        found = health.notices(
            store, notify, {"HOOK": "https://a.mx/"} if environ is None else environ
        )
        return found.good, found.says

    def put(night: int, channel: str, state: NoticeState) -> None:
        with store.housekeeping() as act:
            at = clock.stamp(NOW + timedelta(days=night))
            outbox.queue(act, night=str(night), channel=channel, content={}, now=at)
        queued = outbox.before(store, channel)
        assert queued
        outbox.mark(store, queued, state=state)

    assert "nobody" in health.notices(store, Notify(), {}).says
    assert sign({}) == (
        False,
        "HOOK of [notify] is not set; set it in the environment of testigo serve or notify",
    )
    assert sign() == (True, "receivers: 2; testigo notify --test tries them")
    put(1, "a@b.mx", NoticeState.UNKNOWN)
    put(1, "env:HOOK", NoticeState.REFUSED)
    put(1, "nobody@b.mx", NoticeState.FAILED)
    good, says = sign()
    assert not good
    assert "refused: 1; correct the receiver" in says
    assert "that may not have arrived: 1; testigo notify --resend" in says
    assert "given up" not in says, "to nobody that is told now"
    told = health.notices(store, notify, {"HOOK": "https://a.mx/"}).told
    assert told is not None
    assert "rechazados: 1; corrija el destinatario" in told.text("es")
    put(2, "a@b.mx", NoticeState.WAITING)
    put(2, "env:HOOK", NoticeState.SENT)
    assert sign() == (True, "waiting: 1; testigo notify delivers what is due")
    for language in ("en", "es"):
        states = set(NoticeState) - {NoticeState.SENT}
        assert words.unsettled(dict.fromkeys(states, 3), language).count(": 3") == len(states)
    store.close()


@pytest.mark.parametrize(
    ("state", "by", "held", "good", "says"),
    [
        ("finished", None, False, True, "finished"),
        ("interrupted", "time-budget", False, True, "the rest comes first"),
        ("interrupted", None, False, False, "testigo run goes on"),
        ("running", None, False, False, "testigo run goes on"),
        ("running", None, True, True, "at work now"),
        ("offline", None, False, False, "see to the network"),
    ],
)
def test_the_last_run(
    tmp_path: Path, state: str, by: str | None, held: bool, good: bool, says: str
) -> None:
    store = Store(tmp_path / "evidence.db")
    assert "none yet" in health.last_run(store, held=False).says
    store.db.execute(
        "INSERT INTO runs (id, kind, state, started_at, ended_by, due, options_json, tool_version, rules_version,"
        " config_sha256) VALUES ('r','night',?,'2026-11-21T02:30:00Z',?,0,'','','','')",
        (state, by),
    )
    sign = health.last_run(store, held=held)
    assert sign.good is good
    assert says in sign.says
    store.close()


def test_shards_that_a_night_has_left(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)

    def told(*, held: bool = False) -> list[tuple[bool, str]]:
        return [(sign.good, sign.says) for sign in health.shards(folder, held=held)]

    assert told() == []
    here = tmp_path / "shards"
    for name in ("a-1-0", "a-1-1", "a-1-2.damaged", "alive", "a-1-9.new"):
        (here / name).mkdir(parents=True)
    (here / "a-1-3.away").touch()
    bad, left = told()
    assert bad[0] is left[0] is False
    assert "a-1-2.damaged could not be taken in" in bad[1]
    assert left[1].startswith("3 were left")
    assert "testigo run takes them in" in left[1]
    assert told(held=True)[1] == (True, "3 are walked now")
    (here / "a-1-4.damaged").mkdir()
    assert "a-1-2.damaged and 1 more" in told()[0][1]
    for good, says in told():
        assert not good
        assert kept(says).text("es") != says  # it is said in Spanish, too


def test_the_service_and_its_nights(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    state = ServiceState(folder)
    calendars = calendar.read(
        Config(schedule=(Schedule("30 2 * * *", "America/Mexico_City"),)), folder.config
    )

    def signs() -> dict[str, health.Sign]:
        return {
            sign.what: sign
            for sign in health.nights(folder, calendars, NOW, sources=(), last_run_at=None)
        }

    assert "never started" in signs()["service"].says
    state.beat(NOW, NOW - timedelta(minutes=1))
    assert signs()["service"].good
    assert "2026-11-22 02:30 CST (08:30Z)" in signs()["next run"].says
    state.beat(NOW, NOW - timedelta(hours=1))
    assert "silent since 2026-11-21T11:00Z" in signs()["service"].says
    state.beat(NOW, NOW, stopped=True)
    assert not signs()["service"].good
    state.put(
        ScheduledNight.of(
            "night", date(2026, 11, 21), NightState.FAILED, attempts=3, problem="offline"
        )
    )
    assert "failed 3 times: offline" in signs()["last night"].says


def test_a_schedule_for_a_source_that_there_is_not(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    schedule = Schedule("30 2 * * *", sources=("board", "typo"))
    calendars = calendar.read(Config(schedule=(schedule,)), folder.config)
    sign = next(health.nights(folder, calendars, NOW, sources={"board"}, last_run_at=None))
    assert not sign.good
    assert "'typo'" in sign.says


@pytest.mark.parametrize(
    ("last", "good"),
    [(None, True), ("2026-11-20T12:00:00Z", True), ("2026-11-01T12:00:00Z", False)],
)
def test_without_a_schedule_the_nights_are_somebody_else_s(
    tmp_path: Path, last: str | None, good: bool
) -> None:
    (sign,) = health.nights(EvidenceFolder(tmp_path), (), NOW, sources=(), last_run_at=last)
    assert sign.good is good
    assert "docs/running.md" in sign.says


class _Dated(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response_only(301)
        self.send_header("Date", "Sat, 21 Nov 2026 12:00:00 GMT" if self.path == "/" else "soon")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """No log."""


def test_a_server_s_clock() -> None:
    with HTTPServer(("127.0.0.1", 0), _Dated) as server, deaf() as refused:
        thread = Thread(target=server.handle_request)
        thread.start()
        silent = refused.split("/")[2]
        assert server_time([silent, f"127.0.0.1:{server.server_port}"], allow_private=True) == NOW
        thread.join()
        assert server_time([silent], allow_private=True) is None
    assert clock.stamp(NOW).startswith("2026-11-21T12")
