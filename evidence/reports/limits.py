"""What a report can't say, with its numbers: the same in every form that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.reports.words import word
from evidence.vocabulary import RunState

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.reports.model import Report

ALWAYS = ("limit_certainty", "limit_baseline", "limit_shots")


def of(report: Report, *, redlines: bool) -> list[tuple[int | None, str]]:
    """Counts and keys of :data:`evidence.reports.words.WORDS`; a limit without a number has None.

    ``redlines`` is for forms that show what changed: only they read the records back.
    """
    summary = report.summary
    numbers = [
        (sum(summary.not_checked.values()), "limit_unchecked"),
        (summary.one_look, "limit_one_look"),
        (summary.cited - len(report.citations), "limit_sound"),
    ]
    if redlines:
        numbers += [
            (report.redlines.left_out, "limit_redlines"),
            (len(report.redlines.damaged), "limit_damaged"),
        ]
    found: list[tuple[int | None, str]] = [(count, key) for count, key in numbers if count]
    if report.run and report.run.state is not RunState.FINISHED:
        found.append((None, "limit_run"))
    return [*found, *((None, key) for key in ALWAYS)]


def told(report: Report, language: Language, *, redlines: bool = False) -> list[str]:
    """The limits as sentences, a counted one with its number at the end."""
    return [
        word(key, language) + (f": {count}" if count else "")
        for count, key in of(report, redlines=redlines)
    ]
