"""The second origin: kept copies, given out where nothing of the desk can be reached.

Whatever stands in a copy, it is at home in no origin (``sandbox``), may load pictures and styles of this
origin alone, and no other page than the desk may frame it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from evidence.bilingual import language_of_readers
from evidence.errors import TestigoError, UsageError
from testigo.desk.copies import copy, files, stored, ways
from testigo.desk.copies.addresses import MOST_PASSAGES
from testigo.desk.copies.html import POLICY
from testigo.desk.copies.kept import LOCAL
from testigo.desk.copies.passages import LONGEST
from testigo.desk.copies.ways import How

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from evidence.bilingual import Language
    from testigo.api.folder import Folder
    from testigo.desk.copies.addresses import Addresses
    from testigo.desk.copies.ways import Way

_PLACE = "/{key}/{name}"
_SHOWN_IN = {"iframe", "frame", "document"}
_SAVED_BY = {"document", "iframe", "empty"}
_PICTURED_BY = {"image"}
"""Values of ``Sec-Fetch-Dest`` (W3C Fetch Metadata) of those who may ask for a page, for bytes to be saved and
for a picture. Who sends none is no browser, or one that is asked over plain HTTP from elsewhere."""
_KEPT_FOR = b"private, max-age=600"
"""A capture never changes; who goes away from the machine leaves nothing for long."""


def build(folder: Folder, addresses: Addresses, desk: Iterable[str]) -> ASGIApp:
    """The origin of a folder's copies; ``desk`` are the origins that may frame them."""
    app = Starlette(
        routes=[
            Route(f"{_PLACE}/", _page),
            Route(f"{_PLACE}/bytes", _bytes),
            Route(f"{_PLACE}/{{file:path}}", _file),
        ],
        exception_handlers={404: _nothing, 405: _nothing},
    )
    app.state.folder = folder
    app.state.addresses = addresses
    return _Walls(app, addresses.origin, desk)


async def _page(request: Request) -> Response:
    capture = _capture(request, _SHOWN_IN)
    if capture is None:
        return _nothing()
    try:
        return await run_in_threadpool(_shown, request, capture)
    except UsageError:
        return _nothing()
    except TestigoError as error:  # a damaged record, most often: verify tells of it
        return PlainTextResponse(f"this copy can't be read: {error}", 404)


def _shown(request: Request, capture: str) -> Response:
    """The copy, in the way that is asked for, else the best; another capture may be what is shown in it."""
    folder, asked = request.app.state.folder, request.query_params
    way = ways.chosen(folder, capture, asked.get("as", ""))
    if way is not None and way.capture_id != capture:
        return RedirectResponse(_moved(request, way))
    made = copy.read(
        folder, capture, _asked(request, is_text=way is not None and way.how is How.TEXT)
    )
    return HTMLResponse(made.html.encode("utf-8", "replace"))


def _moved(request: Request, way: Way) -> str:
    addresses: Addresses = request.app.state.addresses
    language, wanted = _language(request), _wanted(request)
    return addresses.of(way.capture_id, language, wanted, how=way.how)


async def _file(request: Request) -> Response:
    capture = _capture(request, _PICTURED_BY)
    name = request.path_params["file"]
    if capture is None or not name.startswith((LOCAL, files.PAGES)):
        return _nothing()
    try:
        found = await run_in_threadpool(files.read, request.app.state.folder, capture, name)
    except TestigoError:
        return _nothing()
    return Response(found[1], media_type=found[0]) if found else _nothing()


async def _bytes(request: Request) -> Response:
    capture = _capture(request, _SAVED_BY)
    if capture is None:
        return _nothing()
    try:
        kept = await run_in_threadpool(stored.read, request.app.state.folder, capture)
    except TestigoError:
        return _nothing()
    headers = {
        "Content-Disposition": f'attachment; filename="{kept.known.payload_sha256[:16]}.bin"'
    }
    return Response(kept.body, headers=headers, media_type="application/octet-stream")


def _capture(request: Request, purposes: set[str]) -> str | None:
    """The capture that is asked for; None where the address is none of ours, or who asks has no business."""
    purpose = request.headers.get("sec-fetch-dest")
    if purpose is not None and purpose not in purposes:
        return None
    addresses: Addresses = request.app.state.addresses
    return addresses.capture(request.path_params["key"], request.path_params["name"])


def _asked(request: Request, *, is_text: bool) -> copy.Ask:
    language, wanted = _language(request), _wanted(request)
    other = [("lang", language), *(("quote", one) for one in wanted), ("page", "")]
    first = _number(request.query_params.get("page", ""))
    return copy.Ask(wanted, language, first, link=f"?{urlencode(other)}", text=is_text)


def _language(request: Request) -> Language:
    return language_of_readers(request.query_params.get("lang", ""))


def _wanted(request: Request) -> tuple[str, ...]:
    given = request.query_params.getlist("quote")[:MOST_PASSAGES]
    return tuple(one[:LONGEST] for one in given)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _nothing(*_: object) -> Response:
    return PlainTextResponse("there is no such copy here", 404)


class _Walls:
    """What every answer says to browsers, and under which name alone one is given."""

    def __init__(self, app: ASGIApp, origin: str, desk: Iterable[str]) -> None:
        self._app = app
        place = origin.partition("://")[2].lower()
        port = place.rpartition(":")[2]
        self._hosts = {place, f"localhost:{port}"} if place.startswith("127.") else {place}
        policy = f"sandbox; {POLICY}; frame-ancestors {' '.join(sorted(desk))}"
        self._headers = [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            # a page that is at home in no origin asks for its pictures from elsewhere
            (b"cross-origin-resource-policy", b"cross-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"x-dns-prefetch-control", b"off"),
            (b"cache-control", _KEPT_FOR),
            (
                b"permissions-policy",
                b"camera=(), geolocation=(), microphone=(), fullscreen=(), autoplay=()",
            ),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def walled(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._headers]
            await send(message)

        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        if host.decode("latin-1").lower() not in self._hosts:
            await PlainTextResponse("not known by that name", 421)(scope, receive, walled)
        elif scope["method"] not in ("GET", "HEAD"):
            await _nothing()(scope, receive, walled)
        else:
            await self._app(scope, receive, walled)
