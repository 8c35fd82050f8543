"""Every seed of the fuzzer and every input that it once found, under the laws of their targets."""

from __future__ import annotations

import pytest

from tests.fuzz import corpus
from tests.fuzz.target import Target, check
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_every_law_holds(target: Target) -> None:
    ran = 0
    for name, data in corpus.inputs(target):
        try:
            check(target, data, patience=4)
        except Exception as broken:
            raise AssertionError(f"{target.name}, {name}: {broken!r}") from broken
        ran += 1
    assert ran


def test_what_was_found_is_small_and_of_a_target_that_there_is() -> None:
    found = [path for path in corpus.FOUND.rglob("*") if path.is_file()]
    assert {path.parent.name for path in found} <= set(TARGETS)
    assert sum(path.stat().st_size for path in found) < 2_000_000
