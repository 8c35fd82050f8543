"""What a rule is: a function over the facts, and the words for its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.verdicts.model import Cause, Judgement, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.verdicts.model import Look


@dataclass(frozen=True, slots=True)
class Words:
    """One reason in the languages of our readers; ``{fact}`` stands for a fact by its name."""

    en: str
    es: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the ordered list of rules."""

    apply: Callable[[Look], Judgement | None]
    """None: this rule has nothing to say of the look"""
    words: Mapping[str, Words]
    """reason id -> its words"""


def because(cause: Cause, rule: str, **facts: str | int | float) -> Judgement:
    """A judgement for one reason."""
    return Judgement(cause, (Reason(rule, facts),))
