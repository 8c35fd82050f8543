"""What a report says, before it takes any form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from evidence import clock
from evidence.reports import breakdown, excerpts, pictures, replacement, steps, together
from evidence.reports.answer import Answer
from evidence.reports.breakdown import MOST_CHARTS, Group, Kind
from evidence.reports.elsewhere import Elsewhere
from evidence.reports.nights import nights
from evidence.reports.persons import Person
from evidence.reports.safe import short
from evidence.reports.sightings import Sightings
from evidence.reports.summary import Summary, summary
from evidence.reports.unknown_hosts import UnknownHosts, is_misprint
from evidence.reports.words import word
from evidence.store import answers, duplicates, persons, registered, reporting, runs
from evidence.store.observers import Observers
from evidence.version import VERSION
from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evidence.bilingual import Language
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
    from evidence.store.observers import Observer
    from evidence.store.records import Memento, Run, Source, Standing
    from evidence.store.reporting import Checks, Cited, KeptCapture, Transition

T = TypeVar("T")
OfUrl = TypeVar("OfUrl", "KeptCapture", "Memento")
SOUND = frozenset({Verdict.ALIVE})
"""Verdicts left out of a report unless all are asked for."""
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
CERTAINTIES = (Certainty.CONFIRMED, Certainty.PROBABLE, Certainty.SUSPECTED)
_EVERY = 1_000
"""Citations between two words of progress: a tenth of a second."""
MOST_CAPTURES = 10
"""Captures told of one URL; the database has them all."""


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
    day = same.looked_at[:10]
    told = [f"{word('same_as', language)} {short(same.url)}, {word('looked_at', language)} {day}"]
    if same.memento:
        told.append(f"{word('same_copy', language)}: {short(same.memento)}")
    return told


@dataclass(frozen=True)
class Citations:
    """The citations of a report, broken ones first. What belongs to each is put together when its
    turn comes, because 50,000 of them with all of it would not fit into half a gigabyte."""

    cited: list[Cited]
    store: Store
    source: str | None
    progress: Progress | None = None

    def __len__(self) -> int:
        return len(self.cited)

    def __iter__(self) -> Iterator[Listed]:
        return self.each(self.listed)

    def each(self, make: Callable[[Cited], T]) -> Iterator[T]:
        """What ``make`` makes of each of ``cited``; says how far it has come."""
        for done, one in enumerate(self.cited, 1):
            yield make(one)
            if self.progress and (done % _EVERY == 0 or done == len(self.cited)):
                self.progress("citations", done, len(self.cited))

    def listed(self, cited: Cited) -> Listed:
        """One of ``cited`` with all that the report tells of it."""
        check = self._checks.get(cited.check_id)
        places: tuple[StandsAt, ...] = ()
        if check is not None and cited.cause is not None:
            check = self._unknown.explained(check, cited.cause)
            check = self._elsewhere.explained(check, cited.cause)
            places = self._elsewhere.of(cited.url_id, cited.cause)
        mementos, seen = self._mementos.get(cited.url_id, ()), self.seen(cited)
        instead = replacement.find(
            cited.verdict,
            since=cited.since,
            cited_on=cited.accessed or cited.published,
            final_url=check.final_url if check else None,
            mementos=mementos,
            altered=seen.altered_since if seen else None,
        )
        step = steps.next_step(
            cited.verdict, cited.cause, cited.certainty, instead, misprint=is_misprint(check)
        )
        same, parts = self.same_as(cited), self._parts.get(cited.check_id or "", ())
        by = self._observers.of(check.run_id) if check else None
        person = self.person(cited)
        return Listed(cited, check, mementos, instead, step, seen, places, same, parts, by, person)

    def person(self, cited: Cited) -> Person | None:
        """What a person said last of the URL of a citation."""
        return self.persons.get(cited.url_id)

    @cached_property
    def persons(self) -> dict[str, Person]:
        """URL id -> what a person said last of it."""
        return {url: Person.of(word) for url, word in persons.last_words(self.store).items()}

    def same_as(self, cited: Cited) -> SameAs | None:
        """The address of the very same document that was looked at in this one's stead."""
        return self._duplicates.get(cited.url_id)

    def seen(self, cited: Cited) -> Sightings | None:
        """When the document of a citation could be seen; None for one that was never looked at."""
        if cited.verdict is None or cited.since is None or cited.last_look is None:
            return None
        standing = self._remembering.get(cited.url_id)
        if standing is not None:
            return Sightings.of(standing)
        return Sightings.plain(cited.verdict, cited.since, cited.last_look, cited.last_good)

    @cached_property
    def captures(self) -> dict[str, list[KeptCapture]]:
        """URL id -> what was captured of it, for broken URLs."""
        return _by_url(reporting.kept(self.store, self.source))

    @cached_property
    def _remembering(self) -> dict[str, Standing]:
        found = reporting.remembering(self.store, self.source)
        return {standing.url_id: standing for standing in found}

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

    @cached_property
    def _checks(self) -> Checks:
        return reporting.last_checks(self.store, self.source)

    @cached_property
    def _parts(self) -> dict[str, list[PartView]]:
        return answers.last_parts(self.store)

    @cached_property
    def _mementos(self) -> dict[str, list[Memento]]:
        return _by_url(reporting.mementos(self.store, self.source))


