"""``/runs``: nights and single looks, and what each saw."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request, Response

import testigo
from testigo.desk.asked import number, one_of
from testigo.desk.desk import desk_of
from testigo.desk.pages.paging import Paging
from testigo.desk.problems import Refused
from testigo.desk.rendering import page as shown

router = APIRouter()
NAV = ("/runs", "nav_runs")


@router.get("/runs")
def runs(request: Request, page: str = "") -> Response:
    """Every run, latest first."""
    folder = desk_of(request).folder
    found = testigo.runs(folder, page=number(page)) if folder.exists else None
    return shown(
        request,
        "runs.html.j2",
        found=found,
        paging=Paging.of(found, "/runs", {}) if found else None,
    )


@router.get("/runs/{run_id}")
def run(request: Request, run_id: str, verdict: str = "", page: str = "") -> Response:
    """The looks of one run."""
    folder = desk_of(request).folder
    told = testigo.run_told(folder, run_id) if folder.exists else None
    if told is None:
        raise Refused("NotFound", 404)
    only = one_of(testigo.Verdict, verdict)
    found = testigo.run_looks(folder, run_id, verdict=only, page=number(page))
    collector = json.loads(told.run.collector_json) if told.run.collector_json else {}
    return shown(
        request,
        "run.html.j2",
        told=told,
        found=found,
        only=only,
        collector=collector,
        written=None,
        paging=Paging.of(found, f"/runs/{run_id}", {"verdict": only}),
    )
