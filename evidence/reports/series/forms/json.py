"""JSON, as ``docs/schema/series.v1.json`` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.reports.safe import dumps
from evidence.reports.series.table import problems
from evidence.reports.series.words import reason, sentence

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.series.chains import Became, Chain, Series, Version
    from evidence.series.model import Finding, Unit


def render(series: Series, language: Language) -> str:
    """The whole document."""
    return f"{dumps(document(series, language), indent=1)}\n"


def document(series: Series, language: Language) -> dict[str, Any]:
    """A series as JSON has it."""
    return {
        "schema": 1,
        "series": series.name,
        "versions": [_version(version) for version in series.versions],
        "problems": list(problems(series, language)),
        "summary": {fate.value: count for fate, count in sorted(series.counts().items())},
        "units": [_unit(series, chain, language) for chain in series.chains],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "id": version.label,
        "location": version.location,
        "date": version.date or None,
        "sha256": version.plan.sha256,
        "media_type": version.plan.media_type,
        "language": version.plan.language or None,
        "units": len(version.plan.units),
        "pages": version.plan.pages,
        "problem": version.plan.problem or None,
        "warnings": list(version.plan.warnings),
    }


def _unit(series: Series, chain: Chain, language: Language) -> dict[str, Any]:
    return {
        "id": chain.id,
        "title": chain.title,
        "actor": chain.actor or None,
        "versions": {series.versions[n].label: _text(unit) for n, unit in chain.units.items()},
        "became": [_became(series, chain, one, language) for one in chain.became],
    }


def _text(unit: Unit) -> dict[str, Any]:
    return {
        "number": unit.label or unit.number or None,
        "title": unit.title or None,
        "text": unit.text,
        "page": unit.page,
        "under": list(unit.path),
    }


def _became(series: Series, chain: Chain, one: Became, language: Language) -> dict[str, Any]:
    outcome = one.outcome
    return {
        "from": series.versions[one.old].label,
        "to": series.versions[one.new].label,
        "outcome": outcome.fate.value,
        "sentence": sentence(outcome, language),
        "with": list(one.others),
        "renumbered": outcome.renumbered,
        "words_removed": outcome.words_removed,
        "words_added": outcome.words_added,
        "findings": [_finding(chain, one, finding, language) for finding in outcome.findings],
    }


def _finding(chain: Chain, one: Became, finding: Finding, language: Language) -> dict[str, Any]:
    old, new = chain.units.get(one.old), chain.units.get(one.new)
    return {
        "kind": finding.kind.value,
        "rule": finding.rule,
        "before": finding.before,
        "after": finding.after,
        "was": finding.was,
        "now": finding.now,
        "page_before": old.page if old else None,
        "page_after": new.page if new else None,
        "severity": finding.severity,
        "direction": finding.direction.value,
        "reason": reason(finding, language),
    }
