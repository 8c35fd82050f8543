"""Keeps every answer that a browser receives, as it receives it.

All requests of all pages, frames and workers stop at the DevTools protocol's ``Fetch`` domain of the
*browser* itself, twice: before they leave and when an answer's head is there. The body is read
there, and only then goes on to the page. Measured against asking for bodies afterwards
(``Network.getResponseBody``, which Playwright's ``response.body()`` is): that loses what a page asked
for before it went on to another one, what workers and removed frames asked for, and what no longer
fits Chromium's memory of bodies; this loses nothing, because nothing goes on before it is kept.
"""

from __future__ import annotations

import asyncio
import base64
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.browser.archive import NOT_KEPT, SILENT
from crawler.browser.exchanges import Asked
from crawler.browser.protocol import Gone, ask

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

    from crawler.browser.archive import Answer, Archive
    from crawler.browser.model import Exchange
    from crawler.browser.passage import Passage
    from crawler.browser.robots import Robots
    from crawler.browser.spool import Spool

_MOST = 3000
"""Requests of one page. A bound of ours, far above what any page of our own test site asks for."""
_PAGES = 10
"""Times that a page may go on to another one; a browser gives up after 20 redirects, and a challenge or
a frameset needs two or three."""
_BODY = 64_000_000
"""Bytes of one body as it is announced: a longer one is refused, so that it does not eat what the page
itself needs. The spider fetches documents of that size without a browser."""
PATIENCE = 15.0
"""Seconds at most for one body, from its head to its end. After it the connections to its host are cut, and
what came so far is what there is: a stream would go on for ever."""
_SLOW = 6.0
"""Seconds after which a request that nobody answers is waited for no more: it may be one that is held
open on purpose."""
_EVENTS = "text/event-stream"
_STREAMS = frozenset({_EVENTS, "multipart/x-mixed-replace"})
_STREAMED = 1_000_000
"""Bytes of a stream's messages that are kept. A bound of ours: what a page shows of one is its first messages."""
_LAST = 3.0
"""Seconds for what came of a body that was cut to be given."""
_LEAVING = 1.0
"""Seconds for what a page has asked for that goes on to another one."""
_LOOK = 0.02
_INSIDE = frozenset({"data", "blob", "about"})
"""Schemes of what the page itself made."""
_OUTSIDE = frozenset({"http", "https"})


