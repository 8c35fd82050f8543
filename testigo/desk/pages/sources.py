"""``/sources``: what is watched, and how far."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

import testigo
from evidence.store.listing import Wanted
from testigo.desk.desk import desk_of
from testigo.desk.problems import Refused
from testigo.desk.rendering import page

router = APIRouter()
NAV = ("/sources", "nav_sources")


@router.get("/sources")
def sources(request: Request) -> Response:
    """Every source with what of it was checked."""
    folder = desk_of(request).folder
    known = testigo.sources(folder) if folder.exists else []
    far = {one.id: one for one in testigo.status(folder).sources} if known else {}
    return page(request, "sources.html.j2", sources=known, far=far)


@router.get("/sources/{source_id}")
def source(request: Request, source_id: str) -> Response:
    """One source: where it lies, and how its citations stand."""
    folder = desk_of(request).folder
    known = testigo.sources(folder) if folder.exists else []
    found = next((one for one in known if one.id == source_id), None)
    if found is None:
        raise Refused("NotFound", 404)
    return page(
        request,
        "source.html.j2",
        source=found,
        far=next((one for one in testigo.status(folder).sources if one.id == source_id), None),
        broken=testigo.listing(folder, Wanted(source=source_id, broken=True), size=20),
        verdicts=testigo.listing(folder, Wanted(source=source_id), size=1).verdicts,
    )
