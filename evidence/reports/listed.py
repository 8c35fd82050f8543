"""The citations that a report lists, each with all that is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from evidence.days import day
from evidence.reports import replacement, steps
from evidence.reports.answer import Answer
from evidence.reports.citations import Beside, InOrder, in_blocks
from evidence.reports.elsewhere import Elsewhere
from evidence.reports.safe import short
from evidence.reports.sightings import Sightings
from evidence.reports.unknown_hosts import UnknownHosts, is_misprint
from evidence.reports.words import word
from evidence.store import duplicates
from evidence.store.observers import Observers

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from evidence.bilingual import Language
    from evidence.reports.answer import StandsAt
    from evidence.reports.excerpts import Progress
    from evidence.reports.persons import Person
    from evidence.reports.replacement import Replacement
    from evidence.reports.steps import NextStep
    from evidence.store import Store
    from evidence.store.answers import CheckView, PartView
    from evidence.store.duplicates import SameAs
    from evidence.store.lines import Line
    from evidence.store.observers import Observer
    from evidence.store.records import Memento
    from evidence.store.reporting import Cited, KeptCapture
    from evidence.store.scope import Scope

T = TypeVar("T")
_EVERY = 1_000
"""Citations between two words of progress: a tenth of a second."""


class Listed(NamedTuple):
    """One citation of a report with all that the report tells of it."""

    cited: Cited
    check: CheckView | None
    """that its standing rests on; None for a URL that was never looked at"""
    mementos: Sequence[Memento]
    """copies in public archives, oldest first"""
    replacement: Replacement | None
    next_step: NextStep
    seen: Sightings | None
    """when the document could be seen; None for a URL that was never looked at"""
    stands_at: tuple[StandsAt, ...] = ()
    """other addresses at which it stands, or may stand, where it is gone at its own"""
    same_as: SameAs | None = None
    """another address of the very same document, that was looked at in this one's stead"""
    parts: Sequence[PartView] = ()
    """what its document is made of beside the answer itself, as the check saw it"""
    seen_by: Observer | None = None
    """who made that check, where it was merged in; None: we did"""
    person: Person | None = None
    """what a person said of it last"""

    def beside(self, language: Language) -> list[str]:
        """What a reader has to know beside the reasons, in sentences."""
        told = beside(self.cited, self.seen, self.same_as, self.person, language)
        if self.seen_by is not None:
            told.append(f"{word('seen_by', language)} {short(self.seen_by.name)}")
        return told

    @property
    def answer(self) -> Answer | None:
        """What ``testigo check`` would answer; None for a URL that was never looked at."""
        if self.check is None:
            return None
        certainty = self.cited.certainty
        return Answer.of(
            self.cited.url,
            self.check,
            certainty,
            mementos=self.mementos,
            seen=self.seen,
            parts=tuple(self.parts),
            stands_at=self.stands_at,
            seen_by=self.seen_by,
            person=self.person,
        )


def beside(
    cited: Cited,
    seen: Sightings | None,
    same: SameAs | None,
    person: Person | None,
    language: Language,
) -> list[str]:
    """What a reader has to know of a citation beside the reasons, in sentences: which cited page
    offers it, which address was looked at in its stead, what a person said of it, what was suspected or
    seen altered before it was lost from sight."""
    told = [person.sentence(language)] if person else []
    told += seen.sentences(language) if seen else []
    if same is not None:
        told = [*_stood_for(same, language), *told]
    if cited.offered_by is None:
        return told
    return [f"{word('offered_by', language)}: {short(cited.offered_by)}", *told]


def _stood_for(same: SameAs, language: Language) -> list[str]:
    at = day(same.looked_at, language)
    told = [f"{word('same_as', language)} {short(same.url)}, {word('looked_at', language)} {at}"]
    if same.memento:
        told.append(f"{word('same_copy', language)}: {short(same.memento)}")
    return told


