"""What a report says, before it takes any form."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from evidence import clock
from evidence.bilingual import Words, counted
from evidence.days import day
from evidence.reports import breakdown, replacement, steps, together
from evidence.reports.answer import Answer
from evidence.reports.breakdown import MOST_CHARTS, Group, Kind, Tallies
from evidence.reports.citations import Beside, InOrder, in_blocks
from evidence.reports.elsewhere import Elsewhere
from evidence.reports.narrowed import Narrowed
from evidence.reports.nights import nights
from evidence.reports.persons import Person
from evidence.reports.safe import short
from evidence.reports.sightings import Sightings
from evidence.reports.summary import CERTAINTIES, ORDER, Counting, Summary
from evidence.reports.unknown_hosts import UnknownHosts, is_misprint
from evidence.reports.words import CITATIONS, word
from evidence.store import duplicates, ignored, persons, registered, reporting, runs
from evidence.store.observers import Observers
from evidence.store.reporting import Brief
from evidence.store.scope import Scope
from evidence.version import VERSION
from evidence.vocabulary import Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.config import Ignore
    from evidence.reports.answer import StandsAt
    from evidence.reports.breakdown import Key
    from evidence.reports.excerpts import Progress, Redlines
    from evidence.reports.nights import Night
    from evidence.reports.pictures import Pictures
    from evidence.reports.replacement import Replacement
    from evidence.reports.steps import NextStep
    from evidence.reports.together import Together
    from evidence.store import Store
    from evidence.store.answers import CheckView, PartView
    from evidence.store.duplicates import SameAs
    from evidence.store.lines import Line
    from evidence.store.observers import Observer
    from evidence.store.records import Memento, Run, Source
    from evidence.store.reporting import Cited, KeptCapture, Transition
    from evidence.vocabulary import Certainty

T = TypeVar("T")
OfUrl = TypeVar("OfUrl", "KeptCapture", "Memento")
SOUND = frozenset({Verdict.ALIVE})
"""Verdicts left out of a report unless all are asked for."""
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
        return sorted(found, key=lambda one: (_VERDICTS[one.verdict], -one.certainty.rank))

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


def build(
    store: Store,
    *,
    source: str | None = None,
    tags: Sequence[str] = (),
    everything: bool = False,
    language: Language = "en",
    folder: Path | None = None,
    progress: Progress | None = None,
    ignore: Sequence[Ignore] = (),
    counted: bool = True,
) -> Report:
    """Read the report out of the store, which stays open until the report is written.

    It is of the ``source`` with this id and of those that bear one of ``tags``, or of all; raises UsageError
    for one that is not there. ``folder`` is the evidence folder: with it, what changed is read back from the WARC
    files. Damaged records are told in the report. What fits one of ``ignore`` is told as left out on purpose.
    Without ``counted`` the citations are put in order only, and counted when a form asks for it.
    """
    narrowed = Narrowed(source, tuple(sorted(set(tags))))
    asked = Scope(registered.chosen(store, narrowed.source, narrowed.tags))
    out = ignored.matching(store, [one.pattern for one in ignore])
    scope = replace(asked, without=frozenset(out))
    events = together.in_folder(store, scope)
    event_of = {one.url_id: n for n, event in enumerate(events, 1) for one in event.cited}
    run = runs.latest_to_report(store)
    before = reporting.last_reported_at(
        store, narrowed.source, narrowed.tags, run.id if run else None
    )
    said = {url: Person.of(word) for url, word in persons.last_words(store).items()}
    counting = Counted() if counted else None
    overruled = 0
    numbers, alike = array("q"), defaultdict[int, "array[int]"](lambda: array("q"))
    for one in reporting.briefs(store, scope) if counted else reporting.order(store, scope):
        if counting is not None and isinstance(one, Brief):
            counting.add(one)
        if one.url_id in said and one.verdict is not None and one.verdict.is_broken:
            overruled += said[one.url_id].silences
        # what a person accepted stands well, and is told all the same: it is no secret
        if everything or one.verdict not in SOUND or one.url_id in said:
            event = event_of.get(one.url_id, 0)
            weight = _weight(one.verdict, one.cause, one.certainty, event)
            alike[weight].append(len(numbers))
            numbers.append(one.number)
    left_out = Counter(
        out[one.url_id]
        for one in (reporting.order(store, asked) if out else ())
        if one.url_id in out
    )
    order = array("q", chain.from_iterable(alike[weight] for weight in sorted(alike)))
    listed = array("q", (numbers[place] for place in order))
    return Report(
        generated_at=clock.stamp(clock.now()),
        tool=f"Testigo {VERSION}",
        run=run,
        sources=registered.sources(store, scope),
        since=before or (run.started_at if run else None),
        citations=Citations(InOrder(store, listed), order, store, scope, said, progress),
        counted_first=counting,
        together=events,
        language=language,
        everything=everything,
        folder=folder,
        progress=progress,
        overruled=overruled,
        on_purpose=tuple(OnPurpose(one, left_out[n]) for n, one in enumerate(ignore)),
        narrowed=narrowed,
    )


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


_EVENTS = 40
"""Bits for the number of an event among all: a trillion."""
_WHYS = {why: rank for rank, why in enumerate(sorted([*Cause, reporting.NOT_YET]))}
_VERDICTS = {verdict: rank for rank, verdict in enumerate(ORDER)}
_CERTAIN = {certainty: rank for rank, certainty in enumerate(CERTAINTIES)}


@lru_cache(maxsize=10_000)
def _weight(
    verdict: Verdict | None, cause: Cause | None, certainty: Certainty | None, event: int
) -> int:
    """What matters first, as a number: by verdict; what went alone before what went with others (``event``, its
    number from 1); then by certainty, and alike causes together."""
    shown = verdict or Verdict.UNCHECKED
    certain = _CERTAIN[certainty] if certainty and shown.is_broken else 0
    found = _VERDICTS[shown] << _EVENTS | event
    return (found * len(_CERTAIN) + certain) * len(_WHYS) + _WHYS[cause or reporting.NOT_YET]
