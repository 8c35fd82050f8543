"""The table of confirmation rules, case by case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from evidence.looks.standings import all_seen
from evidence.store.looks import SeenLook
from evidence.verdicts.standing import Confirmation, Rules, Seen, Standing, next_look, settle
from evidence.vocabulary import Cause, Certainty, Verdict

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
    assert standing.last_good == day(5)


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
    assert next_look(standing) - standing.last_look == timedelta(days=days)


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
