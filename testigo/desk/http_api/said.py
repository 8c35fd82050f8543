"""A person's word on a change, on a loss."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

import testigo
from testigo.desk.desk import desk_of
from testigo.desk.http_api.asking import plain
from testigo.desk.problems import Refused

router = APIRouter(prefix="/api/v1", tags=["persons"])


class Word(BaseModel):
    """Who says it, and why."""

    url: str = Field(min_length=1, max_length=8_000)
    note: str = Field(min_length=1, max_length=10_000)
    by: str = Field(min_length=1, max_length=300)


@router.post("/accept")
def accept(request: Request, word: Word) -> dict[str, Any]:
    """Accept what a URL shows now: later looks compare with it."""
    return plain(testigo.accept(_writable(request), word.url, word.note, by=word.by))


@router.post("/overrule")
def overrule(request: Request, word: Word) -> dict[str, Any]:
    """Say that what stands as missing is not lost."""
    return plain(testigo.overrule(_writable(request), word.url, word.note, by=word.by))


def _writable(request: Request) -> testigo.Folder:
    desk = desk_of(request)
    if desk.settings.share:
        raise Refused("NotFound", 404)
    return desk.folder
