"""``/citation/certificate``: the custody record of one capture on a page, to be printed, and as PDF."""

from __future__ import annotations

import base64
import hashlib
import re

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse

import testigo
from testigo.desk.desk import desk_of

router = APIRouter()
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@router.get("/citation/certificate")
def certificate(request: Request, capture: str) -> Response:
    """The certificate, in both languages; it brings its style along, which its policy names by its hash."""
    made = testigo.certificate(desk_of(request).folder, capture)
    styles = (hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(made))
    named = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in styles)
    policy = f"default-src 'none'; img-src data:; style-src {named}; frame-ancestors 'none'"
    return HTMLResponse(
        made, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    )


@router.get("/citation/certificate.pdf")
def printed(request: Request, capture: str) -> Response:
    """The same, printed by the Chromium of this machine."""
    from evidence.reports import printing

    made = printing.printed([testigo.certificate(desk_of(request).folder, capture)])
    name = f"certificate-{re.sub(r'[^0-9a-f-]', '', capture.rpartition(':')[2])[:40]}.pdf"
    return Response(
        made,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )
