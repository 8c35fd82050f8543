"""Answers for a terminal: plain lines, nothing remote that a terminal would obey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.reports.safe import line
from evidence.reports.words import word
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from evidence.bilingual import Language


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
    baseline = answer["baseline"]
    if change:
        when = baseline["captured_at"][:10]
        lines.append(
            f"  {word('compared', language)} {when}: -{change['words_removed']} +{change['words_added']}"
        )
    if baseline["memento"]:
        when = baseline["captured_at"][:10]
        lines.append(f"  {word('as_cited', language)} {when}: {line(baseline['memento'])}")
    quote = answer["quote"]
    if quote:
        found = f": {line(quote['found'])}" if quote["state"] == "altered" else ""
        lines.append(f"  {word('quote-' + quote['state'], language)}{found}")
    capture = answer["capture"]
    if capture:
        lines.append(f"  {word('evidence', language)}: {capture['warc']} @ {capture['offset']}")
        lines.append(f"  sha256 {capture['payload_sha256']}")
    if answer["mementos"]:
        lines.append(f"  {word('mementos', language)}:")
        lines += [f"    {_copy(copy, language)}" for copy in answer["mementos"]]
    return "\n".join(lines)


def _copy(copy: dict[str, Any], language: Language) -> str:
    """One copy in an archive, or a save that has none yet."""
    state = word(f"archive-{copy['state']}", language)
    if copy["url"] is None:
        return f"{line(copy['archive'])}: {state}"
    return f"{line(copy['archive'])} {copy['captured_at'][:10]}, {state}: {line(copy['url'])}"


def _certainty(answer: dict[str, Any], language: Language) -> str:
    shown = answer["certainty"] and answer["verdict"] in (Verdict.MISSING, Verdict.CHANGED)
    return f" ({word(answer['certainty'], language)})" if shown else ""
