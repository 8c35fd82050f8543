"""Confirmation to the second: nothing before its time, and at its time at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence.verdicts.series import Confirmation, Rules, Seen, Standing
from evidence.verdicts.standing import GOOD, advance, next_look, settle
from evidence.vocabulary import VERDICT_OF, Cause, Certainty, Verdict

START = datetime(2026, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RULES = Rules()
SLACK = RULES.slack
"""How much earlier than the rule says a look may come in a later night, and count all the same."""
MISSING = [
    c for c, v in VERDICT_OF.items() if v is Verdict.MISSING and c is not Cause.UNREACHABLE_LONG
]
ANSWERING = [Cause.TLS, Cause.PROTOCOL, Cause.REDIRECT_LOOP]
"""A host that answers is there; a browser may show what could not be read by us."""
SILENT = [c for c, v in VERDICT_OF.items() if v is Verdict.UNREACHABLE and c not in ANSWERING]
UNSEEN = [c for c, v in VERDICT_OF.items() if v is Verdict.BLOCKED]


def looks(cause: Cause, *after: timedelta, text: str = "") -> list[Seen]:
    return [Seen(cause, START + pause, text_sha256=text) for pause in after]


def settled(seen: list[Seen], rules: Rules = RULES) -> Standing:
    standing = settle(seen, rules)
    assert standing is not None
    return standing


def rule_of(cause: Cause) -> tuple[Confirmation, timedelta]:
    if VERDICT_OF[cause] is Verdict.CHANGED:
        return RULES.changed, RULES.changed_apart
    return (RULES.redirect_home if cause is Cause.REDIRECT_HOME else RULES.missing), RULES.apart


@pytest.mark.parametrize("cause", [*MISSING, Cause.REPLACED, Cause.LINKS, Cause.EDITED])
def test_confirmed_at_the_very_second_and_not_before(cause: Cause) -> None:
    rule, apart = rule_of(cause)
    middle = [(apart - SLACK) * n for n in range(1, rule.looks - 1)]
    sooner = Certainty.SUSPECTED if cause not in MISSING else Certainty.PROBABLE
    for last, certainty in (
        (rule.over - SLACK, Certainty.CONFIRMED),
        (rule.over - SLACK - SECOND, sooner),
    ):
        seen = looks(cause, timedelta(0), *middle, last, text="a")
        assert settled(seen).certainty is certainty


@pytest.mark.parametrize("cause", MISSING)
def test_one_look_too_few_confirms_nothing_however_long_ago(cause: Cause) -> None:
    rule, _ = rule_of(cause)
    seen = looks(cause, *(timedelta(days=400 * n) for n in range(rule.looks - 1)))
    assert settled(seen).certainty is Certainty.PROBABLE


@pytest.mark.parametrize("cause", MISSING)
def test_many_looks_within_the_spacing_are_one(cause: Cause) -> None:
    apart = RULES.apart - SLACK
    close = [apart * n / 50 for n in range(50)]
    assert settled(looks(cause, *close)).looks == 1
    spaced = settled(looks(cause, *close, apart))
    assert (spaced.looks, spaced.counted_at) == (2, START + apart)


@pytest.mark.parametrize(
    ("after", "certainty"),
    [
        (RULES.probable_after - SLACK - SECOND, Certainty.SUSPECTED),
        (RULES.probable_after - SLACK, Certainty.PROBABLE),
    ],
)
def test_probable_after_a_day(after: timedelta, certainty: Certainty) -> None:
    assert settled(looks(Cause.HTTP_404, timedelta(0), after)).certainty is certainty
    assert settled(looks(Cause.TIMEOUT, timedelta(0), after)).certainty is certainty


@pytest.mark.parametrize("cause", SILENT)
def test_silence_is_missing_after_thirty_days_to_the_second(cause: Cause) -> None:
    rule = RULES.unreachable
    early = [RULES.apart * n for n in range(rule.looks - 1)]
    before = settled(looks(cause, *early, rule.over - SLACK - SECOND))
    assert (before.verdict, before.certainty) == (Verdict.UNREACHABLE, Certainty.PROBABLE)
    now = settled(looks(cause, *early, rule.over - SLACK))
    assert (now.cause, now.certainty) == (Cause.UNREACHABLE_LONG, Certainty.CONFIRMED)
    assert now.since == START


@pytest.mark.parametrize("loss", MISSING)
@pytest.mark.parametrize("unseen", [Cause.WAF, Cause.TIMEOUT, Cause.TLS])
def test_a_suspicion_that_nobody_can_look_at_again_fades_after_a_week(
    loss: Cause, unseen: Cause
) -> None:
    """It is told beside what stands, and goes on where it stood once the page is missing again."""
    day = timedelta(days=1)
    suspected = looks(loss, 0 * day)
    week = [Seen(unseen, START + day), Seen(unseen, START + day + RULES.blind - SLACK - SECOND)]
    held = settled([*suspected, *week])
    assert (held.cause, held.certainty) == (loss, Certainty.SUSPECTED)
    faded = settled([*suspected, *week, Seen(unseen, START + day + RULES.blind - SLACK)])
    assert faded.verdict is VERDICT_OF[unseen]
    assert faded.doubt is not None
    assert faded.doubt.cause is loss
    assert faded.since == START + day
    back = settled([*suspected, *week, Seen(unseen, START + 8 * day), Seen(loss, START + 9 * day)])
    assert (back.verdict, back.since, back.doubt) == (Verdict.MISSING, START, None)


@pytest.mark.parametrize("unseen", [Cause.WAF, Cause.TIMEOUT, Cause.TLS])
def test_what_was_confirmed_does_not_fade(unseen: Cause) -> None:
    confirmed = looks(Cause.HTTP_404, *(timedelta(days=n) for n in (0, 4, 8)))
    dark = [Seen(unseen, START + timedelta(days=n)) for n in range(10, 60, 5)]
    standing = settled([*confirmed, *dark])
    assert (standing.cause, standing.certainty) == (Cause.HTTP_404, Certainty.CONFIRMED)
    assert standing.doubt is None


def hours(*told: int, cause: Cause, piece: str = "", new: bool = False) -> list[Seen]:
    """Looks so many hours after the first; ``piece`` is what each shows altered, ``new`` says that
    each shows another text."""
    return [
        Seen(
            cause,
            START + timedelta(hours=hour),
            text_sha256=str(number) if new else "a",
            hunks=(f"{piece}>put",) if piece else (),
        )
        for number, hour in enumerate(told)
    ]


GONE, HOME, EDITED = Cause.HTTP_404, Cause.REDIRECT_HOME, Cause.EDITED


@pytest.mark.parametrize(
    ("seen", "certainty"),
    [
        # a loss: three looks, three days apart, over a week; a night may begin four hours sooner
        (hours(0, 68, 164, cause=GONE), Certainty.CONFIRMED),
        (hours(0, 68, 163, cause=GONE), Certainty.PROBABLE),
        (hours(0, 67, 164, cause=GONE), Certainty.PROBABLE),
        (hours(0, 97, 164, cause=GONE), Certainty.PROBABLE),
        (hours(0, 400, cause=GONE), Certainty.PROBABLE),
        (hours(0, 20, cause=GONE), Certainty.PROBABLE),
        (hours(0, 19, cause=GONE), Certainty.SUSPECTED),
        # a redirect home: over two weeks
        (hours(0, 68, 332, cause=HOME), Certainty.CONFIRMED),
        (hours(0, 68, 331, cause=HOME), Certainty.PROBABLE),
        # a change: two looks, a day apart
        (hours(0, 20, cause=EDITED, piece="line"), Certainty.CONFIRMED),
        (hours(0, 19, cause=EDITED, piece="line"), Certainty.SUSPECTED),
        # at a place that is known to show now this, now that: four looks over a week
        (hours(0, 20, 40, 164, cause=EDITED, piece="~line"), Certainty.CONFIRMED),
        (hours(0, 20, 40, 163, cause=EDITED, piece="~line"), Certainty.SUSPECTED),
        (hours(0, 20, 164, cause=EDITED, piece="~line"), Certainty.SUSPECTED),
        # of which only the whole text is known, another each time: three looks over three days
        (hours(0, 20, 68, cause=EDITED, new=True), Certainty.CONFIRMED),
        (hours(0, 20, 67, cause=EDITED, new=True), Certainty.SUSPECTED),
        (hours(0, 68, cause=EDITED, new=True), Certainty.SUSPECTED),
        (hours(0, 20, cause=EDITED), Certainty.CONFIRMED),
        # silence: four looks, three days apart, over thirty days
        (hours(0, 68, 136, 716, cause=Cause.TIMEOUT), Certainty.CONFIRMED),
        (hours(0, 68, 136, 715, cause=Cause.TIMEOUT), Certainty.PROBABLE),
        (hours(0, 68, 716, cause=Cause.TIMEOUT), Certainty.PROBABLE),
    ],
)
def test_the_looks_and_hours_that_the_documentation_promises(
    seen: list[Seen], certainty: Certainty
) -> None:
    """In hours of the clock, so that no number of the rules changes unnoticed."""
    assert settled(seen).certainty is certainty


@pytest.mark.parametrize(("places", "kept"), [(48, 48), (49, 48)])
def test_forty_eight_places_that_moved_are_remembered(places: int, kept: int) -> None:
    """Those with the most turns: a page of a thousand boxes does not grow its standing for ever."""
    edges = [f"line{number:02}" for number in range(places)]
    shown = [[f"{edge}>{night}" for edge in edges] for night in "ab"]
    shown[1][-1:] = []  # the last one turned once, all others twice
    seen = [
        Seen(EDITED, START + timedelta(days=day), hunks=tuple(pieces))
        for day, pieces in enumerate([*shown, ["other>text"]])
    ]
    left = {thread.place for thread in settled(seen).threads} - {"other"}
    assert left == set(edges[:kept])


def test_another_change_in_place_of_a_confirmed_one_begins_anew() -> None:
    """The first was put right: what came instead is dated by itself, and is a suspicion."""
    shown = [("a>x",), ("a>x",), ("b>y",)]
    seen = [Seen(EDITED, START + timedelta(days=n), hunks=told) for n, told in enumerate(shown)]
    assert settled(seen[:2]).certainty is Certainty.CONFIRMED
    after = settled(seen)
    assert (after.since, after.certainty) == (seen[2].at, Certainty.SUSPECTED)


@pytest.mark.parametrize(("turns", "certainty"), [(2, "confirmed"), (3, "suspected")])
def test_a_clause_moves_with_its_line(turns: int, certainty: str) -> None:
    """A line that was three texts before is known to move, and so is every part of it."""
    nights = [(f"line>{number}",) for number in range(turns)]
    nights += [("line>last", "line.clause>new")] * 2
    seen = [Seen(EDITED, START + timedelta(days=n), hunks=told) for n, told in enumerate(nights)]
    assert settled(seen).certainty == certainty


@pytest.mark.parametrize(("last", "cause"), [(164, Cause.HTTP_404), (165, Cause.WAF)])
def test_a_suspicion_stands_for_a_week_in_which_nothing_can_be_seen(
    last: int, cause: Cause
) -> None:
    seen = [*hours(0, cause=GONE), *hours(1, last, cause=Cause.WAF)]
    assert settled(seen).cause is cause


@pytest.mark.parametrize("cause", ANSWERING)
def test_what_we_can_not_read_never_becomes_a_loss_by_waiting(cause: Cause) -> None:
    seen = looks(cause, *(timedelta(days=10 * n) for n in range(20)))
    assert (settled(seen).verdict, settled(seen).cause) == (Verdict.UNREACHABLE, cause)
    dark = looks(Cause.TIMEOUT, *(timedelta(days=3 * n) for n in range(4)))
    alive_between = [
        *dark,
        Seen(cause, START + timedelta(days=20)),
        Seen(Cause.TIMEOUT, START + timedelta(days=31)),
    ]
    assert settled(alive_between).verdict is Verdict.UNREACHABLE


@pytest.mark.parametrize("cause", UNSEEN)
def test_what_blocks_us_is_told_at_once_and_never_becomes_a_loss(cause: Cause) -> None:
    seen = looks(cause, *(timedelta(days=10 * n) for n in range(20)))
    standing = settled(seen)
    assert (standing.verdict, standing.certainty) == (Verdict.BLOCKED, Certainty.CONFIRMED)
    assert standing.since == START


def test_kinds_of_loss_count_together_and_the_newest_is_told() -> None:
    seen = [
        Seen(Cause.HTTP_404, START),
        Seen(Cause.SOFT_404, START + timedelta(days=4)),
        Seen(Cause.HTTP_410, START + timedelta(days=8)),
    ]
    standing = settled(seen)
    assert (standing.cause, standing.certainty) == (Cause.HTTP_410, Certainty.CONFIRMED)
    assert standing.series.causes == {Cause.HTTP_404, Cause.SOFT_404, Cause.HTTP_410}


def test_links_may_be_confirmed_without_a_text_and_texts_only_by_the_same() -> None:
    day = timedelta(days=1)
    assert settled(looks(Cause.LINKS, 0 * day, day)).certainty is Certainty.CONFIRMED
    mixed = [*looks(Cause.REPLACED, 0 * day, text="a"), *looks(Cause.EDITED, day, text="b")]
    assert settled(mixed).certainty is Certainty.SUSPECTED
    same = [*looks(Cause.REPLACED, 0 * day, text="a"), *looks(Cause.EDITED, day, text="a")]
    assert settled(same).certainty is Certainty.CONFIRMED


@pytest.mark.parametrize("observer", ["wayback", "another folder"])
def test_others_looks_count_as_ours_do(observer: str) -> None:
    seen = [
        replace(s, observer=observer) for s in looks(Cause.HTTP_404, *map(timedelta, (0, 3, 7)))
    ]
    assert settled(seen).certainty is Certainty.CONFIRMED


causes = st.sampled_from(sorted(set(Cause) - {Cause.UNREACHABLE_LONG}))
histories = st.lists(
    st.builds(
        Seen,
        causes,
        st.integers(0, 100 * 24).map(lambda hours: START + timedelta(hours=hours)),
        st.just("us"),
        st.sampled_from(Certainty),
        st.sampled_from(["", "a", "b"]),
    ),
    min_size=1,
    max_size=12,
)


@given(histories, st.timedeltas(timedelta(days=-300), timedelta(days=300)))
def test_only_the_distances_between_looks_matter(seen: list[Seen], shift: timedelta) -> None:
    here, there = settled(seen), settled([replace(s, at=s.at + shift) for s in seen])
    assert (here.verdict, here.cause, here.certainty) == (
        there.verdict,
        there.cause,
        there.certainty,
    )
    assert (here.since + shift, here.last_look + shift) == (there.since, there.last_look)


@given(histories)
def test_times_of_a_standing_are_times_of_looks_and_in_order(seen: list[Seen]) -> None:
    standing = settled(seen)
    times = {look.at for look in seen}
    assert {standing.since, standing.counted_at, standing.last_look} <= times
    assert standing.since <= standing.counted_at <= standing.last_look
    assert 1 <= standing.looks <= len(set(seen))


@given(histories)
def test_the_last_looks_that_saw_it_are_the_latest_of_their_kind(seen: list[Seen]) -> None:
    standing = settled(seen)
    shown = [look for look in seen if VERDICT_OF[look.cause] in GOOD]
    unaltered = [look.at for look in shown if VERDICT_OF[look.cause] is not Verdict.CHANGED]
    assert standing.last_good == max(unaltered, default=None)
    assert standing.last_seen == max((look.at for look in shown), default=None)


@given(histories)
def test_a_look_told_again_says_nothing_new(seen: list[Seen]) -> None:
    assert settle([*seen, *seen, seen[0]]) == settle(seen)


@given(histories, st.sampled_from([*MISSING, *SILENT]), st.integers(1, 300))
def test_one_more_look_of_the_kind_never_lowers_certainty(
    seen: list[Seen], cause: Cause, hours: int
) -> None:
    """But for a front page among the losses: then the longer rule of front pages holds for all."""
    first = max(look.at for look in seen) + timedelta(hours=hours)
    before = settled([*seen, Seen(cause, first)])
    after = advance(before, Seen(cause, first + timedelta(hours=hours)))
    if after.verdict is before.verdict:
        assert after.certainty.rank >= before.certainty.rank
    elif after.doubt is not None:  # a mere suspicion, out of sight for a week
        assert before.certainty is not Certainty.CONFIRMED
        assert after.doubt.verdict is before.verdict
    else:
        assert (after.cause, after.certainty) == (Cause.UNREACHABLE_LONG, Certainty.CONFIRMED)


@given(histories)
def test_stricter_rules_never_confirm_what_milder_ones_do_not(seen: list[Seen]) -> None:
    strict = replace(
        RULES,
        missing=Confirmation(5, timedelta(days=20)),
        redirect_home=Confirmation(6, timedelta(days=40)),
        changed=Confirmation(4, timedelta(days=5)),
    )
    mild, stern = settled(seen), settled(seen, strict)
    if stern.doubt is not None and mild.doubt is None:  # what is not confirmed may fade
        assert (mild.verdict, mild.certainty) == (stern.doubt.verdict, Certainty.CONFIRMED)
        return
    assert mild.verdict is stern.verdict
    if mild.verdict is not Verdict.CHANGED:  # a change is dated by what confirms it
        assert mild.since == stern.since
    assert stern.certainty.rank <= mild.certainty.rank


@given(histories)
def test_a_run_that_never_asked_leaves_the_standing_as_it_is(seen: list[Seen]) -> None:
    before = settled(seen)
    assume(before.verdict is not Verdict.UNCHECKED)
    later = before.last_look + timedelta(days=3)
    for cause in (Cause.INTERNAL, Cause.MALFORMED, Cause.PRIVATE_ADDRESS, Cause.SCHEME):
        assert advance(before, Seen(cause, later)) == before


@given(histories)
def test_doubts_are_looked_at_no_later_than_certainties(seen: list[Seen]) -> None:
    standing = settled(seen)
    pause = next_look(standing) - standing.last_look
    doubtful = RULES.look_doubtful_after - SLACK
    if standing.cause is Cause.PRIVATE_ADDRESS:  # a setting of ours: nobody was asked
        assert pause == timedelta(0)
    elif standing.certainty is Certainty.CONFIRMED:
        assert pause in {RULES.look_good_after, doubtful, RULES.look_dead_after}
    elif pause != doubtful:  # only to wait for the look that confirms a loss, where it comes soon
        assert doubtful < pause < 2 * doubtful
        too_soon, then = (
            advance(standing, Seen(standing.cause, standing.last_look + after)).certainty
            for after in (doubtful, pause)
        )
        assert too_soon is not Certainty.CONFIRMED
        assert then is Certainty.CONFIRMED
