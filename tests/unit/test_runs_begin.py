"""Which run is gone on with, where a clock that ran ahead has begun others."""

from __future__ import annotations

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
