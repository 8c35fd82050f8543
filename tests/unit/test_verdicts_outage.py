"""Our own outage is nobody's link rot."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.verdicts.outage import FAILING, Fault, Result, Watch, outage
from evidence.verdicts.series import Seen
from evidence.verdicts.standing import advance, settle
from evidence.vocabulary import Cause

START = datetime(2026, 11, 1, tzinfo=UTC)
failing = st.sampled_from(sorted(FAILING))


def results(*causes: Cause, page: str = "", hosts: int = 10_000, first: int = 0) -> list[Result]:
    return [
        Result(f"check-{n}", f"host{n % hosts}.example", START + timedelta(seconds=n), cause, page)
        for n, cause in enumerate(causes, first)
    ]


@given(st.lists(failing, min_size=1, max_size=30), st.integers(1, 30))
def test_a_run_in_which_every_host_fails_changes_no_standing(
    causes: list[Cause], hosts: int
) -> None:
    run = results(*causes, hosts=hosts)
    found = outage(run)
    assert found is not None
    before = settle([Seen(Cause.IDENTICAL, START - timedelta(days=7))])
    after = before
    for result in run:
        if result.check not in found.coloured:
            after = advance(after, Seen(result.cause, result.at))
    assert after == before


@given(
    st.lists(
        st.sampled_from([Cause.IDENTICAL, Cause.HTTP_404, Cause.WAF, Cause.FIRST_LOOK]), max_size=40
    )
)
def test_a_run_in_which_hosts_answer_is_no_outage(causes: list[Cause]) -> None:
    assert outage(results(*causes)) is None


def test_one_dead_host_with_many_urls_is_no_outage() -> None:
    run = results(*[Cause.IDENTICAL] * 20, *[Cause.TIMEOUT] * 200)
    same = [
        Result(r.check, "dead.example" if r.cause in FAILING else r.host, r.at, r.cause)
        for r in run
    ]
    assert outage(same) is None
    found = outage(run)
    assert found is not None
    assert (found.hosts, len(found.coloured)) == (200, 200)


def test_the_stretch_is_found_and_what_was_seen_before_and_after_stays() -> None:
    run = [
        *results(*[Cause.IDENTICAL, Cause.TIMEOUT, Cause.HTTP_404, Cause.IDENTICAL] * 10),
        *results(*[Cause.TIMEOUT] * 30, first=40),
        *results(*[Cause.IDENTICAL, Cause.TIMEOUT, Cause.HTTP_404] * 10, first=70),
    ]
    found = outage(run)
    assert found is not None
    assert found.fault is Fault.NETWORK
    assert found.coloured == {f"check-{n}" for n in range(40, 70)}
    assert (found.since, found.until) == (run[40].at, run[69].at)


def test_dead_hosts_here_and_there_are_no_outage() -> None:
    third = [
        Cause.TIMEOUT,
        Cause.IDENTICAL,
        Cause.DOMAIN_GONE,
        Cause.IDENTICAL,
        Cause.IDENTICAL,
        Cause.HTTP_404,
    ]
    assert outage(results(*third * 200)) is None


def test_known_dead_hosts_are_no_news() -> None:
    dead = [
        Result(str(n), f"h{n}.example", START + timedelta(seconds=n), Cause.DNS, failed_before=True)
        for n in range(40)
    ]
    assert outage(dead, control_answered=True) is None
    assert outage(dead) is not None


@pytest.mark.parametrize("cause", [Cause.DNS, Cause.DOMAIN_GONE])
def test_dead_names_are_told_apart(cause: Cause) -> None:
    found = outage(results(*[Cause.IDENTICAL] * 5, *[cause] * 20))
    assert found is not None
    assert found.fault is Fault.NAMES


def test_one_dead_host_alone_is_believed_when_the_control_answered() -> None:
    run = results(Cause.DOMAIN_GONE)
    assert outage(run) is not None
    assert outage(run, control_answered=True) is None


def test_a_portal_answers_for_unrelated_hosts() -> None:
    run = [
        *results(Cause.IDENTICAL, Cause.IDENTICAL),
        *results(*[Cause.REPLACED] * 6, page="portal", first=2),
        Result("beside", "secure.example", START + timedelta(seconds=5), Cause.TLS),
    ]
    found = outage(run)
    assert found is not None
    assert (found.fault, found.hosts) == (Fault.PORTAL, 6)
    assert len(found.coloured) == 7


def test_many_pages_of_one_host_or_behind_one_firewall_are_no_portal() -> None:
    assert outage(results(*[Cause.SOFT_404] * 20, page="same", hosts=2)) is None
    assert outage(results(*[Cause.WAF] * 20, page="challenge")) is None
    without_text = hashlib.sha256(b"").hexdigest()
    assert outage(results(*[Cause.FIRST_LOOK] * 20, page=without_text)) is None


def test_what_was_never_asked_is_no_sign_of_life() -> None:
    found = outage(results(Cause.ROBOTS, Cause.TIMEOUT, Cause.MALFORMED))
    assert found is not None
    assert found.coloured == {"check-1"}


def test_nothing_to_see() -> None:
    assert outage([]) is None


def seen(letters: str, first: int = 0) -> list[Result]:
    """A run of hosts of which each failed (``x``) or answered (``.``)."""
    causes = (Cause.TIMEOUT if letter == "x" else Cause.IDENTICAL for letter in letters)
    return results(*causes, first=first)


@pytest.mark.parametrize(
    ("run", "coloured"),
    [
        ("x" * 7, 7),  # five hosts, and ln 7 more
        ("x" * 6, 0),
        ("." * 90 + "x" * 10, 10),  # five, and ln 100
        ("." * 90 + "x" * 9 + ".", 0),
        ("x" * 8 + "." + "x" * 4, 12),  # four outweigh one good answer
        ("x" * 8 + "." + "x" * 3, 8),
        ("x" * 9 + ".." + "x" * 8, 17),
        ("x" * 8 + ".." + "x" * 8, 8),  # two answers ended it
    ],
)
def test_so_many_hosts_fail_together_in_an_outage(run: str, coloured: int) -> None:
    found = outage(seen(run), control_answered=True)
    assert (len(found.coloured) if found else 0) == coloured


@pytest.mark.parametrize(
    ("page", "others", "is_one"), [(5, 5, True), (5, 6, False), (4, 0, False), (6, 6, True)]
)
def test_a_portal_answers_for_five_hosts_and_for_half_of_all(
    page: int, others: int, is_one: bool
) -> None:
    run = [
        *results(*[Cause.REPLACED] * page, page="portal"),
        *results(*[Cause.IDENTICAL] * others, first=page),
    ]
    found = outage(run)
    assert (found is not None) == is_one
    if found is not None:
        assert (found.fault, found.hosts) == (Fault.PORTAL, page)


def test_what_failed_while_a_portal_answered_is_of_it_and_nothing_before_or_after() -> None:
    run = [
        *seen("x"),
        *results(*[Cause.REPLACED] * 3, page="portal", first=1),
        *seen("x", first=4),
        *results(*[Cause.REPLACED] * 3, page="portal", first=5),
        *seen("x", first=8),
    ]
    found = outage(run)
    assert found is not None
    assert found.coloured == {f"check-{n}" for n in range(1, 8)}
    assert (found.since, found.until) == (run[1].at, run[7].at)


def _told(*causes: Cause, first: int = 0) -> list[Result]:
    """Results that each show a page of their own; what is parked shows one."""
    return [
        Result(
            f"told-{n}",
            f"told{n}.example",
            START + timedelta(seconds=n),
            cause,
            "suspended" if cause is Cause.PARKED else f"page-{n}",
        )
        for n, cause in enumerate(causes, first)
    ]


LIVE, DEAD = [Cause.FIRST_LOOK] * 4, [Cause.PARKED] * 6


@pytest.mark.parametrize("run", [[*DEAD, *LIVE], [*LIVE, *DEAD], [*DEAD[:3], *LIVE, *DEAD[3:]]])
def test_suspended_accounts_beside_living_sites_are_theirs(run: list[Cause]) -> None:
    assert outage(_told(*run)) is None


@pytest.mark.parametrize(
    "run",
    [
        _told(*DEAD),
        _told(*DEAD, *LIVE[:2]),
        [*_told(*LIVE), *_told(*DEAD, first=500)],
        [*_told(*DEAD), *_told(*LIVE, first=500)],
        [*_told(*DEAD), *results(*[Cause.TIMEOUT] * 4, first=3)],
        [*_told(*DEAD), *results(*LIVE, page="a second portal", first=3)],
        [*_told(*LIVE), *results(*[Cause.REPLACED] * 6, page="portal")],
        [*_told(*LIVE), *results(*[Cause.FIRST_LOOK] * 6, page="portal")],
    ],
    ids=["all", "few live", "before", "after", "the others fail", "no own", "replaced", "first"],
)
def test_a_provider_that_was_not_paid_says_so_of_everyone(run: list[Result]) -> None:
    found = outage(run)
    assert found is not None
    assert found.fault is Fault.PORTAL


def test_who_else_shows_a_page_of_his_own_is_known_at_the_end() -> None:
    watch = Watch()
    for one in _told(*DEAD):
        watch.add(one)
    assert watch.outage(control_answered=True, is_over=False) is None
    assert watch.outage(control_answered=True) is not None
    for one in _told(*LIVE, first=6):
        watch.add(one)
    assert watch.outage(control_answered=True) is None


def test_of_very_many_suspended_accounts_those_that_are_remembered_speak_for_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("evidence.verdicts.outage._OWN_PAGES", 4)
    assert outage(_told(*DEAD * 2, *LIVE)) is None
    assert outage(_told(*DEAD * 2, LIVE[0])) is not None
