"""Documents that may be versions of a plan -> those that are, kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.series.align import align, nothing_in_common
from evidence.series.room import Room, TooMuch
from evidence.store import series as kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.series.chains import Version
    from evidence.series.model import Plan
    from evidence.store import Store


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be a version."""

    version: Version
    capture_id: str | None = None


def take(
    store: Store, name: str, candidates: Sequence[Candidate], problems: list[str]
) -> list[Version]:
    """Keep those that are versions of the plan ``name``, oldest first, and return them.

    What says the same as a version that is there is none; nor is what has no commitments, or none in common
    with any other (an error page that an archive kept, a form that a board lists), and ``problems`` is told.
    """
    have = kept.versions(store, name)
    taken: list[Version] = []
    ordered = sorted(candidates, key=lambda one: (not one.version.date, one.version.date))
    for one in ordered:
        version = one.version
        others = [*have, *(other.version for other in ordered if other is not one)]
        if any(says_the_same(version, other) for other in (*have, *taken)):
            continue
        if version.plan.problem:
            problems.append(f"{version.location}: no commitments can be told apart in it")
        elif others and not any(_in_common(version.plan, other.plan) for other in others):
            problems.append(f"{version.location}: it has nothing in common with the other versions")
        elif kept.add(store, name, version, one.capture_id):
            taken.append(version)
    return taken


def says_the_same(one: Version, other: Version) -> bool:
    """Whether two versions have the same bytes, or commitments that read the same."""
    if one.plan.sha256 == other.plan.sha256:
        return True
    same = [unit.squeezed for unit in one.plan.units] == [
        unit.squeezed for unit in other.plan.units
    ]
    return same and bool(one.plan.units)


def _in_common(one: Plan, other: Plan) -> bool:
    if one.problem or other.problem:
        return False
    try:
        return not nothing_in_common(align(one.units, other.units, Room()), one.units, other.units)
    except TooMuch:  # nobody can say that it has not: the step between them says why
        return True
