"""The report as JSON, schema 1 (``docs/schema/report.v1.json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.reports import boards, limits
from evidence.reports.model import BROKEN
from evidence.reports.safe import dumps
from evidence.reports.words import word

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
            name: getattr(report.run, name)
            for name in (
                "id",
                "state",
                "started_at",
                "ended_at",
                "due",
                "rules_version",
                "config_sha256",
            )
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
        "limits": [
            {
                "limit": key.removeprefix("limit_"),
                "count": count,
                "text": word(key, report.language),
            }
            for count, key in limits.of(report, redlines=False)
        ],
        "boards": boards.boards(report.citations.store, report.citations.source),
        "nights": [night._asdict() for night in report.nights],
    }
    yield "{\n"
    for name, value in head.items():
        yield f"{dumps(name)}: {dumps(value)},\n"
    yield from _array("citations", (_told(item, report) for item in report.citations), ",\n")
    hosts = ({"host": group.name, "cited": sum(group.verdicts.values()), "verdicts": group.verdicts}
             for group in report.groups["host"])  # fmt: skip
    yield from _array("hosts", hosts, "\n}\n")


def _told(item: dict[str, Any], report: Report) -> dict[str, Any]:
    """A citation with what only this form has room for: what was captured, and which mementos
    predate the loss."""
    before = []
    if item["verdict"] in BROKEN:
        before = [c["url"] for c in item["check"]["mementos"] if c["captured_at"] < item["since"]]
    captures = report.citations.captures.get(item["url_id"], [])
    return {**item, "captures": captures, "mementos_before_loss": before}


def _array(name: str, values: Iterable[Any], end: str) -> Iterator[str]:
    yield f"{dumps(name)}: ["
    between = "\n"
    for value in values:
        yield between + dumps(value)
        between = ",\n"
    yield f"\n]{end}"
