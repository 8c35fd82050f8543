"""The report as JSON, schema 1 (``docs/schema/report.v1.json``)."""

from __future__ import annotations

from dataclasses import asdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from evidence.reports import boards, lead, limits
from evidence.reports.breakdown import Kind
from evidence.reports.safe import dumps
from evidence.reports.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.reports.listed import Listed
    from evidence.reports.model import Report

SCHEMA = 1


def render(report: Report) -> Iterator[str]:
    """One JSON object, a citation a line."""
    place = report.citations
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
            {
                name: getattr(source, name)
                for name in ("id", "kind", "location", "title", "published")
            }
            for source in report.sources
        ],
        "only": asdict(report.narrowed),
        "headline": lead.lead(report, redlines=False).text(report.language),
        "left_out_on_purpose": [
            {**asdict(one.ignore), "citations": one.citations} for one in report.on_purpose
        ],
        "summary": asdict(report.summary),
        "transitions": [asdict(transition) for transition in report.transitions],
        "limits": [
            {
                "limit": limit.key.removeprefix("limit_"),
                "count": limit.count,
                "text": word(limit.key, report.language),
            }
            for limit in limits.limits(report, redlines=False)
        ],
        "together": [event.json(report.language) for event in report.together],
        "boards": [board.json() for board in boards.boards(place.store, place.scope)],
        "nights": [night._asdict() for night in report.nights],
    }
    yield "{\n"
    for name, value in head.items():
        yield f"{dumps(name)}: {dumps(value)},\n"
    yield from _array("citations", (_citation(item, report) for item in report.citations), ",\n")
    hosts = (
        {"host": name, "cited": sum(verdicts.values()), "verdicts": verdicts}
        for name, verdicts in report.counts(Kind.HOST)
    )
    yield from _array("hosts", hosts, "\n}\n")


_CITED = (
    "id", "url_id", "source_id", "source_title", "marker", "page", "heading", "label", "claim", "note", "raw", "url",
    "host", "verdict", "cause", "certainty", "since", "last_good", "last_look", "looks",
)  # fmt: skip
_CAPTURE = (
    "id", "warc", "offset", "length", "status", "payload_sha256", "fidelity", "captured_at", "looks",
)  # fmt: skip
_of_citation, _of_capture = attrgetter(*_CITED), attrgetter(*_CAPTURE)


def _citation(item: Listed, report: Report) -> dict[str, Any]:
    """A citation with all that the report tells of it."""
    one = item.cited
    answer = item.answer
    captures = report.citations.captures(one)
    return {
        **dict(zip(_CITED, _of_citation(one), strict=True)),
        **({"offered_by": one.offered_by} if one.offered_by else {}),
        **({"same_as": asdict(item.same_as)} if item.same_as else {}),
        "accessed": one.accessed,
        "check": answer and answer.json(report.language),
        "replacement": item.replacement and asdict(item.replacement),
        "next_step": item.next_step,
        "captures": [dict(zip(_CAPTURE, _of_capture(kept), strict=True)) for kept in captures],
        "mementos_before_loss": _before_loss(item),
    }


def _before_loss(item: Listed) -> list[str]:
    """Addresses of the copies of something broken that were made before it was lost."""
    since = item.cited.since
    if since is None or not item.cited.shown.is_broken:
        return []
    return [copy.memento_url for copy in item.mementos if copy.captured_at < since]


def _array(name: str, values: Iterable[Any], end: str) -> Iterator[str]:
    yield f"{dumps(name)}: ["
    between = "\n"
    for value in values:
        yield between + dumps(value)
        between = ",\n"
    yield f"\n]{end}"
