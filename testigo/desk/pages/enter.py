"""``/enter``: a reader from elsewhere shows a token, once."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from crawler.listen import tokens
from testigo.desk.desk import desk_of
from testigo.desk.forms import text
from testigo.desk.problems import Refused
from testigo.desk.readers import COOKIE, ENTER
from testigo.desk.rendering import page

router = APIRouter()
_MONTH = 30 * 24 * 3600
"""Seconds that a reader is remembered."""


@router.get(ENTER)
def form(request: Request) -> Response:
    """Where the token is typed; a link that carries it behind ``#`` fills it in, and no log ever sees it."""
    return page(request, "enter.html.j2")


@router.post(ENTER)
async def enter(request: Request) -> Response:
    """Remember a reader whose token is known."""
    token = text(await request.form(max_files=0, max_fields=5), "token")
    if tokens.which(token, desk_of(request).settings.readers) is None:
        raise Refused("UnknownReader", 403)
    answer = RedirectResponse("/", 303)
    safe = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
    answer.set_cookie(COOKIE, token, _MONTH, httponly=True, samesite="lax", secure=safe)
    return answer