@dataclass(frozen=True)
class Report:
    """Everything that the forms show. What only some forms show is read when they ask for it, so
    the store stays open until the report is written."""

    generated_at: str
    tool: str
    run: Run | None
    """the run that began last"""
    sources: list[Source]
    summary: Summary
    since: str | None
    """what counts as new: changed after this moment, the report before, else the start of the last
    run"""
    citations: Citations
    cited: list[Cited]
    """all citations; :attr:`citations` has those that the report lists"""
    together: list[Together]
    """hosts, folders and boards that went as a whole, what is lost first"""
    language: Language
    everything: bool
    folder: Path | None
    progress: Progress | None

    @cached_property
    def transitions(self) -> list[Transition]:
        """URLs whose verdict is not what it was at ``since``."""
        place = self.citations
        return reporting.transitions(place.store, self.since, place.source) if self.since else []

    @property
    def nights(self) -> list[Night]:
        """How the verdicts stood run after run."""
        return self._nights[0]

    @cached_property
    def doubts(self) -> int:
        """Citations that can't be seen, and were suspected to be lost when they last could be."""
        seen = (self.citations.seen(one) for one in self.cited if one.shown.is_unseen)
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
                    dict(counts),
                    self._nights[1].get(key, []),
                )
                for key, counts in tallied
            ]
            for kind, tallied in self._tallied.items()
        }

    @cached_property
    def _tallied(self) -> dict[Kind, list[tuple[Key, Counter[Verdict]]]]:
        return {kind: breakdown.tally(self.cited, kind) for kind in Kind}

    @cached_property
    def _nights(self) -> tuple[list[Night], dict[Key, list[Night]]]:
        drawn = {key for tallied in self._tallied.values() for key, _ in tallied[:MOST_CHARTS]}
        looks = reporting.looks(self.citations.store, self.citations.source)
        return nights(looks, breakdown.members(self.cited, drawn))

    @cached_property
    def redlines(self) -> Redlines:
        """What changed, word by word."""
        return excerpts.read(self.citations.store, self.folder, self.citations.cited, self.progress)

    @cached_property
    def pictures(self) -> Pictures:
        """What lost and altered pages looked like, before and after."""
        return pictures.read(self.citations.store, self.folder, self.citations.cited)


def build(
    store: Store,
    *,
    source: str | None = None,
    everything: bool = False,
    language: Language = "en",
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read the report out of the store, which stays open until the report is written.

    ``folder`` is the evidence folder: with it, what changed is read back from the WARC files.
    Damaged records are told in the report.
    """
    cited = list(reporting.cited(store, source))
    events = together.find(cited)
    event_of = {one.url_id: n for n, event in enumerate(events, 1) for one in event.cited}
    cited.sort(key=lambda one: _weight(one, event_of))
    run = runs.latest_to_report(store)
    before = reporting.last_reported_at(store, source, run.id if run else None)
    place = Citations(cited, store, source, progress)
    # what a person accepted stands well, and is told all the same: it is no secret
    listed = [one for one in cited if everything or one.verdict not in SOUND or place.person(one)]
    return Report(
        generated_at=clock.stamp(clock.now()),
        tool=f"Testigo {VERSION}",
        run=run,
        sources=registered.sources(store, source),
        summary=summary(cited),
        since=before or (run.started_at if run else None),
        citations=replace(place, cited=listed),
        cited=cited,
        together=events,
        language=language,
        everything=everything,
        folder=folder,
        progress=progress,
    )


def _weight(cited: Cited, event_of: Mapping[str, int]) -> tuple[int, int, int, str]:
    """What matters first: by verdict; what went alone before what went with others; then by
    certainty, and alike causes together."""
    certain = CERTAINTIES.index(cited.certainty) if cited.certainty and cited.shown.is_broken else 0
    return ORDER.index(cited.shown), event_of.get(cited.url_id, 0), certain, cited.why


def _by_url(rows: Iterable[OfUrl]) -> dict[str, list[OfUrl]]:
    """Captures or copies by the URL that they are of; of many, the earliest ones and the last."""
    found: dict[str, list[OfUrl]] = {}
    for row in rows:
        several = found.setdefault(row.url_id, [])
        if len(several) == MOST_CAPTURES:
            several.pop()
        several.append(row)
    return found
