"""What a report can't say, with its numbers: the same in every form that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.changes import visual
from evidence.reports.words import word
from evidence.store import renderings
from evidence.vocabulary import RunState

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.reports.model import Report


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a report can't say."""

    key: str
    """of :data:`evidence.reports.words.WORDS`"""
    count: int | None = None
    """how often, where it can be counted"""

    def text(self, language: Language) -> str:
        """The limit as a sentence, a counted one with its number at the end."""
        return word(self.key, language) + (f": {self.count}" if self.count else "")


_SHOTS = Limit("limit_shots")
ALWAYS = (Limit("limit_certainty"), Limit("limit_baseline"), _SHOTS)
"""Limits of every report; the last of those about pages that no browser has opened."""


def limits(report: Report, *, redlines: bool) -> list[Limit]:
    """The limits of one report. ``redlines`` is for forms that show what changed: only they read the
    records back."""
    summary = report.summary
    counted = [
        Limit("limit_unchecked", sum(summary.not_checked.values())),
        Limit("limit_one_look", summary.one_look),
        Limit("limit_doubt", report.doubts),
        Limit("limit_sound", summary.cited - len(report.citations) - report.left_out),
        Limit("limit_left_out", report.left_out),
    ]
    if redlines:
        counted += [
            Limit("limit_redlines", report.redlines.left_out),
            Limit("limit_by_lines", report.redlines.by_lines),
            Limit("limit_damaged", len({*report.redlines.damaged, *report.pictures.damaged})),
            Limit("limit_pictures", report.pictures.left_out),
            Limit("limit_differing", report.pictures.undiffered),
        ]
    found = [limit for limit in counted if limit.count]
    if report.run and report.run.state is not RunState.FINISHED:
        found.append(Limit("limit_run"))
    if redlines and report.pictures.of and not visual.is_there():
        found.append(Limit("limit_uncompared"))
    has_pictures = renderings.are_there(report.citations.store)
    return [*found, *(limit for limit in ALWAYS if not (has_pictures and limit is _SHOTS))]


def told(report: Report, language: Language, *, redlines: bool = False) -> list[str]:
    """The limits of one report as sentences."""
    return [limit.text(language) for limit in limits(report, redlines=redlines)]
