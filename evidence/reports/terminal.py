"""Answers for a terminal: plain lines, nothing remote that a terminal would obey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.reports.safe import line
from evidence.reports.words import word

if TYPE_CHECKING:
    from evidence.verdicts.wording import Language


def answer(answer: dict[str, Any], language: Language) -> str:
    """One answer of ``check`` in words."""
    status = answer["http"]["status"]
    lines = [
        line(answer["url"]),
        f"  {word(answer['verdict'], language).upper()}" + _certainty(answer, language)
        + (f" · {word('status', language)} {status}" if status else ""),
        *(f"  {line(reason['text'])}" for reason in answer["reasons"]),
    ]  # fmt: skip
    lines += [f"  {hop['status']} {line(hop['url'])}" for hop in answer["http"]["redirects"]]
    if answer["http"]["redirects"]:
        lines.append(f"  → {line(answer['final_url'])}")
    change = answer["change"]
    if change:
        when = answer["baseline"]["captured_at"][:10]
        lines.append(
            f"  {word('compared', language)} {when}: -{change['words_removed']} +{change['words_added']}"
        )
    quote = answer["quote"]
    if quote:
        found = f": {line(quote['found'])}" if quote["state"] == "altered" else ""
        lines.append(f"  {word('quote-' + quote['state'], language)}{found}")
    capture = answer["capture"]
    if capture:
        lines.append(f"  {word('evidence', language)}: {capture['warc']} @ {capture['offset']}")
        lines.append(f"  sha256 {capture['payload_sha256']}")
    return "\n".join(lines)


def _certainty(answer: dict[str, Any], language: Language) -> str:
    shown = answer["certainty"] and answer["verdict"] in ("missing", "changed")
    return f" ({word(answer['certainty'], language)})" if shown else ""
