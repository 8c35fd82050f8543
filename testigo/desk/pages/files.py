"""``/files``: what a report that was brought cites, each with what is known of it and a way to look."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

import testigo
from testigo.desk.brought import passage, standings
from testigo.desk.desk import desk_of
from testigo.desk.problems import Refused
from testigo.desk.rendering import page

router = APIRouter()
_SIZE = 100
"""Citations on a page: as many as a reader scrolls through."""


@router.get("/files/{file_id}")
def show(request: Request, file_id: str, at: int = 1) -> Response:
    """The citations of a file, a page at a time."""
    desk = desk_of(request)
    file = desk.files.get(file_id)
    if file is None:
        raise Refused("FileGone", 404)
    scanned = testigo.scan(file.path, desk.folder)
    pages = max(1, -(-len(scanned.citations) // _SIZE))
    at = min(max(at, 1), pages)
    shown = scanned.citations[(at - 1) * _SIZE : at * _SIZE]
    known = standings(desk.folder, [one.url for one in shown])
    rows: list[dict[str, Any]] = [
        {"cited": one, "quote": passage(one.claim), "known": known.get(one.url)} for one in shown
    ]
    return page(request, "file.html.j2", file=file, scanned=scanned, rows=rows, at=at, pages=pages)
