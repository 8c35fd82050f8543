"""What a look changed in a URL's standing: the news, if it is any."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.verdicts.model import Certainty, Verdict

if TYPE_CHECKING:
    from evidence.verdicts.standing import Standing


class Step(StrEnum):
    """News about one URL."""

    NEW_MISSING = "new-missing"
    NEW_CHANGED = "new-changed"
    NEW_MOVED = "new-moved"
    OUT_OF_SIGHT = "out-of-sight"
    """blocked or unreachable, and it was not so before"""
    CONFIRMED = "confirmed"
    """what was suspected to be missing or changed now is"""
    RECOVERED = "recovered"
    """what was missing, changed or out of sight shows the document again"""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step from one standing to the next."""

    step: Step
    before: Standing | None
    after: Standing


_NEW = {
    Verdict.MISSING: Step.NEW_MISSING,
    Verdict.CHANGED: Step.NEW_CHANGED,
    Verdict.MOVED: Step.NEW_MOVED,
    Verdict.BLOCKED: Step.OUT_OF_SIGHT,
    Verdict.UNREACHABLE: Step.OUT_OF_SIGHT,
}
_SOUND = frozenset({Verdict.ALIVE, Verdict.MOVED})
_UNSEEN = frozenset({Verdict.BLOCKED, Verdict.UNREACHABLE})
_CONFIRMABLE = frozenset({Verdict.MISSING, Verdict.CHANGED})


def transition(before: Standing | None, after: Standing) -> Transition | None:
    """The news between two standings of one URL; None when there is none.

    A standing that is new and confirmed at once is told as new: ``after.certainty`` says the rest.
    """
    step = _step(before, after)
    return Transition(step, before, after) if step else None


def _step(before: Standing | None, after: Standing) -> Step | None:
    old = before.verdict if before else None
    if after.verdict in _SOUND and old not in {None, Verdict.UNCHECKED, *_SOUND}:
        return Step.RECOVERED
    if before is None or after.verdict is not before.verdict:
        unseen = after.verdict in _UNSEEN and old in _UNSEEN
        return None if unseen else _NEW.get(after.verdict)
    settled = before.certainty is Certainty.CONFIRMED
    if after.verdict is Verdict.CHANGED and after.since > before.since:
        # Another text again: news once the last one was settled, else a page that is never the same twice.
        return Step.NEW_CHANGED if settled else None
    rose = after.certainty is Certainty.CONFIRMED and not settled
    return Step.CONFIRMED if rose and after.verdict in _CONFIRMABLE else None
