"""What ``testigo schedule`` prints."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence import clock
from evidence.errors import UsageError
from evidence.folder import EvidenceFolder
from evidence.store.records import ScheduledNight
from evidence.vocabulary import NightState
from schedules.state import ServiceState
from testigo.cli import cli

CONFIG = """\
[[schedule]]
cron = "30 2 * * *"
timezone = "America/Mexico_City"
[[schedule]]
name = "boards"
cron = "0 12 * * sun"
sources = ["tablero"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EvidenceFolder:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    folder = EvidenceFolder(tmp_path)
    folder.config.write_text(CONFIG, "utf-8")
    return folder


def schedule(folder: EvidenceFolder, *arguments: str) -> str:
    called = ["schedule", *arguments, "--folder", str(folder.path)]
    return CliRunner().invoke(cli, called, catch_exceptions=False).output


def test_list_shows_the_last_and_the_next_night(folder: EvidenceFolder) -> None:
    assert schedule(folder).splitlines()[:3] == [
        "night: 30 2 * * * (America/Mexico_City), all sources",
        "  last none yet",
        "  next 2026-11-22 02:30 CST (2026-11-22T08:30:00Z)",
    ]
    ServiceState(folder).put(
        ScheduledNight.of(
            "night", date(2026, 11, 21), NightState.FAILED, attempts=2, problem="offline"
        )
    )
    (night, boards) = json.loads(schedule(folder, "--format", "json"))
    assert (night["last"]["state"], night["last"]["attempts"]) == ("failed", 2)
    assert boards["sources"] == ["tablero"]
    assert "last 2026-11-21 failed (offline)" in schedule(folder)


def test_next_shows_the_nights_to_come_in_order(folder: EvidenceFolder) -> None:
    assert schedule(folder, "next", "--count", "2").splitlines() == [
        "2026-11-22 02:30 CST  2026-11-22T08:30:00Z  night",
        "2026-11-22 12:00 UTC  2026-11-22T12:00:00Z  boards",
        "2026-11-23 02:30 CST  2026-11-23T08:30:00Z  night",
        "2026-11-29 12:00 UTC  2026-11-29T12:00:00Z  boards",
    ]


def test_without_a_schedule_it_says_how_to_write_one(folder: EvidenceFolder) -> None:
    folder.config.write_text("", "utf-8")
    with pytest.raises(UsageError, match=r"no \[\[schedule\]\] in .*cron ="):
        schedule(folder)
