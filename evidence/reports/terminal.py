"""Answers for a terminal: plain lines, nothing remote that a terminal would obey."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from evidence.changes.quote import State
from evidence.changes.renderers import terminal
from evidence.days import day, utc
from evidence.reports.safe import line, short
from evidence.reports.words import word
from evidence.store.copies import OWN
from evidence.verdicts.wording import explain

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.changes.quote import Quote
    from evidence.content import Link
    from evidence.reports.answer import Answer, Copy
    from evidence.store.answers import PartView

WIDTH = 80
"""Columns of a terminal; lines with an address may be longer."""


def answer(answer: Answer, language: Language) -> str:
    """One answer of ``check`` in words: the sentence, the verdict and its reasons, what would change our
    mind, then what proves it."""
    verdict = f"{word(answer.verdict, language).upper()}{_certainty(answer, language)}"
    status = f" · {word('status', language)} {answer.status}" if answer.status else ""
    lines = [line(answer.url)]
    if answer.headline:
        lines += [*_wrapped(answer.headline.text(language)), ""]
    lines.append(f"  {verdict}{status}")
    if answer.person:
        lines += _wrapped(answer.person.sentence(language))
    for reason in answer.reasons:
        lines += _wrapped(explain(reason, language))
    lines += [f"  {said.text(language)}" for said in answer.observers]
    for told in answer.seen.sentences(language) if answer.seen else ():
        lines += _wrapped(told)
    lines += [f"  {hop.status} {line(hop.url)}" for hop in answer.redirects]
    if answer.redirects:
        lines.append(f"  → {line(answer.final_url)}")
    lines += _compared(answer, language)
    if answer.quote:
        lines += _quote(answer.quote, language)
    if answer.doubts:
        lines.append(f"  {word('would_change', language)}:")
        for doubt in answer.doubts:
            lines += _wrapped(doubt.text(language), "    - ", "      ")
    lines += _parts_and_offers(answer, language)
    lines += _evidence(answer, language)
    if answer.mementos:
        lines.append(f"  {word('mementos', language)}:")
        lines += [f"    {_copy(copy, language)}" for copy in answer.mementos]
    return "\n".join(lines)


def _wrapped(text: str, first: str = "  ", rest: str = "  ") -> list[str]:
    """A sentence on lines that a terminal of 80 columns shows whole; an address stays in one piece."""
    return textwrap.wrap(
        line(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _quote(quote: Quote, language: Language) -> list[str]:
    """What became of the quoted passage: today, word by word, and in the copies that are kept."""
    is_elsewise = quote.state is State.ALTERED
    found = f": {short(quote.found)}" if is_elsewise else ""
    lines = _wrapped(f"{word('quote-' + quote.state, language)}{found}")
    if quote.diff:
        lines += _wrapped(terminal.render(quote.diff, colour=False), "    ", "    ")
    if quote.then:
        lines.append(f"  {word('quote_then', language)}:")
    for one in quote.then:
        who = word("own_copy", language) if one.origin == OWN else one.origin
        said = word(f"then-{one.state}", language)
        lines.append(f"    {utc(one.at)}  {said} ({line(who)})")
    return lines


def _parts_and_offers(answer: Answer, language: Language) -> list[str]:
    lines = []
    for part in answer.parts:
        lines.append(f"  {made_of(part, language)}")
        if file := part.check.capture:
            lines.append(f"    {file.warc} @ {file.offset}, sha256 {file.payload_sha256}")
    if answer.offers:
        lines.append(f"  {word('offers', language)}:")
        lines += [f"    {_offer(link)}" for link in answer.offers]
    return lines


def _evidence(answer: Answer, language: Language) -> list[str]:
    """Where the bytes lie of the last look, and of the copy to show where that is another."""
    kept, best = answer.capture, answer.evidence
    lines = []
    if kept:
        lines.append(f"  {word('evidence', language)}: {kept.warc} @ {kept.offset}")
        lines.append(f"  sha256 {kept.payload_sha256}")
    if best and best.capture and (kept is None or best.capture.id != kept.id):
        lines.append(f"  {word('best_copy', language)} {day(best.at, language)}: {line(best.url)}")
        lines.append(f"    {best.capture.warc} @ {best.capture.offset}")
        lines.append(f"    sha256 {best.capture.payload_sha256}")
    return lines


def made_of(part: PartView, language: Language) -> str:
    """A part of a document: its role, its address and its verdict."""
    role, verdict = word(f"part-{part.role}", language), word(part.check.verdict, language)
    return f"{role}: {line(part.url)} ({verdict})"


def _compared(answer: Answer, language: Language) -> list[str]:
    """What it was compared with, and how much changed."""
    change, baseline = answer.change, answer.baseline
    when = day(baseline.captured_at, language) if baseline.captured_at else ""
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
