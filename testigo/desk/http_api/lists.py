"""Lists: citations, sources, runs, boards, plans."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

import testigo
from evidence.reports.series.forms.json import document
from evidence.store.listing import SORTS
from testigo.desk.desk import desk_of
from testigo.desk.http_api.asking import LANG, PAGE, SIZE, TAGS, plain
from testigo.desk.problems import Refused

router = APIRouter(prefix="/api/v1", tags=["lists"])
TEXT = Annotated[str, Query(max_length=200)]
NAME = Annotated[str | None, Query(max_length=300)]


@router.get("/citations")
def citations(
    request: Request,
    q: TEXT = "",
    verdict: testigo.Verdict | None = None,
    certainty: testigo.Certainty | None = None,
    source: NAME = None,
    host: NAME = None,
    broken: bool = False,
    sort: Annotated[str, Query(description=", ".join(SORTS))] = "matters",
    tag: NAME = None,
    left_out: bool = False,
    page: PAGE = 1,
    size: SIZE = 50,
) -> dict[str, Any]:
    """Citations that are wanted, and how each stands; ``verdicts`` counts all of them, whichever is wanted.
    ``left_out`` is how many more are left out on purpose, and lists those alone where it is asked for."""
    wanted = testigo.Wanted(q, verdict, certainty, source, host, broken, sort, tag, left_out)
    found = testigo.listing(desk_of(request).folder, wanted, page=page, size=size)
    return {
        "schema": 1,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "verdicts": dict(found.verdicts),
        "left_out": found.left_out,
        "citations": [{**plain(row), "verdict": row.shown} for row in found.rows],
    }


@router.get("/sources")
def sources(request: Request, tag: TAGS = ()) -> list[dict[str, Any]]:
    """Reports and boards that are registered; with tags, those that bear one of them."""
    return [source.row() for source in testigo.sources(desk_of(request).folder, tags=tag)]


@router.get("/runs")
def runs(request: Request, page: PAGE = 1, size: SIZE = 50) -> dict[str, Any]:
    """Runs, latest first, and what each came to."""
    found = testigo.runs(desk_of(request).folder, page=page, size=size)
    told = [{**one.run.row(), "verdicts": dict(one.verdicts)} for one in found.rows]
    return {
        "schema": 1,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "runs": told,
    }


@router.get("/runs/{run_id}")
def run(
    request: Request,
    run_id: str,
    verdict: testigo.Verdict | None = None,
    page: PAGE = 1,
    size: SIZE = 50,
) -> dict[str, Any]:
    """One run and its looks."""
    folder = desk_of(request).folder
    told = testigo.run_told(folder, run_id)
    if told is None:
        raise Refused("NotFound", 404)
    found = testigo.run_looks(folder, run_id, verdict=verdict, page=page, size=size)
    return {
        "schema": 1,
        "run": told.run.row(),
        "verdicts": dict(told.verdicts),
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "looks": [plain(look) for look in found.rows],
    }


@router.get("/boards/{name}")
def board(request: Request, name: str) -> dict[str, Any]:
    """Every visit to a results board, as ``testigo history BOARD --format json`` prints them."""
    found = testigo.board_history(desk_of(request).folder, name)
    if found is None:
        raise Refused("NotFound", 404)
    return {"schema": 1, "board": found.json()}


@router.get("/series")
def series(request: Request) -> list[str]:
    """Names of the plans whose versions are kept."""
    return list(testigo.series_names(desk_of(request).folder))


@router.get("/series/{name}")
def plan(request: Request, name: str, lang: LANG = "en") -> dict[str, Any]:
    """What became of each commitment, as ``testigo series NAME --format json`` prints it."""
    return document(testigo.series(desk_of(request).folder, name), lang)
