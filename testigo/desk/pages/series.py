"""``/series``: plans through their versions, and what became of each commitment."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

import testigo
from evidence.reports.series.forms import html
from testigo.desk.desk import desk_of
from testigo.desk.problems import Refused
from testigo.desk.rendering import page, view_of

router = APIRouter()
NAV = ("/series", "nav_series")


@router.get("/series")
def every(request: Request) -> Response:
    """The plans whose versions are kept."""
    folder = desk_of(request).folder
    names = testigo.series_names(folder) if folder.exists else ()
    return page(request, "series.html.j2", names=names)


@router.get("/static/series.css")
def style() -> Response:
    """The style of their tables, which is that of the file that ``testigo series`` writes."""
    return Response(html.style(), media_type="text/css")


@router.get("/series/{name}")
def one(request: Request, name: str) -> Response:
    """Commitments by versions; each opens to what says less and to its redline."""
    folder = desk_of(request).folder
    if not folder.exists or name not in testigo.series_names(folder):
        raise Refused("NotFound", 404)
    series = testigo.series(folder, name)
    body = html.body(series, view_of(request).language)
    return page(request, "plan.html.j2", series=series, body=body)
