"""The corrected references, in the style of the notes that they came from: for an editor to
paste."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.reports.safe import short
from evidence.reports.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.reports.model import Report


def render(report: Report) -> Iterator[str]:
    """Plain text: each source, and under it its notes with the address put right."""
    language = report.language
    yield f"{word('corrected', language)}\n"
    items = sorted(
        (item for item in report.citations if item["replacement"]), key=lambda i: i["source_id"]
    )
    if not items:
        yield f"\n{word('no_replacement', language)}\n"
    source = None
    for item in items:
        if item["source_id"] != source:
            source = item["source_id"]
            yield f"\n{short(item['source_title'] or source)}\n"
        marker = f"[{short(item['marker'])}] " if item["marker"] else ""
        yield f"  {marker}{corrected(item, language)}\n"


def corrected(item: dict[str, Any], language: Language) -> str:
    """The note with its new address, or with the archived copy after the old one."""
    instead = item["replacement"]
    new = short(instead["url"])
    if instead["kind"] == "memento":
        copy = f"{word('archived', language)} {instead['captured_at'][:10]}: {new}"
        new = f"{short(item['url'])} [{copy}]"
    note, raw = short(item["note"] or ""), short(item["raw"])
    return note.replace(raw, new, 1) if raw in note else f"{note} {new}".strip()
