"""Who may ask the desk, and what its answers let a browser do.

A page elsewhere can make a reader's browser ask ``127.0.0.1``: by a name that it lets point there (DNS
rebinding), or by a form or script that sends (CSRF). So we answer only under our own names, and what changes
anything only to our own pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

from testigo.desk.settings import FORM

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from testigo.desk.settings import Settings

_READING = {"GET", "HEAD"}
_OURS = {"same-origin", "none"}
"""Of ``Sec-Fetch-Site`` (W3C Fetch Metadata): our own page, or the person. The copies' port is same-site,
and none of ours."""


class Guard:
    """ASGI middleware around the whole desk."""

    def __init__(self, app: ASGIApp, settings: Settings, most: int) -> None:
        """``most`` bytes may be uploaded."""
        self._app = app
        self._hosts = hosts(settings)
        self._headers = _headers(settings)
        self._most = most + FORM

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        answered = self._with_headers(send)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await refusal(scope, receive, answered)
            return
        await self._app(scope, _Bounded(receive, self._most), answered)

    def _refusal(self, method: str, headers: dict[str, str]) -> PlainTextResponse | None:
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return PlainTextResponse("this desk is not known by that name", 421)
        if method in _READING:
            return None
        if method != "POST":
            return PlainTextResponse("only GET, HEAD and POST", 405)
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if (site is not None and site not in _OURS) or (
            origin is not None and origin.partition("://")[2].lower() != host
        ):
            return PlainTextResponse("another site's page may not send anything here", 403)
        if (
            headers.get("content-length", "0").isdigit()
            and int(headers.get("content-length", "0")) > self._most
        ):
            return PlainTextResponse(f"more than {self._most} bytes", 413)
        return None

    def _with_headers(self, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                theirs = list(message.get("headers", ()))
                given = {name.lower() for name, _ in theirs}  # a page may have a policy of its own
                ours = (pair for pair in self._headers if pair[0] not in given)
                message["headers"] = [*theirs, *ours]
            await send(message)

        return sent


class TooLarge(Exception):
    """A body that is longer than it may be, however long it said it is."""


class _Bounded:
    """Hands on a body up to so many bytes."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLarge
        return message


def hosts(settings: Settings) -> frozenset[str]:
    """What ``Host`` may say: our address and its names, with the port where it isn't HTTP's own."""
    names = {f"[{settings.host}]" if ":" in settings.host else settings.host, *settings.names}
    if settings.is_loopback:
        names |= {"localhost"}
    return frozenset(
        name.lower() for one in names for name in (f"{one}:{settings.port}", *_bare(settings, one))
    )


def _bare(settings: Settings, name: str) -> tuple[str, ...]:
    """A proxy's name comes without our port, or with that of the proxy, which is part of the name."""
    return (name,) if settings.port == 80 or name in settings.names else ()


def _headers(settings: Settings) -> list[tuple[bytes, bytes]]:
    frames = settings.copies or "'none'"
    policy = "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            f"frame-src {frames}",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        # of our own forms a browser tells the origin only so; other sites are told nothing of us
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    ]