@dataclass
class Citations:
    """The citations of a report, broken ones first. What belongs to each is put together when its
    turn comes: go through them by :meth:`each` or :meth:`near`, which read it a block at a time."""

    cited: InOrder
    places: array[int]
    """of each: how many stand before it in its source, and in the sources before"""
    store: Store
    scope: Scope
    persons: Mapping[str, Person]
    """URL id -> what a person said last of it"""
    progress: Progress | None = None
    _beside: Beside | None = None

    def __len__(self) -> int:
        return len(self.cited)

    def __iter__(self) -> Iterator[Listed]:
        return self.each(self.listed)

    def each(self, make: Callable[[Cited], T]) -> Iterator[T]:
        """What ``make`` makes of each of ``cited``; says how far it has come."""
        for done, one in enumerate(self.near(self.cited), 1):
            yield make(one)
            if self.progress and (done % _EVERY == 0 or done == len(self.cited)):
                self.progress("citations", done, len(self.cited))

    def lines(self) -> Iterator[Line | Listed]:
        """Each as a table takes it; those of which more is known than a :class:`Line` tells, with all of it."""
        done = 0
        for block in self.cited.lines():
            more = [one.number for one in block if one.more or one.url_id in self.persons]
            rest = {one.id: self.listed(one) for one in self.near(self.cited.those(more))}
            yield from (rest.get(one.id, one) for one in block)
            done += len(block)
            if self.progress:
                self.progress("citations", done, len(self.cited))

    def near(self, cited: Iterable[Cited]) -> Iterator[Cited]:
        """``cited``, with what belongs to each at hand when its turn comes."""
        for block in in_blocks(cited):
            beside = Beside(self.store, block)
            for one in block:
                self._beside = beside  # others may go through them at the same time
                yield one

    def _of(self, cited: Cited) -> Beside:
        """What belongs to a citation, among others."""
        if self._beside is None or cited.url_id not in self._beside.urls:
            self._beside = Beside(self.store, [cited])
        return self._beside

    def captures(self, cited: Cited) -> list[KeptCapture]:
        """What was captured of the URL of a citation that is broken; of one that can't be seen, what shows the
        document."""
        return self._of(cited).captures.get(cited.url_id, [])

    def listed(self, cited: Cited) -> Listed:
        """One of ``cited`` with all that the report tells of it."""
        beside = self._of(cited)
        check = beside.checks.get(cited.check_id or "")
        places: tuple[StandsAt, ...] = ()
        if check is not None and cited.cause is not None:
            check = self._unknown.explained(check, cited.cause)
            check = self._elsewhere.explained(check, cited.cause)
            places = self._elsewhere.of(cited.url_id, cited.cause)
        mementos, seen = beside.mementos.get(cited.url_id, ()), self.seen(cited)
        instead = replacement.find(
            cited.verdict,
            url=cited.url,
            since=cited.since,
            cited_on=cited.accessed or cited.published,
            final_url=check.final_url if check else None,
            mementos=mementos,
            altered=seen.altered_since if seen else None,
        )
        step = steps.next_step(
            cited.verdict, cited.cause, cited.certainty, instead, misprint=is_misprint(check)
        )
        same, parts = self.same_as(cited), beside.parts.get(cited.check_id or "", ())
        by = self._observers.of(check.run_id) if check else None
        person = self.person(cited)
        return Listed(cited, check, mementos, instead, step, seen, places, same, parts, by, person)

    def person(self, cited: Cited) -> Person | None:
        """What a person said last of the URL of a citation."""
        return self.persons.get(cited.url_id)

    def same_as(self, cited: Cited) -> SameAs | None:
        """The address of the very same document that was looked at in this one's stead."""
        return self._duplicates.get(cited.url_id)

    def seen(self, cited: Cited) -> Sightings | None:
        """When the document of a citation could be seen; None for one that was never looked at."""
        if cited.verdict is None or cited.since is None or cited.last_look is None:
            return None
        standing = self._of(cited).remembering.get(cited.url_id)
        if standing is not None:
            return Sightings.of(standing)
        return Sightings.plain(cited.verdict, cited.since, cited.last_look, cited.last_good)

    @cached_property
    def _elsewhere(self) -> Elsewhere:
        return Elsewhere(self.store)

    @cached_property
    def _observers(self) -> Observers:
        return Observers(self.store)

    @cached_property
    def _duplicates(self) -> dict[str, SameAs]:
        return duplicates.told(self.store)

    @cached_property
    def _unknown(self) -> UnknownHosts:
        return UnknownHosts(self.store)
