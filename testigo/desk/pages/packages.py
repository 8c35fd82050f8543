"""``/packages``: the evidence of one citation as a signed package, its fingerprint, and how it is verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, RedirectResponse

from testigo.desk import packages
from testigo.desk.desk import desk_of
from testigo.desk.forms import sent, text
from testigo.desk.problems import Refused
from testigo.desk.rendering import page, view_of

if TYPE_CHECKING:
    from testigo.desk.packages import Package

router = APIRouter()


@router.post("/packages")
async def make(request: Request) -> Response:
    """Make a package of what is known of a URL, and lead to its page."""
    form = await sent(request)
    desk = desk_of(request)
    made = await run_in_threadpool(packages.make, desk.folder, text(form, "url"), desk.packages)
    return RedirectResponse(view_of(request).link(f"/packages/{made.id}"), 303)


@router.get("/packages/{package_id}")
def show(request: Request, package_id: str) -> Response:
    """The fingerprint of a package, and the command that verifies it."""
    return page(request, "package.html.j2", package=_known(request, package_id))


@router.get("/packages/{package_id}/evidence.wacz")
def download(request: Request, package_id: str) -> Response:
    """The package itself."""
    package = _known(request, package_id)
    return FileResponse(package.path, media_type="application/wacz", filename=package.name)


def _known(request: Request, package_id: str) -> Package:
    package = desk_of(request).packages.get(package_id)
    if package is None:
        raise Refused("PackageGone", 404)
    return package
