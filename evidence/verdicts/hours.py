"""Pages that are shown at some hours of the day and not at others.

Everybody who looks at one hour is told the same, so no observer finds that out: the looks of other days
do. Such a page is never confirmed missing, for each look that shows it resets; what a reader wants to know
is when to open it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.rule import reason
from evidence.verdicts.standing import GOOD
from evidence.vocabulary import VERDICT_OF, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from evidence.verdicts.model import Reason
    from evidence.vocabulary import Cause

_EACH = 6
"""Looks of either kind: of six and six that come by chance one in eighty lies so that a part of the day
holds all of one kind and none of the other."""
_TURNS = 4
"""Changes from one kind to the other: what was lost once and never came back was lost."""

WORDS = {
    "hours.some": Words(
        "It depends on the hour: {gone} looks between {since} and {until} UTC were shown no document, and "
        "{there} at other hours were.",
        "Depende de la hora: entre las {since} y las {until} UTC no se mostró ningún "
        "documento (revisiones: {gone}), y a otras horas sí (revisiones: {there}).",
    ),
}


@dataclass(frozen=True, slots=True)
class _At:
    when: datetime
    is_there: bool

    @property
    def clock(self) -> str:
        return f"{self.when:%H:%M}"


def by_hour(looks: Iterable[tuple[datetime, Cause]]) -> Reason | None:
    """What the looks of one URL say of the hours at which it is shown; None where they say nothing. Looks
    that saw nothing either way don't count. Times are UTC."""
    told = [
        _At(at, VERDICT_OF[cause] in GOOD)
        for at, cause in sorted(looks)
        if VERDICT_OF[cause] in GOOD or VERDICT_OF[cause] is Verdict.MISSING
    ]
    there = sum(look.is_there for look in told)
    if min(there, len(told) - there) < _EACH or _turns(told) < _TURNS:
        return None
    day = sorted(told, key=lambda look: (look.when.time(), look.is_there))
    around = [*day, day[0]]
    if _turns(around) != 2:  # one part of the day holds all of one kind
        return None
    start = next(i for i, look in enumerate(day) if not look.is_there and day[i - 1].is_there)
    gone = [look for look in (*day[start:], *day[:start]) if not look.is_there]
    return reason(
        "hours.some", gone=len(gone), there=there, since=gone[0].clock, until=gone[-1].clock
    )


def _turns(looks: list[_At]) -> int:
    """How often one kind of look follows the other."""
    return sum(one.is_there is not other.is_there for one, other in pairwise(looks))
