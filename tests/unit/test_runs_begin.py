"""Which run is gone on with, where a clock that ran ahead has begun others, or another folder has."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from evidence import clock
from evidence.store import Store, runs
from evidence.vocabulary import RunKind, RunState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.store.records import Run

NOW = datetime(2027, 3, 14, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "evidence.db")
    yield store
    store.close()


def begun(store: Store, monkeypatch: pytest.MonkeyPatch, after: timedelta) -> Run:
    monkeypatch.setattr(clock, "now", lambda: NOW + after)
    return runs.begin(
        store,
        kind=RunKind.NIGHT,
        options={},
        tool="tests",
        rules="1",
        config_sha256="",
        collector={},
    )


@pytest.mark.parametrize("state", [RunState.FINISHED, RunState.RUNNING])
def test_a_run_by_a_clock_ahead_keeps_no_other_from_being_gone_on_with(
    store: Store, monkeypatch: pytest.MonkeyPatch, state: RunState
) -> None:
    ahead = begun(store, monkeypatch, timedelta(days=31))
    if state is RunState.FINISHED:
        runs.end(store, ahead, state)
    cut_off = begun(store, monkeypatch, timedelta())
    assert cut_off.id != ahead.id
    assert begun(store, monkeypatch, timedelta(minutes=6)).id == cut_off.id
    left = runs.run(store, ahead.id)
    assert left is not None
    assert left.state is (RunState.INTERRUPTED if state is RunState.RUNNING else state)


def merged(store: Store, run: Run) -> None:
    """Take in a run of another folder, with the entry of its log that says that it began."""
    with store.transaction("merged-rows") as act:
        act.add(run)
    store.db.execute(
        "INSERT INTO merged_custody (chain, id, seq, previous, at, act, rows_json) VALUES (?,?,?,?,?,?,?)",
        (
            "theirs",
            "entry",
            1,
            "",
            run.started_at,
            "run-began",
            json.dumps({"runs": {run.id: "x"}}),
        ),
    )


@pytest.mark.parametrize("state", [RunState.FINISHED, RunState.RUNNING])
def test_a_run_that_was_cut_off_is_gone_on_with_though_others_looked_since(
    store: Store, monkeypatch: pytest.MonkeyPatch, state: RunState
) -> None:
    ours = begun(store, monkeypatch, timedelta())
    at = clock.stamp(NOW + timedelta(minutes=3))
    merged(store, replace(ours, id="theirs", started_at=at, ended_at=at, state=state))
    assert begun(store, monkeypatch, timedelta(minutes=6)).id == ours.id
    theirs = runs.run(store, "theirs")
    assert theirs is not None
    assert theirs.state is state, "whether it was cut off is for its own folder to say"


def test_a_night_of_others_is_not_taken_for_the_one_that_was_to_run(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = begun(store, monkeypatch, timedelta())
    at = clock.stamp(NOW + timedelta(minutes=3))
    merged(store, replace(ours, id="theirs", ended_at=at, state=RunState.FINISHED))
    later = NOW + timedelta(minutes=6)
    assert runs.night_since(store, ours.started_at, later) is None
    runs.end(store, ours, RunState.FINISHED)
    found = runs.night_since(store, ours.started_at, later)
    assert found is not None
    assert found.id == ours.id
