"""``/report``: a report made on the spot."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

import testigo
from testigo.desk.desk import desk_of
from testigo.desk.pages.sources import tags_of
from testigo.desk.problems import Refused
from testigo.desk.rendering import page, view_of
from testigo.desk.reports import made_now

router = APIRouter()
NAV = ("/report", "nav_report")
FORMS = ("html", "pdf", "summary", "xlsx", "csv", "json", "markdown", "references", "robustlinks")
"""Those that people read, in the order in which they are asked for; ``testigo report`` has more."""


@router.get("/feed.xml")
def feed(request: Request, source: str = "", tag: str = "") -> Response:
    """What is new, for readers of feeds; ``lang`` in the address says in which language."""
    folder = desk_of(request).folder
    if not folder.exists:
        raise Refused("NotFound", 404)
    language = view_of(request).language
    pieces = testigo.report_pieces(
        folder, "atom", source=source or None, tags=_one(tag), language=language
    )
    return Response(b"".join(pieces), media_type="application/atom+xml")


@router.get("/report")
def report(
    request: Request,
    format: str = "",  # noqa: A002 - a name in the address
    source: str = "",
    tag: str = "",
    all: str = "",  # noqa: A002 - a name in the address
) -> Response:
    """The form; with a ``format`` the report itself, as a file to keep: nothing of it is run here."""
    folder = desk_of(request).folder
    sources = testigo.sources(folder) if folder.exists else []
    if not format:
        return page(request, "report.html.j2", sources=sources, tags=tags_of(sources), forms=FORMS)
    if format not in FORMS or not folder.exists:
        raise Refused("NotFound", 404)
    return made_now(
        folder,
        format,
        source=source or None,
        tags=_one(tag),
        everything=bool(all),
        language=view_of(request).language,
    )


def _one(tag: str) -> tuple[str, ...]:
    return (tag,) if tag else ()
