"""Pages of ours printed as PDF, by the Chromium or Chrome of this machine."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from evidence import chromium
from evidence.bilingual import Words
from evidence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECONDS = 120
"""300 printed citations with their redlines take about 5 s; a browser that hangs must not."""
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
    # the page asks for nothing (its policy forbids it), and the browser itself finds no host
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def require_browser() -> str:
    """The path of a browser that can print. Raises UsageError where there is none."""
    found = chromium.program()
    if found is None:
        raise UsageError(
            Words(
                "PDF needs Chromium or Chrome on this machine",
                "para PDF hace falta Chromium o Chrome en este equipo",
            )
        )
    return found


def printed(page: Iterable[str]) -> bytes:
    """A whole HTML page as PDF. Raises UsageError when there is no browser, or it fails."""
    program = require_browser()
    with tempfile.TemporaryDirectory(prefix="testigo-pdf-") as name:
        place = Path(name)
        with (place / "page.html").open("w", encoding="utf-8", errors="replace") as file:
            file.writelines(page)
        try:
            subprocess.run(  # noqa: S603 - a browser from PATH, on a file of ours
                [program, *_OPTIONS, f"--user-data-dir={place / 'profile'}",
                 f"--print-to-pdf={place / 'page.pdf'}", (place / "page.html").as_uri()],
                capture_output=True, timeout=_SECONDS, check=True,
            )  # fmt: skip
            return (place / "page.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise UsageError(
                Words(
                    "{program} could not print the page ({why})",
                    "{program} no pudo imprimir la página ({why})",
                ),
                program=program,
                why=type(error).__name__,
            ) from error
