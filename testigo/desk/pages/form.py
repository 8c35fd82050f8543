"""``/``: the form, and where things stand, what is broken first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

import testigo
from evidence.vocabulary import Verdict
from testigo.desk.desk import desk_of
from testigo.desk.rendering import page

if TYPE_CHECKING:
    from testigo.api.folder import Folder

router = APIRouter()
_ORDER = (
    Verdict.MISSING,
    Verdict.CHANGED,
    Verdict.MOVED,
    Verdict.BLOCKED,
    Verdict.UNREACHABLE,
    Verdict.UNCHECKED,
    Verdict.ALIVE,
)
"""What is broken first."""
_BROKEN = 10
"""Broken citations on the first page: as many as stand on a screen below the form."""
NAV = ("/", "nav_ask")


@router.get("/")
def form(request: Request, url: str = "", quote: str = "", date: str = "") -> Response:
    """The form, filled in with what the address names."""
    return page(
        request,
        "form.html.j2",
        asked={"url": url, "quote": quote, "date": date},
        **facts(desk_of(request).folder),
    )


def facts(folder: Folder) -> dict[str, Any]:
    """Where things stand: how many of each verdict, and what is broken first."""
    if not folder.exists:
        return {"verdicts": {}, "broken": ()}
    listing = testigo.listing(folder, testigo.Wanted(broken=True), size=_BROKEN)
    counts = testigo.listing(folder, size=1).verdicts
    shown = {verdict: counts[verdict] for verdict in _ORDER if verdict in counts}
    return {"verdicts": shown, "broken": listing.rows}
