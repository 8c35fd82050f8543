"""The report as JSON, schema 1 (``docs/schema/report.v1.json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.reports import boards
from evidence.reports.safe import dumps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.reports.model import Report

SCHEMA = 1


def render(report: Report) -> Iterator[str]:
    """One JSON object, a citation a line."""
    head = {
        "schema": SCHEMA,
        "generated_at": report.generated_at,
        "tool": report.tool,
        "language": report.language,
        "run": {
            name: report.run[name]
            for name in ("id", "state", "started_at", "ended_at", "due", "rules_version", "config_sha256")
        }
        if report.run
        else None,
        "since": report.since,
        "sources": [
            {name: row[name] for name in ("id", "kind", "location", "title", "published")}
            for row in report.sources
        ],
        "summary": report.summary,
        "transitions": report.transitions,
        "boards": boards.boards(report.citations.store, report.citations.source),
        "nights": [night._asdict() for night in report.nights],
    }
    yield "{\n"
    for name, value in head.items():
        yield f"{dumps(name)}: {dumps(value)},\n"
    yield from _array("citations", report.citations, ",\n")
    yield from _array("hosts", report.hosts, "\n}\n")


def _array(name: str, values: Iterable[Any], end: str) -> Iterator[str]:
    yield f"{dumps(name)}: ["
    between = "\n"
    for value in values:
        yield between + dumps(value)
        between = ",\n"
    yield f"\n]{end}"
