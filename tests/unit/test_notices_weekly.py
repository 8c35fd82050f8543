"""News once a week: nothing is lost, nothing told twice, whatever becomes of the choice, the service, the clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.vocabulary import NightEvent
from schedules.events import Event
from tests.unit.test_notices_nights import Nights, cite, nights  # noqa: F401 - a fixture

WEEK = {"every": "week"}
"""The first night (2026-01-01) is a Thursday: weeks begin with the nights 4, 11, 18."""


def story(found: Nights, looks: dict[str, str], every: str) -> dict[int, list[str]]:
    """What is told in which night: a letter a night of each address, and of how often (``w``, ``n``; a space: the
    service is down)."""
    told = {}
    for night, choice in enumerate(every):
        if choice == " ":
            continue
        found.notify = replace(found.notify, every={"w": "week", "n": "night"}[choice])
        run = found.run(night, {name: letters[night] for name, letters in looks.items()})
        found.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=run), night)
        for news, _ in found.told():
            told[night] = news
    return told


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("n" * 20, {2: ["broken a"], 7: ["broken b"], 10: ["recovered b"], 13: ["broken c"]}),
        ("w" * 20, {2: ["broken a"], 7: ["broken b"], 11: ["recovered b"], 18: ["broken c"]}),
        # the choice is changed in the midst of a week, both ways
        (
            "w" * 10 + "n" * 10,
            {2: ["broken a"], 7: ["broken b"], 10: ["recovered b"], 13: ["broken c"]},
        ),
        (
            "n" * 8 + "w" * 12,
            {2: ["broken a"], 7: ["broken b"], 11: ["recovered b"], 18: ["broken c"]},
        ),
        # the service is down over two Mondays
        (
            "wwwwwwww" + " " * 12 + "w",
            {2: ["broken a"], 7: ["broken b"], 20: ["recovered b"]},
        ),
    ],
)
def test_once_a_week_and_each_thing_once(
    nights: Nights,  # noqa: F811
    every: str,
    expected: dict[int, list[str]],
) -> None:
    cite(nights, "a", "b", "c")
    looks = {
        "a": "." + "m" * 20,
        "b": "......mmmm" + "." * 11,
        "c": "." * 12 + "m" * 9,
    }
    told = story(nights, looks, every)
    assert {night: sorted(news) for night, news in told.items()} == {
        night: sorted(news) for night, news in expected.items()
    }


def test_a_trouble_of_ours_never_waits_for_a_week(nights: Nights) -> None:  # noqa: F811
    cite(nights, "a", "b")
    nights.notify = replace(nights.notify, **WEEK)
    assert story(nights, {"a": ".mm", "b": "..."}, "www") == {2: ["broken a"]}
    run = nights.run(3, {}, "offline")
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=3, run_id=run), 3)
    assert nights.told() == [([], ["offline"])], "the news of the week were told"
    for night in (8, 9):
        nights.run(night, {"b": "m"})
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id="run-9"), 9)
    assert nights.told() == [(["broken b"], [])], "a digest of troubles was none of this week's"


def test_the_clock_of_the_machine_holds_nothing_up(nights: Nights) -> None:  # noqa: F811
    cite(nights, "a", "b")
    nights.notify = replace(nights.notify, **WEEK)
    for night in range(3):
        nights.run(night, {"a": "m"})
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id="run-2"), 400)
    assert nights.told() == [(["broken a"], [])]
    for night in (3, 4, 5):
        nights.run(night, {"b": "m"})
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id="run-5"), 5)
    assert nights.told() == [(["broken b"], [])], "the clock was a year ahead"


def test_the_subject_says_the_worst_first(nights: Nights) -> None:  # noqa: F811
    cite(nights, "a", "b", "c", "d")
    looks = {"a": ".mm.", "b": ".AA.", "c": "..mm", "d": "....AA"}
    for night in range(4):
        looks_now = {name: letters[night] for name, letters in looks.items()}
        nights.run(night, looks_now)
        if night == 2:
            nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id="run-2"), 2)
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id="run-3"), 3)
    first, second = (message.subject.split(": ")[1] for message in nights.messages)
    assert first == "1 missing (not confirmed yet), 1 changed"
    assert second == "1 missing (not confirmed yet), 2 back again"
