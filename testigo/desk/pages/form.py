"""``/``: the form, and where things stand, what is broken first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

import testigo
from testigo.desk.desk import desk_of
from testigo.desk.rendering import page

if TYPE_CHECKING:
    from testigo.api.folder import Folder

router = APIRouter()
NAV = ("/", "nav_ask")


@router.get("/")
def form(request: Request, url: str = "", quote: str = "", date: str = "") -> Response:
    """The form, filled in with what the address names."""
    facts = stand(desk_of(request).folder)
    return page(
        request, "form.html.j2", asked={"url": url, "quote": quote, "date": date}, status_of=facts
    )


def stand(folder: Folder) -> testigo.Status | None:
    """Where things stand; None in a folder without evidence."""
    return testigo.status(folder) if folder.exists else None
