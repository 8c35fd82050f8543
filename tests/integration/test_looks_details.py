"""Limits of what a look is made of, and what is kept of it, on both sides."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from evidence import clock
from evidence.store.records import Probe
from evidence.verdicts.probe import probe_key
from evidence.vocabulary import Cause, Verdict
from tests.looks import FIRST, URL, Lab, Told, answer
from tests.unit.pages import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "evidence")
    yield lab
    lab.store.close()


def text(count: int, *, whole: bool = False) -> bytes:
    """A page of so many words, up to where it broke off."""
    return answer(f"<html><body><main><p>{words(count)}" + ("</main></html>" if whole else ""))


@pytest.mark.parametrize(("came", "told"), [(60, True), (59, False)])
def test_sixty_words_of_a_broken_answer_are_a_text(lab: Lab, came: int, told: bool) -> None:
    check = lab.look(Told(text(came), truncated="disconnect")).check
    assert check.cause is (Cause.FIRST_LOOK if told else Cause.PROTOCOL)


@pytest.mark.parametrize(
    ("before", "came", "told"),
    [(40, 20, True), (40, 19, False), (41, 20, True), (500, 60, True), (500, 59, False)],
)
def test_of_a_short_document_half_of_the_words_are(
    lab: Lab, before: int, came: int, told: bool
) -> None:
    lab.look(Told(text(before, whole=True)))
    check = lab.look(Told(text(came), truncated="time")).check
    assert check.verdict is (Verdict.ALIVE if told else Verdict.UNREACHABLE)


def probe(lab: Lab, name: str, before: timedelta) -> None:
    """A probe of the route of the cited address, so long before the first look at it."""
    at = clock.stamp(FIRST - before)
    host, directory, parameter = probe_key(URL)
    url = URL.replace("acta", name)
    with lab.store.transaction("tests") as transaction:
        transaction.add(Probe(name, host, directory, parameter, at, url, 404, url, None))


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("made", "speak"),
    [
        ({"a": HOUR, "b": HOUR}, ["a", "b"]),
        ({"a": HOUR, "b": HOUR, "c": DAY}, ["a", "b"]),  # the two newest
        ({"a": DAY, "b": DAY, "c": HOUR}, ["c", "a"]),
        ({"a": HOUR}, []),  # one tells nothing
        ({"a": 7 * DAY, "b": 7 * DAY}, ["a", "b"]),  # a pair speaks for a week
        ({"a": 7 * DAY + SECOND, "b": 7 * DAY}, []),
        ({"a": -HOUR, "b": -HOUR}, ["a", "b"]),  # they are made right after the look
        ({"a": -HOUR - SECOND, "b": -HOUR}, []),
    ],
)
def test_two_probes_of_the_route_speak_for_a_look_of_an_older_version(
    lab: Lab, made: dict[str, timedelta], speak: list[str]
) -> None:
    for name, before in made.items():
        probe(lab, name, before)
    assert [one.id for one in lab.looks.along_route(URL, FIRST)] == speak
