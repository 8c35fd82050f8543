"""``/sources``: what is watched, and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

import testigo
from evidence.folding import caseless
from evidence.store.listing import Wanted
from testigo.desk.desk import desk_of
from testigo.desk.problems import Refused
from testigo.desk.rendering import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.store.records import Source

router = APIRouter()
NAV = ("/sources", "nav_sources")


@router.get("/sources")
def sources(request: Request, tag: str = "") -> Response:
    """Every source with what of it was checked, or those with a tag."""
    folder = desk_of(request).folder
    known = testigo.sources(folder) if folder.exists else []
    return page(
        request,
        "sources.html.j2",
        sources=[one for one in known if not tag or tag in one.tags],
        far={one.id: one for one in testigo.status(folder).sources} if known else {},
        tags=tags_of(known),
        tag=tag,
    )


def tags_of(sources: Iterable[Source]) -> list[str]:
    """The words that sources are sorted by, in the order of the alphabet."""
    return sorted({tag for one in sources for tag in one.tags}, key=caseless)


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
