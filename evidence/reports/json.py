"""The report as JSON, schema 1 (``docs/schema/report.v1.json``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.reports.model import Report

SCHEMA = 1


def render(report: Report) -> str:
    """One JSON object."""
    document = {
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
        "sources": [
            {name: row[name] for name in ("id", "kind", "location", "title", "published")}
            for row in report.sources
        ],
        "summary": report.summary,
        "transitions": report.transitions,
        "citations": report.citations,
        "hosts": report.hosts,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
