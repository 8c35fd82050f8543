"""The report as JUnit XML, as Jenkins and GitLab read it: a test case a citation.

Missing or changed is a failure, but a suspicion only skips; what could not be seen skips too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from evidence.reports import limits
from evidence.reports.answer import why
from evidence.reports.safe import xml
from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.reports.listed import Listed
    from evidence.reports.model import Report
    from evidence.reports.persons import Person
    from evidence.store.reporting import Cited

_SOUND = frozenset({Verdict.ALIVE, Verdict.MOVED})


def render(report: Report) -> Iterator[str]:
    """One ``<testsuites>`` with one suite."""
    place = report.citations
    outcomes = [_outcome(one, place.person(one)) for one in place.cited]
    counts = (
        f'tests="{len(outcomes)}" failures="{outcomes.count("failure")}" errors="0" '
        f'skipped="{outcomes.count("skipped")}"'
    )
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="Testigo" {counts}>\n'
    yield f'<testsuite name="citations" {counts} timestamp="{report.generated_at[:19]}">\n'
    yield ET.tostring(_properties(report), encoding="unicode") + "\n"
    for item in report.citations:
        yield ET.tostring(_case(item, report.language), encoding="unicode") + "\n"
    yield "</testsuite>\n</testsuites>\n"


def _properties(report: Report) -> ET.Element:
    """How the report was made, and what it can't say."""
    told = {"testigo": report.tool, "generated_at": report.generated_at}
    if report.run:
        told |= {
            name: getattr(report.run, name) for name in ("state", "rules_version", "config_sha256")
        }
        told["run"] = report.run.id
    if report.only:
        told["only"] = report.only.text(report.language)
    told["limits"] = ". ".join(limits.told(report, report.language))
    properties = ET.Element("properties")
    for name, value in told.items():
        ET.SubElement(properties, "property", name=name, value=xml(value))
    return properties


def _outcome(one: Cited, person: Person | None) -> str | None:
    """``failure``, ``skipped`` or None for a case that passed; a loss that a person says is none is
    skipped."""
    if one.verdict in _SOUND:
        return None
    sure = one.shown.is_broken and one.certainty is not Certainty.SUSPECTED
    silent = person is not None and person.silences
    return "failure" if sure and not silent else "skipped"


def _case(item: Listed, language: Language) -> ET.Element:
    one = item.cited
    marker = f"[{one.marker}] " if one.marker else ""
    case = ET.Element("testcase", classname=xml(one.source_id), name=xml(marker + one.url))
    outcome = _outcome(one, item.person)
    if outcome:
        reasons = " ".join([why(item.check, language), *item.beside(language)])
        what = f"{one.shown}: {one.why}"
        told = ET.SubElement(case, outcome, message=xml(f"{what}. {reasons}"))
        if outcome == "failure":
            told.set("type", what)
            told.text = xml(f"{one.claim or ''} {one.since}")
    return case
