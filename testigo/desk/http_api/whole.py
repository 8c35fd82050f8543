"""The folder as a whole: where it stands, and a report."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

import testigo
from testigo.desk.desk import desk_of
from testigo.desk.http_api.asking import LANG, TAGS
from testigo.desk.reports import made_now

router = APIRouter(prefix="/api/v1", tags=["folder"])


@router.get("/status")
def status(request: Request, tag: TAGS = ()) -> dict[str, Any]:
    """Where things stand, as ``testigo status --format json`` prints it."""
    return testigo.status(desk_of(request).folder, tags=tag).json()


@router.get("/report", response_class=Response)
def report(
    request: Request,
    format: str = "json",  # noqa: A002 - a name in the address
    source: Annotated[str | None, Query(max_length=300)] = None,
    tag: TAGS = (),
    everything: bool = False,
    lang: LANG = "en",
) -> Response:
    """A report made now, in any form of ``testigo report``, as a file to keep."""
    folder = desk_of(request).folder
    return made_now(folder, format, source=source, tags=tag, everything=everything, language=lang)
