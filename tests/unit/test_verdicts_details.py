"""What a judgement says beside its cause, and limits to either side."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from evidence.changes.model import Change, Kind
from evidence.verdicts import probe
from evidence.verdicts.challenge import challenge
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Failure, Hop, Look, Probe
from evidence.verdicts.outage import Result, outage
from evidence.verdicts.probe import compare
from evidence.verdicts.rules import taken_over
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
        ({"hops": (Hop(URL, 302),), "final_url": "https://otra.example/"}, "domain.target"),
        ({"hops": (Hop(URL, 302),), "final_url": f"{URL}/x"}, "domain.gone"),
    ],
)
def test_a_name_is_gone_only_where_something_stood_there(facts: dict, rule: str) -> None:  # type: ignore[type-arg]
    judgement = judge(Look(URL, NOW, failure=GONE, **facts))
    assert (judgement.cause, judgement.reasons[0].rule) == (Cause.DOMAIN_GONE, rule)


def test_a_short_page_that_sends_the_browser_to_a_login_asks_for_one() -> None:
    page = '<meta http-equiv="refresh" content="0; url=/usuarios/login?de=acta">Un momento'
    judgement = judge(look(page))
    assert (judgement.cause, judgement.reasons[0].rule) == (Cause.LOGIN, "blocked.login-address")


@pytest.mark.parametrize(("seconds", "asks"), [(30, True), (31, False), (1800, False)])
def test_a_page_that_ends_the_visit_after_a_while_asks_for_no_login(
    seconds: int, asks: bool
) -> None:
    page = f'<meta http-equiv="refresh" content="{seconds}; url=/login"><h1>Oficio 14/2020</h1>'
    page += "<p>El padrón de beneficiarios consta de 1,204 personas en doce municipios.</p>"
    assert (judge(look(page)).cause is Cause.LOGIN) == asks


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


def test_a_first_look_tells_the_status_that_it_saw() -> None:
    (reason, *_) = judge(look(ARTICLES)).reasons
    assert (reason.rule, reason.facts["status"]) == ("alive.first-look", 200)


@pytest.mark.parametrize(
    ("kind", "rule"), [(Kind.COSMETIC, "alive.as-far"), (Kind.REPLACED, "alive.truncated")]
)
def test_a_body_that_was_cut_is_compared_as_far_as_it_goes(kind: Kind, rule: str) -> None:
    cut = look(ARTICLES, baseline=baseline(ARTICLES), change=Change(kind), truncated="length")
    judgement = judge(cut)
    assert (judgement.cause, judgement.reasons[0].rule) == (Cause.INCOMPARABLE, rule)


@pytest.mark.parametrize("status", [403, 405, 406, 418, 999])
def test_statuses_with_which_filters_refuse_a_client(status: int) -> None:
    assert judge(look("<p>x", status=status)).cause is Cause.FORBIDDEN


@pytest.mark.parametrize("last", ["index.html", "7", "inicio.aspx"])
def test_an_error_page_may_be_named_by_its_folder(last: str) -> None:
    """``/no-encontrada/index.html`` is the page of its folder."""
    at = "https://dependencia.example"
    assert judge(redirected(f"{at}/no-encontrada/{last}", ARTICLES)).cause is Cause.REDIRECT_HOME
    kept = judge(redirected(f"{at}/actas/{last}", ARTICLES))
    assert kept.reasons[0].rule != "redirect.error-page"


@pytest.mark.parametrize(("links", "told"), [(12, True), (13, False)])
def test_a_page_that_leads_to_many_places_is_no_challenge(links: int, told: bool) -> None:
    places = "".join(f"<a href='/{n}'>{n}</a> " for n in range(links))
    page = html(f"<title>Just a moment...</title><p>Checking your browser. {places}")
    assert len(page.links) == links
    assert bool(challenge(page)) == told


@pytest.mark.parametrize("status", [401, 402, 407, 428, 440, 449])
def test_statuses_that_ask_for_a_login_or_a_payment(status: int) -> None:
    assert judge(look("<p>x", status=status)).cause is Cause.LOGIN


@pytest.mark.parametrize(("count", "asks"), [(39, True), (40, False)])
def test_a_page_with_forty_words_of_its_own_asks_for_no_login(count: int, asks: bool) -> None:
    page = f"<title>Acta</title><h2>Iniciar sesión</h2><p>{words(count).capitalize()}."
    assert (judge(look(page)).cause is Cause.LOGIN) == asks


def test_a_page_with_a_title_of_its_own_is_not_the_page_for_nothing() -> None:
    shell = f"<p>{words(100, 'marco')}"
    probes = tuple(
        Probe(f"{URL}{n}", 200, f"{URL}{n}", html(f"<title>Portal</title>{shell}"))
        for n in range(2)
    )
    assert compare(html(f"<title>Portal</title>{shell}"), probes, URL).same
    assert not compare(html(f"<title>Minuta</title>{shell}"), probes, URL).same


@pytest.mark.parametrize(("value", "shown"), [("abcdefg", "abcdefg"), ("abcdefgh", "‹url›")])
def test_a_long_value_of_the_address_counts_nowhere_in_the_text(value: str, shown: str) -> None:
    assert probe._without_echo(f"Nota {value}", f"https://a.mx/notas/{value}") == f"nota {shown}"


def test_words_of_five_letters_tell_what_a_citation_speaks_of() -> None:
    assert taken_over._telling("Agua y cinco obras, 2019") == {"cinco", "obras"}
