"""The answer about one URL: schema 1 of ``check --format json`` (``docs/schema/check.v1.json``)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from evidence.errors import ExitCode
from evidence.verdicts.model import Failure, Hop, Reason
from evidence.verdicts.outcome import outcome
from evidence.verdicts.wording import explain
from evidence.vocabulary import Certainty, JobState, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.bilingual import Language, Words
    from evidence.changes.quote import Quote, State
    from evidence.content import Link
    from evidence.reports.doubt import Doubt
    from evidence.reports.persons import Person
    from evidence.reports.pictures import Screenshot
    from evidence.reports.said import Said
    from evidence.reports.sightings import Sightings
    from evidence.store.answers import Changed, CheckView, Kept, PartView
    from evidence.store.observers import Observer
    from evidence.store.outbox import Unsaved
    from evidence.store.records import Memento, Standing
    from evidence.vocabulary import Cause, PlaceKind, Verdict

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """The baseline: what the look was compared with."""

    kind: str
    """``as-cited`` (a memento near the day of the citation), ``first-good`` (our first capture that
    showed the document) or ``none``"""
    captured_at: str | None = None
    memento: str | None = None
    """address of the memento"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in a web archive, or a save that has none yet."""

    archive: str
    url: str | None
    """None: there is no copy yet, or there never will be"""
    captured_at: str | None
    state: str
    """of the copy (:class:`evidence.vocabulary.MementoState`), else of the job that saves it
    (:class:`evidence.vocabulary.JobState`, a refused one is ``save-refused``)"""


@dataclass(frozen=True, slots=True)
class StandsAt:
    """Another address at which a document stands, or may stand."""

    url: str
    how: PlaceKind
    """how it was found"""
    since: str
    """first look that showed the document there; ISO 8601 with ``Z``"""
    certain: bool
    """it was found by what it is; else the address is one to look at"""

    @property
    def reason(self) -> Reason:
        """What is said of it; :func:`evidence.verdicts.wording.explain` puts it into words."""
        if self.certain:
            return Reason(f"elsewhere.{self.how}", {"url": self.url, "since": self.since[:10]})
        return Reason(f"elsewhere.maybe-{self.how}", {"url": self.url})


