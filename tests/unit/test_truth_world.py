"""The world of benchmarks/truth.py is in order, and its scores count what they say."""

from __future__ import annotations

import pytest

from benchmarks.truth import score
from benchmarks.truth_tools.model import Answers, Finding, Said, twice
from benchmarks.truth_world.model import Answer, Asked, Fate, Truth
from benchmarks.truth_world.table import counts, fates

FATES = fates()


def ask(fate: Fate, night: int, path: str = "", agent: str = "program") -> Answer:
    return fate.at(night, Asked(path or fate.path.partition("#")[0], agent, "", 1))


def test_there_is_enough_of_every_truth() -> None:
    assert len({fate.name for fate in FATES}) == len(FATES) >= 60
    assert min(counts(FATES).values()) >= 20


@pytest.mark.parametrize("fate", FATES, ids=lambda fate: fate.name)
def test_every_document_is_there_on_the_first_night(fate: Fate) -> None:
    assert ask(fate, 1, agent="Mozilla/5.0").wire.startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize(
    "fate",
    [fate for fate in FATES if fate.truth is not Truth.SAME and not fate.path.startswith("/d/")],
    ids=lambda fate: fate.name,
)
def test_what_is_not_the_same_shows_something_else(fate: Fate) -> None:
    assert ask(fate, 1) != ask(fate, 2)


def test_scores_count_losses_false_losses_and_changes() -> None:
    named = {fate.name: fate for fate in FATES}
    told = tuple(named[name] for name in ("404", "soft-es", "still", "403", "number", "anchor"))
    said = {"404": Said.LOST, "soft-es": Said.CHANGED, "still": Said.CHANGED, "403": Said.LOST,
            "anchor": Said.LOST}  # fmt: skip
    found = score(told, Answers("it", {name: Finding(one) for name, one in said.items()}))
    assert (found.lost, found.noticed, found.false_lost) == (1, 2, 1)
    assert (found.changed, found.false_changed, found.unseen) == (1, 1, 0)


def test_an_error_is_read_in_two_ways() -> None:
    errors = {"a": Finding(Said.LOST, "503 Unavailable"), "b": Finding(Said.LOST, "404 Not Found")}
    strict, kind = (answers.findings for answers in twice("it", errors))
    assert [strict[name].said for name in "ab"] == [Said.LOST, Said.LOST]
    assert [kind[name].said for name in "ab"] == [Said.UNSEEN, Said.LOST]
