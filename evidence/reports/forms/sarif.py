"""The report as SARIF 2.1.0 (OASIS), for code hosts: a result a citation that does not stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from evidence.reports import limits
from evidence.reports.answer import why
from evidence.reports.causes import CAUSES
from evidence.reports.safe import dumps, short
from evidence.vocabulary import VERDICT_OF, Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.reports.listed import Listed
    from evidence.reports.model import Report

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVEL = {
    Verdict.MISSING: "error",
    Verdict.CHANGED: "error",
    Verdict.MOVED: "note",
    Verdict.ALIVE: "none",
}
"""SARIF 3.27.10; a suspicion is a warning, and so is what could not be seen."""
_SPACES = re.compile(r"\s+")


def render(report: Report) -> Iterator[str]:
    """One log with one run; the locations are the sources that cite."""
    rules = [
        {"id": str(cause), "shortDescription": {"text": CAUSES[cause].en},
         "properties": {"verdict": str(verdict)}}
        for cause, verdict in VERDICT_OF.items()
    ]  # fmt: skip
    rules.append(
        {"id": "not-yet", "shortDescription": {"text": CAUSES["not-yet"].en}, "properties": {}}
    )
    places = {source.id: _uri(source.location) for source in report.sources}
    driver = {"name": "Testigo", "version": report.tool.removeprefix("Testigo "), "rules": rules}
    yield f'{{"$schema": {dumps(_SCHEMA)}, "version": "2.1.0", "runs": [{{"tool": {{"driver": {dumps(driver)}}},\n'
    yield '"results": ['
    between = "\n"
    for item in report.citations:
        yield between + dumps(_result(item, places, report.language))
        between = ",\n"
    yield f'\n], "properties": {dumps(_properties(report))}}}]}}\n'


def _properties(report: Report) -> dict[str, Any]:
    """How the report was made, and what it can't say (a property bag, SARIF 3.8)."""
    names = ("id", "state", "started_at", "rules_version", "config_sha256") if report.run else ()
    return {
        "generatedAt": report.generated_at,
        "run": {name: getattr(report.run, name) for name in names},
        **({"only": report.only.text(report.language)} if report.only else {}),
        "limits": limits.told(report, report.language),
    }


def _result(item: Listed, places: dict[str, str], language: Language) -> dict[str, Any]:
    one = item.cited
    level = _LEVEL.get(one.shown, "warning")
    if level == "error" and one.certainty is Certainty.SUSPECTED:
        level = "warning"
    reasons = " ".join([why(item.check, language), *item.beside(language)])
    person = item.person
    suppressed = (
        {
            "suppressions": [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": _message(person.sentence(language)),
                }
            ]
        }
        if person and person.silences
        else {}
    )
    return {
        **suppressed,
        "ruleId": one.why,
        "level": level,
        "kind": "pass" if level == "none" else "fail",
        "message": {"text": _message(f"{short(one.url)}: {one.shown}. {reasons}")},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": places.get(one.source_id, "")}},
                "logicalLocations": [{"name": short(one.marker or one.id), "kind": "citation"}],
            }
        ],
        "partialFingerprints": {"citation/v1": one.id},
        "properties": {
            "certainty": one.certainty,
            "since": one.since,
            "page": one.page,
            "seen": item.seen and item.seen.json(),
        },
    }


def _message(text: str) -> str:
    """Plain text: SARIF 3.11.6 gives brackets in a message the meaning of a link, and braces of a
    blank."""
    text = _SPACES.sub(" ", short(text)).replace("\\", "\\\\")
    return (
        text.replace("[", "\\[").replace("]", "\\]").replace("{", "{{").replace("}", "}}").strip()
    )


def _uri(location: str) -> str:
    """A path or URL as a URI reference (RFC 3986)."""
    if location.startswith(("http://", "https://")):
        return quote(location, safe="/:?&=%#")
    return ("file://" if location.startswith("/") else "") + quote(location)
