"""The citations as rows of a table, for CSV and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.reports import replacement, steps
from evidence.reports.answer import why, why_of
from evidence.reports.sightings import Sightings
from evidence.store.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.bilingual import Language
    from evidence.reports.listed import Listed
    from evidence.reports.model import Report
    from evidence.reports.safe import Cell
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
    language = report.language
    for item in report.citations.lines():
        yield _plain(item, language) if isinstance(item, Line) else row(item, language)


def _plain(one: Line, language: Language) -> list[Cell]:
    """The row of a citation of which no more is known: what :func:`row` would make of it."""
    seen = None
    if one.verdict is not None and one.since is not None and one.last_look is not None:
        seen = Sightings.plain(one.verdict, one.since, one.last_look, one.last_good)
    instead = replacement.find(
        one.verdict,
        url=one.url,
        since=one.since,
        cited_on=None,
        final_url=one.final_url,
        mementos=(),
    )
    step = steps.next_step(one.verdict, one.cause, one.certainty, instead)
    return [
        one.source_id, one.marker, one.page, one.claim, one.url, one.verdict, one.cause, one.certainty,
        one.since, one.last_good,
        one.checked_at, one.status, one.final_url,
        why_of(one.reasons_json, language) if one.reasons_json else "",
        one.capture_id, one.warc, one.offset, one.payload_sha256,
        instead.url if instead else None, step, one.id,
        *_seen(seen), one.offered_by, None, one.accessed, None,
    ]  # fmt: skip


def row(item: Listed, language: Language) -> list[Cell]:
    """The row of a citation with all that is told of it."""
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
