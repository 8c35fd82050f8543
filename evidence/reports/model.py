"""What a report says, before it takes any form."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from evidence.bilingual import Words, counted
from evidence.days import day
from evidence.reports import breakdown
from evidence.reports.breakdown import MOST_CHARTS, Group, Kind, Tallies
from evidence.reports.citations import InOrder
from evidence.reports.nights import nights
from evidence.reports.safe import short
from evidence.reports.summary import RANK, Counting, Summary
from evidence.reports.words import CITATIONS
from evidence.store import reporting

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.config import Ignore
    from evidence.reports.breakdown import Key
    from evidence.reports.excerpts import Progress, Redlines
    from evidence.reports.listed import Citations
    from evidence.reports.narrowed import Narrowed
    from evidence.reports.nights import Night
    from evidence.reports.pictures import Pictures
    from evidence.reports.together import Together
    from evidence.store.records import Run, Source
    from evidence.store.reporting import Brief, Transition
    from evidence.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class OnPurpose:
    """Addresses that are left out on purpose."""

    ignore: Ignore
    citations: int
    """how many lead there"""

    def sentence(self, language: Language) -> str:
        """Which, why, until when, and how many citations that concerns."""
        one = self.ignore
        until = _UNTIL.filled(language, {"day": day(one.until, language)}) if one.until else ""
        count = counted(CITATIONS, self.citations, language)
        return f"{short(one.pattern)}: {short(one.reason)}{until} ({count})"


_UNTIL = Words(", until {day}", ", hasta el {day}")


@dataclass(frozen=True)
class Report:
    """Everything that the forms show. What only some forms show is read when they ask for it, so
    the store stays open until the report is written."""

    generated_at: str
    tool: str
    run: Run | None
    """the run that began last"""
    sources: list[Source]
    since: str | None
    """what counts as new: changed after this moment, the report before, else the start of the last
    run"""
    citations: Citations
    counted_first: Counted | None
    """all citations, where they were counted while they were put in order"""
    together: list[Together]
    """hosts, folders and boards that went as a whole, what is lost first"""
    language: Language
    everything: bool
    folder: Path | None
    progress: Progress | None
    narrowed: Narrowed
    """which sources were asked for"""
    on_purpose: tuple[OnPurpose, ...] = ()
    """what is left out on purpose, and counted nowhere else"""
    overruled: int = 0
    """citations that stand as lost and of which a person says that they are none"""
    left_out: int = 0
    """citations that a form has no room for"""

    def first(self, most: int) -> Report:
        """The same with no more than ``most`` citations, those that come first."""
        left_out = len(self.citations) - most
        if left_out <= 0:
            return self
        citations = replace(
            self.citations,
            cited=self.citations.cited[:most],
            places=self.citations.places[:most],
        )
        return replace(self, citations=citations, left_out=left_out)

    @cached_property
    def counted(self) -> Counted:
        """All citations, of which :attr:`citations` has those that the report lists."""
        if self.counted_first is not None:
            return self.counted_first
        counting = Counted()
        for one in reporting.briefs(self.citations.store, self.citations.scope):
            counting.add(one)
        return counting

    @cached_property
    def summary(self) -> Summary:
        """What all citations come to, in numbers."""
        place = self.citations
        return self.counted.counting.summary(reporting.addresses(place.store, place.scope))

    @cached_property
    def transitions(self) -> list[Transition]:
        """URLs whose verdict is not what it was at ``since``, what is lost first."""
        place = self.citations
        if self.since is None:
            return []
        found = reporting.transitions(place.store, self.since, place.scope)
        return sorted(found, key=lambda one: (RANK[one.verdict], -one.certainty.rank))

    @property
    def only(self) -> Words | None:
        """What the report is of, in words; None where it is of all."""
        asked = self.narrowed.source
        titles = (source.title for source in self.sources if source.id == asked)
        return self.narrowed.told(next(titles, None) or "")

    @property
    def nights(self) -> list[Night]:
        """How the verdicts stood run after run."""
        place = self.citations
        return nights(reporting.looks(place.store, place.scope))[0]

    @cached_property
    def doubts(self) -> int:
        """Citations that can't be seen, and were suspected to be lost when they last could be."""
        place = self.citations
        unseen = InOrder(place.store, self.counted.unseen)
        seen = (place.seen(one) for one in place.near(unseen))
        return sum(one is not None and one.suspected is not None for one in seen)

    @cached_property
    def groups(self) -> dict[Kind, list[Group]]:
        """What each source, host and commitment comes to, by kind; those with most that is broken
        first."""
        titles = {source.id: source.title or source.id for source in self.sources}
        return {
            kind: [
                Group(
                    titles[key.name] if kind is Kind.SOURCE else key.name,
                    counts,
                    self._nights.get(key, []),
                )
                for key, counts in tallied
            ]
            for kind, tallied in self._tallied.items()
        }

    def counts(self, kind: Kind) -> list[tuple[str, dict[Verdict, int]]]:
        """The names of the groups of a kind as they are known, and what each comes to, as :attr:`groups`."""
        return [(key.name, counts) for key, counts in self._tallied[kind]]

    @cached_property
    def _tallied(self) -> dict[Kind, list[tuple[Key, dict[Verdict, int]]]]:
        return {kind: self.counted.tallies.of(kind) for kind in Kind}

    @cached_property
    def _nights(self) -> dict[Key, list[Night]]:
        drawn = {key for tallied in self._tallied.values() for key, _ in tallied[:MOST_CHARTS]}
        store, scope = self.citations.store, self.citations.scope
        members = breakdown.members(reporting.briefs_by_url(store, scope), drawn)
        return nights(reporting.looks(store, scope), members)[1]

    @cached_property
    def redlines(self) -> Redlines:
        """What changed, word by word."""
        from evidence.reports import excerpts  # noqa: PLC0415 - brings all that compares along

        return excerpts.read(self.citations.store, self.folder, self.citations.cited, self.progress)

    @cached_property
    def pictures(self) -> Pictures:
        """What lost and altered pages looked like, before and after."""
        from evidence.reports import pictures  # noqa: PLC0415 - brings all that compares along

        return pictures.read(self.citations.store, self.folder, self.citations.cited)


class Counted:
    """All citations of a report, counted one by one."""

    def __init__(self) -> None:
        self.counting, self.tallies = Counting(), Tallies()
        self.unseen = array("q")
        """numbers of those that can't be seen"""

    def add(self, one: Brief) -> None:
        """Count one more."""
        self.counting.add(one)
        self.tallies.add(one)
        if one.shown.is_unseen:
            self.unseen.append(one.number)
