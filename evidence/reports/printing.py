"""Pages of ours printed as PDF, by the Chromium or Chrome of this machine."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from evidence import chromium, fence
from evidence.bilingual import Words
from evidence.errors import UsageError
from evidence.fence import FenceFailure, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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


_PLACES: Task[dict[str, int]] = Task("evidence.formats.pdf_places:places", dict[str, int])


def with_contents(page: Callable[[Mapping[str, int]], Iterable[str]], names: list[str]) -> bytes:
    """A page as PDF whose contents tell page numbers: printed once to learn them, and again with them.

    ``page`` makes the page from the numbers of the places that are called ``names`` (ids in the page, to
    which something in it links). Raises UsageError when there is no browser, or it fails.
    """
    first = printed(page({}))
    try:
        numbers = fence.call(_PLACES, first, names=names)
    except FenceFailure:
        return first  # whole, but for the numbers
    return printed(page(numbers))


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
