"""Answers for a terminal: plain lines, nothing remote that a terminal would obey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes.quote import State
from evidence.reports.safe import line
from evidence.reports.words import word
from evidence.verdicts.wording import explain

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.content import Link
    from evidence.reports.answer import Answer, Copy
    from evidence.store.answers import PartView


def answer(answer: Answer, language: Language) -> str:
    """One answer of ``check`` in words."""
    verdict = f"{word(answer.verdict, language).upper()}{_certainty(answer, language)}"
    status = f" · {word('status', language)} {answer.status}" if answer.status else ""
    lines = [line(answer.url), f"  {verdict}{status}"]
    lines += [f"  {line(explain(reason, language))}" for reason in answer.reasons]
    lines += [f"  {said.text(language)}" for said in answer.observers]
    lines += [f"  {told}" for told in (answer.seen.sentences(language) if answer.seen else ())]
    lines += [f"  {hop.status} {line(hop.url)}" for hop in answer.redirects]
    if answer.redirects:
        lines.append(f"  → {line(answer.final_url)}")
    lines += _compared(answer, language)
    for part in answer.parts:
        lines.append(f"  {made_of(part, language)}")
        if file := part.check.capture:
            lines.append(f"    {file.warc} @ {file.offset}, sha256 {file.payload_sha256}")
    if answer.offers:
        lines.append(f"  {word('offers', language)}:")
        lines += [f"    {_offer(link)}" for link in answer.offers]
    if answer.quote:
        altered = answer.quote.state is State.ALTERED
        found = f": {line(answer.quote.found)}" if altered else ""
        lines.append(f"  {word('quote-' + answer.quote.state, language)}{found}")
    kept = answer.capture
    if kept:
        lines.append(f"  {word('evidence', language)}: {kept.warc} @ {kept.offset}")
        lines.append(f"  sha256 {kept.payload_sha256}")
    if answer.mementos:
        lines.append(f"  {word('mementos', language)}:")
        lines += [f"    {_copy(copy, language)}" for copy in answer.mementos]
    return "\n".join(lines)


def made_of(part: PartView, language: Language) -> str:
    """A part of a document: its role, its address and its verdict."""
    role, verdict = word(f"part-{part.role}", language), word(part.check.verdict, language)
    return f"{role}: {line(part.url)} ({verdict})"


def _compared(answer: Answer, language: Language) -> list[str]:
    """What it was compared with, and how much changed."""
    change, baseline = answer.change, answer.baseline
    when = (baseline.captured_at or "")[:10]
    lines = []
    if change:
        counts = f"-{change.words_removed} +{change.words_added}"
        lines.append(f"  {word('compared', language)} {when}: {counts}")
    if baseline.memento:
        lines.append(f"  {word('as_cited', language)} {when}: {line(baseline.memento)}")
    return lines


def _offer(link: Link) -> str:
    """A document that the page offers, with the words on its link."""
    return f"{line(link.text)}: {line(link.url)}" if link.text else line(link.url)


def _copy(copy: Copy, language: Language) -> str:
    """One copy in an archive, or a save that has none yet."""
    state = word(f"archive-{copy.state}", language)
    if copy.url is None:
        return f"{line(copy.archive)}: {state}"
    at = (copy.captured_at or "")[:10]
    return f"{line(copy.archive)} {at}, {state}: {line(copy.url)}"


def _certainty(answer: Answer, language: Language) -> str:
    shown = answer.certainty and answer.verdict.is_broken
    return f" ({word(answer.certainty, language)})" if shown and answer.certainty else ""
