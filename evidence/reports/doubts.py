"""What would change our mind about an answer: what is not known, and who or what could tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import clock
from evidence.changes.quote import How, State
from evidence.reports.doubt import FEW_LOOKS, Doubt
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.changes.quote import Quote
    from evidence.reports.answer import Answer

_NEAR = 180
"""Days: a copy that is further from the day of the citation says little of what was cited. The same as the
window in which archives are searched by default (``archive.wayback.window_days``)."""


def doubts(answer: Answer) -> tuple[Doubt, ...]:
    """What would change our mind about an answer, the likeliest first."""
    told = (*_of_verdict(answer), *_of_quote(answer), *_of_copies(answer))
    return told or (Doubt("later-look", _next(answer)),)


def _of_verdict(answer: Answer) -> Iterator[Doubt]:
    certainty, verdict = answer.certainty, answer.verdict
    if verdict.is_broken and certainty in FEW_LOOKS and certainty is answer.check.at_most:
        yield Doubt("person")  # more looks of the same make it no surer
    elif verdict.is_broken and certainty in FEW_LOOKS:
        yield Doubt("second-look", {"certainty": str(certainty), **_next(answer)})
    elif verdict is Verdict.MISSING:
        yield Doubt("back", _next(answer))
    elif verdict is Verdict.BLOCKED:
        yield Doubt("another-place")
    elif verdict is Verdict.UNREACHABLE:
        yield Doubt("server-answers", _next(answer))
    elif verdict is Verdict.UNCHECKED:
        yield Doubt("correct-address")


def _of_quote(answer: Answer) -> Iterator[Doubt]:
    quote = answer.quote
    if quote is None:
        if answer.verdict is Verdict.MISSING:
            yield Doubt("same-words-elsewhere")
        return
    if quote.state is State.UNSURE or quote.how is How.IN_THE_FRAME:
        yield Doubt("person")
    if quote.state in (State.ALTERED, State.ABSENT):
        if not answer.verdict.is_broken and len(_days_lost(quote)) < 2:
            yield Doubt("second-look", {"certainty": str(Certainty.SUSPECTED), **_next(answer)})
        yield Doubt("same-words-elsewhere")


def _days_lost(quote: Quote) -> set[str]:
    """The days of the copies that do not say it, since the last that does."""
    since = quote.first_absent or ""
    return {one.at[:10] for one in quote.then if one.at >= since}


def _of_copies(answer: Answer) -> Iterator[Doubt]:
    """What kept copies can't tell."""
    quote = answer.quote
    if answer.verdict is Verdict.UNCHECKED:
        return
    if quote is not None and quote.last_present is None and quote.state is not State.PRESENT:
        if answer.cited_on is None:
            yield Doubt("date-of-citation")
        elif not _is_kept_near(answer, answer.cited_on):
            yield Doubt("copy-near-citation", {"cited": answer.cited_on})
    elif answer.cited_on and not _is_kept_near(answer, answer.cited_on):
        yield Doubt("copy-near-citation", {"cited": answer.cited_on})
    elif answer.cause is Cause.FIRST_LOOK:
        yield Doubt("earlier-copy")


def _is_kept_near(answer: Answer, cited_on: str) -> bool:
    """Whether a copy is kept from near the day of the citation."""
    noon = clock.parse(f"{cited_on}T12:00:00Z")
    kept = [one.at for one in answer.quote.then] if answer.quote else []
    kept += [answer.evidence.at] if answer.evidence else []
    kept += [answer.baseline.captured_at] if answer.baseline.captured_at else []
    return any(abs((clock.parse(at) - noon).days) <= _NEAR for at in kept)


def _next(answer: Answer) -> dict[str, str]:
    return {"next": answer.next_look} if answer.next_look else {}
