"""When a document was last seen, unaltered or at all, and what is suspected of it since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.days import Day
from evidence.looks.standings import standing_of
from evidence.reports.words import word
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.store import records
    from evidence.verdicts.series import Standing
    from evidence.vocabulary import Cause

_SAID = {
    "doubt": Words(
        "It can't be seen since {blind}; before that, since {since}, it was suspected to be {verdict}. Nobody "
        "could look again, so it counts as no loss.",
        "No se puede ver desde el {blind}. Antes, desde el {since}, había una sospecha: "
        "{verdict}. Nadie pudo volver a comprobarlo, así que no cuenta como pérdida.",
    ),
    "out-of-sight": Words(
        "It can't be seen since {blind}: this is what was seen before.",
        "No se puede ver desde el {blind}: esto es lo que se vio antes.",
    ),
    "altered": Words(
        "Before it was lost from sight on {blind}, it was seen altered from {altered} on: it no longer said "
        "what is cited.",
        "Antes de que dejara de verse, el {blind}, ya se veía modificado desde el {altered}: "
        "no decía lo que se cita.",
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
    verdict: Verdict
    """that stands"""
    suspected: tuple[Verdict, Cause, str] | None = None
    """verdict, cause and first look of a suspicion that nobody could look at again"""

    @classmethod
    def of(cls, record: records.Standing) -> Sightings:
        """What a standing tells."""
        if not remembers(record):
            return cls.plain(record.verdict, record.since, record.last_look, record.last_good)
        standing = standing_of(record)
        shown = standing.last_seen is not None and standing.last_seen >= standing.last_look
        doubt = standing.doubt
        return cls(
            last_unaltered=_stamp(standing.last_good),
            last_seen=_stamp(standing.last_seen),
            not_seen_since=None if shown else _stamp(_hidden_since(standing)),
            altered_since=_stamp(standing.altered_since),
            verdict=standing.verdict,
            suspected=(doubt.verdict, doubt.cause, clock.stamp(doubt.series.since))
            if doubt
            else None,
        )

    @classmethod
    def plain(
        cls, verdict: Verdict, since: str, last_look: str, last_good: str | None
    ) -> Sightings:
        """What a standing tells that remembers nothing beside its series: ``since`` its first look,
        ``last_good`` the last that showed the document unaltered."""
        if verdict is Verdict.CHANGED:  # of a version that remembered nothing
            return cls(last_good, last_look, None, since, verdict)
        shown = last_good is not None and last_good >= last_look
        return cls(last_good, last_good, None if shown else since, None, verdict)

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
        blind = self.not_seen_since
        if blind is None:
            return []
        if self.suspected:
            verdict, _, since = self.suspected
            facts = {"blind": _day(blind), "since": _day(since), "verdict": word(verdict, language)}
            said = [_SAID["doubt"].filled(language, facts)]
            if verdict is Verdict.CHANGED:
                return said
        elif self.verdict is Verdict.CHANGED:
            return [_SAID["out-of-sight"].filled(language, {"blind": _day(blind)})]
        else:
            said = []
        if self.altered_since:
            facts = {"altered": _day(self.altered_since), "blind": _day(blind)}
            said.append(_SAID["altered"].filled(language, facts))
        return said


def remembers(record: records.Standing) -> bool:
    """Whether a standing remembers more than its series: of most the row alone tells it all, and a
    report has 50,000 of them."""
    return "{" in record.series_json


def _hidden_since(standing: Standing) -> datetime:
    """First of the looks in a row that showed no document."""
    seen_altered = standing.verdict is Verdict.CHANGED and standing.blind_since is not None
    if seen_altered and standing.blind_since:
        return standing.blind_since
    return standing.lost.series.since if standing.lost else standing.since


def _stamp(at: datetime | None) -> str | None:
    return clock.stamp(at) if at else None


def _day(at: str | None) -> Day:
    return Day(at or "")
