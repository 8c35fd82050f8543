"""``/accept`` and ``/overrule``: a person's word on a change, on a loss."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

import testigo
from testigo.desk.desk import desk_of
from testigo.desk.forms import sent, text
from testigo.desk.problems import Refused
from testigo.desk.rendering import view_of

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter()
NAME = "by"
"""Field and cookie: who spoke last at this browser, so that nobody types a name twice."""
_YEAR = 365 * 24 * 3600
_LONGEST = 200
"""Characters of a name that is remembered."""


@router.post("/accept")
async def accept(request: Request) -> Response:
    """A person accepts what a URL shows now."""
    return await _said(request, testigo.accept)


@router.post("/overrule")
async def overrule(request: Request) -> Response:
    """A person says that a URL is not lost."""
    return await _said(request, testigo.overrule)


async def _said(request: Request, say: Callable[..., object]) -> Response:
    form = await sent(request)
    url, by, note = (text(form, name) for name in ("url", NAME, "note"))
    if not by or not note:
        raise Refused("NameAndNote")
    try:
        await run_in_threadpool(partial(say, desk_of(request).folder, url, note, by=by))
    except testigo.UsageError as error:
        raise Refused("NothingToSay", 409) from error
    asked = {name: text(form, name) for name in ("quote", "date")}
    response = RedirectResponse(
        f"{view_of(request).link('/citation', url=url, **asked)}#persons", 303
    )
    response.set_cookie(NAME, _cookie(by), _YEAR, httponly=True, samesite="lax")
    return response


def named(request: Request) -> str:
    """Who spoke last at this browser; empty where nobody did."""
    try:
        return bytes.fromhex(request.cookies.get(NAME, "")).decode()
    except ValueError:
        return ""


def _cookie(name: str) -> str:
    """A name of any letters as a cookie takes it."""
    return name[:_LONGEST].encode().hex()
