"""What is new since readers were last told: one item a URL, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence import clock
from evidence.looks.standings import standing_of
from evidence.reports import replacement, steps
from evidence.reports.answer import Answer
from evidence.reports.elsewhere import Elsewhere
from evidence.reports.persons import silenced
from evidence.reports.safe import href, short
from evidence.reports.sightings import Sightings
from evidence.reports.unknown_hosts import UnknownHosts, is_misprint
from evidence.store import answers, mementos, notices, records
from evidence.store.scope import EVERYTHING, Scope
from evidence.verdicts.transition import Step, Told, transition
from evidence.vocabulary import Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.reports.in_words import InWords
    from evidence.reports.replacement import Replacement
    from evidence.reports.steps import NextStep
    from evidence.store import Store
    from evidence.store.database import Transaction
    from evidence.store.notices import CitedBy, Tellable
    from evidence.vocabulary import Certainty

MOST_CITED = 5
"""Places that cite one URL told in an item; it says how many more there are."""
MOST_TEXT = 300
"""Characters of a claim or reason: two long sentences."""
MOST_URL = 500
"""Characters of an address that is shown; a longer one is cut and no longer a link."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place that cites the URL."""

    source: str
    title: str
    marker: str | None
    page: int | None
    claim: str | None


@dataclass(frozen=True, slots=True)
class See:
    """Where the document can be seen."""

    kind: replacement.Kind
    url: str
    captured_at: str | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What a reader can do next."""

    key: NextStep
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a digest, in the order of its schema; remote texts are on one line, short, and
    without control characters."""

    news: Step
    url: str
    verdict: Verdict
    cause: Cause
    certainty: Certainty
    reason: str
    since: str
    last_good: str | None
    """when the document was last seen as cited"""
    cited: tuple[Place, ...]
    cited_more: int
    """places that are not listed"""
    altered: tuple[str, ...]
    """of a change: what the page said, and what it says now, a line each"""
    see: See | None
    next_step: Advice


def fresh(
    store: Store, least: Certainty, at: datetime, scope: Scope = EVERYTHING
) -> Iterator[tuple[Tellable, Step | None]]:
    """Standings of what is told of whose news readers don't have, what a person accepted among them with None: that is
    to be remembered, and no news to anyone. A loss that a person says is none is no news either, and
    is told once that word holds no more."""
    silent = silenced(store)
    for one in notices.tellable(store, scope):
        told = _told(one.told)
        step = transition(told, standing_of(one.standing), least, at)
        accepted = told is not None and (one.accepted_at or "") >= clock.stamp(told.since)
        if step is Step.RECOVERED and accepted:
            yield one, None
        elif step is Step.BROKEN and one.standing.url_id in silent:
            continue
        elif step:
            yield one, step


def remember(act: Transaction, one: Tellable, at: datetime) -> None:
    """Readers know of this standing from now on."""
    standing = one.standing
    text = standing_of(standing).series.text_sha256
    act.put(records.Told(standing.url_id, standing.verdict, standing.since, text, clock.stamp(at)))


def item(store: Store, one: Tellable, step: Step, language: Language, words: InWords) -> Item:
    """What a digest tells of one URL; ``words`` tells what a change altered."""
    standing = one.standing
    check = answers.check(store, standing.check_id)
    check = UnknownHosts(store).explained(check, standing.cause)
    answer = Answer.of(one.url, Elsewhere(store).explained(check, standing.cause))
    cited = notices.citations(store, standing.url_id)
    seen = Sightings.of(standing)
    instead = replacement.find(
        standing.verdict,
        url=one.url,
        since=standing.since,
        cited_on=next((place.cited_on for place in cited if place.cited_on), None),
        final_url=answer.final_url,
        mementos=mementos.shown(store, standing.url_id),
        altered=seen.altered_since,
    )
    return Item(
        news=step,
        url=short(one.url, MOST_URL),
        verdict=standing.verdict,
        cause=standing.cause,
        certainty=standing.certainty,
        reason=" ".join([short(answer.why(language), MOST_TEXT), *seen.sentences(language)]),
        since=standing.since,
        last_good=_last_good(one, answer),
        cited=tuple(map(_place, cited[:MOST_CITED])),
        cited_more=max(0, len(cited) - MOST_CITED),
        altered=words.of(standing.check_id, _claim(cited), language)
        if step is Step.CHANGED
        else (),
        see=_see(instead),
        next_step=_advice(one, step, instead, language, misprint=is_misprint(answer.check)),
    )


def _claim(cited: list[CitedBy]) -> str:
    return next((place.claim for place in cited if place.claim), "")


def _last_good(one: Tellable, answer: Answer) -> str | None:
    """When the document was last seen as cited, as reports say it: of a changed one, by the last look that
    showed it so, or by the copy that it is compared with."""
    seen = [one.standing.last_good]
    if one.standing.verdict is Verdict.CHANGED:
        seen.append(answer.baseline.captured_at)
    return max(filter(None, seen), default=None)


def _told(told: records.Told | None) -> Told | None:
    if told is None:
        return None
    since, at = clock.parse(told.since), clock.parse(told.told_at)
    return Told(told.verdict, since, told.text_sha256, at)


def _advice(
    one: Tellable,
    step: Step,
    instead: Replacement | None,
    language: Language,
    *,
    misprint: bool,
) -> Advice:
    key = steps.NextStep.TELL_IT_IS_BACK
    if step is not Step.RECOVERED or one.standing.cause is Cause.ELSEWHERE:
        standing = one.standing
        key = steps.next_step(
            standing.verdict, standing.cause, standing.certainty, instead, misprint=misprint
        )
    return Advice(key, steps.STEPS[key].text(language))


def _place(cited: CitedBy) -> Place:
    return Place(
        source=cited.source_id,
        title=short(cited.source_title or "", MOST_TEXT),
        marker=short(cited.marker, 40) if cited.marker else None,
        page=cited.page,
        claim=short(cited.claim, MOST_TEXT) if cited.claim else None,
    )


def _see(instead: Replacement | None) -> See | None:
    """Where the document can be seen; what is cut or no web address can't be followed."""
    if instead is None or not href(instead.url) or len(instead.url) > MOST_URL:
        return None
    return See(instead.kind, short(instead.url, MOST_URL), instead.captured_at)
