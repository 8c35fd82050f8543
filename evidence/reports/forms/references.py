"""The corrected references, in the style of the notes that they came from: for an editor to
paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.days import day
from evidence.reports.safe import short
from evidence.reports.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.reports.listed import Listed
    from evidence.reports.model import Report


def render(report: Report) -> Iterator[str]:
    """Plain text: each source, and under it its notes with the address put right."""
    language = report.language
    yield f"{word('corrected', language)}\n"
    if report.only:
        yield f"{report.only.text(language)}\n"
    items = sorted(
        (item for item in report.citations if item.replacement and not item.cited.offered_by),
        key=lambda item: item.cited.source_id,
    )
    if not items:
        yield f"\n{word('no_replacement', language)}\n"
    source = None
    for item in items:
        one = item.cited
        if one.source_id != source:
            source = one.source_id
            yield f"\n{short(one.source_title or source)}\n"
        marker = f"[{short(one.marker)}] " if one.marker else ""
        yield f"  {marker}{_corrected(item, language)}\n"


def _corrected(item: Listed, language: Language) -> str:
    """The note with its new address, or with the archived copy after the old one."""
    one, instead = item.cited, item.replacement
    new = short(instead.url) if instead else ""
    if instead and instead.captured_at:
        copy = f"{word('archived', language)} {day(instead.captured_at, language)}: {new}"
        new = f"{short(one.url)} [{copy}]"
    note, raw = short(one.note or ""), short(one.raw)
    return note.replace(raw, new, 1) if raw in note else f"{note} {new}".strip()