@dataclass(frozen=True, slots=True)
class BestCopy:
    """The copy to show to somebody who asks what the page said."""

    at: str
    origin: str
    """``own``, or the name of the web archive that made it"""
    url: str
    """where a reader finds it: in the archive; of an own one the address that was looked at"""
    state: State | None
    """what became of the quoted passage in it; None where none was asked for"""
    capture: Kept | None
    """its bytes in the evidence folder"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one look at one URL showed, why it is judged so, and what proves it.

    Times are UTC, ISO 8601 with ``Z``.
    """

    url: str
    """as cited"""
    check: CheckView
    """the look as it is stored; the properties tell what it says"""
    certainty: Certainty | None
    """of what all looks add up to; None for a single look of a history"""
    mementos: tuple[Copy, ...]
    """copies in web archives, oldest first; after them saves that have no copy"""
    quote: Quote | None = None
    """what became of the quoted passage; None where none was asked for, or no document was seen"""
    seen: Sightings | None = None
    """when the document was last seen, by all looks; None for a single look of a history"""
    parts: tuple[PartView, ...] = ()
    """what the document is made of beside the answer itself"""
    stands_at: tuple[StandsAt, ...] = ()
    """other addresses at which a document stands, or may stand, that is gone at its own"""
    seen_by: Observer | None = None
    """who made the look, where its folder was merged into this one; None: we did"""
    observers: tuple[Said, ...] = ()
    """what observers said who looked at the same time; not told in a report"""
    offers: tuple[Link, ...] | None = None
    """documents that the page offers (:mod:`evidence.looks.offers`); None for a single look of a
    history, and in a report"""
    evidence: BestCopy | None = None
    """the copy to show: of the day of the citation, if it is known; None for a single look of a history,
    and where no copy of the document is kept"""
    cited_on: str | None = None
    """the day that was asked about, else on which the sources cited it, as ``2019-09-12``"""
    next_look: str | None = None
    """when the URL is due again; None for a single look of a history"""
    headline: Words | None = None
    """the one sentence that answers what was asked, to be read aloud; None for a single look of a
    history"""
    doubts: tuple[Doubt, ...] = ()
    """what would change our mind, the likeliest first"""
    person: Person | None = None
    """what a person said of it last; None for a single look of a history"""
    screenshot: Screenshot | None = None
    """the page as a browser showed it last; None where none did, and for a single look of a history"""

    @classmethod
    def of(
        cls,
        url: str,
        check: CheckView,
        certainty: Certainty | None = None,
        *,
        mementos: Iterable[Memento] = (),
        unsaved: Iterable[Unsaved] = (),
        seen: Sightings | None = None,
        parts: tuple[PartView, ...] = (),
        stands_at: tuple[StandsAt, ...] = (),
        observers: tuple[Said, ...] = (),
        seen_by: Observer | None = None,
        person: Person | None = None,
    ) -> Answer:
        """The answer that a check gives.

        ``mementos`` are the copies that there are of the URL; ``unsaved`` are saves that have none
        yet, or never will (see :func:`evidence.store.outbox.unsaved`).
        """
        copies = [Copy(m.archive, m.memento_url, m.captured_at, m.state) for m in mementos]
        copies += [Copy(save.archive, None, None, _unsaved(save)) for save in unsaved]
        return cls(
            url,
            check,
            certainty,
            tuple(copies),
            seen=seen,
            parts=parts,
            stands_at=stands_at,
            seen_by=seen_by,
            observers=observers,
            person=person,
        )

    @property
    def final_url(self) -> str:
        """Where the look ended, after redirects."""
        return self.check.final_url

    @property
    def verdict(self) -> Verdict:
        """What the look says of the URL."""
        return self.check.verdict

    @property
    def cause(self) -> Cause:
        """Why, in one word."""
        return self.check.cause

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The rules that fired, with their facts; :meth:`why` puts them into words."""
        return reasons(self.check)

    @property
    def status(self) -> int | None:
        """Of HTTP; None where there was no answer."""
        return self.check.status

    @property
    def reason_phrase(self) -> str | None:
        """The words beside the status."""
        return self.check.reason

    @property
    def media_type(self) -> str | None:
        """By the bytes, not as declared."""
        return self.check.media_type

    @property
    def redirects(self) -> tuple[Hop, ...]:
        """The redirects that were followed."""
        return hops(self.check)

    @property
    def failure(self) -> Failure | None:
        """Why there was no complete answer."""
        return failure(self.check)

    @property
    def capture(self) -> Kept | None:
        """Where the bytes of the last answer lie; None where there was no answer."""
        return self.check.capture

    @property
    def baseline(self) -> ComparedWith:
        """What the look was compared with."""
        return _compared_with(self.check)

    @property
    def change(self) -> Changed | None:
        """What changed in substance against the baseline."""
        return self.check.change

    @property
    def checked_at(self) -> str:
        """When the look was made."""
        return self.check.checked_at

    def json(self, language: Language = "en") -> dict[str, Any]:
        """The JSON object that the schema describes, reasons worded in ``language``."""
        check, change, failure, quote = self.check, self.change, self.failure, self.quote
        return {
            "schema": SCHEMA,
            "url": self.url,
            "final_url": check.final_url,
            "verdict": check.verdict,
            "cause": check.cause,
            "certainty": self.certainty,
            "reasons": [
                {"rule": said.rule, "facts": said.facts, "text": explain(said, language)}
                for said in self.reasons
            ],
            "http": {
                "status": check.status,
                "reason": check.reason,
                "media_type": check.media_type,
                "redirects": [{"url": hop.url, "status": hop.status} for hop in self.redirects],
                "error": asdict(failure) if failure else None,
            },
            "capture": _capture(check),
            "baseline": _flat(self.baseline),
            "change": {**_flat(change), "flags": list(change.flags)} if change else None,
            "quote": _quote(quote) if quote else None,
            "document": {"parts": [_part(part) for part in self.parts]},
            "mementos": [_flat(copy) for copy in self.mementos],
            "stands_at": [_flat(place) for place in self.stands_at],
            **self._offers(),
            **({"seen": self.seen.json()} if self.seen else {}),
            **({"person": self.person and self.person.json()} if self.seen else {}),
            **({"screenshot": asdict(self.screenshot)} if self.screenshot else {}),
            **(self._told(self.headline, language) if self.headline else {}),
            **({"observers": [one.json() for one in self.observers]} if self.observers else {}),
            **({"seen_by": asdict(self.seen_by)} if self.seen_by else {}),
            "checked_at": check.checked_at,
        }

    def _told(self, headline: Words, language: Language) -> dict[str, Any]:
        """What only the answer to a question has: the sentence, its proof and what would change it."""
        best = self.evidence
        return {
            "headline": headline.text(language),
            "evidence": {
                "at": best.at,
                "from": best.origin,
                "url": best.url,
                "state": best.state,
                "capture": _flat(best.capture) if best.capture else None,
            }
            if best
            else None,
            "would_change": [
                {"rule": one.rule, "facts": dict(one.facts), "text": one.text(language)}
                for one in self.doubts
            ],
            "cited_on": self.cited_on,
            "next_look": self.next_look,
        }

    def _offers(self) -> dict[str, Any]:
        if self.offers is None:
            return {}
        return {"offers": [{"url": link.url, "text": link.text} for link in self.offers]}

    @property
    def exit_code(self) -> ExitCode:
        """1 when the document is missing or changed by this look, or the quoted passage does not
        stand there as it was quoted; 3 when it could not be seen; 0 when it is there, or a person's
        word that it is no loss is in force."""
        if self.quote and self.quote.lost:
            return ExitCode.BROKEN
        if self.person and self.person.silences:
            return ExitCode.SOUND
        return outcome(self.verdict, strict=True)

    def why(self, language: Language = "en") -> str:
        """The reasons in whole sentences."""
        return _why(self.reasons, language)


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "state": quote.state,
        "score": round(quote.score, 3),
        "found": quote.found,
        "part": quote.part,
        "how": quote.how,
        "redline": [{"act": one.act, "old": one.old, "new": one.new} for one in quote.diff],
        "then": [
            {
                "at": one.at,
                "from": one.origin,
                "url": one.url,
                "state": one.state,
                "part": one.part,
                "capture": one.capture_id,
            }
            for one in quote.then
        ],
        "last_present": quote.last_present,
        "first_absent": quote.first_absent,
    }


def _flat(record: ComparedWith | Changed | Copy | StandsAt | Kept) -> dict[str, Any]:
    """The fields of a record whose values are plain; ``asdict``, which copies each value, takes
    five times as long."""
    return {name: getattr(record, name) for name in record.__slots__}


def _part(part: PartView) -> dict[str, Any]:
    return {
        "role": part.role,
        "url": part.url,
        "verdict": part.check.verdict,
        "cause": part.check.cause,
        "capture": _capture(part.check),
    }


def _capture(check: CheckView) -> dict[str, Any] | None:
    if check.capture_id is None:
        return None
    return {
        "id": check.capture_id,
        "warc": check.warc,
        "offset": check.offset,
        "length": check.length,
        "payload_sha256": check.payload_sha256,
        "fidelity": check.fidelity,
    }


def reasons(check: CheckView) -> tuple[Reason, ...]:
    """The reasons of a check, which :func:`evidence.verdicts.wording.explain` puts into words."""
    return _reasons(check.reasons_json)


@lru_cache(maxsize=10_000)
def _reasons(text: str) -> tuple[Reason, ...]:
    """Of the JSON of a row; thousands of checks have the same. Nobody writes into the facts."""
    return tuple(Reason(said["rule"], said["facts"]) for said in json.loads(text))


def why(check: CheckView | None, language: Language) -> str:
    """The reasons of a check in whole sentences; an empty text where there is no check."""
    return why_of(check.reasons_json, language) if check else ""


@lru_cache(maxsize=10_000)
def why_of(reasons_json: str, language: Language) -> str:
    """The same of the reasons as a row has them."""
    return _why(_reasons(reasons_json), language)


def _why(said: Iterable[Reason], language: Language) -> str:
    return " ".join(explain(reason, language) for reason in said)


def hops(check: CheckView) -> tuple[Hop, ...]:
    """The redirects that a check followed."""
    text = check.redirects_json
    return tuple(Hop(hop["url"], hop["status"]) for hop in json.loads(text)) if text else ()


def failure(check: CheckView) -> Failure | None:
    """Why a check had no complete answer; None where it had one."""
    if check.failure_json is None:
        return None
    said = json.loads(check.failure_json)
    return Failure(Stage(said["stage"]), said["kind"], said["detail"])


def certainty_alone(verdict: Verdict, standing: Standing) -> Certainty:
    """How certain an answer with this verdict is by itself: as the standing where both say the same.

    A check that says something else was judged for one question alone, against another baseline
    than every night's, or its loss is one that only many looks add up to: that is one look, and one
    look is a suspicion.
    """
    return standing.certainty if verdict is standing.verdict else Certainty.SUSPECTED


def _compared_with(check: CheckView) -> ComparedWith:
    if check.baseline_at is None:
        return ComparedWith("none")
    kind = "as-cited" if check.memento_url else "first-good"
    return ComparedWith(kind, check.baseline_at, check.memento_url)


def _unsaved(save: Unsaved) -> str:
    """How far a save came; a refusal has a word of its own, because a memento that shows something
    else is called refused, too."""
    return "save-refused" if save.state is JobState.REFUSED else str(save.state)
