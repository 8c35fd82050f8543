"""URLs as they are cited, and redirects as servers write them."""

from __future__ import annotations

import pytest
from scrapy.http import Response

from crawler.run.journey import Journey
from crawler.wire.exchange import Exchange
from crawler.wire.urls import problem_of
from evidence.custody.warc.http import parse
from evidence.store.due import Due, KnownCapture
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage


@pytest.mark.parametrize(
    ("cited", "asked"),
    [
        ("http://a.example/x#seccion", "http://a.example/x"),
        ("http://a.example/Año 2019/plan.pdf", "http://a.example/A%C3%B1o%202019/plan.pdf"),
        (
            "http://a.example/%7Euser/a%2Fb?x=(1)&y=a+b",
            "http://a.example/%7Euser/a%2Fb?x=(1)&y=a+b",
        ),
        ("http://secretaría.example/", "http://xn--secretara-n5a.example/"),
    ],
)
def test_what_is_asked_for_is_what_was_cited(cited: str, asked: str) -> None:
    request = Journey(Due.of(cited)).first_request()
    assert request is not None
    assert request.url == asked


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("ftp://a.example/x", "scheme"),
        ("mailto:a@b.example", "scheme"),
        ("www.a.example/x", "malformed"),
        ("http://", "malformed"),
        ("http://[::1/x", "malformed"),
        ("http://a.example:99999/", "malformed"),
        ("http://a..example/", "malformed"),
        ("http://" + "a" * 64 + ".example/", "malformed"),
    ],
)
def test_what_can_not_be_asked_for(url: str, kind: str) -> None:
    journey = Journey(Due.of(url))
    assert journey.first_request() is None
    assert journey.failure is not None
    assert (journey.failure.stage, journey.failure.kind) == (Stage.URL, kind)


def _redirected(location: str, base: str = "http://a.example/x/y") -> tuple[Journey, str | None]:
    journey = Journey(Due.of(base))
    request = journey.follow(Response(base, status=302), location, most=10)
    return journey, request.url if request else None


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/z", "http://a.example/z"),
        ("z?q=1", "http://a.example/x/z?q=1"),
        ("//b.example/", "http://b.example/"),
        ("https://b.example/á b".encode().decode("latin-1"), "https://b.example/%C3%A1%20b"),
    ],
)
def test_locations_as_servers_write_them(location: str, target: str) -> None:
    assert _redirected(location)[1] == target


def test_a_redirect_out_of_the_web_ends_the_journey() -> None:
    journey, target = _redirected("javascript:void(0)")
    assert target is None
    assert journey.failure is not None
    assert journey.failure.kind == "scheme"


def test_circles_and_endless_chains_end() -> None:
    journey = Journey(Due.of("http://a.example/0"))
    here = "http://a.example/0"
    for step in range(1, 20):
        request = journey.follow(Response(here, status=301), f"/{step}", most=5)
        if request is None:
            break
        here = request.url
    assert journey.failure is not None
    assert journey.failure.stage is Stage.REDIRECT
    assert len(journey.hops) == 6


def test_cookies_go_along_and_only_here() -> None:
    journey = Journey(Due.of("http://a.example/x"))
    asked = journey.first_request()
    response = Response(
        "http://a.example/x", status=302, headers={"Set-Cookie": "s=1; Path=/"}, request=asked
    )
    again = journey.follow(response, "/x", most=5)
    assert again is not None
    assert again.headers["Cookie"] == b"s=1"
    other = Journey(Due.of("http://a.example/y")).first_request()
    assert other is not None
    assert "Cookie" not in other.headers


def test_the_same_address_again_with_another_cookie_is_no_circle() -> None:
    journey = Journey(Due.of("http://a.example/x"))
    asked = journey.first_request()
    for step in range(6):
        response = Response(
            "http://a.example/x", status=302, headers={"Set-Cookie": f"s={step}"}, request=asked
        )
        asked = journey.follow(response, "/x", most=20)
        assert asked is not None
    for _ in range(3):
        asked = journey.follow(Response("http://a.example/x", status=302), "/x", most=20)
        assert asked is not None
    asked = journey.follow(Response("http://a.example/x", status=302), "/x", most=20)
    assert asked is None
    assert journey.failure is not None
    assert journey.failure.stage is Stage.REDIRECT


@pytest.mark.parametrize("most", [2, 20])
def test_a_circle_without_cookies_is_walked_a_few_times(most: int) -> None:
    """A server may remember by the visitor's address; a true circle ends all the same."""
    journey = Journey(Due.of("http://a.example/x"))
    journey.first_request()
    steps = 0
    while journey.follow(Response("http://a.example/x", status=302), "/x", most=most):
        steps += 1
    assert steps == min(3, most)
    assert journey.failure is not None
    assert journey.failure.kind == "loop"


def test_validators_belong_to_the_address_that_gave_them() -> None:
    latest = KnownCapture(
        "c", "http://a.example/final", "2026-01-01T00:00:00.000000Z", "w", 0, "c", "http://a.example/final",
        "2026-01-01T00:00:00.000000Z", 200, "text/html", "0" * 64, None,
    )  # fmt: skip
    journey = Journey(
        Due("id", "http://a.example/cited", latest=latest, etag='"e"', last_modified="yesterday")
    )
    first = journey.first_request()
    assert first is not None
    assert "If-None-Match" not in first.headers
    last = journey.follow(Response("http://a.example/cited", status=301), "/final", most=5)
    assert last is not None
    assert last.headers["If-None-Match"] == b'"e"'


