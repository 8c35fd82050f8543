"""Readers from elsewhere: each shows a token, and asks so often.

Whoever is on this machine needs none, unless the desk is shared or stands behind a proxy. A token comes as
``Authorization: Bearer`` (RFC 6750), or from the cookie that :mod:`testigo.desk.pages.enter` sets; kept is its
hash alone, and neither is logged.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse

from crawler.listen import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "reader"
ENTER = "/enter"
_OPEN = ("/static/", ENTER)
"""What a reader sees before the token is shown."""
_BURST = 120
"""Requests at once: a page has about ten with its style, pictures and what is opened in other tabs."""
_EACH_SECOND = 4.0
"""Requests a second from then on: more than anybody reads, less than a copy of the whole costs us."""


class Readers:
    """ASGI middleware that knows readers by their tokens."""

    def __init__(
        self,
        app: ASGIApp,
        kept: Collection[str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``kept`` are the hashes of their tokens, as :func:`crawler.listen.tokens.hashed` makes them."""
        self._app = app
        self._kept = tuple(kept)
        self._now = now
        self._allowances: dict[str, tuple[float, float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a reader who is known, and lead others to where they show their token."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        reader = tokens.which(_shown(asked), self._kept)
        who = reader or (asked.client.host if asked.client else "")
        if not self._may_ask(who):
            wait = {"Retry-After": "10"}
            refused = PlainTextResponse("too many requests; come again in a moment", 429, wait)
            await refused(scope, receive, send)
        elif reader or asked.url.path.startswith(_OPEN):
            await self._app(scope, receive, send)
        elif asked.url.path.startswith("/api/"):
            told = {"error": "Unknown", "text": "send Authorization: Bearer TOKEN"}
            await JSONResponse(told, 401, {"WWW-Authenticate": "Bearer"})(scope, receive, send)
        else:
            await RedirectResponse(ENTER, 303)(scope, receive, send)

    def _may_ask(self, who: str) -> bool:
        """Whether this one has not asked too often: a bucket of :data:`_BURST` that fills again."""
        now = self._now()
        left, since = self._allowances.get(who, (_BURST, now))
        left = min(_BURST, left + (now - since) * _EACH_SECOND)
        if len(self._allowances) > 1_000:  # strangers' addresses; those that are full are like new
            self._allowances.clear()
        self._allowances[who] = (left - 1 if left >= 1 else left, now)
        return left >= 1


def _shown(asked: HTTPConnection) -> str:
    """The token that comes with a request; "" where none does."""
    scheme, _, token = asked.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else asked.cookies.get(COOKIE, "")
