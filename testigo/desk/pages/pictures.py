"""``/citation/pictures?url=``: a page before and after, as a browser showed it, and where both pictures differ."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

import testigo
from testigo.desk.desk import desk_of
from testigo.desk.rendering import page

router = APIRouter()
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""As of all pages, but for pictures, which stand in it: they are compared when somebody asks, and kept nowhere."""


@router.get("/citation/pictures")
def pictures(request: Request, url: str) -> Response:
    """The pictures of one citation."""
    shown = testigo.pictures(desk_of(request).folder, url)
    made = page(request, "pictures.html.j2", shown=shown, url=url)
    made.headers["Content-Security-Policy"] = _POLICY
    return made
