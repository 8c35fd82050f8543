"""Limits of what a look is made of, and what is kept of it, on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence.vocabulary import Cause, Verdict
from tests.looks import Lab, Told, answer
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
