"""Which of the copies that are kept is the one to show: to an auditor, to an editor, in a court."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from evidence import clock
from evidence.changes.quote import State
from evidence.store.copies import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.changes.quote import Sighting
    from evidence.store.copies import Copy

T = TypeVar("T", "Sighting", "Copy")


def best(found: Iterable[Sighting], cited_on: str | None) -> Sighting | None:
    """The copy that says a passage word for word, nearest to the day ``cited_on`` (``2019-09-12``), else
    the newest; None where no copy does. Of two of one day an archive's comes first: it is a stranger's
    word, and anybody can open it."""
    said = [one for one in found if one.state is State.PRESENT]
    return nearest(said, cited_on)


def nearest(found: Sequence[T], cited_on: str | None) -> T | None:
    """The copy nearest to a day, else the newest."""
    if not found:
        return None
    noon = clock.parse(f"{cited_on}T12:00:00Z") if cited_on else None

    def away(one: Sighting | Copy) -> tuple[int, bool, float]:
        at = clock.parse(one.at)
        days = abs((at - noon).days) if noon else -at.toordinal()
        return days, one.origin == OWN, -at.timestamp()

    return min(found, key=away)
