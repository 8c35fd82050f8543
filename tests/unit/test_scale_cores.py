"""How many processes a night is worth."""

from __future__ import annotations

import pytest

from crawler.scale import limits
from crawler.scale.cores import ENOUGH, cores_for

GB = 1 << 30


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    _has(monkeypatch, cores=4, memory=16 * GB)


def _has(monkeypatch: pytest.MonkeyPatch, *, cores: int, memory: int) -> None:
    monkeypatch.setattr(limits, "cores", lambda: cores)
    monkeypatch.setattr(limits, "memory", lambda: memory)


@pytest.mark.parametrize(
    ("left", "busiest", "delay", "processes"),
    [
        (20_000, 100, 1.0, 4),
        (ENOUGH, 10, 0.0, 4),
        (ENOUGH - 1, 10, 0.0, 1),
        (20_000, 200, 1.0, 1),  # the busiest host takes as long as all looks
        (20_000, 200, 0.5, 4),
        (1_000_000, 1_111, 1.0, 4),
        (1_000_000, 7_000, 1.0, 1),
        (20_000, 16_000, 0.0, 1),  # and one host is nearly all of it
        (20_000, 14_000, 0.0, 4),
        (0, 0, 1.0, 1),
    ],
)
def test_all_cores_where_they_are_what_a_night_waits_for(
    left: int, busiest: int, delay: float, processes: int
) -> None:
    assert cores_for(left, busiest, delay) == processes


@pytest.mark.parametrize(
    ("cores", "memory", "processes"),
    [
        (1, 16 * GB, 1),
        (2, 16 * GB, 2),
        (8, 4 * GB, 4),
        (2, 2 * GB, 2),
        (2, 2_000_000_000, 1),
        (4, GB // 2, 1),
    ],
)
def test_no_more_than_the_machine_has_room_for(
    monkeypatch: pytest.MonkeyPatch, cores: int, memory: int, processes: int
) -> None:
    """Two gigabytes are what docs/running.md gives a unit: room for two and for who leads them."""
    _has(monkeypatch, cores=cores, memory=memory)
    assert cores_for(20_000, 10, 0.0) == processes


def test_who_leads_holds_all_that_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    _has(monkeypatch, cores=4, memory=4 * GB)
    assert cores_for(20_000, 10, 0.0) == 4
    assert cores_for(20_000_000, 10, 0.0) == 3
    assert cores_for(200_000_000, 10, 0.0) == 1
