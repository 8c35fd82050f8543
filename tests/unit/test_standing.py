"""The table of confirmation rules, case by case."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import pytest

from evidence.looks.standings import all_seen, record_of, standing_of
from evidence.store.looks import SeenLook
from evidence.verdicts.series import DEFAULT, Confirmation, Rules, Seen, Standing
from evidence.verdicts.standing import advance, next_look, settle
from evidence.vocabulary import VERDICT_OF, Cause, Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

START = datetime(2026, 3, 1, tzinfo=UTC)
GOOD = Cause.IDENTICAL


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def after(*looks: tuple[float, Cause], rules: Rules | None = None) -> Standing:
    standing = settle([Seen(cause, day(at)) for at, cause in looks], rules or Rules())
    assert standing is not None
    return standing


def series(cause: Cause, *days: float) -> list[tuple[float, Cause]]:
    return [(at, cause) for at in days]


@pytest.mark.parametrize(
    ("cause", "days", "certainty"),
    [
        (Cause.HTTP_404, (0,), Certainty.SUSPECTED),
        (Cause.HTTP_404, (0, 0.5), Certainty.SUSPECTED),
        (Cause.HTTP_404, (0, 1), Certainty.PROBABLE),
        (Cause.HTTP_404, (0, 3, 6), Certainty.PROBABLE),
        (Cause.HTTP_404, (0, 1, 2, 7), Certainty.PROBABLE),
        (Cause.HTTP_404, (0, 3, 7), Certainty.CONFIRMED),
        (Cause.HTTP_410, (0, 4, 8), Certainty.CONFIRMED),
        (Cause.DOMAIN_GONE, (0, 4, 8), Certainty.CONFIRMED),
        (Cause.PARKED, (0, 4, 8), Certainty.CONFIRMED),
        (Cause.SOFT_404, (0, 4, 8), Certainty.CONFIRMED),
        (Cause.REDIRECT_HOME, (0, 4, 8), Certainty.PROBABLE),
        (Cause.REDIRECT_HOME, (0, 4, 14), Certainty.CONFIRMED),
        (Cause.REPLACED, (0,), Certainty.SUSPECTED),
        (Cause.REPLACED, (0, 1), Certainty.CONFIRMED),
        (Cause.LINKS, (0, 1), Certainty.CONFIRMED),
        (Cause.TIMEOUT, (0, 10, 20), Certainty.PROBABLE),
        (GOOD, (0,), Certainty.CONFIRMED),
        (Cause.REDIRECT, (0,), Certainty.CONFIRMED),
    ],
)
def test_counts_and_spacing(cause: Cause, days: tuple[float, ...], certainty: Certainty) -> None:
    assert after(*series(cause, *days)).certainty is certainty


def test_one_look_at_the_front_page_makes_the_longer_rule_hold() -> None:
    looks = [(0, Cause.HTTP_404), (4, Cause.REDIRECT_HOME), (8, Cause.HTTP_404)]
    assert after(*looks).certainty is Certainty.PROBABLE
    assert after(*looks, (14, Cause.HTTP_404)).certainty is Certainty.CONFIRMED


def soft(at: float, at_most: Certainty) -> Seen:
    return Seen(Cause.SOFT_404, day(at), at_most=at_most)


def test_words_alone_never_confirm_a_soft_404_and_one_probe_does() -> None:
    words = [soft(at, Certainty.PROBABLE) for at in (0, 4, 8, 12)]
    weak = [soft(at, Certainty.SUSPECTED) for at in (0, 4, 8, 12)]
    for looks, certainty in ((words, Certainty.PROBABLE), (weak, Certainty.SUSPECTED)):
        standing = settle(looks)
        assert standing is not None
        assert standing.certainty is certainty
        probed = settle([*looks, soft(16, Certainty.CONFIRMED)])
        assert probed is not None
        assert probed.certainty is Certainty.CONFIRMED


def test_an_edit_is_confirmed_by_the_same_new_text_only() -> None:
    def edited(*texts: str) -> Certainty:
        looks = [Seen(Cause.EDITED, day(at), text_sha256=text) for at, text in enumerate(texts)]
        standing = settle(looks)
        assert standing is not None
        return standing.certainty

    assert edited("a", "a") is Certainty.CONFIRMED
    assert edited("a", "b") is Certainty.SUSPECTED
    assert edited("a", "b", "b") is Certainty.CONFIRMED
    assert edited("", "") is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "between", [Cause.WAF, Cause.ROBOTS, Cause.TIMEOUT, Cause.TLS, Cause.INTERNAL]
)
def test_what_saw_nothing_neither_confirms_nor_resets(between: Cause) -> None:
    standing = after((0, Cause.HTTP_404), (3, between), (4, between))
    assert (standing.verdict, standing.certainty) == (Verdict.MISSING, Certainty.SUSPECTED)
    confirmed = after((0, Cause.HTTP_404), (3, between), (4, Cause.HTTP_404), (8, Cause.HTTP_404))
    assert confirmed.certainty is Certainty.CONFIRMED


@pytest.mark.parametrize("good", [GOOD, Cause.REDIRECT, Cause.EDITED, Cause.FIRST_LOOK])
def test_one_good_look_resets(good: Cause) -> None:
    standing = after(*series(Cause.HTTP_404, 0, 4), (5, good), (8, Cause.HTTP_404))
    assert (standing.certainty, standing.since, standing.looks) == (Certainty.SUSPECTED, day(8), 1)
    # what showed an alteration is seen, and not seen good
    assert standing.last_seen == day(5)
    assert standing.last_good == (None if good is Cause.EDITED else day(5))


def test_unreachable_for_a_month_is_missing() -> None:
    assert after(*series(Cause.TIMEOUT, 0, 10, 20, 29)).verdict is Verdict.UNREACHABLE
    mixed = [(0, Cause.TIMEOUT), (10, Cause.REFUSED), (20, Cause.DNS), (30, Cause.SERVER_ERROR)]
    standing = after((-5, GOOD), *mixed)
    assert (standing.cause, standing.certainty) == (Cause.UNREACHABLE_LONG, Certainty.CONFIRMED)
    assert (standing.since, standing.last_good) == (day(0), day(-5))
    assert after(*mixed, (33, Cause.TIMEOUT)).cause is Cause.UNREACHABLE_LONG
    assert after(*mixed, (33, GOOD)).verdict is Verdict.ALIVE


@pytest.mark.parametrize("sign_of_life", [GOOD, Cause.WAF, Cause.HTTP_404, Cause.TLS])
def test_any_answer_of_the_host_ends_the_silence(sign_of_life: Cause) -> None:
    standing = after(*series(Cause.TIMEOUT, 0, 10, 20), (25, sign_of_life), (31, Cause.TIMEOUT))
    assert standing.cause is not Cause.UNREACHABLE_LONG


def test_robots_says_nothing_of_whether_the_host_answers() -> None:
    looks = (*series(Cause.TIMEOUT, 0, 10, 20), (25, Cause.ROBOTS), (30, Cause.TIMEOUT))
    assert after(*looks).cause is Cause.UNREACHABLE_LONG


def test_a_bad_certificate_never_becomes_missing() -> None:
    standing = after(*series(Cause.TLS, *range(0, 90, 7)))
    assert (standing.verdict, standing.certainty) == (Verdict.UNREACHABLE, Certainty.CONFIRMED)


def test_a_page_found_missing_after_a_long_silence_starts_its_own_count() -> None:
    standing = after(*series(Cause.TIMEOUT, 0, 10, 20, 30), (33, Cause.HTTP_404))
    assert (standing.cause, standing.certainty) == (Cause.HTTP_404, Certainty.SUSPECTED)


def test_silence_does_not_rename_what_was_confirmed_missing() -> None:
    standing = after(*series(Cause.HTTP_404, 0, 4, 8), *series(Cause.TIMEOUT, 10, 20, 30, 41))
    assert standing.cause is Cause.HTTP_404
    suspected = after((0, Cause.HTTP_404), *series(Cause.TIMEOUT, 10, 20, 30, 41))
    assert suspected.cause is Cause.UNREACHABLE_LONG


def test_other_observers_count_and_repeated_looks_do_not() -> None:
    ours = Seen(Cause.HTTP_404, day(0))
    looks = [
        ours,
        ours,
        Seen(Cause.HTTP_404, day(4), "archive"),
        Seen(Cause.HTTP_404, day(8), "folder"),
    ]
    standing = settle(looks)
    assert standing is not None
    assert (standing.looks, standing.certainty) == (3, Certainty.CONFIRMED)
    seen_well = settle([*looks, Seen(GOOD, day(8), "archive")])
    assert seen_well is not None
    assert seen_well.verdict is Verdict.ALIVE


def test_the_rules_can_be_set() -> None:
    quick = Rules(missing=Confirmation(2, timedelta(hours=2)), apart=timedelta(hours=1))
    assert (
        after((0, Cause.HTTP_404), (0.1, Cause.HTTP_404), rules=quick).certainty
        is Certainty.CONFIRMED
    )


def test_never_looked_at_and_never_asked() -> None:
    assert settle([]) is None
    assert after((0, Cause.MALFORMED), (1, Cause.MALFORMED)).verdict is Verdict.UNCHECKED
    assert after((0, GOOD), (1, Cause.INTERNAL)) == after((0, GOOD))


@pytest.mark.parametrize(
    ("looks", "days"),
    [
        ([(0, GOOD)], 7),
        ([(0, Cause.HTTP_404)], 3),
        ([(0, Cause.WAF)], 3),
        ([(0, Cause.TIMEOUT)], 3),
        ([(0, Cause.HTTP_404), (4, Cause.HTTP_404), (8, Cause.HTTP_404)], 14),
        ([(0, Cause.REPLACED)], 3),
        ([(0, Cause.REPLACED), (2, Cause.REPLACED)], 7),
    ],
)
def test_doubts_are_looked_at_sooner(looks: list[tuple[float, Cause]], days: int) -> None:
    standing = after(*looks)
    # a nightly beat of three nights is 72 hours give or take the order of a walk
    slack = DEFAULT.slack if days == 3 else timedelta()
    assert next_look(standing) - standing.last_look == timedelta(days=days) - slack


def _told(cause: Cause, at: str, observer: str = "us") -> SeenLook:
    source: Literal["check", "memento"] = "check" if observer == "us" else "memento"
    return SeenLook("", source, cause, at, observer, Certainty.CONFIRMED, None)


def test_an_archive_after_us_doubts_a_loss_and_takes_no_change_back() -> None:
    before = _told(Cause.FIRST_LOOK, "2018-05-01T00:00:00Z", "wayback")
    after = _told(Cause.FIRST_LOOK, "2026-11-21T13:00:00Z", "wayback")
    gone = _told(Cause.HTTP_404, "2026-11-21T12:00:00Z")
    edited = _told(Cause.EDITED, "2026-11-21T12:00:00Z")
    assert [seen.observer for seen in all_seen([before, gone, after])] == [
        "wayback",
        "us",
        "wayback",
    ]
    assert [seen.observer for seen in all_seen([before, edited, after])] == ["wayback", "us"]
    found = _told(Cause.FIRST_LOOK, "2026-11-20T12:00:00Z")
    assert len(all_seen([found, gone, after])) == 3  # our last look is the one that counts
    assert len(all_seen([gone, _told(Cause.EDITED, "2026-11-21T12:30:00Z"), after])) == 2
    assert [seen.observer for seen in all_seen([before, after])] == ["wayback", "wayback"]


def _by_night(
    shown: Callable[[int], Cause], nights: int, late: float = 0.0
) -> list[tuple[int, Standing]]:
    """The nights from 1 on in which looks are due, a good one before them, and how it stands then."""
    standing, found = after((0, GOOD)), []
    for night in range(1, nights):
        at = day(night) + timedelta(hours=late if night > 1 else 0)
        if night == 1 or next_look(standing, _NIGHTLY) <= at:
            standing = advance(standing, Seen(shown(night), at), _NIGHTLY)
            found.append((night, standing))
    return found


_NIGHTLY = Rules(look_good_after=timedelta(hours=20))
"""What stands is looked at every night, as the configuration has it."""


@pytest.mark.parametrize("late", [-3.9, -0.01, 0.0, 0.01, 3.0])
@pytest.mark.parametrize(
    ("cause", "nights"),
    [
        (Cause.HTTP_404, [1, 4, 8]),
        (Cause.REDIRECT_HOME, [1, 4, 7, 10, 15]),
        (Cause.TIMEOUT, [1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31]),
    ],
)
def test_a_nightly_beat_confirms_a_loss_as_soon_as_it_may_whatever_the_order_of_the_walk(
    cause: Cause, nights: list[int], late: float
) -> None:
    found = _by_night(lambda _: cause, nights[-1] + 1, late)
    assert [night for night, _ in found] == nights
    *before, last = (standing for _, standing in found)
    assert (last.verdict, last.certainty) == (Verdict.MISSING, Certainty.CONFIRMED)
    assert all(standing.certainty is not Certainty.CONFIRMED for standing in before)


@pytest.mark.parametrize("cause", [Cause.HTTP_404, Cause.REDIRECT_HOME])
def test_what_fails_every_third_night_is_never_confirmed_lost(cause: Cause) -> None:
    found = _by_night(lambda night: GOOD if night % 3 else cause, 200)
    lost = [standing for _, standing in found if standing.verdict is Verdict.MISSING]
    assert lost
    assert all(standing.certainty is not Certainty.CONFIRMED for standing in lost)


def test_a_change_is_confirmed_in_the_next_night_though_it_comes_a_minute_earlier() -> None:
    at = day(1) - timedelta(minutes=1)
    standing = after((0, Cause.REPLACED))
    standing = advance(standing, Seen(Cause.REPLACED, at))
    assert standing.certainty is Certainty.CONFIRMED


@pytest.mark.parametrize("unseen", [Cause.WAF, Cause.TIMEOUT, Cause.TLS, Cause.ROBOTS])
def test_a_suspicion_that_nobody_could_look_at_again_is_no_loss_after_a_week(
    unseen: Cause,
) -> None:
    suspected = after((0, GOOD), (1, Cause.HTTP_404), (4, unseen), (8, unseen))
    assert suspected.verdict is Verdict.MISSING
    out = after((0, GOOD), (1, Cause.HTTP_404), (4, unseen), (8, unseen), (11, unseen))
    assert out.verdict is VERDICT_OF[unseen]
    assert out.since == day(4)
    assert out.doubt is not None
    assert (out.doubt.verdict, out.doubt.series.since) == (Verdict.MISSING, day(1))
    assert out.last_good == day(0)


def test_another_reason_not_to_see_it_keeps_the_doubt_and_a_good_look_ends_it() -> None:
    looks = [(0, GOOD), (1, Cause.HTTP_404), (4, Cause.WAF), (11, Cause.WAF)]
    other = after(*looks, (12, Cause.TIMEOUT))
    assert other.verdict is Verdict.UNREACHABLE
    assert other.doubt is not None
    good = after(*looks, (12, Cause.TIMEOUT), (13, GOOD))
    assert (good.verdict, good.doubt) == (Verdict.ALIVE, None)
    assert after(*looks, (13, GOOD), (20, Cause.WAF)).doubt is None


def test_a_loss_that_is_seen_again_goes_on_where_its_suspicion_stood() -> None:
    looks = [(0, GOOD), (1, Cause.HTTP_404), (4, Cause.WAF), (11, Cause.WAF)]
    again = after(*looks, (14, Cause.HTTP_404), (17, Cause.HTTP_404))
    assert (again.verdict, again.since, again.looks) == (Verdict.MISSING, day(1), 3)
    assert again.certainty is Certainty.CONFIRMED
    assert again.doubt is None


def test_a_confirmed_loss_stays_one_however_long_nobody_can_look() -> None:
    lost = [(0, Cause.HTTP_404), (4, Cause.HTTP_404), (8, Cause.HTTP_404)]
    standing = after(*lost, (12, Cause.WAF), (60, Cause.WAF))
    assert (standing.verdict, standing.certainty) == (Verdict.MISSING, Certainty.CONFIRMED)


def test_last_good_never_names_a_look_that_showed_an_alteration() -> None:
    standing = after((0, GOOD), (3, Cause.EDITED), (6, Cause.EDITED))
    assert (standing.last_good, standing.last_seen) == (day(0), day(6))
    assert standing.altered_since == day(3)
    assert after((0, Cause.REPLACED)).last_good is None


def test_an_altered_page_that_moves_is_altered_still() -> None:
    """A move forgives a small change that comes with it, and takes none back that was there."""
    looks = [
        Seen(Cause.IDENTICAL, day(0)),
        *(Seen(Cause.EDITED, day(n), hunks=("a>x",)) for n in (3, 6)),
        Seen(Cause.REDIRECT, day(9), hunks=("a>x",)),
    ]
    standing = settle(looks)
    assert standing is not None
    assert (standing.verdict, standing.certainty) == (Verdict.CHANGED, Certainty.CONFIRMED)
    assert (standing.since, standing.last_good) == (day(3), day(0))
    back = settle([*looks, Seen(Cause.REDIRECT, day(12))])
    assert back is not None
    assert (back.verdict, back.last_good) == (Verdict.MOVED, day(12))


def test_a_move_with_a_small_change_is_no_last_good_look() -> None:
    looks = [Seen(Cause.IDENTICAL, day(0)), Seen(Cause.REDIRECT, day(3), hunks=("a>x",))]
    standing = settle(looks)
    assert standing is not None
    assert (standing.verdict, standing.last_good) == (Verdict.MOVED, day(0))


def test_an_altered_page_that_is_then_removed_tells_both_with_both_dates() -> None:
    standing = after((0, GOOD), (3, Cause.EDITED), (6, Cause.REMOVED), (9, Cause.HTTP_404))
    assert (standing.verdict, standing.since) == (Verdict.MISSING, day(9))
    assert (standing.altered_since, standing.last_seen) == (day(3), day(6))
    assert standing.last_good == day(0)
    back = advance(standing, Seen(GOOD, day(12)))
    assert back.altered_since is None


@pytest.mark.parametrize("cause", [Cause.PROTOCOL, Cause.REDIRECT_LOOP, Cause.TLS])
def test_what_we_can_not_read_never_becomes_missing_by_waiting(cause: Cause) -> None:
    standing = after(*[(n * 4, cause) for n in range(30)])
    assert (standing.verdict, standing.cause) == (Verdict.UNREACHABLE, cause)


def test_a_standing_survives_being_stored_with_all_that_it_remembers() -> None:
    for looks in (
        [(0, GOOD)],
        [(0, GOOD), (3, Cause.EDITED), (6, Cause.HTTP_404), (9, Cause.WAF)],
        [(0, GOOD), (1, Cause.HTTP_404), (4, Cause.WAF), (11, Cause.TIMEOUT)],
    ):
        standing = after(*looks)
        assert standing_of(record_of(standing, "u", None, "k")) == standing


def test_a_standing_that_an_earlier_version_stored_is_read() -> None:
    standing = after((0, GOOD), (3, Cause.HTTP_404))
    record = record_of(standing, "u", None, "k")
    older = replace(record, series_json=json.dumps(json.loads(record.series_json)[:2]))
    read = standing_of(older)
    assert (read.verdict, read.series, read.last_good) == (
        standing.verdict,
        standing.series,
        standing.last_good,
    )
    assert (read.doubt, read.altered_since) == (None, None)
