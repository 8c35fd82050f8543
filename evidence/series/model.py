"""What a plan's versions are made of, and what may become of one of their commitments."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from evidence.series.spelling import squeezed


class Fate(StrEnum):
    """What became of a unit from one version to the next."""

    KEPT = "kept"
    """the same words, or others that say no less as far as the rules see"""
    RE_TYPESET = "re-typeset"
    """the same words in another number, order, spelling of signs, or format"""
    EXTENDED = "extended"
    REDUCED = "reduced"
    """words, deliverables, indicators or actors are gone with nothing in their place"""
    WEAKENED = "weakened"
    """a duty, a number, a date, a scope says less now, or a condition was added"""
    CORE = "changed-at-the-core"
    """its number or title stands, and next to nothing of what it said"""
    MERGED = "merged"
    SPLIT = "split"
    DROPPED = "dropped"
    NEW = "new"


LOSSES = frozenset({Fate.REDUCED, Fate.WEAKENED, Fate.CORE, Fate.DROPPED})
"""Fates that a reader of the plan should know of first."""
ALARMING = frozenset({Fate.REDUCED, Fate.WEAKENED, Fate.DROPPED})
"""Those for which a command ends with exit code 1. What is changed at the core does so where it has
a finding that weakens: whether another commitment is a lesser one is for a person to say."""


class Weakening(StrEnum):
    """In which respect a passage says less."""

    MODAL = "modal"
    NUMBER = "number"
    DATE = "date"
    SCOPE = "scope"
    ACTOR = "actor"
    DELIVERABLE = "deliverable"
    INDICATOR = "indicator"
    CONDITION = "condition"


class Direction(StrEnum):
    """Whether a finding weakens what was promised."""

    LESS = "less"
    UNKNOWN = "unknown"
    """it changed, and nobody can tell from the words which way"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage that says less in the newer version."""

    kind: Weakening
    rule: str
    """which rule found it: a key of :data:`evidence.reports.series.words.REASONS`"""
    before: str
    """the sentence of the older version"""
    after: str
    """the sentence of the newer one; empty where nothing stands in its place"""
    was: str
    """the words that tell, of the older version"""
    now: str
    """and those of the newer one"""
    severity: float
    """0 (worth a look) to 1 (the promise is gone)"""
    direction: Direction = Direction.LESS

    @property
    def weakens(self) -> bool:
        """Whether it says less, and not only something else."""
        return self.direction is Direction.LESS


@dataclass(frozen=True)
class Unit:
    """One commitment, article, section or row of one version."""

    number: str
    """as printed, without its word: ``3``, ``1.2.3``, ``IV``; "" where it has none"""
    label: str
    """number and word as printed: ``Compromiso 3``"""
    title: str
    text: str
    """all of it, title and number left out, a line for each paragraph, item or cell"""
    page: int | None = None
    """where it begins, counted from 1; None for formats without pages"""
    path: tuple[str, ...] = ()
    """the headings above it"""
    actor: str = ""
    """who is to do it, where the unit says so: a ministry, an office"""

    @cached_property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    @cached_property
    def squeezed(self) -> str:
        """Letters and figures of the whole: equal for what reads the same."""
        return squeezed(self.whole)


@dataclass(frozen=True)
class Plan:
    """One version as it was read: its units, and what was wrong with it."""

    media_type: str
    units: tuple[Unit, ...] = ()
    title: str = ""
    pages: int | None = None
    language: str = ""
    """es, en or pt"""
    problem: str = ""
    """a word of :class:`Problem`: why nothing can be said of it"""
    warnings: tuple[str, ...] = ()
    outside: str = ""
    """letters and figures of what stands in no unit: a foreword, a list of names"""
    notes: str = ""
    """the text of its notes, which are no part of a unit, though another format may set them amid one"""
    sha256: str = ""
    """hex digest of the bytes"""


class Problem(StrEnum):
    """Why a version, or what became of it in the next, can't be told."""

    SCANNED = "scanned"
    """its pages are pictures"""
    NO_UNITS = "no-units"
    """no commitments, articles, headings, lists or rows can be told apart"""
    UNREADABLE = "unreadable"
    NOTHING_IN_COMMON = "nothing-in-common"
    OTHER_STRUCTURE = "other-structure"
    """one has many times the other's units: headings or numbers are lost in one of them"""
    OTHER_LANGUAGE = "other-language"
    TOO_MUCH = "too-much"
    """more differs between the two than is looked at"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one unit from one version to the next; ``old`` and ``new`` are places in the
    lists of units."""

    fate: Fate
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    words_removed: int = 0
    words_added: int = 0
    renumbered: bool = False

    @property
    def is_alarming(self) -> bool:
        """Whether something was weakened, reduced or dropped."""
        return self.fate in ALARMING or any(one.weakens for one in self.findings)


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next that can be compared with it."""

    outcomes: tuple[Outcome, ...] = ()
    problem: str = ""
    share: float = field(default=0.0, compare=False)
    """of the units of the smaller version, how many have their like in the other"""
