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

    from evidence.bilingual import Language
    from evidence.changes.quote import Quote
    from evidence.store.answers import Baseline, Changed, CheckView, Kept
    from evidence.store.outbox import Unsaved
    from evidence.store.records import Memento, Standing
    from evidence.vocabulary import Cause, Verdict

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
class Answer:
    """What one look at one URL showed, why it is judged so, and what proves it.

    Times are UTC, ISO 8601 with ``Z``.
    """

    url: str
    """as cited"""
    final_url: str | None
    """where the look ended, after redirects"""
    verdict: Verdict
    cause: Cause
    certainty: Certainty | None
    """of what all looks add up to; None for a single look of a history"""
    reasons: tuple[Reason, ...]
    status: int | None
    """of HTTP; None where there was no answer"""
    reason_phrase: str | None
    """the words beside the status"""
    media_type: str | None
    """by the bytes, not as declared"""
    redirects: tuple[Hop, ...]
    failure: Failure | None
    """why there was no complete answer"""
    capture: Kept | None
    baseline: ComparedWith
    change: Changed | None
    mementos: tuple[Copy, ...]
    """copies in web archives, oldest first; after them saves that have no copy"""
    checked_at: str
    quote: Quote | None = None
    """what became of the quoted passage; None where none was asked for, or no document was seen"""

    @classmethod
    def of(
        cls,
        url: str,
        check: CheckView,
        certainty: Certainty | None = None,
        *,
        mementos: Iterable[Memento] = (),
        unsaved: Iterable[Unsaved] = (),
    ) -> Answer:
        """The answer that a check gives.

        ``mementos`` are the copies that there are of the URL; ``unsaved`` are saves that have none
        yet, or never will (see :func:`evidence.store.outbox.unsaved`).
        """
        return cls(
            url=url,
            final_url=check.final_url,
            verdict=check.verdict,
            cause=check.cause,
            certainty=certainty,
            reasons=reasons(check),
            status=check.status,
            reason_phrase=check.reason,
            media_type=check.media_type,
            redirects=_hops(check.redirects_json),
            failure=_failure(check.failure_json),
            capture=check.capture,
            baseline=_compared_with(check.baseline),
            change=check.change,
            mementos=(
                *(Copy(m.archive, m.memento_url, m.captured_at, m.state) for m in mementos),
                *(Copy(save.archive, None, None, _unsaved(save)) for save in unsaved),
            ),
            checked_at=check.checked_at,
        )

    def json(self, language: Language = "en") -> dict[str, Any]:
        """The JSON object that the schema describes, reasons worded in ``language``."""
        return {
            "schema": SCHEMA,
            "url": self.url,
            "final_url": self.final_url,
            "verdict": str(self.verdict),
            "cause": str(self.cause),
            "certainty": self.certainty and str(self.certainty),
            "reasons": [
                {"rule": said.rule, "facts": said.facts, "text": explain(said, language)}
                for said in self.reasons
            ],
            "http": {
                "status": self.status,
                "reason": self.reason_phrase,
                "media_type": self.media_type,
                "redirects": [asdict(hop) for hop in self.redirects],
                "error": self.failure
                and {**asdict(self.failure), "stage": str(self.failure.stage)},
            },
            "capture": self.capture
            and {**asdict(self.capture), "fidelity": str(self.capture.fidelity)},
            "baseline": asdict(self.baseline),
            "change": self.change and {**asdict(self.change), "flags": list(self.change.flags)},
            "quote": self.quote
            and {
                "state": str(self.quote.state),
                "score": round(self.quote.score, 3),
                "found": self.quote.found,
            },
            "mementos": [asdict(copy) for copy in self.mementos],
            "checked_at": self.checked_at,
        }

    @property
    def exit_code(self) -> ExitCode:
        """1 when the document is missing or changed by this look, or the quoted passage does not
        stand there as it was quoted; 3 when it could not be seen; 0 when it is there."""
        if self.quote and self.quote.lost:
            return ExitCode.BROKEN
        return outcome(self.verdict, strict=True)

    def why(self, language: Language = "en") -> str:
        """The reasons in whole sentences."""
        return " ".join(explain(said, language) for said in self.reasons)


def reasons(check: CheckView) -> tuple[Reason, ...]:
    """The reasons of a check, which :func:`evidence.verdicts.wording.explain` puts into words."""
    return _reasons(check.reasons_json)


@lru_cache(maxsize=10_000)
def _reasons(text: str) -> tuple[Reason, ...]:
    """Of the JSON of a row; thousands of checks have the same. Nobody writes into the facts."""
    return tuple(Reason(said["rule"], said["facts"]) for said in json.loads(text))


def _hops(text: str | None) -> tuple[Hop, ...]:
    return tuple(Hop(hop["url"], hop["status"]) for hop in json.loads(text)) if text else ()


@lru_cache(maxsize=1_000)
def _failure(text: str | None) -> Failure | None:
    said = json.loads(text) if text else None
    return said and Failure(Stage(said["stage"]), said["kind"], said["detail"])


def certainty_alone(verdict: Verdict, standing: Standing) -> Certainty:
    """How certain an answer with this verdict is by itself: as the standing where both say the same.

    A check that says something else was judged for one question alone, against another baseline
    than every night's, or its loss is one that only many looks add up to: that is one look, and one
    look is a suspicion.
    """
    return standing.certainty if verdict is standing.verdict else Certainty.SUSPECTED


def _compared_with(baseline: Baseline | None) -> ComparedWith:
    if baseline is None:
        return ComparedWith("none")
    kind = "as-cited" if baseline.memento_url else "first-good"
    return ComparedWith(kind, baseline.captured_at, baseline.memento_url)


def _unsaved(save: Unsaved) -> str:
    """How far a save came; a refusal has a word of its own, because a memento that shows something
    else is called refused, too."""
    return "save-refused" if save.state is JobState.REFUSED else str(save.state)
