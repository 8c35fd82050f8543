"""``Set-Cookie`` lines as Chromium was seen to read them, through the jar that a journey uses."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

from crawler.run.journey import Journey
from crawler.spiders.travel import Traveller
from crawler.wire.cookies import MOST, as_browsers_read, bound, give_back, heeded
from evidence.config import Crawl
from evidence.store.due import Due


def _sent(*lines: str, url: str = "http://a.example/dir/x", again: str = "") -> str:
    """The cookies that come with the next request to the same address, or to ``again``."""
    read = [as_browsers_read(line, urlsplit(url).hostname or "") for line in lines]
    jar = CookieJar()
    jar.extract_cookies(Response(url, headers={"Set-Cookie": read}), Request(url))
    request = Request(again or url)
    give_back(jar.jar, request)
    return (request.headers.get("Cookie") or b"").decode("latin-1")


@pytest.mark.parametrize(
    "attributes",
    [
        'Version=1; Path="/"',
        'Version="1"; Comment="x"; Path=/',
        "Max-Age=abc",
        "Max-Age=",
        "Max-Age=3600.5",
        "Max-Age=+60",
        "Max-Age=99999999999999999999",
        "Path=dir",
        "Path=",
        "Path='/'",
        "Path=/nowhere; Path=/",
        "Path=/nowhere; Path=dir",
        "Domain=",
        "Domain",
        "Domain=.a.example",
        "Expires=hola",
        "Expires=Wed, 01 Jan 1998 00:00:00 GMT; Max-Age=60",
        "Expires=Wednesday, 01-Jan-31 00:00:00 GMT",
        'Port="80"; Discard; CommentURL="http://a.example/"',
        "HttpOnly; SameSite=Bogus; Priority=High;;; charset=utf-8",
    ],
)
def test_what_browsers_overlook_costs_no_cookie(attributes: str) -> None:
    assert _sent(f"a=1; {attributes}") == "a=1"


@pytest.mark.parametrize(
    "attributes",
    [
        "Path=/nowhere",
        "Max-Age=0",
        "Max-Age=-1",
        "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "Domain=b.example",
        "Secure",
    ],
)
def test_what_they_heed_counts(attributes: str) -> None:
    assert _sent(f"a=1; {attributes}") == ""


@pytest.mark.parametrize(
    "host", ["[::1]", "[::1]:8080", "[2001:db8::1]", "localhost", "localhost:8080", "intranet"]
)
@pytest.mark.parametrize(
    "attributes", ["", "; Path=/", "; Domain={}", "; domain=.{}", "; Domain=b.example; Domain={}"]
)
def test_cookies_of_a_host_without_a_domain_come_back(host: str, attributes: str) -> None:
    url = f"http://{host}/dir/x"
    own = host if host.endswith("]") else host.rpartition(":")[0] or host
    assert _sent("a=1" + attributes.format(own), url=url) == "a=1"
    assert _sent("a=1" + attributes.format(own.upper()), url=url) == "a=1"
    assert _sent("a=1" + attributes.format(own), url=url, again="http://b.example/dir/x") == ""
    assert _sent("a=1; Domain=b.example", url=url) == ""


def test_cookies_of_another_address_stay_there() -> None:
    assert _sent("a=1; Path=/", url="http://[::1]/x", again="http://[::2]/x") == ""
    assert _sent("a=1; Path=/", url="http://localhost/x", again="http://a.localhost/x") == ""
    assert _sent("a=1; Domain=localhost; Path=/", url="http://a.localhost/x") == ""
    # where hosts share a domain they share what is set for it
    assert _sent("a=1; Domain=a.example; Path=/", again="http://www.a.example/x") == "a=1"


def test_values_come_back_as_they_are() -> None:
    for pair in ('a="1"', "a=1=2", 'a={"x":[1,2]}', "a b=1 2", "a="):
        assert _sent(f"{pair}; Path=/") == pair


def test_a_path_that_is_none_stands_for_the_directory() -> None:
    assert _sent("a=1; Path=app", again="http://a.example/dir/y") == "a=1"
    assert _sent("a=1; Path=app", again="http://a.example/other") == ""


def test_plain_connections_to_this_machine_are_secure() -> None:
    for host in ("127.0.0.1", "127.9.9.9", "[::1]", "localhost", "a.localhost"):
        assert as_browsers_read("a=1; Secure", host) == "a=1"
    assert as_browsers_read("a=1; secure", "a.example") == "a=1; secure"


def test_of_a_flood_of_cookies_the_last_ones_count() -> None:
    lines = [f"c{n}=1; Path=/" for n in range(50_000)]
    kept = heeded(lines, "a.example")
    assert [kept[0], kept[-1]] == [f"c{50_000 - MOST}=1; path=/", "c49999=1; path=/"]
    assert heeded(["a=" + "v" * 4094, "b=" + "v" * 4095], "a.example") == ["a=" + "v" * 4094]


def test_a_jar_holds_no_more_than_browsers_keep() -> None:
    jar, url = CookieJar(), "http://a.example/"
    for answer in range(3):
        lines = heeded([f"c{answer}_{n}=1" for n in range(100)], "a.example")
        jar.extract_cookies(Response(url, headers={"Set-Cookie": lines}), Request(url))
        bound(jar.jar)
    names = {cookie.name for cookie in jar.jar}
    assert len(names) == MOST
    assert {"c2_0", "c2_99", "c1_99"} <= names
    assert "c0_0" not in names


class Visits(Traveller):
    """Answers each request with more cookies."""

    name = "visits"
    asked = 0

    async def _ask(self, journey: Journey, request: Request | None) -> Response | None:
        assert request is not None
        lines = heeded([f"c{self.asked}_{n}=1; Path=/" for n in range(100)], "tablero.mx")
        answer = Response(request.url, headers={"Set-Cookie": lines}, request=request)
        message = SimpleNamespace(header=lambda _: "")
        request.meta["exchange"] = SimpleNamespace(message=message, url=request.url)
        self.asked += 1
        return answer


def test_nor_does_that_of_a_board_page_after_page() -> None:
    jar, visits = CookieJar(), Visits(Crawl())
    for page in range(4):
        journey = Journey(Due.of(f"https://tablero.mx/?p={page}"), jar=jar)
        asyncio.run(visits.travel(journey, journey.first_request()))
    names = {cookie.name for cookie in jar.jar}
    assert len(names) == MOST
    assert {"c3_0", "c3_99"} <= names
