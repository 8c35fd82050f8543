"""What the looks at one URL add up to: suspected, probable, confirmed.

One look is a suspicion. The counts and spans below are those of the project's table of confirmation
rules; they follow IABot (three looks, three days apart), stretched where recoveries were measured to
take longer (98 % of drops that recover do so within 7 days).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from evidence.verdicts.model import VERDICT_OF, Cause, Certainty, Verdict


@dataclass(frozen=True, slots=True)
class Confirmation:
    """When a suspicion counts as confirmed."""

    looks: int
    apart: timedelta
    """two looks closer than this count as one"""
    over: timedelta
    """from the first look to the last"""


_ONCE = Confirmation(1, timedelta(0), timedelta(0))
_MISSING = Confirmation(3, timedelta(hours=72), timedelta(days=7))
_HOME = Confirmation(3, timedelta(hours=72), timedelta(days=14))
_CHANGED = Confirmation(2, timedelta(hours=24), timedelta(hours=24))
_UNREACHABLE = Confirmation(4, timedelta(hours=72), timedelta(days=30))
_PROBABLE = Confirmation(2, timedelta(hours=24), timedelta(hours=24))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one URL after its latest look."""

    verdict: Verdict
    cause: Cause
    certainty: Certainty
    since: datetime
    """first look of the present unbroken series of this verdict"""
    last_look: datetime
    last_good: datetime | None
    looks: int
    """looks of this series that count, spaced as the rules ask"""
    counted_at: datetime
    """time of the last look that counted"""


def rule_for(cause: Cause) -> Confirmation:
    """The confirmation that a cause needs."""
    verdict = VERDICT_OF[cause]
    if cause is Cause.REDIRECT_HOME:
        return _HOME
    if verdict is Verdict.MISSING:
        return _MISSING
    if verdict is Verdict.CHANGED:
        return _CHANGED
    if verdict is Verdict.UNREACHABLE:
        return _UNREACHABLE
    return _ONCE


def advance(before: Standing | None, cause: Cause, at: datetime) -> Standing:
    """The standing after one more look with ``cause`` at ``at``; looks come in the order of time."""
    verdict = VERDICT_OF[cause]
    rule = rule_for(cause)
    good = verdict in (Verdict.ALIVE, Verdict.MOVED, Verdict.CHANGED)
    last_good = at if good else before.last_good if before else None
    if before is None or before.verdict is not verdict:
        first = Standing(verdict, cause, Certainty.SUSPECTED, at, at, last_good, 1, at)
        return replace(first, certainty=_certainty(first, rule))
    counts = at - before.counted_at >= rule.apart
    after = replace(
        before,
        cause=cause,
        last_look=at,
        last_good=last_good,
        looks=before.looks + 1 if counts else before.looks,
        counted_at=at if counts else before.counted_at,
    )
    return replace(after, certainty=_certainty(after, rule))


def _certainty(standing: Standing, rule: Confirmation) -> Certainty:
    span = standing.last_look - standing.since
    if standing.looks >= rule.looks and span >= rule.over:
        return Certainty.CONFIRMED
    if span >= _PROBABLE.over:
        return Certainty.PROBABLE
    return Certainty.SUSPECTED


_NIGHTLY = timedelta(hours=20)
"""A nightly run that starts a little earlier than the night before still finds all of them due."""


def next_look(standing: Standing) -> datetime:
    """When the URL should be looked at again: a suspicion counts again only after its spacing."""
    if standing.verdict is Verdict.MISSING:
        return standing.last_look + rule_for(standing.cause).apart
    return standing.last_look + _NIGHTLY
