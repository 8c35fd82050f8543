"""What would change our mind: more looks only where they can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence.reports.answer import Answer
from evidence.reports.doubts import doubts
from evidence.vocabulary import Cause, Certainty, Verdict
from tests.unit.test_answer import CHECK, URL

if TYPE_CHECKING:
    from evidence.store.answers import CheckView


def _rules(check: CheckView, certainty: Certainty) -> list[str]:
    return [doubt.rule for doubt in doubts(Answer.of(URL, check, certainty))]


@pytest.mark.parametrize("certainty", [Certainty.SUSPECTED, Certainty.PROBABLE])
def test_more_looks_can_make_a_loss_surer(certainty: Certainty) -> None:
    lost = CHECK._replace(verdict=Verdict.MISSING, cause=Cause.SOFT_404)
    assert _rules(lost, certainty)[0] == "second-look"


@pytest.mark.parametrize("certainty", [Certainty.SUSPECTED, Certainty.PROBABLE])
def test_where_they_can_not_a_person_can(certainty: Certainty) -> None:
    lost = CHECK._replace(verdict=Verdict.MISSING, cause=Cause.SOFT_404, at_most=certainty)
    assert _rules(lost, certainty)[0] == "person"
    below = CHECK._replace(
        verdict=Verdict.MISSING, cause=Cause.SOFT_404, at_most=Certainty.PROBABLE
    )
    assert _rules(below, Certainty.SUSPECTED)[0] == "second-look"


def test_what_is_confirmed_is_asked_whether_it_came_back() -> None:
    lost = CHECK._replace(verdict=Verdict.MISSING, cause=Cause.HTTP_404)
    assert _rules(lost, Certainty.CONFIRMED)[0] == "back"
