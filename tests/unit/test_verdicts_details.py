"""What a judgement says beside its cause, and limits to either side."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from evidence.changes.model import Change, Kind
from evidence.verdicts import judge
from evidence.verdicts.model import Failure, Hop, Look, Probe
from evidence.verdicts.outage import Result, outage
from evidence.verdicts.probe import compare
from evidence.vocabulary import Cause, Stage
from tests.unit.pages import ARTICLE, NOW, URL, baseline, html, look, redirected, words

ARTICLES = f"<p>{ARTICLE['es'] * 20}"
GONE = Failure(Stage.DNS, "nxdomain", "")


def test_the_day_of_the_baseline_is_told_whole() -> None:
    same = look(ARTICLES, baseline=baseline(ARTICLES), change=Change(Kind.IDENTICAL))
    (reason, *_) = judge(same).reasons
    assert reason.facts["since"] == "2026-01-02"


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({}, "domain.unknown"),
        ({"baseline": baseline(ARTICLES)}, "domain.gone"),
        ({"hops": (Hop(URL, 302),), "final_url": "https://otra.example/"}, "domain.gone"),
    ],
)
def test_a_name_is_gone_only_where_something_stood_there(facts: dict, rule: str) -> None:  # type: ignore[type-arg]
    judgement = judge(Look(URL, NOW, failure=GONE, **facts))
    assert (judgement.cause, judgement.reasons[0].rule) == (Cause.DOMAIN_GONE, rule)


def test_a_short_page_that_sends_the_browser_to_a_login_asks_for_one() -> None:
    page = '<meta http-equiv="refresh" content="0; url=/usuarios/login?de=acta">Un momento'
    judgement = judge(look(page))
    assert (judgement.cause, judgement.reasons[0].rule) == (Cause.LOGIN, "blocked.login-address")


@pytest.mark.parametrize(
    ("name", "is_one"), [("error.aspx", True), ("error.xhtml", True), ("error.informe", False)]
)
def test_an_error_page_is_known_by_its_name_without_the_extension(name: str, is_one: bool) -> None:
    judgement = judge(redirected(f"https://dependencia.example/avisos/{name}", ARTICLES))
    assert (judgement.cause is Cause.REDIRECT_HOME) == is_one


@pytest.mark.parametrize(("extra", "same"), [(15, True), (16, False)])
def test_a_page_has_at_most_fifteen_words_beside_what_random_addresses_show(
    extra: int, same: bool
) -> None:
    shell = words(100, "marco")
    probes = tuple(Probe(f"{URL}{n}", 200, f"{URL}{n}", html(f"<p>{shell}")) for n in range(2))
    match = compare(html(f"<p>{shell} {words(extra)}"), probes, URL)
    assert (match.extra, match.same) == (extra, same)


def test_an_outage_goes_on_while_nobody_else_answers() -> None:
    """Failures of hosts that are down already weigh nothing, and are of the outage all the same."""
    start = datetime(2026, 11, 1, tzinfo=UTC)
    run = [
        Result(f"check-{n}", f"host{n % 30}.example", start + timedelta(seconds=n), Cause.TIMEOUT)
        for n in range(60)
    ]
    found = outage(run)
    assert found is not None
    assert (found.hosts, len(found.coloured)) == (30, 60)
    answered = Result("check-60", "host0.example", start + timedelta(seconds=60), Cause.IDENTICAL)
    late = Result("check-61", "host1.example", start + timedelta(seconds=61), Cause.TIMEOUT)
    found = outage([*run, answered, late])
    assert found is not None
    assert found.until == run[-1].at
