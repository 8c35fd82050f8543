"""What went wrong, told as a page: a sentence in the reader's language, and what the program says below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from evidence.errors import (
    FolderBusy,
    FolderError,
    Interrupted,
    Offline,
    RecordError,
    SourceError,
    StoreError,
    TestigoError,
    UsageError,
)
from testigo.desk.guard import TooLarge
from testigo.desk.looks.desk import TooMany
from testigo.desk.rendering import page, view_of
from testigo.desk.words import WORDS

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

_STATUS: dict[type[Exception], int] = {
    FolderBusy: 409,
    Offline: 503,
    Interrupted: 503,
    UsageError: 404,
    SourceError: 422,
    FolderError: 500,
    StoreError: 500,
    RecordError: 500,
    TooMany: 503,
    TooLarge: 413,
}
"""What HTTP says beside the sentence; of an error whose class is not named, the nearest above it."""

_MOST = 5
"""Faults of one request that are named."""


class Refused(Exception):
    """What a person sent can't be followed; ``kind`` is that of a sentence."""

    def __init__(self, kind: str, status: int = 422) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status


def told_by(app: FastAPI) -> None:
    """Let an app tell of what goes wrong this way."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _not_asked_well)
    app.add_exception_handler(Exception, _unforeseen)
    for error in (TestigoError, TooMany, TooLarge):
        app.add_exception_handler(error, _error)


def key(kind: str) -> str:
    """The word for an error's class."""
    return f"problem-{kind}" if f"problem-{kind}" in WORDS else "problem-other"


def problem(request: Request, kind: str, status: int, text: str = "") -> Response:
    """A page that says what went wrong; for the API an object."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": kind, "text": text or kind}, status)
    return page(request, "problem.html.j2", status, key=key(kind), text=text)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return problem(request, error.kind, error.status)


async def _error(request: Request, error: Exception) -> Response:
    found = next(one for one in type(error).__mro__ if one in _STATUS or one is TestigoError)
    named = next((one for one in type(error).__mro__ if f"problem-{one.__name__}" in WORDS), found)
    text = error.text(view_of(request).language) if isinstance(error, TestigoError) else str(error)
    return problem(request, named.__name__, _STATUS.get(found, 500), text)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = {400: "BadForm", 404: "NotFound"}.get(error.status_code, "other")
    return problem(request, kind, error.status_code, str(error.detail))


async def _not_asked_well(request: Request, error: Exception) -> Response:
    """What an address leaves out, or says that it can't mean."""
    assert isinstance(error, RequestValidationError)
    return problem(request, "BadForm", 422, "; ".join(map(_told, error.errors()[:_MOST])))


def _told(one: dict[str, Any]) -> str:
    return f"{'.'.join(map(str, one['loc']))}: {one['msg']}"


async def _unforeseen(request: Request, error: Exception) -> Response:
    """A fault of ours; the server logs where."""
    return problem(request, "other", 500, f"{type(error).__name__}: {error}")
