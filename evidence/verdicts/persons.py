"""Whether what a person said of a citation still holds."""

from __future__ import annotations

from evidence.vocabulary import Cause, PersonAct, Verdict

_OTHER_HANDS = frozenset({Cause.PARKED, Cause.TAKEN_OVER, Cause.DOMAIN_GONE})
"""The whole site is somebody else's, or nobody's: another event than a page that does not answer."""


def holds(
    act: PersonAct,
    at: str,
    cause: Cause | None,
    *,
    verdict: Verdict,
    now_cause: Cause,
    since: str,
) -> bool:
    """Whether a person's word still speaks of how a URL stands: what it was said of has not changed since.

    ``at`` and ``cause`` are when it was said and why the URL was lost then; ``verdict``, ``now_cause`` and
    ``since`` are how it stands. An acceptance holds until the page changes again or is lost. An overruling
    holds for the loss that it was said of, from its first look to its last: once the page was seen again, a
    new loss is news; and so is it when the site falls into other hands.
    """
    if act is PersonAct.ACCEPTED:
        return not verdict.is_broken
    same_hands = (now_cause in _OTHER_HANDS) == (cause in _OTHER_HANDS)
    return verdict is Verdict.MISSING and since <= at and same_hands
