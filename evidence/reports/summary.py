"""What all citations come to, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.store.reporting import Cited


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


def summary(cited: Sequence[Cited]) -> Summary:
    """The numbers of all citations, those that the report lists and those that it does not."""
    checked = [one for one in cited if one.shown is not Verdict.UNCHECKED]
    not_checked = Counter(one.why for one in cited if one.shown is Verdict.UNCHECKED)
    return Summary(
        cited=len(cited),
        urls=len({one.url for one in cited}),
        checked=len(checked),
        not_checked={str(why): count for why, count in not_checked.items()},
        one_look=sum((one.looks or 0) <= 1 for one in checked),
        verdicts=dict(Counter(one.shown for one in checked)),
        certainties={
            verdict: dict(
                Counter(
                    one.certainty for one in checked if one.certainty and one.verdict is verdict
                )
            )
            for verdict in (Verdict.MISSING, Verdict.CHANGED)
        },
    )
