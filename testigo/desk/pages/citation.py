"""``/citation?url=``: one citation, with all that is known of it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

import testigo
from testigo.desk.desk import desk_of
from testigo.desk.forms import day_of
from testigo.desk.rendering import page

router = APIRouter()


@router.get("/citation")
def citation(request: Request, url: str, quote: str = "", date: str = "") -> Response:
    """The answer by the last look, and what proves it."""
    folder = desk_of(request).folder
    answer = testigo.answer(folder, url, quote=quote, cited_on=day_of(date))
    return page(
        request, "citation.html.j2", answer=answer, asked={"url": url, "quote": quote, "date": date}
    )
