"""How long a person's word speaks of how a citation stands."""

from __future__ import annotations

import pytest

from evidence.verdicts.persons import holds
from evidence.vocabulary import VERDICT_OF, Cause, PersonAct

SAID, LATER, EARLIER = "2026-11-10T00:00:00Z", "2026-11-12T00:00:00Z", "2026-11-01T00:00:00Z"


@pytest.mark.parametrize(
    ("cause", "now", "since", "held"),
    [
        (Cause.HTTP_404, Cause.HTTP_404, EARLIER, True),
        (Cause.HTTP_404, Cause.SOFT_404, EARLIER, True),  # the same loss, said in other words
        (Cause.HTTP_404, Cause.HTTP_404, LATER, False),  # it was seen between
        (Cause.HTTP_404, Cause.IDENTICAL, EARLIER, False),
        (Cause.HTTP_404, Cause.PARKED, EARLIER, False),  # the site fell into other hands
        (Cause.PARKED, Cause.DOMAIN_GONE, EARLIER, True),
        (Cause.HTTP_404, Cause.EDITED, EARLIER, False),
    ],
)
def test_an_overruling_holds_for_one_loss(cause: Cause, now: Cause, since: str, held: bool) -> None:
    verdict = VERDICT_OF[now]
    told = holds(PersonAct.OVERRULED, SAID, cause, verdict=verdict, now_cause=now, since=since)
    assert told is held


@pytest.mark.parametrize(
    ("now", "held"), [(Cause.IDENTICAL, True), (Cause.EDITED, False), (Cause.HTTP_404, False)]
)
def test_an_acceptance_holds_until_the_page_changes_again(now: Cause, held: bool) -> None:
    verdict = VERDICT_OF[now]
    told = holds(PersonAct.ACCEPTED, SAID, None, verdict=verdict, now_cause=now, since=EARLIER)
    assert told is held
