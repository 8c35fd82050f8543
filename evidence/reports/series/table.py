"""A series as rows: what tables, spreadsheets and documents share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from evidence.reports.series.words import FATES, kind, problem, reason, sentence, text
from evidence.series.model import LOSSES, Problem
from evidence.series.units import called

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.series.chains import Became, Chain, Series
    from evidence.series.model import Finding, Unit

COLUMNS = (
    "commitment", "title", "actor", "from", "to", "outcome", "sentence", "kind", "severity", "reason",
    "before", "after", "place_before", "place_after", "text_before", "text_after",
)  # fmt: skip
"""Of CSV and spreadsheets; a line a finding, and one for what has none."""
MOST_ACTORS = 12
"""Of the chart, those with most losses first."""


class Row(NamedTuple):
    """One step of one commitment, and one finding of it."""

    chain: Chain
    became: Became
    finding: Finding | None


def steps(series: Series) -> Iterator[Row]:
    """Every step of every commitment, with each of its findings."""
    for chain in series.chains:
        for became in chain.became:
            for finding in became.outcome.findings or (None,):
                yield Row(chain, became, finding)


def rows(series: Series, language: Language) -> Iterator[list[str | int | None]]:
    """The cells of :data:`COLUMNS`."""
    for chain, became, finding in steps(series):
        old, new = chain.units.get(became.old), chain.units.get(became.new)
        labels = [series.versions[n].label for n in (became.old, became.new)]
        found = (
            [
                kind(finding, language), f"{finding.severity:.1f}", reason(finding, language),
                finding.before, finding.after,
            ]
            if finding
            else [""] * 5
        )  # fmt: skip
        yield [
            chain.id, chain.title, chain.actor, *labels, FATES[became.outcome.fate].text(language),
            sentence(became.outcome, language), *found, place(old, language), place(new, language),
            old.whole if old else "", new.whole if new else "",
        ]  # fmt: skip


def place(unit: Unit | None, language: Language) -> str:
    """Where a unit stands: its label and page."""
    if unit is None:
        return ""
    page = f"{text('page', language)} {unit.page}" if unit.page else ""
    return ", ".join(filter(None, (unit.label or called(unit)[:60], page)))


def problems(series: Series, language: Language) -> Iterator[str]:
    """What of the versions can't be told, in sentences."""
    for version in series.versions:
        if version.plan.problem:
            # what its reader says is the reason there, and says it in English
            said = version.plan.warnings if version.plan.problem == Problem.UNREADABLE else ()
            more = f" ({'; '.join(said)})" if said else ""
            yield f"{version.label} {version.location}: {problem(version.plan.problem, language)}{more}"
        elif not version.date:
            yield text("undated", language).format(location=version.location)
    for old, new, step in series.steps:
        if step.problem:
            labels = " → ".join(series.versions[n].label for n in (old, new))
            yield f"{labels}: {problem(step.problem, language)}"


def losses_by_actor(series: Series, language: Language) -> list[tuple[str, int, int]]:
    """Who is to do it, how many of their commitments lost something, and how many they have; most
    losses first."""
    lost: Counter[str] = Counter()
    have: Counter[str] = Counter()
    for chain in series.chains:
        actor = chain.actor or text("nobody", language)
        have[actor] += 1
        lost[actor] += any(
            one.outcome.is_alarming or one.outcome.fate in LOSSES for one in chain.became
        )
    ranked = sorted(
        ((actor, lost[actor], have[actor]) for actor in have), key=lambda one: (-one[1], one[0])
    )
    return [one for one in ranked if one[1]][:MOST_ACTORS]
