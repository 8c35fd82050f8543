"""A loss is seen by other eyes before it is confirmed, and what they saw counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from evidence.verdicts.eyes import seen_twice
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Failure, Judgement, Look, Second
from evidence.verdicts.series import Seen, Standing
from evidence.verdicts.standing import advance
from evidence.verdicts.wants import Want, wants
from evidence.verdicts.wording import explain
from evidence.vocabulary import VERDICT_OF, Cause, Certainty, Stage, Verdict

START = datetime(2026, 3, 1, 3, tzinfo=UTC)
LOST = Look("https://dependencia.example/acta.pdf", START, status=404)


def after(*looks: tuple[float, Cause]) -> Standing | None:
    standing = None
    for day, cause in looks:
        standing = advance(standing, Seen(cause, START + timedelta(days=day)))
    return standing


def asks(look: Look, *looks: tuple[float, Cause]) -> bool:
    judgement = judge(look)
    *earlier, (day, _) = looks
    before = after(*earlier)
    now = advance(before, Seen(judgement.cause, START + timedelta(days=day)))
    return Want.OTHER_EYES in wants(look, judgement, before, now)


GOOD, GONE, SOME = Cause.IDENTICAL, Cause.HTTP_404, Cause.SHOWN_TO_SOME


@pytest.mark.parametrize(
    ("looks", "asked"),
    [
        ([(0, GONE)], False),
        ([(0, GOOD), (1, GONE)], False),
        ([(0, GOOD), (1, GONE), (1.5, GONE)], False),
        ([(0, GOOD), (1, GONE), (4, GONE)], True),
        ([(0, GOOD), (1, GONE), (4, GONE), (8, GONE)], True),
        ([(0, GOOD), (1, GONE), (4, GONE), (8, GONE), (22, GONE)], True),
        ([(0, GOOD), (1, SOME), (4, GONE)], True),
    ],
)
def test_only_what_is_more_than_a_suspicion_is_asked_for_twice(
    looks: list[tuple[float, Cause]], asked: bool
) -> None:
    assert asks(LOST, *looks) is asked


def test_where_nothing_answers_nobody_is_asked_twice() -> None:
    dead = replace(LOST, status=None, failure=Failure(Stage.DNS, "nxdomain"))
    looks = [(0.0, GOOD), *[(float(day), Cause.DOMAIN_GONE) for day in (1, 4, 8)]]
    assert not asks(dead, *looks)


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause is not SOME])
def test_what_the_other_eyes_saw_counts(cause: Cause) -> None:
    second = Second(Judgement(cause, ()), 200)
    judgement = judge(replace(LOST, second=second))
    if VERDICT_OF[cause] is Verdict.MISSING:
        assert judgement.cause is GONE
    elif VERDICT_OF[cause].is_unseen:
        assert judgement.cause is cause
    else:
        assert judgement.cause is SOME
    for reason in judgement.reasons:
        assert explain(reason, "es") != explain(reason, "en")


@pytest.mark.parametrize("cause", list(Cause))
def test_a_change_that_a_browser_is_not_shown_stays_a_suspicion(cause: Cause) -> None:
    first = Judgement(Cause.EDITED, ())
    twice = seen_twice(first, 200, Second(Judgement(cause, ()), 200))
    assert twice.cause is Cause.EDITED
    as_it_was = VERDICT_OF[cause] in {Verdict.ALIVE, Verdict.MOVED}
    assert (twice.at_most is Certainty.SUSPECTED) is as_it_was
    assert bool(twice.reasons) is as_it_was


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        (None, Certainty.SUSPECTED, False),
        (None, Certainty.CONFIRMED, True),
        (Certainty.SUSPECTED, Certainty.SUSPECTED, False),
        (Certainty.SUSPECTED, Certainty.PROBABLE, True),
        (Certainty.SUSPECTED, Certainty.CONFIRMED, True),
        (Certainty.PROBABLE, Certainty.CONFIRMED, False),
        (Certainty.CONFIRMED, Certainty.CONFIRMED, False),
    ],
)
def test_a_change_is_seen_twice_until_it_is_more_than_a_suspicion(
    before: Certainty | None, now: Certainty, asked: bool
) -> None:
    edited = after((0, Cause.EDITED))
    assert edited is not None
    earlier = replace(edited, certainty=before) if before else after((0, GOOD))
    wanted = wants(
        replace(LOST, status=200),
        Judgement(Cause.EDITED, ()),
        earlier,
        replace(edited, certainty=now),
    )
    assert (Want.OTHER_EYES in wanted) is asked


def test_other_eyes_say_nothing_of_what_we_saw_ourselves() -> None:
    look = replace(LOST, status=403)
    assert judge(replace(look, second=Second(Judgement(GOOD, ()), 200))) == judge(look)


def test_what_is_shown_to_some_takes_a_loss_back() -> None:
    lost = [(0.0, GOOD), (1.0, GONE), (4.0, GONE), (8.0, GONE)]
    confirmed = after(*lost)
    assert confirmed is not None
    assert (confirmed.verdict, confirmed.certainty) == (Verdict.MISSING, Certainty.CONFIRMED)
    standing = after(*lost, (22, SOME))
    assert standing is not None
    assert (standing.verdict, standing.cause, standing.doubt) == (Verdict.BLOCKED, SOME, None)


def test_what_is_shown_to_some_takes_no_change_back() -> None:
    standing = after((0, GOOD), (1, Cause.REMOVED), (2, SOME))
    assert standing is not None
    assert standing.verdict is Verdict.CHANGED
