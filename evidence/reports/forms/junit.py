"""The report as JUnit XML, as Jenkins and GitLab read it: a test case a citation.

Missing or changed is a failure, but a suspicion only skips; what could not be seen skips too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from evidence.reports import limits
from evidence.reports.safe import xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report

_BROKEN = frozenset({"missing", "changed"})
_SOUND = frozenset({"alive", "moved"})


def render(report: Report) -> Iterator[str]:
    """One ``<testsuites>`` with one suite."""
    outcomes = [_outcome(row) for row in report.citations.rows]
    counts = (
        f'tests="{len(outcomes)}" failures="{outcomes.count("failure")}" errors="0" '
        f'skipped="{outcomes.count("skipped")}"'
    )
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="Testigo" {counts}>\n'
    yield f'<testsuite name="citations" {counts} timestamp="{report.generated_at[:19]}">\n'
    yield ET.tostring(_properties(report), encoding="unicode") + "\n"
    for item in report.citations:
        yield ET.tostring(_case(item), encoding="unicode") + "\n"
    yield "</testsuite>\n</testsuites>\n"


def _properties(report: Report) -> ET.Element:
    """How the report was made, and what it can't say."""
    told = {"testigo": report.tool, "generated_at": report.generated_at}
    if report.run:
        told |= {
            name: getattr(report.run, name) for name in ("state", "rules_version", "config_sha256")
        }
        told["run"] = report.run.id
    told["limits"] = ". ".join(limits.told(report, report.language))
    properties = ET.Element("properties")
    for name, value in told.items():
        ET.SubElement(properties, "property", name=name, value=xml(value))
    return properties


def _outcome(row: dict[str, Any]) -> str | None:
    """``failure``, ``skipped`` or None for a case that passed."""
    if row["verdict"] in _SOUND:
        return None
    return "failure" if row["verdict"] in _BROKEN and row["certainty"] != "suspected" else "skipped"


def _case(item: dict[str, Any]) -> ET.Element:
    marker = f"[{item['marker']}] " if item["marker"] else ""
    case = ET.Element("testcase", classname=xml(item["source_id"]), name=xml(marker + item["url"]))
    outcome = _outcome(item)
    if outcome:
        reasons = " ".join(reason["text"] for reason in (item["check"] or {}).get("reasons", ()))
        what = f"{item['verdict'] or 'unchecked'}: {item['cause'] or 'not-yet'}"
        told = ET.SubElement(case, outcome, message=xml(f"{what}. {reasons}"))
        if outcome == "failure":
            told.set("type", what)
            told.text = xml(f"{item['claim'] or ''} {item['since']}")
    return case
