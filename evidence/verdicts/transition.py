"""What is new about a URL since its readers were last told: the news, if it is any.

It compares with what was *told*, not with the last look: nights may be missed, digests made twice,
and a reader who was told nothing must not hear that something recovered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.verdicts.series import DEFAULT
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from evidence.verdicts.series import Standing

SOUND = frozenset({Verdict.ALIVE, Verdict.MOVED})

_NOT_COMPARED = frozenset({Cause.FIRST_LOOK, Cause.INCOMPARABLE})

QUIET = timedelta(days=30)
"""A URL of which something was told so lately may be flapping. As long as unreachable takes to be
missing."""
STEADY = timedelta(days=7)
"""How long what may be flapping must stand to be told again, give or take the order of a walk: 98 % of
drops that recover do so by then."""


class Step(StrEnum):
    """News about one URL."""

    BROKEN = "broken"
    """it is missing"""
    CHANGED = "changed"
    """in substance"""
    RECOVERED = "recovered"
    """what was told as missing or changed shows the document again"""


@dataclass(frozen=True, slots=True)
class Told:
    """The last that readers were told of one URL."""

    verdict: Verdict
    since: datetime
    """of the standing that was told"""
    text_sha256: str
    """the text it showed, where it changed"""
    at: datetime


def transition(told: Told | None, now: Standing, least: Certainty, at: datetime) -> Step | None:
    """What to tell of a URL at the moment ``at``; None when there is nothing new.

    A loss or change is told once, at certainty ``least`` or above; a recovery at once, because who
    was told of a loss may have said so in public. What comes and goes is not told again before it
    stands steadily.
    """
    if now.verdict in SOUND:
        return Step.RECOVERED if told and _shows_again(told, now) else None
    if not now.verdict.is_broken or now.certainty.rank < least.rank or _known(told, now):
        return None
    if told and at - told.at < QUIET and not _steady(now):
        return None
    return Step.BROKEN if now.verdict is Verdict.MISSING else Step.CHANGED


def _shows_again(told: Told, now: Standing) -> bool:
    """Whether what was told is over: a page that was missing is there, a text that had changed is
    as it was. What could not be compared says nothing of a text, and the very text that was told as changed is
    not back because it is compared with another copy now."""
    if now.last_look <= told.at:
        return False  # nothing was looked at since: we only judge otherwise what was seen then
    if told.verdict is Verdict.CHANGED:
        same = bool(told.text_sha256) and now.series.text_sha256 == told.text_sha256
        return now.cause not in _NOT_COMPARED and not same
    return told.verdict is Verdict.MISSING


def _known(told: Told | None, now: Standing) -> bool:
    """Whether this very thing was told: a loss is a loss; a change is known by its text."""
    if told is None or told.verdict is not now.verdict:
        return False
    same_series = now.since <= told.since and now.latest_step <= told.at
    return (
        now.verdict is Verdict.MISSING or same_series or now.series.text_sha256 == told.text_sha256
    )


def _steady(now: Standing) -> bool:
    return (
        now.certainty is Certainty.CONFIRMED and now.last_look - now.since >= STEADY - DEFAULT.slack
    )
