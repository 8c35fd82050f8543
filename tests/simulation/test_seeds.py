"""Nights that nobody wrote down: the first seeds break no law (docs/testing.md)."""

from __future__ import annotations

import pytest

from tests.commands import python

SEEDS = 50
"""As many as a run of the tests has time for; ``make simulate SEEDS=10000`` plays more of them."""


def test_the_first_seeds_break_no_law() -> None:
    # two minutes of processor, which four others may share: what hangs is ended, what waits is not
    done = python("-m", "tests.simulation", "--seeds", str(SEEDS), "--workers", "2", within=900)
    print(done.out)
    assert done.code == 0, done.out + done.err
    assert done.out.rstrip().endswith(f"{SEEDS} seeds")


@pytest.mark.parametrize("seed", [9])
def test_a_seed_is_the_same_story_every_time(seed: int) -> None:
    told = [python("-m", "tests.simulation", "--seed", str(seed), within=400) for _ in range(2)]
    assert told[0].out == told[1].out
    assert "no law is broken" in told[0].out


def test_faults_that_show_at_once_are_noticed() -> None:
    names = ["digest-of-the-beginning", "confirmed-at-first-sight", "lock-not-taken"]
    done = python("-m", "tests.simulation", "--seeds", "6", "--faults", *names, within=400)
    assert done.code == 0, done.out + done.err
    assert "3 of 3 faults noticed" in done.out