class Record:
    """What one page asks for, from its beginning to its end."""

    def __init__(
        self,
        passage: Passage,
        spool: Spool,
        main_frame: str,
        patience: float,
        archive: Archive | None = None,
        robots: Robots | None = None,
    ) -> None:
        """``patience`` is how many seconds one body may take; from the ``archive`` alone all is answered,
        where there is one; ``robots`` is what a site keeps to itself."""
        self._robots = robots
        self._told: set[int] = set()
        self._patience = min(PATIENCE, patience)
        self.archive = archive
        self.passage = passage
        self.spool = spool
        self.main_frame = main_frame
        self.changed = time.monotonic()
        """when a request last began or ended"""
        self.download = ""
        """the media type of the page itself, where it is a file and no page"""
        self.stopped = False
        """whether the page went on to others for longer than any page needs"""
        self.interrupted = False
        """whether its scripts had to be ended"""
        self.closed = False
        self._asked: list[Asked] = []
        self._under_way: dict[str, Asked] = {}
        self._answered: dict[str, Asked] = {}
        self._bodies: dict[str, asyncio.Future[None]] = {}
        self._leaving = 0.0
        self._documents = 0

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """In the order in which they began."""
        return tuple(one.exchange(self.passage) for one in self._asked)

    def since(self) -> tuple[Exchange, ...]:
        """Those that ended, or were given up, since this was asked last."""
        waiting = {id(one) for one in self._under_way.values()}
        waiting |= {id(self._answered[name]) for name in self._bodies if name in self._answered}
        ended = [one for one in self._asked if id(one) not in waiting | self._told]
        self._told |= {id(one) for one in ended}
        return tuple(one.exchange(self.passage) for one in ended)

    def goes_on(self) -> None:
        """A walk goes on: the page may be another one again, and nothing is at rest yet."""
        self._documents, self.stopped = 0, False
        self.changed = time.monotonic()

    def page(self, url: str) -> Exchange | None:
        """The last answer that was to be the page itself, at ``url`` where it is known."""
        found = [one for one in self.exchanges if one.is_main and one.status]
        here = [one for one in found if _bare(one.url) == _bare(url)]
        return next(reversed(here or found), None)

    def is_waiting(self) -> bool:
        """Whether a request is under way that may still be answered soon."""
        now = time.monotonic()
        soon = now - _SLOW
        return (
            now < self._leaving
            or any(one.at > soon for one in self._under_way.values())
            or bool(self._bodies)
        )

    def failed(self, event: dict[str, Any]) -> None:
        """A request that the page gave up, or an answer that broke off."""
        if self._under_way.pop(event["requestId"], None):
            self.changed = time.monotonic()
        one = self._answered.get(event["requestId"])
        if event.get("canceled") and event["requestId"] in self._bodies:
            self._bodies[event["requestId"]].cancel()  # it would not come any more
        elif one is not None and not event.get("canceled"):
            one.problem = one.problem or f"broke off ({event.get('errorText', 'no reason given')})"

    def message(self, event: dict[str, Any]) -> None:
        """A message of a stream, which is kept as the HTML standard (9.2.5) has it written."""
        one = self._answered.get(event["requestId"])
        if one is None or self.closed or one.media_type != _EVENTS:
            return
        fields = [("id", event["eventId"]), ("event", event["eventName"])]
        fields = [(name, value) for name, value in fields if value and value != "message"]
        fields += [("data", line) for line in event["data"].split("\n")]
        told = "".join(f"{name}: {value}\n" for name, value in fields).encode() + b"\n"
        if len(one.streamed) + len(told) <= _STREAMED:
            one.streamed += told

    async def end(self) -> None:
        """No more is asked; what is being read is cut and kept as far as it came."""
        self.closed = True
        self.passage.close()
        if self._bodies:
            await asyncio.wait(list(self._bodies.values()), timeout=_LAST)
        for one in self._asked:
            if one.streamed:
                one.keep(self.spool, bytes(one.streamed))

    def refusal(self, event: dict[str, Any]) -> str:
        """Why a request may not leave; "" where it may."""
        is_main = self._is_main(event)
        if self.closed:
            return "the page was closed"
        if len(self._asked) >= _MOST:
            return f"more than {_MOST} requests"
        if self._robots is not None and self._robots.closes(event):
            return "robots.txt"
        if is_main and "redirectedRequestId" not in event:
            self._documents += 1
            self.stopped = self._documents > _PAGES
        return f"more than {_PAGES} pages" if is_main and self.stopped else ""

    def begin(self, event: dict[str, Any]) -> None:
        """A request leaves."""
        one = Asked.of(event, is_main=self._is_main(event))
        self._asked.append(one)
        self._under_way[event.get("networkId", event["requestId"])] = one
        self.changed = one.at

    def answered(self, event: dict[str, Any]) -> Asked:
        """An answer's head is there, or a failure."""
        network_id = event.get("networkId", event["requestId"])
        if network_id not in self._under_way:
            self.begin(event)
        one = self._answered[network_id] = self._under_way.pop(network_id)
        one.answer = event
        self.changed = time.monotonic()
        return one

    def again(self, event: dict[str, Any], archive: Archive) -> tuple[Asked, Answer | None]:
        """A request that is answered with what is kept, or with nothing."""
        self.begin(event)
        one = self._under_way.pop(event.get("networkId", event["requestId"]))
        found = archive.answer(event["request"])
        if found is None:
            one.problem = SILENT if one.url in archive.silent else NOT_KEPT
            return one, None
        headers = [{"name": name, "value": value} for name, value in found.headers]
        one.answer = {
            "responseStatusCode": found.status,
            "responseStatusText": found.reason,
            "responseHeaders": headers,
        }
        return one, found

    async def read(self, session: CDPSession, one: Asked) -> None:
        """Keep the body of an answer, within its time."""
        done = asyncio.ensure_future(self._body(session, one))
        name = one.answer.get("networkId", one.answer["requestId"])
        self._bodies[name] = done
        await asyncio.wait({done}, timeout=self._patience)
        if not done.done():
            one.problem = f"did not end within {self._patience:g} s; this is what came"
            self.passage.cut(urlsplit(one.url).hostname)
            await asyncio.wait({done}, timeout=_LAST)
        if done.cancelled():
            one.problem = "given up by the page before all of it was there"
        done.cancel()
        del self._bodies[name]
        self.changed = time.monotonic()

    async def leave_nothing(self) -> None:
        """Wait until what the page asked for is there, because it is given up when the next page is
        shown; not for long."""
        end = time.monotonic() + _LEAVING
        self._leaving = end
        while (self._under_way or self._bodies) and time.monotonic() < end:
            await asyncio.sleep(_LOOK)
        self.changed = time.monotonic()

    async def _body(self, session: CDPSession, one: Asked) -> None:
        try:
            # whoever reads it ends it when its time is over
            given = await ask(
                session, "Fetch.getResponseBody", None, requestId=one.answer["requestId"]
            )
        except Gone as problem:
            one.problem = one.problem or f"no body ({problem})"
            return
        body = base64.b64decode(given["body"]) if given["base64Encoded"] else given["body"].encode()
        one.keep(self.spool, body)

    def _is_main(self, event: dict[str, Any]) -> bool:
        return event.get("frameId") == self.main_frame and event["resourceType"] == "Document"


