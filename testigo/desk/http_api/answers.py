"""Answers: by the last look, and by a new one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

import testigo
from testigo.desk.desk import desk_of
from testigo.desk.http_api.asking import LANG, URL
from testigo.desk.looks.inquiry import Inquiry, Question, Step
from testigo.desk.problems import Refused

router = APIRouter(prefix="/api/v1", tags=["answers"])
QUOTE = Annotated[
    str,
    Query(max_length=20_000, description="A passage that must stand there; … for words left out."),
]


class Asked(BaseModel):
    """What to look at now."""

    url: str = Field(min_length=1, max_length=8_000)
    quote: str = Field("", max_length=20_000)
    cited_on: date | None = None
    archive: bool = True
    """whether web archives are asked, too"""
    screenshot: bool = False
    """whether a browser opens the page, too"""


@router.get("/answer")
def answer(
    request: Request, url: URL, quote: QUOTE = "", cited_on: date | None = None, lang: LANG = "en"
) -> dict[str, Any]:
    """What the folder knows of one URL by its last look, as ``testigo check --format json`` prints it; asks
    nobody. 404 for one that was never looked at."""
    folder = desk_of(request).folder
    return testigo.answer(folder, url, quote=quote, cited_on=cited_on).json(lang)


@router.get("/history")
def history(request: Request, url: URL, lang: LANG = "en") -> dict[str, Any]:
    """Every look at one URL, as ``testigo history --format json`` prints them."""
    return testigo.history(desk_of(request).folder, url).json(lang)


@router.post("/looks", status_code=202)
def look(request: Request, response: Response, asked: Asked, lang: LANG = "en") -> dict[str, Any]:
    """Look at a URL now; the answer comes at the address that ``Location`` names. 503 while too many look
    already."""
    if desk_of(request).settings.share:
        raise Refused("NotFound", 404)
    made = desk_of(request).looks.ask(Question(**asked.model_dump()))
    response.headers["Location"] = f"/api/v1/looks/{made.id}"
    return _told(made, lang)


@router.get("/looks/{look_id}")
def looked(request: Request, look_id: str, lang: LANG = "en") -> dict[str, Any]:
    """How far a look has come: ``waiting``, ``looking``, ``archives`` (the verdict is known), ``done`` or
    ``failed``; its answer as far as it is known."""
    found = desk_of(request).looks.get(look_id)
    if found is None:
        raise Refused("Forgotten", 404)
    return _told(found, lang)


def _told(look: Inquiry, language: testigo.Language) -> dict[str, Any]:
    problem = look.problem
    return {
        "schema": 1,
        "id": look.id,
        "step": look.step,
        "over": look.step in (Step.DONE, Step.FAILED),
        "remarks": list(look.remarks),
        "answer": look.answer.json(language) if look.answer else None,
        "problem": {"error": problem.kind, "text": problem.text} if problem else None,
    }
