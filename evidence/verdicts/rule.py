"""What a rule is: a function over the facts, and the words for its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.verdicts.model import Judgement, Reason, Strength
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.bilingual import Words
    from evidence.verdicts.model import Look

_LONGEST = 200
"""Characters of a fact: one line of a report. The other side chooses what stands in it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the ordered list of rules."""

    apply: Callable[[Look], Judgement | None]
    """None: this rule has nothing to say of the look"""
    words: Mapping[str, Words]
    """reason id -> its words"""
    strength: Strength = Strength.SHOWN
    """of its judgements, where they name none of their own"""


def reason(rule: str, **facts: str | int | float) -> Reason:
    """A reason with its facts, long texts cut."""
    return Reason(rule, {name: _cut(value) for name, value in facts.items()})


def because(
    cause: Cause,
    rule: str,
    *,
    at_most: Certainty = Certainty.CONFIRMED,
    strength: Strength | None = None,
    **facts: str | int | float,
) -> Judgement:
    """A judgement for one reason."""
    return Judgement(cause, (reason(rule, **facts),), at_most, strength)


def _cut(value: str | float) -> str | int | float:
    if not isinstance(value, str):
        return value
    folded = " ".join(value[: 4 * _LONGEST].split())
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1] + "…"