class Recorder:
    """Of one browser: hands what happens to the record of the page that is open."""

    def __init__(self, session: CDPSession, user: str) -> None:
        self._session = session
        self._user = user
        self._tasks: set[asyncio.Future[None]] = set()
        self._password = ""
        self._record: Record | None = None

    async def start(self) -> None:
        """Stop every request from now on."""
        self._session.on("Fetch.requestPaused", lambda event: self._go(self._paused(event)))
        self._session.on("Fetch.authRequired", lambda event: self._go(self._asked(event)))
        stages = [{"urlPattern": "*", "requestStage": stage} for stage in ("Request", "Response")]
        await ask(self._session, "Fetch.enable", patterns=stages, handleAuthRequests=True)

    def open(self, record: Record | None, password: str) -> None:
        """The page that is open from now on, and its password at the proxy."""
        self._record, self._password = record, password

    def _go(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _asked(self, event: dict[str, Any]) -> None:
        """The proxy wants its password; a site that wants one gets none, and its page is shown."""
        answer = {"response": "CancelAuth"}
        if event["authChallenge"].get("source") == "Proxy" and self._password:
            answer = {
                "response": "ProvideCredentials",
                "username": self._user,
                "password": self._password,
            }
        await self._say("continueWithAuth", event, authChallengeResponse=answer)

    async def _paused(self, event: dict[str, Any]) -> None:
        record = self._record
        if "responseStatusCode" in event or "responseErrorReason" in event:
            if record is not None:
                await self._answered(record, event)
            else:
                await self._say("failRequest", event, errorReason="Aborted")
            return
        scheme = event["request"]["url"].partition(":")[0].lower()
        if scheme in _INSIDE:
            await self._say("continueRequest", event)
        elif record is None or scheme not in _OUTSIDE or record.refusal(event):
            await self._say("failRequest", event, errorReason="Aborted")
        elif record.archive is not None:
            await self._again(record, record.archive, event)
        else:
            record.begin(event)
            await self._say("continueRequest", event)

    async def _again(self, record: Record, archive: Archive, event: dict[str, Any]) -> None:
        """Answer with what is kept. Nobody else is asked."""
        one, found = record.again(event, archive)
        if found is None:
            await self._say("failRequest", event, errorReason="ConnectionRefused")
        elif one.is_file:
            record.download = one.media_type if one.is_main else record.download
            await self._say("failRequest", event, errorReason="BlockedByClient")
        else:
            body = await asyncio.to_thread(found.body.read_bytes) if found.body else b""
            await self._say(
                "fulfillRequest",
                event,
                responseCode=found.status,
                responseHeaders=one.answer["responseHeaders"],
                body=base64.b64encode(body).decode("ascii"),
                **({"responsePhrase": found.reason} if found.reason else {}),
            )

    async def _answered(self, record: Record, event: dict[str, Any]) -> None:
        if event["request"]["url"].partition(":")[0].lower() in _INSIDE:
            await self._say("continueResponse", event)
            return
        one = record.answered(event)
        if one.media_type in _STREAMS:
            one.problem = "a stream without end; its first messages are kept"
        elif one.announced > _BODY:
            one.problem = f"a body of {one.announced} bytes, which is more than is read"
            await self._say("failRequest", event, errorReason="BlockedByClient")
            return
        elif one.has_body:
            await record.read(self._session, one)
        if one.is_main and not one.is_redirect:
            await record.leave_nothing()
        if one.is_file:
            record.download = one.media_type if one.is_main else record.download
            await self._say("failRequest", event, errorReason="BlockedByClient")
        else:
            await self._say("continueResponse", event)

    async def _say(self, word: str, event: dict[str, Any], **more: Any) -> None:
        """Let a request go on, which may be gone by now."""
        with suppress(Gone):
            await ask(self._session, f"Fetch.{word}", requestId=event["requestId"], **more)


def _bare(url: str) -> str:
    return url.partition("#")[0]
