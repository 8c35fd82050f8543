"""The HTML report as PDF, printed by the Chromium or Chrome of this machine."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.errors import UsageError
from evidence.reports.forms import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_SECONDS = 120
"""300 printed citations with their redlines take about 5 s; a browser that hangs must not."""
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
    # the page asks for nothing (its policy forbids it), and the browser itself finds no host
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def browser() -> str | None:
    """The path of a browser that can print, if there is one."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def render(report: Report) -> Iterator[bytes]:
    """The PDF. Raises UsageError when there is no browser, or it fails."""
    program = browser()
    if program is None:
        raise UsageError(
            "PDF needs Chromium or Chrome on this machine; or open the HTML report and print it there"
        )
    with tempfile.TemporaryDirectory(prefix="testigo-pdf-") as name:
        place = Path(name)
        with (place / "report.html").open("w", encoding="utf-8", errors="replace") as page:
            page.writelines(html.render(report))
        if report.progress:
            report.progress("printed", 0, 1)
        try:
            subprocess.run(  # noqa: S603 - a browser from PATH, on a file of ours
                [program, *_OPTIONS, f"--user-data-dir={place / 'profile'}",
                 f"--print-to-pdf={place / 'report.pdf'}", (place / "report.html").as_uri()],
                capture_output=True, timeout=_SECONDS, check=True,
            )  # fmt: skip
            if report.progress:
                report.progress("printed", 1, 1)
            yield (place / "report.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise UsageError(
                f"{program} could not print the report ({type(error).__name__})"
            ) from error
