"""What all citations come to, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.store.reporting import Brief


ORDER = (
    Verdict.MISSING,
    Verdict.CHANGED,
    Verdict.MOVED,
    Verdict.BLOCKED,
    Verdict.UNREACHABLE,
    Verdict.UNCHECKED,
    Verdict.ALIVE,
)
"""What a reader wants to see first."""
RANK = {verdict: rank for rank, verdict in enumerate(ORDER)}
"""The place of each in it, from 0."""
CERTAINTIES = (Certainty.CONFIRMED, Certainty.PROBABLE, Certainty.SUSPECTED)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of citations, in the order in which the JSON form tells them."""

    cited: int
    urls: int
    """addresses: one may be cited in many places"""
    checked: int
    not_checked: dict[str, int]
    """why -> how many: a cause, or ``not-yet``"""
    one_look: int
    """of those that were checked, how many rest on a single look"""
    verdicts: dict[Verdict, int]
    certainties: dict[Verdict, dict[Certainty, int]]
    """of missing and of changed ones"""


class Counting:
    """Counts citations one by one, those that the report lists and those that it does not."""

    def __init__(self) -> None:
        self._cited = self._one_look = 0
        self._not_checked: Counter[str] = Counter()
        self._verdicts: Counter[Verdict] = Counter()
        self._certainties: Counter[tuple[Verdict, Certainty]] = Counter()

    def add(self, one: Brief) -> None:
        """Count one more."""
        self._cited += 1
        verdict = one.verdict
        if verdict is None or verdict is Verdict.UNCHECKED:
            self._not_checked[str(one.why)] += 1
            return
        self._verdicts[verdict] += 1
        self._one_look += (one.looks or 0) <= 1
        if one.certainty and verdict.is_broken:
            self._certainties[verdict, one.certainty] += 1

    def summary(self, urls: int) -> Summary:
        """What was counted; ``urls`` is how many addresses are cited."""
        return Summary(
            cited=self._cited,
            urls=urls,
            checked=self._verdicts.total(),
            not_checked=dict(sorted(self._not_checked.items())),
            one_look=self._one_look,
            verdicts=in_order(self._verdicts),
            certainties={
                verdict: {
                    certainty: self._certainties[verdict, certainty]
                    for certainty in CERTAINTIES
                    if self._certainties[verdict, certainty]
                }
                for verdict in (Verdict.MISSING, Verdict.CHANGED)
            },
        )


def in_order(counts: Mapping[Verdict, int]) -> dict[Verdict, int]:
    """Counts by verdict in the order of :data:`ORDER`."""
    return {verdict: counts[verdict] for verdict in ORDER if counts.get(verdict)}
