"""``/citations``: everything that is cited, searched, narrowed and sorted by the address."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

import testigo
from evidence.store.listing import SORTS
from testigo.api.folder import ignored
from testigo.desk.asked import number, one_of
from testigo.desk.desk import desk_of
from testigo.desk.pages.paging import Paging
from testigo.desk.pages.sources import tags_of
from testigo.desk.rendering import page as shown

router = APIRouter()
NAV = ("/citations", "nav_citations")
PATH = "/citations"


@router.get(PATH)
def citations(
    request: Request,
    q: str = "",
    verdict: str = "",
    certainty: str = "",
    source: str = "",
    tag: str = "",
    host: str = "",
    broken: str = "",
    left_out: str = "",
    sort: str = "",
    page: str = "",
) -> Response:
    """One page of citations, and how many there are of each verdict."""
    folder = desk_of(request).folder
    wanted = testigo.Wanted(
        text=q,
        verdict=one_of(testigo.Verdict, verdict),
        certainty=one_of(testigo.Certainty, certainty),
        source=source or None,
        host=host or None,
        broken=bool(broken),
        sort=sort if sort in SORTS else "matters",
        tag=tag or None,
        left_out=bool(left_out),
    )
    found = testigo.listing(folder, wanted, page=number(page)) if folder.exists else None
    query = {
        "q": q,
        "verdict": wanted.verdict,
        "certainty": wanted.certainty,
        "source": source,
        "tag": tag,
        "host": host,
        "broken": "1" if broken else "",
        "left_out": "1" if left_out else "",
        "sort": sort if sort in SORTS else "",
    }
    sources = testigo.sources(folder) if found else []
    return shown(
        request,
        "citations.html.j2",
        found=found,
        wanted=wanted,
        sources=sources,
        tags=tags_of(sources),
        query=query,
        ignored=ignored(folder) if left_out else (),
        sorts=tuple(SORTS),
        paging=Paging.of(found, PATH, query) if found else None,
    )
