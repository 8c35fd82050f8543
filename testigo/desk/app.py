"""The desk as an ASGI application."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib import resources
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from evidence.version import VERSION
from testigo.desk.desk import Desk
from testigo.desk.guard import Guard
from testigo.desk.http_api import answers, lists, said, whole
from testigo.desk.looks.desk import Looks
from testigo.desk.pages import (
    boards,
    certificate,
    citation,
    citations,
    enter,
    files,
    form,
    looks,
    packages,
    persons,
    pictures,
    reports,
    runs,
    series,
    sources,
)
from testigo.desk.problems import told_by
from testigo.desk.readers import Readers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp

    from testigo.api.folder import Folder
    from testigo.desk.copies.addresses import Addresses
    from testigo.desk.settings import Settings

PAGES = (
    form,
    looks,
    files,
    citation,
    certificate,
    pictures,
    packages,
    persons,
    citations,
    sources,
    runs,
    boards,
    series,
    reports,
    enter,
)
"""Modules with the pages, in the order in which every page leads to them."""
API = (answers, lists, said, whole)
"""Modules with what programs may ask, under ``/api/v1``."""


def build(folder: Folder, settings: Settings, copies: Addresses | None = None) -> ASGIApp:
    """The desk of one folder; ``copies`` are the addresses of kept copies, where they are shown."""
    desk = Desk(folder, settings, Looks(folder), copies=copies)
    app = FastAPI(
        title="Testigo",
        version=VERSION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_open_and_close,
    )
    app.state.desk = desk
    app.state.nav = tuple(module.NAV for module in PAGES if hasattr(module, "NAV"))
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False)
    for module in API:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=str(resources.files("testigo.desk") / "static")))
    told_by(app)
    # around all of it: what tells of an unforeseen error is told under our headers, too
    inner: ASGIApp = Readers(app, settings.readers) if settings.needs_readers else app
    return Guard(inner, settings, folder.config.crawl.max_body)


@asynccontextmanager
async def _open_and_close(app: FastAPI) -> AsyncIterator[None]:
    """Looks are ready before the first is asked for, and end with the desk."""
    desk: Desk = app.state.desk
    if not desk.settings.share:
        desk.looks.warm()
    yield
    desk.looks.close()
    desk.packages.clear()
    desk.files.clear()
