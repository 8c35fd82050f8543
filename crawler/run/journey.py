"""The way from one cited URL to its last answer: every hop, every exchange, in memory until
kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http.cookies import CookieJar

from crawler.wire import cookies
from crawler.wire.agent import BROWSER, PROGRAM
from crawler.wire.urls import problem_of
from evidence import addresses, clock
from evidence.domains import host_of
from evidence.identity import fetch_url
from evidence.looks.observed import Observed
from evidence.store.due import Due
from evidence.verdicts.document import DEPTH
from evidence.verdicts.facts import REDIRECTS
from evidence.verdicts.model import Failure, Hop
from evidence.views import is_view, page_of
from evidence.vocabulary import Stage

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy.http import Response

    from crawler.run.drawing import Drawn
    from crawler.wire.exchange import Exchange
    from evidence.custody.warc.http import Message
    from evidence.looks.finding import Finding
    from evidence.looks.parts import Wanted
    from evidence.store.requisites import Needing

Cookies = frozenset[tuple[str, str, str, str | None]]
"""domain, path, name and value of each"""

_PASSING = frozenset({500, 502, 503, 504})
"""Server errors worth a second try in the same run; most are over within seconds."""
_REFUSED_CONDITION = 412
_ATTEMPTS = 2
_SAME = 4
"""Times that the same address is asked for with the same cookies, at most, where redirects lead to it: some
servers remember by the visitor's address how far he has come, or answer from several machines of which not all
are ready. Browsers go on to twenty; at two seconds a request four take a circle six seconds."""


@dataclass(eq=False, slots=True)
class Journey:
    """One look at one URL while it is under way."""

    due: Due
    started: datetime = field(default_factory=clock.now)
    """when the first request left; until then, when the journey was planned, which may be hours
    before"""
    exchanges: list[Exchange] = field(default_factory=list)
    """answered ones, in order; retries of the same hop leave only the last"""
    repeated: list[tuple[int, Exchange]] = field(default_factory=list)
    """answers after which the same was asked for again, and beginnings of some that broke off, each
    with how many of ``exchanges`` came before it"""
    hops: list[Hop] = field(default_factory=list)
    failure: Failure | None = None
    touched: datetime | None = None
    """when the network was first asked on its behalf, for robots.txt perhaps"""
    begun: bool = False
    kept: bool = False
    """its check is written: nothing more is to come of it"""
    attempts: int = 1
    """of the present hop"""
    probe_of: tuple[str, str, str] | None = None
    """the route that this journey probes, when it is no look at a cited URL"""
    second_of: tuple[Journey, Finding] | None = None
    """the look that this journey makes once more with a browser's request, and what it found"""
    headers: dict[str, str] | None = None
    """of a look that asks in a manner of its own, beside others at the same address"""
    is_part: bool = False
    """it is a look at a part of a cited page's document, and not at a cited URL"""
    levels: int = DEPTH
    """frames within one another that are followed from here on"""
    sitemap_of: str | None = None
    """the site whose sitemap this is, when it is no look at a cited URL"""
    requisite_of: Needing | None = None
    """the page that needs it to look as it does, when it is no look at a cited URL"""
    is_listed: bool = False
    """another sitemap names this one"""
    drawn: Drawn | None = None
    """how it went in a browser, of a look at the page as drawn, which no request of ours makes"""
    wanted: list[Wanted] = field(default_factory=list)
    """the parts that the document of this look is made of"""
    jar: CookieJar | None = None
    """cookies set on the way: sites that set one and redirect to themselves look dead without it"""
    unconditional: bool = False
    """the site refused our condition, and is asked without one from then on"""
    route: str = ""
    """what leads on from the last answer within it: the fragment (``#/acta/5``) that the redirect to it named or
    inherited, which no server is asked for"""
    asked: list[tuple[str, Cookies]] = field(default_factory=list)
    """what was asked for, and with which cookies; retries aside"""

    @property
    def last_message(self) -> Message | None:
        """The last answer, if there was one."""
        return self.exchanges[-1].message if self.exchanges else None

    @property
    def is_drawing(self) -> bool:
        """Whether it is a look at a page as a browser draws it."""
        return self.is_part and is_view(self.due.url)

    @property
    def is_look(self) -> bool:
        """Whether it is a look at a cited URL or a part of one, and not a question beside it."""
        beside = self.probe_of or self.second_of or self.sitemap_of or self.requisite_of
        return not beside

    def begin(self, exchange: Exchange | None) -> None:
        """Take in the first exchange, answered or not; None when nothing was sent."""
        if not self.begun:
            self.begun = True
            self.started = exchange.started if exchange else clock.now()

    def again_as_a_browser(self, finding: Finding) -> Journey:
        """The journey that makes this look once more, unconditionally, with a browser's request."""
        return Journey(Due.of(self.due.url), second_of=(self, finding))

    def observed(self) -> Observed:
        """What this look observed, now that it is over."""
        if self.drawn is not None:
            return self.drawn.observed(page_of(self.due.url), self.started)
        last = self.exchanges[-1] if self.exchanges else None
        answered = last is not None and self.failure is None
        return Observed(
            url=self.due.url,
            at=self.started,
            final_url=self.ended or self.due.url,
            hops=tuple(self.hops),
            failure=self.failure,
            tls_problem=next(
                (x.tls.problem for x in self.exchanges if x.tls and x.tls.problem), None
            ),
            message=last.message if last and answered else None,
            truncated=last.truncated if last and answered else None,
            conditional=last is not None and last.conditional,
        )

    @property
    def ended(self) -> str:
        """Where it ended, as a browser would show it; empty where nothing was answered."""
        if not self.exchanges:
            return ""
        return self.exchanges[-1].url + (self.route if self.failure is None else "")

    def first_request(self) -> Request | None:
        """The request for the cited URL; None, with a failure set, when it can't be asked for."""
        self.failure = problem_of(self.due.url)
        return None if self.failure else self._request(fetch_url(self.due.url))

    def is_passing(self, status: int, waits: float, longest: float) -> bool:
        """Whether an answer is trouble that may have passed at a second try. ``waits``: the seconds
        that its host asks for; more than ``longest`` are for the next night, and a 429 that names
        none means now."""
        if self.attempts >= _ATTEMPTS or waits > longest:
            return False
        return status in _PASSING or (status == 429 and waits > 0)

    def without_condition(self, exchange: Exchange, request: Request) -> Request | None:
        """The same request without our condition, where that was what the site refused (412): a condition
        on a GET may be answered with 304 and never with that (RFC 9110, 13.1.2), and says nothing of the page.
        None for any other answer. The refusal is set aside."""
        if exchange.message is None or exchange.message.status != _REFUSED_CONDITION:
            return None
        if self.unconditional or not exchange.conditional:
            return None
        self.unconditional = True
        self.set_aside(exchange)
        return self.again(request)

    @property
    def may_try_again(self) -> bool:
        """Whether the failure of the present hop may have passed at a second try."""
        failed = self.failure is not None and self.failure.stage in (Stage.TCP, Stage.HTTP)
        return failed and self.attempts < _ATTEMPTS

    @property
    def answers(self) -> list[Exchange]:
        """All that was answered, in order: what is kept as evidence."""
        answers = list(self.exchanges)
        for before, exchange in reversed(self.repeated):
            answers.insert(before, exchange)
        return answers

    def begun_answer(self, exchange: Exchange | None) -> None:
        """Take in the beginning of an answer that broke off, if that is what came: it is kept, and
        tells nothing."""
        if exchange is not None and exchange.broke_off and self.probe_of is None:
            self.set_aside(exchange)

    def set_aside(self, exchange: Exchange) -> None:
        """Take in an answer that is not the last of its hop."""
        self.repeated.append((len(self.exchanges), exchange))

    def again(self, request: Request) -> Request:
        """The same request once more."""
        self.attempts += 1
        return self._request(request.url)

    def may_reload(self, response: Response) -> bool:
        """Whether the same address may answer otherwise now: a cookie came with the answer that it
        was never asked with."""
        self._keep_cookies(response)
        return (fetch_url(response.url), self._cookies()) not in self.asked

    def follow(self, response: Response, location: str, most: int) -> Request | None:
        """The request for the next hop; None, with a failure set, when there is none to follow."""
        status = response.status if response.status in REDIRECTS else 0
        self.route = self._route_behind(location, status)
        self.hops.append(Hop(response.url, status))
        try:
            target = addresses.location(response.url, location)
        except ValueError:
            target, self.route = location, ""
        self.failure = problem_of(target)
        if self.failure:
            return None
        target = fetch_url(target)
        self._keep_cookies(response)
        # a site may send us back to where we were, and does so on purpose where a cookie is new
        if len(self.hops) > most or self.asked.count((target, self._cookies())) >= _SAME:
            self.failure = Failure(
                Stage.REDIRECT, "loop", f"{len(self.hops)} hops, last to {target[:200]}"
            )
            return None
        self.attempts = 1
        return self._request(target)

    def _route_behind(self, location: str, status: int) -> str:
        """The route that the next hop has: a redirect that names no fragment, not even an empty one, hands on
        that of the address that it answers for (RFC 9110, 10.2.2). A page that sends on by itself does not."""
        if "#" in location or not status:
            return addresses.route_of(location)
        return self.route if self.hops else addresses.route_of(self.due.url)

    def _request(self, url: str) -> Request:
        request = Request(
            url,
            headers=self.headers or (BROWSER if self.second_of else PROGRAM),
            # hops before new URLs: a journey that is under way holds its bodies in memory
            priority=10 if self._is_under_way else 0,
            dont_filter=True,
            meta={"journey": self, "download_slot": host_of(url), "verbatim_url": True},
        )
        if self.jar is not None:
            cookies.give_back(self.jar.jar, request)
        if self.attempts == 1:
            self.asked.append((url, self._cookies()))
        latest = self.due.latest
        if latest and latest.url == url and latest.status != 304 and not self.unconditional:
            if self.due.etag:
                request.headers["If-None-Match"] = self.due.etag
            if self.due.last_modified:
                request.headers["If-Modified-Since"] = self.due.last_modified
        return request

    @property
    def _is_under_way(self) -> bool:
        """Whether something that waits depends on it."""
        beside = self.probe_of or self.second_of or self.headers or self.is_part
        return bool(self.hops or self.attempts > 1 or beside)

    def _cookies(self) -> Cookies:
        if self.jar is None:
            return frozenset()
        kept: Any = self.jar.jar
        return frozenset((one.domain, one.path, one.name, one.value) for one in kept)

    def _keep_cookies(self, response: Response) -> None:
        if response.headers.getlist("Set-Cookie"):
            if self.jar is None:
                self.jar = CookieJar()
            self.jar.extract_cookies(response, response.request or Request(response.url))
            cookies.bound(self.jar.jar)
