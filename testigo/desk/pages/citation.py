"""``/citation?url=``: one citation, with all that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

import testigo
from evidence import chromium
from testigo.desk.brought import compare
from testigo.desk.copies.ways import ways
from testigo.desk.desk import desk_of
from testigo.desk.forms import day_of
from testigo.desk.pages.persons import named
from testigo.desk.rendering import page

if TYPE_CHECKING:
    from testigo.api.folder import Folder
    from testigo.desk.brought import Compared

router = APIRouter()


@router.get("/citation")
def citation(
    request: Request, url: str, quote: str = "", date: str = "", file: str = "", look: str = ""
) -> Response:
    """The answer by the last look, and what proves it; beside a file, if one was brought along."""
    folder = desk_of(request).folder
    day_of(date)
    try:
        told = facts(folder, url, quote, date)
    except testigo.UsageError:  # it was never looked at
        asked = {"url": url, "quote": quote, "date": date}
        return page(request, "never.html.j2", 404, asked=asked)
    return page(
        request,
        "citation.html.j2",
        **told,
        remarks=known.remarks if (known := desk_of(request).looks.get(look)) else (),
        beside=_beside(request, file, told["dossier"]),
        named=named(request),
        prints=chromium.program() is not None,
    )


def facts(folder: Folder, url: str, quote: str, date: str) -> dict[str, Any]:
    """What the page of one citation tells, whoever shows it."""
    dossier = testigo.dossier(folder, url, quote=quote, cited_on=day_of(date))
    copies = [one.capture.id for one in (dossier.sides.then, dossier.sides.now) if one]
    return {
        "dossier": dossier,
        "ways": {capture_id: ways(folder, capture_id) for capture_id in copies},
        "asked": {"url": url, "quote": quote, "date": date},
    }


def _beside(request: Request, file_id: str, known: testigo.Dossier) -> Compared | None:
    desk = desk_of(request)
    brought = desk.files.get(file_id)
    return compare(brought, known, desk.folder) if brought else None