def _refused(status: int, request_block: bytes) -> Exchange:
    exchange = _exchange("http://a.example/final")
    exchange.request_block = request_block
    exchange.message = parse(b"HTTP/1.1 %d Refused\r\nContent-Length: 0\r\n\r\n" % status)
    return exchange


def test_a_refused_condition_is_left_out_once() -> None:
    """412 says something of our condition, and nothing of the page."""
    latest = KnownCapture(
        "c", "http://a.example/final", "2026-01-01T00:00:00.000000Z", "w", 0, "c", "http://a.example/final",
        "2026-01-01T00:00:00.000000Z", 200, "text/html", "0" * 64, None,
    )  # fmt: skip
    journey = Journey(Due("id", "http://a.example/final", latest=latest, etag='"e"'))
    first = journey.first_request()
    assert first is not None
    asked = b'GET /final HTTP/1.1\r\nIf-None-Match: "e"\r\n\r\n'
    again = journey.without_condition(_refused(412, asked), first)
    assert again is not None
    assert "If-None-Match" not in again.headers
    assert [exchange.message.status for exchange in journey.answers if exchange.message] == [412]
    assert journey.without_condition(_refused(412, asked), again) is None


@pytest.mark.parametrize(
    ("status", "block"),
    [
        (412, b"GET /final HTTP/1.1\r\n\r\n"),
        (404, b'GET /final HTTP/1.1\r\nIf-None-Match: "e"\r\n\r\n'),
        (304, b'GET /final HTTP/1.1\r\nIf-None-Match: "e"\r\n\r\n'),
    ],
)
def test_other_answers_stand(status: int, block: bytes) -> None:
    journey = Journey(Due.of("http://a.example/final"))
    request = journey.first_request()
    assert request is not None
    assert journey.without_condition(_refused(status, block), request) is None
    assert not journey.answers


@pytest.mark.parametrize("port", ["", ":8443", ":80", ":443", ":8080", ":10081", ":24"])
def test_problem_of_a_good_url_is_none(port: str) -> None:
    assert problem_of(f"https://a.example{port}/x?y#z") is None


@pytest.mark.parametrize("port", [0, 22, 23, 25, 110, 6000, 6667, 10080])
def test_nothing_is_asked_at_a_port_of_which_browsers_stay_away(port: int) -> None:
    problem = problem_of(f"http://a.example:{port}/x")
    assert problem is not None
    assert (problem.stage, problem.kind) == (Stage.URL, "port")


@pytest.mark.parametrize(
    ("location", "ended"),
    [
        ("/#/acta/5", "http://a.example/#/acta/5"),
        ("/app?x=1#!acta", "http://a.example/app?x=1#!acta"),
        ("/acta#seccion-2", "http://a.example/acta"),
        ("/acta#", "http://a.example/acta"),
    ],
)
def test_where_it_ended_has_the_route_and_nobody_is_asked_for_it(location: str, ended: str) -> None:
    journey, asked = _redirected(location)
    assert asked is not None
    assert asked == ended.partition("#")[0]
    journey.exchanges.append(_exchange(asked))
    assert journey.observed().final_url == journey.ended == ended
    journey.follow(Response(asked, status=302), "/login", most=10)
    journey.exchanges.append(_exchange("http://a.example/login"))
    route = ended.partition("#")[2]
    inherited = f"http://a.example/login#{route}" if route else "http://a.example/login"
    assert journey.ended == inherited, "the route of the hop before (RFC 9110, 10.2.2)"


@pytest.mark.parametrize(
    ("cited", "locations", "ended"),
    [
        ("http://a.example/#/acta/12", ["https://a.example/"], "https://a.example/#/acta/12"),
        ("http://a.example/p#!acta", ["/q", "/r?x=1"], "http://a.example/r?x=1#!acta"),
        ("http://a.example/#/acta/12", ["/#/acta/5", "/app/"], "http://a.example/app/#/acta/5"),
        ("http://a.example/#/acta/12", ["/acta#", "/app/"], "http://a.example/app/"),
        ("http://a.example/#/acta/12", ["/acta#seccion-2", "/app/"], "http://a.example/app/"),
        ("http://a.example/plan#metas", ["/plan-2019"], "http://a.example/plan-2019"),
    ],
    ids=["to https", "twice", "another", "an empty one", "a place", "a place is no route"],
)
def test_a_redirect_that_names_no_fragment_hands_on_the_route(
    cited: str, locations: list[str], ended: str
) -> None:
    journey, here = Journey(Due.of(cited)), cited.partition("#")[0]
    for location in locations:
        asked = journey.follow(Response(here, status=301), location, most=10)
        assert asked is not None
        here = asked.url
        assert "#" not in here
    journey.exchanges.append(_exchange(here))
    assert journey.ended == ended


def test_a_page_that_sends_on_by_itself_hands_on_no_route() -> None:
    journey = Journey(Due.of("http://a.example/#/acta/12"))
    asked = journey.follow(Response("http://a.example/", status=200), "/app/", most=10)
    assert asked is not None
    journey.exchanges.append(_exchange(asked.url))
    assert journey.ended == "http://a.example/app/"


def test_a_route_that_was_never_reached_is_none_of_the_redirects() -> None:
    journey, _ = _redirected("http://b.example/#/acta")
    journey.exchanges.append(_exchange("http://a.example/x/y"))
    journey.failure = Failure(Stage.TCP, "refused")
    assert journey.ended == "http://a.example/x/y"


def _exchange(url: str) -> Exchange:
    return Exchange(url, 1000)
