"""How many processes a night is worth."""

from __future__ import annotations

import os

import pytest

from crawler.scale.cores import ENOUGH, cores_for

GB = 1 << 30


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    _has(monkeypatch, cores=4, memory=16 * GB)


def _has(monkeypatch: pytest.MonkeyPatch, *, cores: int, memory: int) -> None:
    said = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": memory // 4096}
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
    monkeypatch.setattr(os, "sysconf", said.__getitem__)


@pytest.mark.parametrize(
    ("left", "busiest", "delay", "processes"),
    [
        (20_000, 100, 1.0, 4),
        (ENOUGH, 10, 0.0, 4),
        (ENOUGH - 1, 10, 0.0, 1),
        (20_000, 200, 1.0, 1),  # the busiest host takes as long as all looks
        (20_000, 200, 0.5, 4),
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
    [(1, 16 * GB, 1), (2, 16 * GB, 2), (8, 4 * GB, 4), (4, GB // 2, 1)],
)
def test_no_more_than_the_machine_has_room_for(
    monkeypatch: pytest.MonkeyPatch, cores: int, memory: int, processes: int
) -> None:
    _has(monkeypatch, cores=cores, memory=memory)
    assert cores_for(20_000, 10, 0.0) == processes
