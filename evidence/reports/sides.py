"""The two copies that a reader sees side by side: as it was, and as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.changes.quote import State
from evidence.store import checks, copies, due
from evidence.store.copies import OWN
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from evidence.changes.quote import Sighting
    from evidence.reports.answer import Answer
    from evidence.store import Store
    from evidence.store.due import KnownCapture


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    at: str
    """when it was made; ISO 8601 with ``Z``"""
    origin: str
    """``own``, or the name of the web archive that made it"""
    url: str
    """where a reader finds it: in the archive; of an own one the address that was looked at"""
    state: State | None
    """what became of the quoted passage in it; None where none was asked for"""
    capture: KnownCapture


@dataclass(frozen=True, slots=True)
class Sides:
    """What stood there, and what stands there now; None where no copy is kept."""

    then: Side | None
    now: Side | None


def sides(store: Store, answer: Answer) -> Sides:
    """The copies to show: now is the last look's, the part of it that decided on the passage if one did.
    Then is the last copy that says the passage, or the first, if today's says it, too; where none does, or
    none was asked about, what the look was compared with; else the copy that is the evidence.
    """
    now = _now(store, answer)
    then = _then(store, answer, now)
    return Sides(None if _same(then, now) else then, now)


def _now(store: Store, answer: Answer) -> Side | None:
    quote = answer.quote
    seen = quote.then[-1] if quote and quote.then else None
    if seen and seen.origin == OWN and seen.at == answer.checked_at:
        return _side(store, seen)
    kept = answer.capture
    capture = due.capture(store, kept.id) if kept else None
    state = quote.state if quote else None
    return Side(answer.checked_at, OWN, answer.final_url, state, capture) if capture else None


def _then(store: Store, answer: Answer, now: Side | None) -> Side | None:
    if answer.quote:
        said = [one for one in answer.quote.then if one.state is State.PRESENT]
        if said:
            is_said_now = now is not None and now.state is State.PRESENT
            return _side(store, said[0] if is_said_now else said[-1])
    before = _baseline(store, answer)
    if before:
        return before
    best = answer.evidence
    capture = due.capture(store, best.capture.id) if best and best.capture else None
    if best is None or capture is None:
        return None
    return Side(best.at, best.origin, best.url, best.state, capture)


def _baseline(store: Store, answer: Answer) -> Side | None:
    """What the look was compared with; of another day that was asked about the archive's copy of it."""
    baseline = answer.check.baseline
    if baseline is None:
        return None
    for one in copies.copies(store, answer.check.url_id, GOOD):
        if baseline.memento_url and one.url == baseline.memento_url:
            capture = due.capture(store, one.capture_id)
            return Side(one.at, one.origin, one.url, None, capture) if capture else None
    before, _ = checks.compared(store, answer.check.id)
    return Side(before.captured_at, OWN, before.url, None, before) if before else None


def _side(store: Store, one: Sighting) -> Side | None:
    capture = due.capture(store, one.capture_id)
    return Side(one.at, one.origin, one.url, one.state, capture) if capture else None


def _same(one: Side | None, other: Side | None) -> bool:
    return one is not None and other is not None and one.capture.id == other.capture.id
