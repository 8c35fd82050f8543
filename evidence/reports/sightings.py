"""When a document was last seen, unaltered or at all, and what is suspected of it since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.looks.standings import standing_of
from evidence.reports.words import word
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.store import records
    from evidence.verdicts.standing import Standing
    from evidence.vocabulary import Cause

_SAID = {
    "doubt": Words(
        "It can't be seen since {blind}. When it was last looked at with success, on {since}, it was "
        "suspected to be {verdict}; that is no loss until it is seen again.",
        "No se puede ver desde el {blind}. En la última revisión que lo logró, el {since}, había sospecha "
        "de que estaba {verdict}; mientras no se vuelva a ver, no cuenta como pérdida.",
    ),
    "altered": Words(
        "Before that it had been altered: since {altered} it no longer said what is cited.",
        "Antes ya había sido modificado: desde el {altered} no decía lo que se cita.",
    ),
}


@dataclass(frozen=True, slots=True)
class Sightings:
    """What all looks tell of when the document could be seen. Times are ISO 8601 with ``Z``."""

    last_unaltered: str | None
    """last look that showed the document unaltered"""
    last_seen: str | None
    """last look that showed a document, altered or not"""
    not_seen_since: str | None
    """first of the looks in a row that showed none; None where the last one did"""
    altered_since: str | None
    """first look that showed it altered, where it was not seen unaltered since"""
    suspected: tuple[Verdict, Cause, str] | None = None
    """verdict, cause and first look of a suspicion that nobody could look at again"""

    @classmethod
    def of(cls, record: records.Standing) -> Sightings:
        """What a standing remembers."""
        standing = standing_of(record)
        shown = standing.last_seen is not None and standing.last_seen >= standing.last_look
        doubt = standing.doubt
        return cls(
            last_unaltered=_stamp(standing.last_good),
            last_seen=_stamp(standing.last_seen),
            not_seen_since=None if shown else _stamp(_hidden_since(standing)),
            altered_since=_stamp(standing.altered_since),
            suspected=(doubt.verdict, doubt.cause, clock.stamp(doubt.series.since))
            if doubt
            else None,
        )

    def json(self) -> dict[str, Any]:
        """The member ``seen`` of an answer."""
        suspected = self.suspected
        return {
            "last_unaltered": self.last_unaltered,
            "last_seen": self.last_seen,
            "not_seen_since": self.not_seen_since,
            "altered_since": self.altered_since,
            "suspected": dict(zip(("verdict", "cause", "since"), suspected, strict=True))
            if suspected
            else None,
        }

    def sentences(self, language: Language) -> list[str]:
        """What a reader has to know beside the verdict; most have nothing to know."""
        said = []
        if self.suspected:
            verdict, _, since = self.suspected
            facts = {"blind": _day(self.not_seen_since), "since": _day(since)}
            facts["verdict"] = word(verdict, language)
            said.append(_SAID["doubt"].filled(language, facts))
        if self.altered_since and self.not_seen_since:
            facts = {"altered": _day(self.altered_since)}
            said.append(_SAID["altered"].filled(language, facts))
        return said


def _hidden_since(standing: Standing) -> datetime:
    """First of the looks in a row that showed no document."""
    seen_altered = standing.verdict is Verdict.CHANGED and standing.blind_since is not None
    return standing.blind_since if seen_altered and standing.blind_since else standing.since


def _stamp(at: datetime | None) -> str | None:
    return clock.stamp(at) if at else None


def _day(at: str | None) -> str:
    return (at or "")[:10]
