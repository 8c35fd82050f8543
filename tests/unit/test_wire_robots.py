"""robots.txt as RFC 9309 reads it, asked once a site, over a downloader that is told what to say."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from crawler.wire.failures import FetchError, of_request
from crawler.wire.own_domains import NotOursError
from crawler.wire.robots import RobotsMiddleware
from evidence.custody.warc import http
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

SITE = "http://a.example"
DENY_ALL = b"User-agent: *\nDisallow: /\n"
Reply = bytes | Exception


def answer(body: bytes = b"", status: int = 200, *headers: bytes) -> bytes:
    head = [b"HTTP/1.1 %d X" % status, *headers, b"Content-Length: %d" % len(body)]
    return b"\r\n".join([*head, b"", body])


def moved(to: str, status: int = 301) -> bytes:
    return answer(b"", status, b"Location: " + to.encode())


class Site:
    """Replies by address; anything else is 404. ``asked`` is what was asked for, in order."""

    def __init__(self, replies: dict[str, Reply], *, obey: bool = True) -> None:
        self.replies = replies
        self.asked: list[str] = []
        crawler: Any = SimpleNamespace(
            settings=SimpleNamespace(getbool=lambda _: obey),
            engine=SimpleNamespace(download_async=self.download),
            spider=SimpleNamespace(throttle=SimpleNamespace(touch=lambda _: None)),
        )
        self.middleware = RobotsMiddleware(crawler)

    async def download(self, request: Request) -> Any:
        self.asked.append(request.url)
        await asyncio.sleep(0)
        reply = self.replies.get(request.url, answer(status=404))
        if isinstance(reply, Exception):
            raise reply
        message = http.parse(reply)
        return SimpleNamespace(
            status=message.status, meta={"exchange": SimpleNamespace(message=message)}
        )

    async def allows(self, url: str, **meta: Any) -> bool:
        try:
            await self.middleware.process_request(Request(url, meta=meta))
        except IgnoreRequest:
            return False
        return True


def allows(replies: dict[str, Reply], path: str = "/x", **options: Any) -> bool:
    return asyncio.run(Site(replies, **options).allows(f"{SITE}{path}"))


def rules(text: str) -> dict[str, Reply]:
    return {f"{SITE}/robots.txt": answer(text.encode())}


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow:\n", "/x", True),
        ("User-agent: *\nDisallow: /\n", "/x", False),
        ("User-agent: *\nDisallow: /x\n", "/xy", False),
        ("User-agent: *\nDisallow: /x\n", "/y", True),
        ("User-agent: *\nDisallow: /x$\n", "/xy", True),
        ("User-agent: *\nDisallow: /*.pdf\n", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /\nAllow: /docs/\n", "/docs/a.pdf", True),
        ("User-agent: testigo\nDisallow: /\n", "/x", False),
        ("User-agent: Testigo\nDisallow: /\n", "/x", False),
        ("User-agent: testigo\nAllow: /\n\nUser-agent: *\nDisallow: /\n", "/x", True),
        ("User-agent: googlebot\nDisallow: /\n", "/x", True),
        ("User-agent: googlebot\nUser-agent: testigo\nDisallow: /\n", "/x", False),
        ("<html>404</html>", "/x", True),
        ("\ufeffUser-agent: *\nDisallow: /\n", "/x", False),
        ("User-agent: *\nDisallow: /a%20b\n", "/a%20b", False),
        ("User-agent: *\nDisallow: /x?id=\n", "/x?id=7", False),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert allows(rules(text), path) is allowed


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        (answer(DENY_ALL, 200), False),
        (answer(DENY_ALL, 404), True),  # a client error: there are no rules, whatever it says
        (answer(DENY_ALL, 401), True),
        (answer(DENY_ALL, 403), True),
        (answer(DENY_ALL, 410), True),
        (answer(DENY_ALL, 429), True),
        (answer(b"", 500), False),  # a server error: assume that all is closed
        (answer(b"", 503), False),
        (answer(DENY_ALL, 301), True),  # a redirect that leads nowhere
        (FetchError(Failure(Stage.DNS, "nxdomain")), True),  # the page will say what is wrong
        (FetchError(Failure(Stage.TIMEOUT, "timeout")), True),
        (IgnoreRequest(), True),
    ],
)
def test_what_the_site_answers_for_its_rules(reply: Reply, allowed: bool) -> None:
    assert allows({f"{SITE}/robots.txt": reply}) is allowed


def chain(hops: int, end: bytes) -> dict[str, Reply]:
    replies: dict[str, Reply] = {f"{SITE}/robots.txt": moved("/r1")}
    replies |= {f"{SITE}/r{n}": moved(f"/r{n + 1}") for n in range(1, hops)}
    return replies | {f"{SITE}/r{hops}": end}


@pytest.mark.parametrize(("hops", "allowed"), [(1, False), (5, False), (6, True)])
def test_five_redirects_are_followed_and_no_more(hops: int, allowed: bool) -> None:
    assert allows(chain(hops, answer(DENY_ALL))) is allowed


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_leads_to_the_rules(status: int) -> None:
    replies = {
        f"{SITE}/robots.txt": moved("https://b.example/rules", status),
        "https://b.example/rules": answer(DENY_ALL),
    }
    assert allows(replies) is False


@pytest.mark.parametrize("to", ["ftp://a.example/", "http://[::1", "javascript:x", "mailto:a@b"])
def test_rules_are_not_fetched_from_what_is_no_web_address(to: str) -> None:
    site = Site({f"{SITE}/robots.txt": moved(to)})
    assert asyncio.run(site.allows(f"{SITE}/x")) is True
    assert site.asked == [f"{SITE}/robots.txt"]


def test_a_circle_of_redirects_ends() -> None:
    site = Site({f"{SITE}/robots.txt": moved("/robots.txt")})
    assert asyncio.run(site.allows(f"{SITE}/x")) is True
    assert len(site.asked) == 6


def test_a_site_is_asked_once_for_however_many_pages_at_once() -> None:
    site = Site(rules("User-agent: *\nDisallow: /a\n"))

    async def walk() -> list[bool]:
        return await asyncio.gather(*(site.allows(f"{SITE}/{name}") for name in "abcabc"))

    assert asyncio.run(walk()) == [False, True, True] * 2
    assert site.asked == [f"{SITE}/robots.txt"]


def test_every_port_and_scheme_is_a_site_of_its_own() -> None:
    site = Site({f"{SITE}/robots.txt": answer(DENY_ALL)})

    async def walk() -> list[bool]:
        urls = (SITE, "https://a.example", f"{SITE}:8080", "http://www.a.example")
        return [await site.allows(f"{url}/x") for url in urls]

    assert asyncio.run(walk()) == [False, True, True, True]
    assert len(site.asked) == 4


def test_a_request_that_is_given_up_does_not_take_the_rules_from_the_others() -> None:
    site = Site(rules("User-agent: *\nDisallow: /a\n"))

    async def walk() -> bool:
        impatient = asyncio.ensure_future(site.allows(f"{SITE}/a"))
        patient = asyncio.ensure_future(site.allows(f"{SITE}/a"))
        await asyncio.sleep(0)
        impatient.cancel()
        return await patient

    assert asyncio.run(walk()) is False


def test_who_does_not_obey_does_not_ask() -> None:
    site = Site(rules("User-agent: *\nDisallow: /\n"), obey=False)
    assert asyncio.run(site.allows(f"{SITE}/x")) is True
    assert site.asked == []


def test_the_request_for_the_rules_is_itself_free() -> None:
    site = Site(rules("User-agent: *\nDisallow: /\n"))
    assert asyncio.run(site.allows(f"{SITE}/robots.txt", dont_obey_robotstxt=True)) is True


def test_rules_beyond_500_kib_are_not_read_and_those_before_hold() -> None:
    filler = b"# " + b"x" * 98 + b"\n"
    long = DENY_ALL + filler * 6000 + b"Allow: /x\n"
    assert allows({f"{SITE}/robots.txt": answer(long)}) is False
    late = filler * 6000 + DENY_ALL
    assert allows({f"{SITE}/robots.txt": answer(late)}) is True


@pytest.mark.parametrize(
    "body",
    [b"\xff\xfe\x00", b"\x00" * 5000, b"Disallow: " * 9000, b"User-agent: *\nDisallow: /\xff\n"],
)
def test_bytes_that_are_no_rules_close_nothing_and_break_nothing(body: bytes) -> None:
    assert allows({f"{SITE}/robots.txt": answer(body)}) is True


def test_rules_that_lie_where_another_process_asks_are_not_known() -> None:
    """They may close the page to us: the look is given to who asks both."""
    elsewhere = "https://b.example/robots.txt"
    site = Site({f"{SITE}/robots.txt": moved(elsewhere), elsewhere: NotOursError("b.example")})

    async def walk() -> list[str]:
        told = []
        for _ in range(2):
            with pytest.raises(NotOursError) as caught:
                await site.middleware.process_request(Request(f"{SITE}/x"))
            told.append(caught.value.domain)
        return told

    assert asyncio.run(walk()) == ["b.example"] * 2
    assert len(site.asked) == 2
    assert site.middleware.sitemaps(SITE) == []


def test_what_another_process_asks_is_not_closed_to_us() -> None:
    told = of_request(NotOursError("b.example"))
    assert (told.stage, told.kind) == (Stage.INTERNAL, "not-ours")
    assert of_request(IgnoreRequest("robots.txt")).stage is Stage.ROBOTS
