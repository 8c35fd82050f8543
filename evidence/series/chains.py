"""The versions of one plan -> each commitment through all of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence.series.fate import between
from evidence.series.units import called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.series.model import Fate, Outcome, Plan, Step, Unit


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a plan."""

    location: str
    """a file, an address, a capture"""
    date: str
    """of the text, as ``2017-05-01``, ``2017-05`` or ``2017``; "" for one that nobody dated"""
    plan: Plan
    label: str = ""
    """what it is called beside the others: its year, or its date"""


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a commitment from one version to another."""

    old: int
    new: int
    """places in the list of versions"""
    outcome: Outcome
    others: tuple[str, ...] = ()
    """ids of the commitments that it was merged with, or split into"""


@dataclass(slots=True)
class Chain:
    """One commitment through the versions."""

    id: str
    units: dict[int, Unit] = field(default_factory=dict)
    """place of a version -> the unit that it is there"""
    became: list[Became] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it is called in the first version that has it."""
        return called(next(iter(self.units.values())))

    @property
    def actor(self) -> str:
        """Who is to do it, as the first version that says so has it."""
        return next((unit.actor for unit in self.units.values() if unit.actor), "")

    @property
    def is_alarming(self) -> bool:
        """Whether it was weakened, reduced or dropped anywhere on its way."""
        return any(one.outcome.is_alarming for one in self.became)


@dataclass(frozen=True, slots=True)
class Series:
    """The versions of one plan, by date, and what became of each commitment."""

    name: str
    versions: tuple[Version, ...]
    steps: tuple[tuple[int, int, Step], ...]
    """from which version to which: those that can't be read are stepped over"""
    chains: tuple[Chain, ...]

    @property
    def is_alarming(self) -> bool:
        """Whether anything was weakened, reduced or dropped."""
        return any(chain.is_alarming for chain in self.chains)

    @property
    def is_whole(self) -> bool:
        """Whether every version could be read and compared."""
        return not any(version.plan.problem for version in self.versions) and not any(
            step.problem for _, _, step in self.steps
        )

    def counts(self) -> Counter[Fate]:
        """How often each fate befell a commitment."""
        return Counter(one.outcome.fate for chain in self.chains for one in chain.became)


def series_of(name: str, versions: Iterable[Version]) -> Series:
    """What became of each commitment of a plan. ``versions`` may come in any order; those without a date
    stand last, in the order in which they came."""
    ordered = _labelled(sorted(versions, key=lambda one: (not one.date, one.date)))
    readable = [n for n, version in enumerate(ordered) if not version.plan.problem]
    steps = tuple(
        (old, new, between(ordered[old].plan, ordered[new].plan)) for old, new in pairwise(readable)
    )
    return Series(name, tuple(ordered), steps, tuple(_chains(ordered, readable, steps)))


def _labelled(versions: list[Version]) -> list[Version]:
    """Each with a name of its own: its year, else its date, else its number."""
    years = Counter(version.date[:4] for version in versions)
    dates = Counter(version.date for version in versions)
    named = []
    for number, one in enumerate(versions, 1):
        if one.date and years[one.date[:4]] == 1:
            label = one.date[:4]
        elif one.date and dates[one.date] == 1:
            label = one.date
        else:
            label = f"{one.date} ({number})".strip() if one.date else f"({number})"
        named.append(Version(one.location, one.date, one.plan, label))
    return named


def _chains(
    versions: list[Version], readable: list[int], steps: tuple[tuple[int, int, Step], ...]
) -> Iterator[Chain]:
    chains: list[Chain] = []
    at: dict[tuple[int, int], Chain] = {}
    """version and unit -> the commitment that it is"""

    def begin(version: int, number: int) -> Chain:
        unit = versions[version].plan.units[number]
        chain = Chain(_id(unit, len(chains)))
        chain.units[version] = unit
        chains.append(chain)
        at[version, number] = chain
        return chain

    for number in range(len(versions[readable[0]].plan.units) if readable else 0):
        begin(readable[0], number)
    for old, new, step in steps:
        if step.problem:
            for number in range(len(versions[new].plan.units)):
                begin(new, number)
        for outcome in sorted(step.outcomes, key=lambda one: one.new or (len(at),)):
            befallen = [at[old, number] for number in outcome.old]
            for place, number in enumerate(outcome.new):
                if place or not befallen:
                    befallen.append(begin(new, number))
                else:
                    at[new, number] = befallen[0]
                    befallen[0].units[new] = versions[new].plan.units[number]
            for chain in befallen:
                others = tuple(other.id for other in befallen if other is not chain)
                chain.became.append(Became(old, new, outcome, others))
    yield from chains


def _id(unit: Unit, number: int) -> str:
    """The same for the same plan, whatever versions come later: by what it says, and where."""
    return hashlib.sha256(f"{number}\0{unit.squeezed}".encode()).hexdigest()[:12]
