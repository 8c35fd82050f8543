"""The citations as rows of a table, for CSV and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.reports.answer import why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.bilingual import Language
    from evidence.reports.model import Listed, Report
    from evidence.reports.safe import Cell
    from evidence.reports.sightings import Sightings
    from evidence.store.answers import CheckView, PartView

COLUMNS = (
    "source", "marker", "page", "claim", "url", "verdict", "cause", "certainty", "since", "last_good",
    "checked_at", "status", "final_url", "reasons", "capture", "warc", "offset", "payload_sha256",
    "replacement", "next_step", "id", "last_seen", "not_seen_since", "altered_since", "suspected",
    "suspected_since", "offered_by", "parts", "accessed",
    "person",
)  # fmt: skip


def rows(report: Report) -> Iterator[list[Cell]]:
    """One row a citation; its values are as they came, the form makes them harmless."""
    return (_row(item, report.language) for item in report.citations)


def _row(item: Listed, language: Language) -> list[Cell]:
    one = item.cited
    return [
        one.source_id, one.marker, one.page, one.claim, one.url, one.verdict, one.cause, one.certainty,
        one.since, one.last_good,
        *_check(item.check, language),
        item.replacement.url if item.replacement else None, item.next_step, one.id,
        *_seen(item.seen), one.offered_by, _parts(item.parts), one.accessed,
        item.person.sentence(language) if item.person else None,
    ]  # fmt: skip


def _parts(parts: Sequence[PartView]) -> str | None:
    """A line a part of the document: ``embedded missing: http-404 https://…``."""
    lines = (f"{part.role} {part.check.verdict}: {part.check.cause} {part.url}" for part in parts)
    return "\n".join(lines) or None


def _seen(seen: Sightings | None) -> list[Cell]:
    """The columns from ``last_seen`` on; what was suspected as ``missing: http-404``."""
    if seen is None:
        return [None] * 5
    dates: list[Cell] = [seen.last_seen, seen.not_seen_since, seen.altered_since]
    if seen.suspected is None:
        return [*dates, None, None]
    verdict, cause, since = seen.suspected
    return [*dates, f"{verdict}: {cause}", since]


def _check(check: CheckView | None, language: Language) -> list[Cell]:
    """The columns from ``checked_at`` to ``payload_sha256``."""
    if check is None:
        return [None, None, None, "", None, None, None, None]
    return [
        check.checked_at, check.status, check.final_url, why(check, language),
        check.capture_id, check.warc, check.offset, check.payload_sha256,
    ]  # fmt: skip
