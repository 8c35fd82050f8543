"""Laws that hold for every history of looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.looks.standings import record_of, standing_of
from evidence.verdicts.series import Rules, Seen, Standing
from evidence.verdicts.standing import GOOD, advance, at_its_address, next_look, settle
from evidence.vocabulary import VERDICT_OF, Cause, Certainty, Verdict

START = datetime(2026, 1, 1, tzinfo=UTC)
RULES = Rules()
moments = st.integers(0, 60 * 24).map(lambda hours: START + timedelta(hours=hours))
frequent = st.sampled_from(
    [Cause.HTTP_404, Cause.SOFT_404, Cause.REDIRECT_HOME, Cause.TIMEOUT, Cause.EDITED]
)
OF_STANDINGS_ALONE = {Cause.UNREACHABLE_LONG, Cause.ELSEWHERE}
causes = frequent | st.sampled_from(sorted(set(Cause) - OF_STANDINGS_ALONE))
looked = st.builds(
    Seen,
    causes,
    moments,
    st.sampled_from(["us", "archive"]),
    st.sampled_from(Certainty),
    st.sampled_from("ab"),
)
searches = st.builds(Seen, st.just(Cause.ELSEWHERE), moments, found=st.booleans())
seen = looked | looked | searches


def with_a_look(looks: list[Seen]) -> list[Seen]:
    """The same after a first look: what was never looked at is not searched for."""
    return [Seen(Cause.HTTP_404, START - timedelta(hours=1)), *looks]


histories = st.lists(seen, min_size=1, max_size=14).map(with_a_look)


def in_order(looks: list[Seen]) -> list[Seen]:
    """By time; of one moment the good looks last, as in doubt a URL is not missing."""
    return sorted(
        set(looks),
        key=lambda s: (s.at, s.found is not None, VERDICT_OF[s.cause] in GOOD, s.observer, s.cause),
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


@given(st.lists(seen, min_size=1, max_size=14, unique_by=lambda look: look.at).map(with_a_look))
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
        look.at
        for look in looks
        if VERDICT_OF[look.cause] is kind and look.at >= standing.since and look.found is None
    ]
    assert spaced(times, rule.looks, apart - RULES.slack, rule.over - RULES.slack)
    if standing.cause is Cause.SOFT_404:
        assert any(look.at_most is Certainty.CONFIRMED for look in looks)


@given(histories)
@settings(max_examples=300)
def test_three_spaced_looks_without_a_good_one_do_confirm(looks: list[Seen]) -> None:
    last = max(look.at for look in looks)
    days = (4, 12, 20)
    looks = looks + [Seen(Cause.HTTP_404, last + timedelta(days=n)) for n in days]
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
    if before.lost is not None:  # it was found elsewhere, whatever its own address shows
        assert blocked.verdict is Verdict.MOVED
        return
    if blocked.verdict.is_broken:
        assert (blocked.verdict, blocked.certainty) == (before.verdict, before.certainty)
        return
    assert blocked.verdict is Verdict.BLOCKED
    if before.verdict.is_broken:  # a suspicion that could not be looked at again
        assert before.certainty is not Certainty.CONFIRMED
        assert blocked.doubt is not None
        assert blocked.doubt.series == before.series


@given(histories)
@settings(max_examples=300)
def test_where_it_stands_takes_nothing_from_what_its_own_address_showed(looks: list[Seen]) -> None:
    alone = settled([look for look in looks if look.found is None])
    assert at_its_address(settled(looks)) == alone


@given(histories, st.booleans())
def test_only_a_loss_is_found_elsewhere(looks: list[Seen], found: bool) -> None:
    before = settled(looks)
    after = advance(
        before, Seen(Cause.ELSEWHERE, before.last_look + timedelta(days=1), found=found)
    )
    at = at_its_address(before)
    gone = before.lost is not None or at.verdict is Verdict.MISSING
    assert (after.cause is Cause.ELSEWHERE) == (found and gone)
    assert after.lost is None or not after.verdict.is_broken


@given(histories)
def test_a_standing_survives_its_record(looks: list[Seen]) -> None:
    standing = settled(looks)
    assert standing_of(record_of(standing, "url", None, "check")) == standing
