"""What verdicts come to: exit codes, as the README promises them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import ExitCode
from evidence.verdicts.outcome import outcome
from evidence.vocabulary import Certainty, Verdict

CODES = st.lists(st.sampled_from([ExitCode.SOUND, ExitCode.BROKEN, ExitCode.UNCHECKED]))


@pytest.mark.parametrize(
    ("verdict", "certainty", "strict", "code"),
    [
        ("missing", "confirmed", False, 1),
        ("changed", "probable", False, 1),
        ("missing", "suspected", False, 0),
        ("missing", "suspected", True, 1),
        ("blocked", "confirmed", True, 3),
        ("unreachable", "suspected", False, 3),
        ("unchecked", "suspected", False, 3),
        ("alive", "suspected", True, 0),
        ("moved", "confirmed", True, 0),
    ],
)
def test_a_verdict_has_one_exit_code(verdict: str, certainty: str, strict: bool, code: int) -> None:
    assert outcome(Verdict(verdict), Certainty(certainty), strict=strict) == code


@given(CODES, CODES)
def test_the_worst_of_all_is_the_worst_of_the_worst(
    one: list[ExitCode], two: list[ExitCode]
) -> None:
    both = ExitCode.worst([*one, *two])
    assert both == ExitCode.worst([ExitCode.worst(one), ExitCode.worst(two)])
    assert both == ExitCode.worst([*two, *one])


def test_broken_evidence_is_told_before_what_could_not_be_checked() -> None:
    found = [ExitCode.UNCHECKED, ExitCode.SOUND, ExitCode.BROKEN]
    assert ExitCode.worst(found) is ExitCode.BROKEN
    assert ExitCode.worst(found[:2]) is ExitCode.UNCHECKED
    assert ExitCode.worst([]) is ExitCode.SOUND
