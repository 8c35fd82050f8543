"""Laws that hold for every history of looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.verdicts.standing import GOOD, Rules, Seen, Standing, advance, next_look, settle
from evidence.vocabulary import VERDICT_OF, Cause, Certainty, Verdict

START = datetime(2026, 1, 1, tzinfo=UTC)
RULES = Rules()
moments = st.integers(0, 60 * 24).map(lambda hours: START + timedelta(hours=hours))
frequent = st.sampled_from(
    [Cause.HTTP_404, Cause.SOFT_404, Cause.REDIRECT_HOME, Cause.TIMEOUT, Cause.EDITED]
)
causes = frequent | st.sampled_from(sorted(set(Cause) - {Cause.UNREACHABLE_LONG}))
seen = st.builds(
    Seen,
    causes,
    moments,
    st.sampled_from(["us", "archive"]),
    st.sampled_from(Certainty),
    st.sampled_from("ab"),
)
histories = st.lists(seen, min_size=1, max_size=14)


def in_order(looks: list[Seen]) -> list[Seen]:
    """By time; of one moment the good looks last, as in doubt a URL is not missing."""
    return sorted(
        set(looks), key=lambda s: (s.at, VERDICT_OF[s.cause] in GOOD, s.observer, s.cause)
    )


def settled(looks: list[Seen]) -> Standing:
    standing = settle(looks)
    assert standing is not None
    return standing


@given(histories, st.randoms())
def test_the_order_in_which_looks_arrive_does_not_matter(looks: list[Seen], chance: object) -> None:
    shuffled = [*looks, *looks[:2]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert settle(shuffled) == settle(looks)


@given(st.lists(seen, min_size=1, max_size=14, unique_by=lambda look: look.at))
def test_one_by_one_in_order_gives_the_same(looks: list[Seen]) -> None:
    standing: Standing | None = None
    for look in in_order(looks):
        standing = advance(standing, look)
        assert next_look(standing) > standing.last_look
    assert standing == settle(looks)


def spaced(times: list[datetime], looks: int, apart: timedelta, over: timedelta) -> bool:
    """Whether some ``looks`` of ``times`` lie that far apart and over that long: by trying them
    all."""
    return any(
        group[-1] - group[0] >= over
        and all(later - earlier >= apart for earlier, later in pairwise(group))
        for group in combinations(sorted(times), looks)
    )


@given(histories)
@settings(max_examples=500)
def test_nothing_is_confirmed_sooner_than_the_rules_allow(looks: list[Seen]) -> None:
    standing = settled(looks)
    if standing.certainty is not Certainty.CONFIRMED or standing.verdict not in {
        Verdict.MISSING,
        Verdict.CHANGED,
    }:
        return
    kind, rule, apart = standing.verdict, RULES.missing, RULES.apart
    if standing.cause is Cause.UNREACHABLE_LONG:
        kind, rule = Verdict.UNREACHABLE, RULES.unreachable
    elif standing.verdict is Verdict.CHANGED:
        rule, apart = RULES.changed, RULES.changed_apart
    elif standing.cause is Cause.REDIRECT_HOME:
        rule = RULES.redirect_home
    times = [
        look.at for look in looks if VERDICT_OF[look.cause] is kind and look.at >= standing.since
    ]
    assert spaced(times, rule.looks, apart - RULES.slack, rule.over - RULES.slack)
    if standing.cause is Cause.SOFT_404:
        assert any(look.at_most is Certainty.CONFIRMED for look in looks)


@given(histories)
@settings(max_examples=300)
def test_three_spaced_looks_without_a_good_one_do_confirm(looks: list[Seen]) -> None:
    last = max(look.at for look in looks)
    days = (4, 12, 20)
    looks += [Seen(Cause.HTTP_404, last + timedelta(days=n)) for n in days]
    assert settled(looks).certainty is Certainty.CONFIRMED


@given(
    histories, st.sampled_from([Cause.IDENTICAL, Cause.COSMETIC, Cause.FIRST_LOOK, Cause.REDIRECT])
)
def test_any_alive_look_resets(looks: list[Seen], good: Cause) -> None:
    at = max(look.at for look in looks) + timedelta(hours=1)
    standing = settled([*looks, Seen(good, at)])
    assert (standing.verdict, standing.last_good) == (VERDICT_OF[good], at)
    again = settled([*looks, Seen(good, at), Seen(Cause.HTTP_404, at + timedelta(days=30))])
    assert again.certainty is Certainty.SUSPECTED


@given(histories)
def test_out_of_sight_never_raises_certainty_of_a_loss(looks: list[Seen]) -> None:
    before = settled(looks)
    blocked = advance(before, Seen(Cause.WAF, before.last_look + timedelta(days=9)))
    if blocked.verdict.is_broken:
        assert (blocked.verdict, blocked.certainty) == (before.verdict, before.certainty)
        return
    assert blocked.verdict is Verdict.BLOCKED
    if before.verdict.is_broken:  # a suspicion that could not be looked at again
        assert before.certainty is not Certainty.CONFIRMED
        assert blocked.doubt is not None
        assert blocked.doubt.series == before.series
