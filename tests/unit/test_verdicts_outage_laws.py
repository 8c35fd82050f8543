"""What holds for every run: an outage colours failures only, and only while they last."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.verdicts.outage import FAILING, Fault, Outage, Result, Watch, outage
from evidence.vocabulary import VERDICT_OF, Cause, Verdict

START = datetime(2026, 11, 1, tzinfo=UTC)
ANSWERED = sorted(set(Cause) - FAILING - {Cause.ROBOTS, Cause.UNREACHABLE_LONG})
runs = st.lists(
    st.builds(
        Result,
        st.just(""),
        st.integers(0, 12).map(lambda n: f"host{n}.example"),
        st.integers(0, 600).map(lambda seconds: START + timedelta(seconds=seconds)),
        st.sampled_from(sorted(Cause)) | st.sampled_from([Cause.TIMEOUT, Cause.DNS]),
        st.sampled_from(["", "", "portal", "otra"]),
        st.booleans(),
    ),
    max_size=60,
).map(lambda run: [replace(result, check=f"check-{n}") for n, result in enumerate(run)])


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def stretch(failing: int, good_before: int = 0, good_after: int = 0) -> list[Result]:
    causes = [Cause.IDENTICAL] * good_before + [Cause.TIMEOUT] * failing
    causes += [Cause.IDENTICAL] * good_after
    return [Result(str(n), f"h{n}.example", at(n), cause) for n, cause in enumerate(causes)]


def found(run: list[Result], **facts: Any) -> Outage:
    seen = outage(run, **facts)
    assert seen is not None
    return seen


@given(runs, st.booleans(), st.randoms())
def test_the_order_in_which_results_are_handed_in_does_not_matter(
    run: list[Result], control: bool, chance: object
) -> None:
    shuffled = run.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert outage(shuffled, control_answered=control) == outage(run, control_answered=control)


@given(runs, st.booleans())
def test_only_checks_of_the_run_are_taken_back_and_only_such_as_could_be_ours(
    run: list[Result], control: bool
) -> None:
    seen = outage(run, control_answered=control)
    if seen is None:
        return
    by_id = {result.check: result for result in run}
    coloured = [by_id[check] for check in seen.coloured]
    assert coloured
    assert all(seen.since <= result.at <= seen.until for result in coloured)
    for result in coloured:
        as_portal = seen.fault is Fault.PORTAL and result.page_sha256
        assert result.cause in FAILING or as_portal
    if seen.fault is not Fault.PORTAL:
        assert seen.hosts == len({result.host for result in coloured})


@given(runs, st.booleans())
def test_what_was_never_asked_changes_nothing(run: list[Result], control: bool) -> None:
    more = [
        Result(f"more-{n}", "quiet.example", at(n), cause)
        for n, cause in enumerate([Cause.ROBOTS, Cause.MALFORMED, Cause.SCHEME, Cause.INTERNAL])
    ]
    assert outage([*run, *more], control_answered=control) == outage(run, control_answered=control)


@given(runs)
def test_a_control_that_answered_makes_an_outage_no_likelier(run: list[Result]) -> None:
    if outage(run, control_answered=True) is not None:
        assert outage(run) is not None


@given(runs, st.booleans(), st.integers(-(10**7), 10**7))
def test_an_hour_later_it_is_the_same_outage(run: list[Result], control: bool, late: int) -> None:
    pause = timedelta(seconds=late)
    later = outage([replace(r, at=r.at + pause) for r in run], control_answered=control)
    now = outage(run, control_answered=control)
    assert (later is None) == (now is None)
    if now and later:
        assert later == replace(now, since=now.since + pause, until=now.until + pause)


@given(runs, st.booleans())
def test_hosts_are_told_apart_and_not_read(run: list[Result], control: bool) -> None:
    renamed = [replace(result, host=f"x-{result.host}") for result in run]
    assert outage(renamed, control_answered=control) == outage(run, control_answered=control)


@given(st.integers(1, 30), st.lists(st.sampled_from(ANSWERED), min_size=1, max_size=30))
def test_good_answers_at_either_end_are_never_taken_back(failing: int, around: list[Cause]) -> None:
    run = stretch(failing)
    ends = [Result(f"b{n}", f"g{n}.example", at(n - 100), c) for n, c in enumerate(around)]
    ends += [Result(f"a{n}", f"g{n}.example", at(n + 100), c) for n, c in enumerate(around)]
    seen = outage([*run, *ends])
    if seen is not None:
        assert not {r.check for r in ends} & seen.coloured


@pytest.mark.parametrize("good", [1, 10, 100])
def test_how_many_hosts_must_fail_together(good: int) -> None:
    """Five, and the logarithm of the number of results more, so that chance alone is no outage."""
    total = next(n for n in range(1, 40) if n >= 5 + math.log(n + good))
    assert outage(stretch(total - 1, good), control_answered=True) is None
    assert len(found(stretch(total, good), control_answered=True).coloured) == total


def test_one_answer_outweighs_four_failures() -> None:
    """A stretch goes on over a good answer once five hosts failed before it, and no sooner."""
    run = [*stretch(5), Result("good", "g.example", at(5.5), Cause.HTTP_404)]
    run += [replace(r, check=f"x{r.check}", host=f"x{r.host}", at=r.at + timedelta(seconds=6))
            for r in stretch(20)]  # fmt: skip
    assert len(found(run, control_answered=True).coloured) == 25
    fewer = [r for r in run if r.check != "0"]
    assert len(found(fewer, control_answered=True).coloured) == 20


def test_a_host_that_answers_in_between_may_fail_anew() -> None:
    host = "flapping.example"
    flapping = [
        Result(str(n), host, at(n), Cause.IDENTICAL if n % 2 else Cause.TIMEOUT) for n in range(60)
    ]
    assert outage(flapping) is None
    silent = [replace(result, cause=Cause.TIMEOUT) for result in flapping]
    assert outage(silent, control_answered=True) is None  # one host, however many URLs
    assert len(found(silent).coloured) == 60  # nothing else answered: perhaps it was us


@pytest.mark.parametrize(
    ("hosts", "others", "portal"), [(4, 0, False), (5, 0, True), (5, 5, True), (5, 6, False)]
)
def test_a_portal_is_five_hosts_and_half_of_the_run(hosts: int, others: int, portal: bool) -> None:
    same = [Result(f"p{n}", f"p{n}.example", at(n), Cause.REPLACED, "p") for n in range(hosts)]
    other = [
        Result(f"o{n}", f"o{n}.example", at(n), Cause.IDENTICAL, f"own{n}") for n in range(others)
    ]
    seen = outage([*same, *other])
    assert (seen is not None and seen.fault is Fault.PORTAL) is portal


def test_what_failed_before_and_after_a_portal_is_not_laid_to_it() -> None:
    portal = [Result(f"p{n}", f"p{n}.example", at(10 + n), Cause.REPLACED, "p") for n in range(6)]
    early, late = (
        Result(name, f"{name}.example", at(s), Cause.TLS) for name, s in (("e", 9), ("l", 16))
    )
    within = Result("w", "w.example", at(12), Cause.TLS)
    assert found([early, *portal, within, late]).coloured == {"w", *(r.check for r in portal)}


@pytest.mark.parametrize(
    ("causes", "fault"),
    [
        ([Cause.DNS, Cause.DOMAIN_GONE], Fault.NAMES),
        ([Cause.DNS, Cause.TIMEOUT], Fault.NETWORK),
        ([Cause.TIMEOUT, Cause.REFUSED], Fault.NETWORK),
    ],
)
def test_what_of_ours_was_down(causes: list[Cause], fault: Fault) -> None:
    run = [Result(str(n), f"h{n}.example", at(n), causes[n % 2]) for n in range(12)]
    assert found(run).fault is fault


def test_every_cause_that_our_network_can_make_up_counts() -> None:
    assert {c for c, v in VERDICT_OF.items() if v is Verdict.UNREACHABLE} < FAILING
    assert FAILING & {Cause.HTTP_404, Cause.SOFT_404, Cause.WAF, Cause.IDENTICAL} == set()
    assert Cause.DOMAIN_GONE in FAILING


def heaviest(run: list[Result]) -> int:
    """By trying every stretch: a host that fails counts once until it answers, an answer against four."""
    best = 0
    for start in range(len(run)):
        down: set[str] = set()
        weight = 0
        for result in run[start:]:
            if result.cause not in FAILING:
                weight -= 4
                down.discard(result.host)
            elif result.host not in down:
                down.add(result.host)
                weight += not result.failed_before
            best = max(best, weight)
    return best


@given(runs)
def test_no_stretch_is_heavier_than_the_one_that_is_found_result_by_result(
    run: list[Result],
) -> None:
    ordered = [replace(one, page_sha256="") for one in sorted(run, key=lambda r: (r.at, r.check))]
    asked = [r for r in ordered if VERDICT_OF[r.cause] is not Verdict.UNCHECKED]
    watch = Watch()
    for result in ordered:
        watch.add(result)
    is_outage = bool(asked) and heaviest(asked) >= 5 + math.log(len(asked))
    assert (watch.outage(control_answered=True) is not None) == is_outage


def test_a_result_costs_the_same_however_many_came_before() -> None:
    watch = Watch()
    calls = 0

    def counting(*_: object) -> None:
        nonlocal calls
        calls += 1

    def cost(start: int) -> int:
        nonlocal calls
        calls = 0
        sys.setprofile(counting)
        for n in range(start, start + 200):
            bad = n % 3 == 0
            cause = Cause.TIMEOUT if bad else Cause.IDENTICAL
            watch.add(Result(str(n), f"h{n % 5000}", at(n), cause, f"page-{n % 4000}"))
            watch.outage(control_answered=True)
        sys.setprofile(None)
        return calls

    few = cost(0)
    for n in range(200, 60_000):
        watch.add(Result(str(n), f"h{n % 5000}", at(n), Cause.IDENTICAL, f"page-{n % 4000}"))
    assert cost(60_000) <= 1.2 * few


def test_one_that_was_acquitted_leaves_the_next_worst() -> None:
    run = stretch(12) + [replace(one, check=f"x{one.check}", host=f"x{one.host}", at=one.at + timedelta(hours=1))
                         for one in stretch(14, good_before=20)]  # fmt: skip
    watch = Watch()
    for result in run:
        watch.add(result)
    first = watch.outage(control_answered=True)
    assert first is not None
    watch.acquit(first)
    second = watch.outage(control_answered=True)
    assert second is not None
    assert {len(first.coloured), len(second.coloured)} == {12, 14}
    assert not first.coloured & second.coloured
    watch.acquit(second)
    assert watch.outage(control_answered=True) is None
