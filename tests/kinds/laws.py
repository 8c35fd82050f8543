"""What must hold of every address over all nights, by the table of truths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.vocabulary import Certainty, Verdict
from tests.kinds.model import Kind, Period, Truth

LOSS_NIGHTS = 7
"""A loss takes three looks, three days apart, and seven days."""
CHANGE_NIGHTS = 3
"""A change takes two looks and a day, and is looked at again in the third night."""
TOLD_NIGHTS = 3
"""A loss is told when it is probable: after its second look."""
BEAT = 3
"""Nights between looks at what is in doubt."""
_THERE = (Verdict.ALIVE, Verdict.MOVED)
_NEWS = {Truth.LOST: "broken", Truth.CHANGED: "changed"}


@dataclass(frozen=True, slots=True)
class Stood:
    """How an address stood after one night; nights are counted from 0."""

    verdict: str
    cause: str
    certainty: str
    since: int
    last_good: int | None

    @property
    def is_confirmed(self) -> bool:
        """Whether it stands as firmly as anything can."""
        return self.certainty == Certainty.CONFIRMED


def stood(nights: Sequence[dict[str, list[Any]]], name: str) -> list[Stood]:
    """How the address stood, night by night."""
    return [Stood(*night[name]) for night in nights]


def false_alarms(kind: Kind, nights: Sequence[Stood]) -> Iterator[str]:
    """Nights after which a loss or change stood confirmed that was none."""
    for verdict, truth in ((Verdict.MISSING, Truth.LOST), (Verdict.CHANGED, Truth.CHANGED)):
        for night, now in enumerate(nights):
            if now.verdict == verdict and now.is_confirmed and not _true(kind, now, night, truth):
                yield f"{kind.name}: night {night}: {now.cause} since {now.since} is confirmed, and false"
                break


def _true(kind: Kind, now: Stood, night: int, truth: Truth) -> bool:
    """Whether what stands began when it did: in a night in which it was true, or in one of those
    before in which nobody could tell."""
    until = kind.true_at(now.since)
    if until.truth is Truth.UNTOLD:
        later = [period for period in kind.periods if now.since < period.since <= night]
        return any(period.truth is truth for period in later)
    return until.truth is truth


def unseen_events(kind: Kind, nights: Sequence[Stood]) -> Iterator[str]:
    """Real losses and changes that did not stand in the time that the rules say, or not since the
    right night."""
    for period, end in _periods(kind, len(nights)):
        late = _late(nights[period.since - 1]) if period.since else 0
        known = period.since + _bound(period) + late
        if period.truth not in _NEWS or known >= end:
            continue
        verdict = Verdict.MISSING if period.truth is Truth.LOST else Verdict.CHANGED
        now = nights[known]
        if now.verdict != verdict or Certainty(now.certainty).rank < period.least.rank:
            yield f"{kind.name}: night {known}: {now} and not {verdict}"
        elif (
            not period.since <= now.since <= period.since + late
            and kind.true_at(now.since).truth is not Truth.UNTOLD
        ):
            yield f"{kind.name}: {verdict} since {now.since} and not since {period.since}"


def _late(before: Stood) -> int:
    """Nights by which something may be seen late: what stands is looked at every night, what is in
    doubt every third."""
    good = before.verdict in (*_THERE, Verdict.CHANGED) and before.is_confirmed
    return 0 if good else BEAT - 1


def wrong_causes(kind: Kind, nights: Sequence[Stood]) -> Iterator[str]:
    """Periods at whose end something else stands than the table says."""
    for period, end in _periods(kind, len(nights)):
        now = nights[end - 1]
        told = end - period.since > _bound(period) + BEAT
        if period.says and told and period.says not in (now.cause, now.verdict):
            yield f"{kind.name}: night {end - 1}: {now.verdict}: {now.cause}, not {period.says}"


def wrongly_good(kind: Kind, nights: Sequence[Stood]) -> Iterator[str]:
    """Nights that are told as the last good one in which it was lost or changed."""
    for night, now in enumerate(nights):
        good = now.last_good
        if good is not None and kind.true_at(good).truth in _NEWS:
            yield f"{kind.name}: night {night}: last good in night {good}"
            break


def expected_news(kind: Kind, nights: int) -> list[str]:
    """What readers are to be told of it, in order."""
    if kind.news is not None:
        return list(kind.news)
    told: list[str] = []
    for period, end in _periods(kind, nights):
        if period.truth in _NEWS and period.least is not Certainty.SUSPECTED:
            lasts = end - period.since > TOLD_NIGHTS
            told += [_NEWS[period.truth]] if lasts else []
        elif period.truth is Truth.SAME and told and told[-1] != "recovered":
            told.append("recovered")
    return told


def _periods(kind: Kind, nights: int) -> Iterator[tuple[Period, int]]:
    """The periods, and the night after the last of each."""
    ends = [*(period.since for period in kind.periods[1:]), nights]
    yield from zip(kind.periods, ends, strict=True)


def _bound(period: Period) -> int:
    """Nights after its first within which a period must be known."""
    if period.within:
        return period.within
    if period.truth is Truth.LOST:
        return LOSS_NIGHTS if period.least is Certainty.CONFIRMED else TOLD_NIGHTS
    return CHANGE_NIGHTS if period.truth is Truth.CHANGED else 0
